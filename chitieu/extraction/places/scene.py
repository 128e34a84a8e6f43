"""A number among the places around it: which stand in its scope, and how they stand to the home place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from chitieu.extraction.records import PlaceMention
from chitieu.extraction.structure import IN_ORDER, Outline
from chitieu.model import Block, BlockKind, Span
from chitieu.vocabulary.places import COUNTRY, load

_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?…](?=\s)")
_AND = re.compile(r"[\s\u00a0]*(?:,|và|;|cùng|-)[\s\u00a0]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BRACKETS = re.compile(r"\([^()]*\)")
_SAYS = re.compile(
    r"[^.;\n]{0,60}?\b(?:cho biết|cho hay|thông tin|khẳng định|nói|nêu|dẫn|đề nghị|đánh giá|thống kê|thừa nhận)\b", re.I
)
_ACCORDING = re.compile(r"theo [^.,;:()\d]{0,40}$", re.I)
_DEPUTY = re.compile(r"đại biểu|đbqh", re.I)
_OF = re.compile(r"(?:của|trong|cho)\s+$")
_LEADS = frozenset(
    "riêng tại ở còn trong với như nhất cụ của hiện đến tới nhiều thấp cao kế tiếp dẫn đứng đầu trên toàn đối".split()
)
_COUNTED_LEVEL = {"huyện": 3, "xã": 5, "phường": 5, "thị trấn": 5}  # length of the codes counted
_UNIT_BEHIND = re.compile(r"[ \u00a0]+(huyện|xã(?! hội)|phường|thị trấn)\b", re.I)
_UNIT_AT_END = re.compile(r"\b(huyện|xã|phường|thị trấn)$", re.I)
OFFICE = re.compile(
    r"(?:ubnd|hđnd|mttq|ban|sở|chủ tịch|bí thư|công an|đảng bộ|đảng ủy|phòng|trung tâm|chi cục|cục|hội|quân sự|lãnh đạo"
    r"|phó|giám đốc|báo|đài|đoàn|văn phòng|nghị quyết|đại hội|tòa án|viện|hội đồng|chính quyền)[^.,;:()\d]{0,25}$",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:kinh tế|thị trường|nhu cầu|sản lượng|dân số|thu nhập|thu ngân sách|tỷ lệ hộ nghèo|gr?dp)"
    r"(?: của| ở| tại)?\s+$",
    re.I,
)
SHARE = re.compile(r"(?:chiếm|đứng thứ|xếp|đóng góp|góp)[^.;]{0,40}$", re.I)
COMPARED = re.compile(
    r"(?:so với|bằng|cao hơn|thấp hơn|trong top|bình quân chung(?: của)?|mức chung(?: của)?|nhất|đầu|nhóm"
    r"|bình quân(?: của)?|trung bình(?: của)?|mặt bằng(?: của)?)\s*$",
    re.I,
)
MEAN = re.compile(r"bình quân|trung bình|mức(?: chung)?|mặt bằng", re.I)
WITHIN = re.compile(
    r"(?:tại|ở|của|trên địa bàn|thuộc|trong|riêng|là|gồm|như|từ|đến|về|với|có|và|toàn|sang|vào|,)\s*$",
    re.I,
)


class Scene:
    """One number and the places in its scope."""

    def __init__(self, outline: Outline, span: Span, mentions: Sequence[PlaceMention]) -> None:
        """Find the number's place in the outline."""
        self.outline, self.span, self.mentions, self.text = outline, span, mentions, outline.text
        self.home, self.day = outline.document.ref_area, outline.document.published
        self._starts = [m.start for m in mentions]
        self.index = outline.block_index(span.start)
        self.block: Block = outline.document.blocks[self.index]
        self.in_table = self.block.kind is BlockKind.TABLE_ROW
        self.clause, self.sentence = outline.clause(span.start), outline.sentence(span.start)
        bar = -1 if self.in_table else self.text.rfind(" | ", self.sentence.start, span.start)
        self.after_bar = bar >= 0  # " | " parts statements run together on one line
        if self.after_bar:
            self.sentence = Span(bar + 1, self.sentence.end)

    def between(self, start: int, end: int) -> Sequence[PlaceMention]:
        """Mentions that start in ``text[start:end]``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self) -> list[PlaceMention]:
        """Mentions before the number in its sentence."""
        return [m for m in self.between(self.sentence.start, self.span.start) if m.end <= self.span.start]

    def after(self) -> list[PlaceMention]:
        """Mentions behind the number in its sentence, but for those in a bracket opened since."""
        return [m for m in self.between(self.span.end, self.sentence.end) if not self._bracketed(m)]

    def earlier(self) -> Sequence[PlaceMention]:
        """Mentions in the sentences before, within the block."""
        return self.between(self.block.start, self.sentence.start)

    def past(self) -> Iterable[tuple[PlaceMention, int]]:
        """The last two mentions before the block, with how many blocks back they stand."""
        at = bisect_left(self._starts, self.block.start)
        for m in reversed(self.mentions[max(0, at - 2) : at]):
            yield m, self.index - self.outline.block_index(m.start)

    def heads(self) -> Iterable[tuple[PlaceMention, str]]:
        """The place that heads the row or the column of a cell, or the item of a list."""
        here = self.between(self.block.start, self.span.start)
        if self.in_table:
            mark = "\t" if "\t" in self.text[self.block.start : self.block.end] else "|"
            for m in [m for m in here if self.text.count(mark, self.block.start, m.start) <= 1][:1]:
                yield m, "row"
            column = self.text.count(mark, self.block.start, self.span.start)
            for block in self.outline.governing(self.span.start):
                if block.kind is BlockKind.TABLE_ROW:
                    for m in self.between(block.start, block.end):
                        if self.text.count(mark, block.start, m.start) == column:
                            yield m, "column"
        elif here:
            lead = self.text[self.block.start : here[0].start].strip(" -–+•*0123456789.)\u00a0")
            if not lead and self.text[here[0].end : here[0].end + 3].strip()[:1] in (":", "-", "–", "|", "\t"):
                yield here[0], "item"

    def active(self) -> tuple[PlaceMention | None, int]:
        """The place that the block speaks of at this point, and how many sentences ago it took over.

        It is the last one that opened a clause, or that stands for all ("cả nước", "toàn huyện").
        """
        last = None
        for m in self.between(self.sentence.start if self.after_bar else self.block.start, self.span.start):
            if m.end <= self.span.start and not self.aside(m) and self._takes_over(m):
                last = m
        return last, self.sentences_since(last) + (last.start < self.sentence.start) if last else 0

    def in_order(self) -> PlaceMention | None:
        """The place whose turn it is in a row of figures: "A, B và C lần lượt là 91, 82 và 81%"."""
        words = list(IN_ORDER.finditer(self.text, self.sentence.start, self.span.start))
        if not words or self.between(words[-1].end(), self.span.start):
            return None
        rows: list[list[PlaceMention]] = []
        for m in self.between(self.sentence.start, words[-1].start()):
            if rows and self._listed(rows[-1][-1], m):
                rows[-1].append(m)
            else:
                rows.append([m])
        row = next((r for r in reversed(rows) if len(r) > 1), [])
        turn = len(_NUMBER.findall(_BRACKETS.sub("", self.text[words[-1].end() : self.span.start])))
        return row[turn] if turn < len(row) else None

    def sentences_since(self, m: PlaceMention) -> int:
        """Number of sentences that end between a mention and the sentence of the number."""
        return len(_STOP.findall(self.text, m.end, self.sentence.start))

    def relation(self, code: str | None) -> str:
        """How a place stands to the home place."""
        if code is None or code == COUNTRY:
            return str(code)
        return _relation(code, self.home, self.day)

    def group(self, m: PlaceMention) -> str:
        """How the place of a mention stands to the home place, in few kinds."""
        if m.code is None:
            return m.level if m.level in ("village", "other") else "open"
        return {"beside": "foreign", "inside2": "inside", "inside3": "inside"}.get(
            found := self.relation(m.code), found
        )

    def opens(self, m: PlaceMention) -> bool:
        """Whether the mention opens its sentence or a clause: little stands before it."""
        start = max(self.outline.clause(m.start).start, self.sentence.start)
        lead = _WORD.findall(self.text[start : m.start])
        if len(lead) <= 4 and _SUBJECT.search(self.text, start, m.start):
            return True  # "Kinh tế Trung Quốc", "Tỷ lệ hộ nghèo của Trạm Tấu"
        return len(lead) <= 1 or (len(lead) <= 3 and lead[0].lower() in _LEADS)

    def speaker(self, m: PlaceMention) -> str:
        """Whether officials of the place tell the figure, or a deputy, who speaks of the country; else empty."""
        words = self.words_before(m)
        if not _SAYS.match(self.text, m.end, self.span.start) and not _ACCORDING.search(words):
            return ""
        if _DEPUTY.search(words):
            return "deputy"
        return "office" if OFFICE.search(words) else ""

    def aside(self, m: PlaceMention) -> bool:
        """Whether a mention only says where another lies, or stands in a bracket closed since: "(huyện Vĩnh Cửu)"."""
        if m.rule == "outer":
            return True
        gap = self.text[m.end : self.span.start]
        if ")" in gap and "(" not in gap.split(")")[0]:
            return True
        return m.rule == "type_only_home" and _OF.search(self.text, max(0, m.start - 12), m.start) is not None

    def grouped(self, m: PlaceMention) -> bool:
        """Whether the mention is one of several in a row, of which one figure tells: "ở Nguyễn Huân, Tân Thuận"."""
        at = bisect_left(self._starts, m.start)
        beside = [(self.mentions[at - 1], m)] if at else []
        beside += [(m, self.mentions[at + 1])] if at + 1 < len(self.mentions) else []
        return any(self._listed(a, b) for a, b in beside)

    def counts_own_level(self, m: PlaceMention) -> bool:
        """A commune has no communes to count, a district no districts."""
        counted = _UNIT_BEHIND.match(self.text, self.span.end) or _UNIT_AT_END.search(self.text, *self.span)
        if counted is None or m.code is None or m.code == COUNTRY:
            return False
        return len(m.code) >= _COUNTED_LEVEL[counted.group(1).lower()]

    def words_before(self, m: PlaceMention) -> str:
        """The words of the block that lead to a mention."""
        return self.text[max(self.block.start, m.start - 45) : m.start]

    def _takes_over(self, m: PlaceMention) -> bool:
        speaker = self.speaker(m)
        return speaker == "office" or (not speaker and (self.opens(m) or self._stands_for_all(m)))

    def _stands_for_all(self, m: PlaceMention) -> bool:
        """Whether it takes over wherever it stands ("cả nước", "toàn huyện"), as nothing is compared with it."""
        words = self.words_before(m)
        whole = m.code == COUNTRY or m.rule.startswith("whole")
        return whole and not (WITHIN.search(words) or COMPARED.search(words) or SHARE.search(words))

    def _listed(self, a: PlaceMention, b: PlaceMention) -> bool:
        return a.level == b.level and _AND.fullmatch(self.text, a.end, b.start) is not None

    def _bracketed(self, m: PlaceMention) -> bool:
        gap = self.text[self.span.end : m.start]
        return gap.count("(") > gap.count(")")


@lru_cache(maxsize=4096)
def _relation(code: str, home: str | None, day: date | None) -> str:
    if code == home:
        return "home"
    if home is None or home == COUNTRY:
        return "homeless"
    registry = load()
    chain, home_chain = registry.chain_near(code, day), registry.chain_near(home, day)
    if home in chain:
        return f"inside{len(home)}"
    if code in home_chain:
        return "above"
    return "beside" if chain[1:2] == home_chain[1:2] else "foreign"
