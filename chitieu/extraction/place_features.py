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

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_STOP = re.compile(r"[.!?…](?=\s)")
_AND = re.compile(r"[\s\u00a0]*(?:,|và|;|cùng|-)[\s\u00a0]*")
_OF = re.compile(r"(?:của|trong|cho)\s+$")
_ADJACENT = re.compile(r"[\s\u00a0]*[(:–-]?[\s\u00a0]*")
_AT = re.compile(r"(?:tại|ở|thuộc|của|trên địa bàn|cho|tới|đến)\s+(?:các |hai |ba )?\S*$", re.I)
_UNITS = re.compile(r"[\s\u00a0]+(huyện|xã|phường|thị trấn)\b", re.I)
_UNITS_AT_END = re.compile(r"\b(huyện|xã|phường|thị trấn)$", re.I)
_COUNTED = re.compile(r"(?:\d|hai|ba|bốn|năm|các)\s+$", re.I)
_LEADS = frozenset(
    "riêng tại ở còn trong với như nhất cụ của hiện đến tới nhiều thấp cao kế tiếp dẫn đứng đầu trên toàn hiện đối".split()
)
_OFFICE = re.compile(
    r"(?:ubnd|hđnd|mttq|ban|sở|chủ tịch|bí thư|công an|đảng bộ|đảng ủy|phòng|trung tâm|chi cục|cục|hội|quân sự|lãnh đạo|phó|giám đốc|báo|đài|đoàn|văn phòng"
    r"|nghị quyết|đại hội|tòa án|viện|hội đồng|chính quyền)[^.,;:()\d]{0,25}$",
    re.I,
)
_SHARE = re.compile(r"(?:chiếm|đứng thứ|xếp|đóng góp|góp)[^.;]{0,40}$", re.I)
_COMPARED = re.compile(
    r"(?:so với|bằng|cao hơn|thấp hơn|trong top|bình quân chung(?: của)?|mức chung(?: của)?|nhất|bình quân(?: của)?|trung bình(?: của)?)\s*$", re.I
)
_WITHIN = re.compile(r"(?:tại|ở|của|trên địa bàn|thuộc|trong|riêng|là|gồm|như|từ|đến|về|với|có|và|toàn|,)\s*$", re.I)


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
        if scene.counts_own_level(mention) and mention.code != home:
            continue
        offered = out.setdefault(mention.code, Candidate(mention.code, [f"named:{scene.relation(mention.code)}"]))
        if mention.code is None and len(mention.candidates) > 1:
            how = [f"open:{h}" for h in how]
        offered.features = list(dict.fromkeys((*offered.features, *how)))
        if offered.mention is None:
            offered.mention, offered.rule = mention, f"{how[0]}|{mention.rule}"
    unnamed = scene.nearest_level()
    active, where = scene.active()
    for offered in out.values():
        if active is not None:
            same = "is" if offered.code == active.code else "not"
            kinds = dict.fromkeys((scene.group(active), _WIDER.get(scene.group(active), scene.group(active))))
            offered.features += [f"active_{same}|{k}{w}" for k in kinds for w in ("", f"|{where}")]
        offered.features.append(f"{'home' if offered.code == home else scene.relation(offered.code)}|near={unnamed}")
    return list(out.values())


