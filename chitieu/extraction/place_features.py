"""Which places a number may be about, and what speaks for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from chitieu.extraction.records import PlaceMention
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary.places import COUNTRY, load

_BACK = 2  # sentences and blocks before, that may still govern
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_OFFICE = re.compile(
    r"(?:ubnd|hđnd|mttq|ban|sở|chủ tịch|bí thư|công an|đảng bộ|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|thị ủy|phòng|trung tâm|chi cục|cục|hội|quân sự|lãnh đạo|phó|giám đốc"
    r"|báo|đài|đoàn|văn phòng|nghị quyết|đại hội|tòa án|viện|hội đồng|chính quyền)[^.,;:()\d]{0,25}$",
    re.I,
)
_COMPARED = re.compile(r"(?:so với|bằng|cao hơn|thấp hơn|đứng thứ|chiếm|xếp|trong top|bình quân chung(?: của)?|mức chung(?: của)?|nhất|toàn|khối)\s*$", re.I)
_WITHIN = re.compile(r"(?:tại|ở|của|trên địa bàn|thuộc|trong|riêng|là|gồm|như|từ|đến|về|với|có)\s*$", re.I)


@dataclass(slots=True)
class Candidate:
    """A place offered for a number."""

    code: str | None
    features: list[str] = field(default_factory=list)
    mention: PlaceMention | None = None
    rule: str = ""


def candidates(outline: Outline, span: Span, mentions: Sequence[PlaceMention]) -> list[Candidate]:
    """The home place, the places in scope, and none, each with its features."""
    scene = _Scene(outline, span, mentions)
    out: dict[str | None, Candidate] = {}
    home = outline.document.ref_area
    for code in dict.fromkeys((home, COUNTRY if home is None else home, None)):
        out[code] = Candidate(code, [f"default:{scene.relation(code)}"], rule="home" if code == home else "default")
    for mention, how in scene.in_scope():
        offered = out.setdefault(mention.code, Candidate(mention.code, [f"named:{scene.relation(mention.code)}"]))
        if mention.code is None and len(mention.candidates) > 1:
            how = [f"open:{h}" for h in how]
        offered.features += [h for h in how if h not in offered.features]
        if offered.mention is None or how[0] in _DECIDING:
            offered.mention, offered.rule = mention, f"{how[0]}:{mention.rule}"
    unnamed = scene.nearest_level()
    for offered in out.values():
        offered.features.append(f"{'home' if offered.code == home else scene.relation(offered.code)}|near={unnamed}")
    return list(out.values())


_DECIDING = frozenset(("row", "column", "item", "clause_before"))


class _Scene:
    """A number among the places around it."""

    def __init__(self, outline: Outline, span: Span, mentions: Sequence[PlaceMention]) -> None:
        self.outline, self.span, self.mentions = outline, span, mentions
        self.text = outline.text
        self.starts = [m.start for m in mentions]
        self.sentence, self.clause = outline.sentence(span.start), outline.clause(span.start)
        self.index = outline.block_index(span.start)
        self.block = outline.document.blocks[self.index]
        self.home = outline.document.ref_area
        self.day = outline.document.published

    def between(self, start: int, end: int) -> Sequence[PlaceMention]:
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def relation(self, code: str | None) -> str:
        """How a place stands to the home place."""
        if code is None or code == COUNTRY:
            return str(code)
        if code == self.home:
            return "home"
        if self.home is None or self.home == COUNTRY:
            return "homeless"
        chain, home_chain = _chain(code, self.day), _chain(self.home, self.day)
        if self.home in chain:
            return f"inside{len(self.home)}"
        if code in home_chain:
            return "above"
        return "beside" if chain[1:2] == home_chain[1:2] else "foreign"

    def in_scope(self) -> Iterable[tuple[PlaceMention, list[str]]]:
        """Places that may govern the number, the strongest scope first."""
        yield from self._table()
        near = self.between(self.sentence.start, self.sentence.end)
        before = [m for m in near if m.end <= self.span.start]
        for rank, m in enumerate(reversed(before)):
            yield m, self._describe(m, "clause_before" if m.start >= self.clause.start else "sentence_before", rank)
        after = [m for m in near if m.start >= self.span.end]
        for rank, m in enumerate(after):
            yield m, self._describe(m, "clause_after" if m.end <= self.clause.end else "sentence_after", rank)
        earlier = [m for m in self.between(self.block.start, self.sentence.start)]
        for rank, m in enumerate(reversed(earlier[-3:])):
            yield m, self._describe(m, "block_before", rank)
        for m in earlier[:1]:
            yield m, self._describe(m, "block_first", 0)
        for depth, block in enumerate(self.outline.governing(self.span.start)):
            for rank, m in enumerate(reversed(self.between(block.start, block.end))):
                yield m, self._describe(m, f"governing_{block.kind.value}", rank)
            if depth == 2:
                break
        if not near and not earlier:
            past = self.mentions[max(0, bisect_left(self.starts, self.block.start) - 2) : bisect_left(self.starts, self.block.start)]
            for rank, m in enumerate(reversed(past)):
                yield m, self._describe(m, "past", rank)

    def _table(self) -> Iterable[tuple[PlaceMention, list[str]]]:
        """The place that heads the row or the column of a cell, or the item of a list."""
        here = self.between(self.block.start, self.span.start)
        line = self.text[self.block.start : self.block.end]
        if self.block.kind is BlockKind.TABLE_ROW:
            mark = "\t" if "\t" in line else "|"
            first = [m for m in here if self.text.count(mark, self.block.start, m.start) <= 1]
            for m in first[:1]:
                yield m, self._describe(m, "row", 0)
            column = self.text.count(mark, self.block.start, self.span.start)
            for block in self.outline.governing(self.span.start):
                if block.kind is BlockKind.TABLE_ROW:
                    for m in self.between(block.start, block.end):
                        if self.text.count(mark, block.start, m.start) == column:
                            yield m, self._describe(m, "column", 0)
        elif here:
            lead = self.text[self.block.start : here[0].start].strip(" -–+•*0123456789.)\u00a0")
            follows = self.text[here[0].end : here[0].end + 3].strip()[:1]
            if not lead and follows in (":", "-", "–", "|", "\t"):
                yield here[0], self._describe(here[0], "item", 0)

    def _describe(self, m: PlaceMention, scope: str, rank: int) -> list[str]:
        relation = self.relation(m.code) if m.code or m.level in ("village", "other") else "open"
        kind = m.level if m.code is None else relation
        how = f"{kind}|{m.rule.split('_')[0]}"
        out = [scope, f"{scope}|{kind}", f"{scope}|{how}", f"{scope}|{kind}|rank{min(rank, 2)}"]
        words = self.text[max(0, m.start - 40) : m.start]
        if _OFFICE.search(words) or m.rule == "office":
            out.append(f"{scope}|{kind}|office")
        if found := _COMPARED.search(words):
            out.append(f"{scope}|compared")
            out.append(f"{scope}|{kind}|{found.group().lower().strip()}")
        elif found := _WITHIN.search(words):
            out.append(f"{scope}|{kind}|{found.group().lower().strip()}")
        if scope in ("clause_before", "sentence_before"):
            gap = self.text[m.end : self.span.start]
            numbers = len(_NUMBER.findall(gap))
            letters = len(_WORD.findall(gap))
            out.append(f"{scope}|{kind}|numbers{min(numbers, 4)}")
            out.append(f"{scope}|{kind}|words{min(letters, 12) // 3}")
            out.append(f"{scope}|{kind}|n{min(numbers, 2)}w{min(letters, 8) // 2}r{min(rank, 1)}")
            for mark in (";", "trong đó", "(", ":", "cả "):
                if mark in gap:
                    out.append(f"{scope}|{kind}|gap{mark}")
        if scope in ("clause_after", "sentence_after"):
            gap = self.text[self.span.end : m.start]
            out.append(f"{scope}|{kind}|gap{min(len(_WORD.findall(gap)), 8) // 2}{'(' if '(' in gap else ''}{',' if ',' in gap else ''}")
        return out

    def nearest_level(self) -> str:
        """What kind of place was named last before the number in its sentence."""
        before = [m for m in self.between(self.sentence.start, self.span.start)]
        if not before:
            return "nothing"
        m = before[-1]
        return m.level if m.code is None else self.relation(m.code)


def _chain(code: str, day: date | None) -> tuple[str, ...]:
    registry = load()
    if day is not None and (chain := registry.chain(code, day)):
        return chain
    states = registry.states(code)
    if not states:
        return (code,)
    return (code, states[-1].parent) if states[-1].parent else (code,)
