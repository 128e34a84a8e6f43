"""The times and cue words of one text, with the stretches that govern each number; each is read once, when asked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from chitieu.extraction.indicators.cells import header
from chitieu.extraction.periods.find import lower, today_of
from chitieu.extraction.periods.readings import Today
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary import cues

_FURNITURE = (BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.CAPTION)


_HELD_AGAINST = re.compile(r"\d ?%[^.;%]{0,12}(?:kế hoạch|\bkh\b|dự toán)|so (?:với )?cùng k[ỳì]")
_AVERAGE = re.compile(
    r"bình quân (?:giai đoạn|cả|\d|hằng|hàng|mỗi)|(?:tăng|giảm)[^,;.]* bình quân|mỗi năm|hằng năm|hàng năm|%/năm"
)
_BRACKETS = re.compile("[()]")
_MEASURE = re.compile(
    r"\d[%\s]*$|% (?:dự toán|kế hoạch|so với) *$"
)  # "100% kế hoạch", "24 chỉ tiêu": no aim, a measure


class Cue(NamedTuple):
    """A word that says whether a figure was planned, reached, estimated or foreseen."""

    start: int
    end: int
    phrase: str
    kind: str  # target, plan, estimate, projection, actual


class Timeline:
    """One text with its mentions of time. Choosers of period and scenario share it."""

    def __init__(self, outline: Outline, mentions: Sequence[PeriodMention]) -> None:
        self.outline = outline
        self.text = lower(outline.text)
        self.today: Today | None = today_of(outline)
        self.mentions = mentions
        self._starts = [m.start for m in mentions]
        self._cues: dict[Span, list[Cue]] = {}
        self._frames: dict[int, str] = {}
        self._aims: dict[int, str] = {}
        self._aim_words: dict[Span, list[tuple[int, str]]] = {}
        self._headings = [i for i in range(len(outline.document.blocks)) if self.is_heading(i)]

    def mentions_in(self, stretch: Span) -> Sequence[PeriodMention]:
        """Mentions that start in a stretch."""
        return self.mentions[bisect_left(self._starts, stretch.start) : bisect_left(self._starts, stretch.end)]

    def cues_in(self, stretch: Span) -> list[Cue]:
        """Cue words of a stretch, in order."""
        known = self._cues.get(stretch)
        if known is None:
            kinds = cues.load("scenario")
            found = cues.pattern("scenario").finditer(self.text, stretch.start, stretch.end)
            known = self._cues[stretch] = [Cue(m.start(), m.end(), m.group(), kinds[m.group()]) for m in found]
        return known

    def last_before(self, at: int) -> int:
        """Index of the last mention that starts before a position; -1 where there is none."""
        return bisect_left(self._starts, at) - 1

    def frame(self, index: int) -> str:
        """How a mention sets the time of what follows it: ``heading``, ``lead`` of a list, ``opens`` a sentence, or ``inside``."""
        known = self._frames.get(index)
        if known is None:
            known = self._frames[index] = self._frame_of(self.mentions[index])
        return known

    def _frame_of(self, m: PeriodMention) -> str:
        kind = self.outline.block(m.start).kind
        if kind in (BlockKind.TITLE, BlockKind.HEADING):
            return kind.value
        sentence = self.outline.sentence(m.start)
        if self.text[sentence.start : sentence.end].rstrip()[-1:] == ":":
            return "lead"
        before = self.text[sentence.start : m.start]
        if len(before) <= 24 and "," not in before:
            return "opens"
        return "bracket" if before.rfind("(") > before.rfind(")") else "inside"

    def set_between(self, start: int, end: int) -> str:
        """The strongest way in which a time is set between two positions: heading, lead, opens, inside; else none."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        ways = [self.frame(i) for i in range(first, last) if self.mentions[i].kind not in ("base", "document", "event")]
        return next((w for w in ("heading", "lead", "opens", "inside", "bracket") if w in ways), "none")

    def aside(self, m: PeriodMention) -> str:
        """Whether a time inside a sentence is set against another: in a bracket, or after a comma with a verb of its own."""
        text = self.text[m.end : m.end + 24]
        if self.text[max(0, m.start - 12) : m.start].rfind("(") >= 0:
            return "in_bracket"
        return "aside" if re.match(r"[^,;.()]{0,16}\b(?:là|mới|chỉ|đạt|có)\b", text) else "plain"

    def column(self, at: int) -> Sequence[PeriodMention]:
        """Times in the header of the column of a position in a table; none where it names only a base or a plan."""
        cell = header(self.outline, at)
        named = self.mentions_in(cell) if cell else ()
        return [m for m in named if m.kind not in ("base", "document", "event") and m.rule != "plan_year"]

    def column_cues(self, at: int) -> list[Cue]:
        """Cue words in the header of the column of a position in a table."""
        cell = header(self.outline, at)
        return self.cues_in(cell) if cell else []

    def headings_above(self, at: int, limit: int = 3) -> Iterator[Span]:
        """The headings before a position, the nearest first, whether they govern it or not."""
        last = bisect_right(self._headings, self.outline.block_index(at)) - 1
        for index in self._headings[max(0, last - limit + 1) : last + 1][::-1]:
            block = self.outline.document.blocks[index]
            yield Span(block.start, block.end)

    def in_closed_bracket(self, start: int, end: int) -> bool:
        """Whether a bracket that is open at ``start`` has closed before ``end``."""
        depth = 0
        for mark in _BRACKETS.finditer(self.text, start, end):
            depth += 1 if mark.group() == "(" else -1
            if depth < 0:
                return True
        return False

    def aim_of(self, index: int) -> str:
        """What a mention is about, ``result`` or ``target``, by the words before it, else after it in its sentence."""
        known = self._aims.get(index)
        if known is None:
            m = self.mentions[index]
            sentence = self.outline.sentence(m.start)
            words = self._aims_in(sentence)
            start = max(sentence.start, self.mentions[index - 1].end if index else 0)
            before = [a for at, a in words if start <= at < m.start]
            after = [a for at, a in words if at >= m.end]
            known = self._aims[index] = _as_aim(before[0] if before else after[0] if after else "none")
        return known

    def is_average(self, span: Span) -> bool:
        """Whether a number is a yearly average: "tăng bình quân 8%/năm", "mỗi năm giảm 1%"."""
        clause = self.outline.clause(span.start)
        return _AVERAGE.search(self.text, clause.start, min(clause.end, span.end + 12)) is not None

    def told_apart(self, index: int) -> bool:
        """Whether a mention's sentence names times of both aims: "tổng kết năm 2023, nhiệm vụ năm 2024"."""
        sentence = self.outline.sentence(self.mentions[index].start)
        at = bisect_left(self._starts, sentence.start)
        own = range(at, at + len(self.mentions_in(sentence)))
        return len({self.aim_of(i) for i in own} - {"none"}) > 1

    def aim_at(self, at: int) -> str:
        """What a number is about: by the words before it in its sentence, else those that lead or govern it.

        A sentence that holds a figure against a plan or against last year tells of results.
        """
        sentence = self.outline.sentence(at)
        own = [a for start, a in self._aims_in(sentence) if start < at]
        if _HELD_AGAINST.search(self.text, sentence.start, sentence.end):
            own = ["result", *(a for a in own if a != "plan")]
        if own:
            return _as_aim(own[-1])
        for stretch in [*list(self.sentences_before(sentence))[:1], *self.governing(at)]:
            aims = {_as_aim(a) for _, a in self._aims_in(stretch)}
            if len(aims) == 1:
                return aims.pop()
        return "none"

    def _aims_in(self, stretch: Span) -> list[tuple[int, str]]:
        known = self._aim_words.get(stretch)
        if known is None:
            kinds = cues.load("aim")
            found = cues.pattern("aim").finditer(self.text, stretch.start, stretch.end)
            known = self._aim_words[stretch] = [
                (m.start(), kinds[m.group()])
                for m in found
                if not _MEASURE.search(self.text[max(stretch.start, m.start() - 12) : m.start()])
            ]
        return known

    def is_heading(self, index: int) -> bool:
        """Whether a block is a title or heading."""
        return self.outline.document.blocks[index].kind in (BlockKind.TITLE, BlockKind.HEADING)

    def headings_between(self, start: int, end: int) -> int:
        """How many headings lie after the block of one position, up to the block of another."""
        first, last = self.outline.block_index(start), self.outline.block_index(end)
        return bisect_right(self._headings, last) - bisect_right(self._headings, first)

    def sentences_before(self, sentence: Span) -> Iterator[Span]:
        """The sentences before this one in its block, the nearest first."""
        sentences = self.outline.sentences
        index = bisect_right(sentences, sentence.start, key=lambda s: s.start) - 2
        start = self.outline.block(sentence.start).start
        while index >= 0 and sentences[index].start >= start:
            yield sentences[index]
            index -= 1

    def governing(self, at: int) -> list[Span]:
        """Headings, list leads and table headers above a position, the nearest first."""
        return [Span(b.start, b.end) for b in self.outline.governing(at)]

    @cached_property
    def opening(self) -> list[Span]:
        """Title and first paragraphs: what the whole text is about."""
        blocks = [b for b in self.outline.document.blocks if b.kind not in _FURNITURE]
        titles = [b for b in blocks if b.kind is BlockKind.TITLE][:1]
        return [Span(b.start, b.end) for b in titles + [b for b in blocks if b not in titles][:2]]

    @cached_property
    def usual(self) -> str | None:
        """The period most often spoken of, bases and papers left out."""
        counts = Counter(
            m.time_period for m in self.mentions if m.kind not in ("base", "document", "event", "day", "until")
        )
        return counts.most_common(1)[0][0] if counts else None


def _as_aim(kind: str) -> str:
    return "target" if kind == "plan" else kind
