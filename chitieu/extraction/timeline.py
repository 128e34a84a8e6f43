"""The times and cue words of one text, with the stretches that govern each number; each is read once, when asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from chitieu.extraction.periods_find import Today, lower, today_of
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary import cues


_FURNITURE = (BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.CAPTION)


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
        if self.is_heading(self.outline.block_index(m.start)):
            return "heading"
        sentence = self.outline.sentence(m.start)
        if self.text[sentence.start : sentence.end].rstrip()[-1:] == ":":
            return "lead"
        before = self.text[sentence.start : m.start]
        if len(before) <= 24 and "," not in before:
            return "opens"
        return "bracket" if before.rfind("(") > before.rfind(")") else "inside"

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