class _Scene:
    """A number among the places around it."""

    def __init__(self, outline: Outline, span: Span, mentions: Sequence[PlaceMention]) -> None:
        self.outline, self.span, self.mentions = outline, span, mentions
        self.text = outline.text
        self.starts = [m.start for m in mentions]
        self.sentence, self.clause = outline.sentence(span.start), outline.clause(span.start)
        self.index = outline.block_index(span.start)
        self.block = outline.document.blocks[self.index]
        if self.block.kind is not BlockKind.TABLE_ROW:  # " | " parts statements run together on one line
            bar = self.text.rfind(" | ", self.sentence.start, span.start)
            self.sentence = Span(max(self.sentence.start, bar + 1), self.sentence.end)
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
        heads = list(self._table())
        yield from heads
        near = self.between(self.sentence.start, self.sentence.end)
        before = [m for m in near if m.end <= self.span.start]
        strong = [m for m in before if not self._aside(m)]
        for rank, m in enumerate(reversed(strong)):
            yield m, self._before(m, rank)
        for m in before:
            if m not in strong:
                yield m, _generic(self.group(m), [f"aside|{self.group(m)}"])
        after = [m for m in near if m.start >= self.span.end and not self._bracketed(m)]
        for rank, m in enumerate(after[:2]):
            yield m, self._after(m, rank)
        earlier = self.between(self.block.start, self.sentence.start)
        for rank, m in enumerate(reversed(earlier[-3:])):
            sentences = len(_STOP.findall(self.text, m.end, self.sentence.start))
            yield m, self._scoped(m, "earlier", f"{min(rank, 1)}s{min(sentences, 3)}{'' if near else 'alone'}")
        for m in earlier[:1]:
            yield m, self._scoped(m, "opens_block", "alone" if not near else "")
        for block in self.outline.governing(self.span.start):
            if block.kind is BlockKind.TABLE_ROW:
                continue
            found = self.between(block.start, block.end)
            for rank, m in enumerate(reversed(found)):
                if block.kind is not BlockKind.TITLE or m.code != self.home:
                    yield m, self._scoped(m, f"under_{block.kind.value}", f"{min(rank, 1)}{'of_many' if len(found) > 1 else ''}")
        if not near and not earlier and not heads:
            at = bisect_left(self.starts, self.block.start)
            for rank, m in enumerate(reversed(self.mentions[max(0, at - 2) : at])):
                blocks = self.index - self.outline.block_index(m.start)
                yield m, self._scoped(m, "past", f"{rank}b{min(blocks, 3)}")

    def _table(self) -> Iterable[tuple[PlaceMention, list[str]]]:
        """The place that heads the row or the column of a cell, or the item of a list."""
        here = self.between(self.block.start, self.span.start)
        if self.block.kind is BlockKind.TABLE_ROW:
            mark = "\t" if "\t" in self.text[self.block.start : self.block.end] else "|"
            for m in [m for m in here if self.text.count(mark, self.block.start, m.start) <= 1][:1]:
                yield m, self._scoped(m, "heads", "row")
            column = self.text.count(mark, self.block.start, self.span.start)
            for block in self.outline.governing(self.span.start):
                if block.kind is BlockKind.TABLE_ROW:
                    for m in self.between(block.start, block.end):
                        if self.text.count(mark, block.start, m.start) == column:
                            yield m, self._scoped(m, "heads", "column")
        elif here:
            lead = self.text[self.block.start : here[0].start].strip(" -–+•*0123456789.)\u00a0")
            follows = self.text[here[0].end : here[0].end + 3].strip()[:1]
            if not lead and follows in (":", "-", "–", "|", "\t"):
                yield here[0], self._scoped(here[0], "heads", "item")

    def group(self, m: PlaceMention) -> str:
        """How the place of a mention stands to the home place, in few kinds."""
        if m.code is None:
            return m.level if m.level in ("village", "other") else "open"
        relation = self.relation(m.code)
        return {"beside": "foreign", "inside2": "inside", "inside3": "inside"}.get(relation, relation)

    def _scoped(self, m: PlaceMention, scope: str, detail: str) -> list[str]:
        group = self.group(m)
        return _generic(group, [f"{scope}|{group}", f"{scope}|{group}|{detail}", f"{scope}|{group}|{self._form(m)}"])

    def _before(self, m: PlaceMention, rank: int) -> list[str]:
        """A place before the number in its sentence."""
        group = self.group(m)
        gap = self.text[m.end : self.span.start]
        numbers = min(len(_NUMBER.findall(gap)), 3)
        words = min(len(_WORD.findall(gap)), 15)
        last = "last" if rank == 0 else "not_last"
        scope = "clause" if m.start >= self.clause.start else "sentence"
        opens = "opens" if self._opens(m) else "amid"
        out = [
            f"before|{group}",
            f"before|{group}|{last}",
            f"before|{group}|{last}|{scope}",
            f"before|{group}|{last}|numbers{numbers}",
            f"before|{group}|{last}|{opens}",
            f"before|{group}|{last}|{opens}|numbers{min(numbers, 1)}",
            f"before|{group}|{last}|words{words // 3}",
            f"before|{group}|{self._form(m)}",
        ]
        if _ADJACENT.fullmatch(gap):
            out += [f"adjacent|{group}", f"adjacent|{group}|{last}"]
        if self._grouped(m):
            out += [f"grouped|{group}", f"grouped|{group}|{last}"]
        for mark in (";", "|", " - ", "trong đó", "tổng", "cả ", "còn lại", "cộng"):
            if mark in gap.lower():
                out += [f"gap{mark}|{group}", f"gap{mark}|{group}|{last}"]
        return _generic(group, [*out, *self._around(m, "before")])

    def _after(self, m: PlaceMention, rank: int) -> list[str]:
        """A place behind the number in its sentence."""
        group = self.group(m)
        gap = _BRACKETS.sub(" ", self.text[self.span.end : m.start])
        words = min(len(_WORD.findall(gap)), 9)
        numbers = min(len(_NUMBER.findall(gap)), 1)
        at = _AT.search(gap)
        out = [f"after|{group}", f"after|{group}|numbers{numbers}", f"after|{group}|words{words // 2}|numbers{numbers}"]
        out.append(f"after|{group}|{self._form(m)}")
        if at and not numbers:
            out += [f"after|{group}|{at.group().strip().lower()}", f"after|{group}|{at.group().strip().lower()}|words{words // 3}"]
        for mark in ("(", ",", ";"):
            if mark in gap:
                out.append(f"after|{group}|gap{mark}")
        return _generic(group, [*out, *self._around(m, "after")])

    def _aside(self, m: PlaceMention) -> bool:
        """Whether a mention only says where another lies, or stands in a bracket closed since: "(huyện Vĩnh Cửu)"."""
        if m.rule == "outer":
            return True
        gap = self.text[m.end : self.span.start]
        if ")" in gap and "(" not in gap.split(")")[0]:
            return True
        return m.rule == "type_only_home" and _OF.search(self.text, max(0, m.start - 12), m.start) is not None

    def _bracketed(self, m: PlaceMention) -> bool:
        """Whether a mention behind the number stands in a bracket opened since: "2 xã (Hải An, Hải Hà) thuộc ..."."""
        gap = self.text[self.span.end : m.start]
        return gap.count("(") > gap.count(")")

    def _grouped(self, m: PlaceMention) -> bool:
        """Whether the mention is one of several in a row, of which one figure tells: "ở Nguyễn Huân, Tân Thuận"."""
        at = bisect_left(self.starts, m.start)
        beside = [(self.mentions[at - 1], m)] if at else []
        beside += [(m, self.mentions[at + 1])] if at + 1 < len(self.mentions) else []
        return any(_AND.fullmatch(self.text, a.end, b.start) and a.level == b.level for a, b in beside)

    def _form(self, m: PlaceMention) -> str:
        return m.rule.split("_")[0]

    def _opens(self, m: PlaceMention) -> bool:
        """Whether the mention opens its sentence or a clause: little stands before it."""
        start = max(self.outline.clause(m.start).start, self.sentence.start)
        lead = _WORD.findall(self.text[start : m.start])
        return len(lead) <= 1 or (len(lead) <= 3 and lead[0].lower() in _LEADS)

    def _stands_for_all(self, m: PlaceMention) -> bool:
        """ "cả nước", "toàn huyện" take over wherever they stand, unless something is compared with them."""
        whole = m.code == COUNTRY or m.rule.startswith("whole")
        words = self.text[max(self.block.start, m.start - 45) : m.start]
        return whole and not (_WITHIN.search(words) or _COMPARED.search(words) or _SHARE.search(words))

    def _around(self, m: PlaceMention, side: str) -> list[str]:
        """Words right before a mention that say what it does there."""
        group = self.group(m)
        words = self.text[max(self.block.start, m.start - 45) : m.start]
        out = []
        if _OFFICE.search(words):
            out.append(f"{side}|{group}|office")
        if _SHARE.search(words):
            out += ["share_of", f"share_of|{group}"]
        if found := _COMPARED.search(words):
            out += ["compared", f"compared|{group}|{found.group().lower().strip()}"]
        if found := _WITHIN.search(words):
            out.append(f"{side}|{group}|{found.group().lower().strip()}")
        if _COUNTED.search(words):
            out += [f"{side}|{group}|counted", f"{side}|counted"]
        return out

    def counts_own_level(self, m: PlaceMention) -> bool:
        """A commune has no communes to count, a district no districts."""
        counted = _UNITS.match(self.text, self.span.end) or _UNITS_AT_END.search(self.text, self.span.start, self.span.end)
        if counted is None or m.code is None or m.code == COUNTRY:
            return False
        return len(m.code) >= {"huyện": 3, "xã": 5, "phường": 5, "thị trấn": 5}[counted.group(1).lower()]

    def active(self) -> tuple[PlaceMention | None, str]:
        """The place that the block speaks of at this point: the last one that opened a clause or heads the item."""
        bar = self.sentence.start > self.outline.sentence(self.span.start).start
        last = None
        for m in self.between(self.sentence.start if bar else self.block.start, self.span.start):
            if not self._aside(m) and m.end <= self.span.start and (self._opens(m) or self._stands_for_all(m)):
                last = m
        if last is None:
            return None, ""
        sentences = len(_STOP.findall(self.text, last.end, self.sentence.start)) + (last.start < self.sentence.start)
        return last, f"s{min(sentences, 3)}"

    def nearest_level(self) -> str:
        """What kind of place was named last before the number in its sentence."""
        before = [m for m in self.between(self.sentence.start, self.span.start)]
        if not before:
            return "nothing"
        m = before[-1]
        return m.level if m.code is None else self.relation(m.code)


_WIDER = {
    "inside": "named", "above": "named", "foreign": "named", "homeless": "named", "other": "codeless", "village": "codeless"
}


def _generic(group: str, features: list[str]) -> list[str]:
    """The same features once more for a wider group, so that rare relations learn from common ones."""
    wider = _WIDER.get(group)
    return features + [f.replace(f"|{group}", f"|{wider}") for f in features if f"|{group}" in f] if wider else features


def _chain(code: str, day: date | None) -> tuple[str, ...]:
    registry = load()
    if day is not None and (chain := registry.chain(code, day)):
        return chain
    states = registry.states(code)
    if not states:
        return (code,)
    return (code, states[-1].parent) if states[-1].parent else (code,)
