"""The times and cue words of one text, with the stretches that govern each number; each is read once, when asked."""

from __future__ import annotations

import re
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


_HELD_AGAINST = re.compile(r"\d ?%[^.;%]{0,12}(?:kế hoạch|\bkh\b|dự toán)|so (?:với )?cùng k[ỳì]")
_MEASURE = re.compile(r"\d[%\s]*$|% (?:dự toán|kế hoạch|so với) *$")  # "100% kế hoạch", "24 chỉ tiêu": no aim, a measure


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
        if any(o.start <= m.start < o.end for o in self.opening[:1]):
            return "title"
        if self.is_heading(self.outline.block_index(m.start)):
            return "heading"
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

    def column(self, span: Span) -> list[Span]:
        """The header cells above a number in a table: of rows with cells, by the count of the cell or by its place."""
        block = self.outline.block(span.start)
        cell = _cell(self.text[block.start : span.start])
        if cell is None:
            return []
        index = block.parent
        header = self.outline.document.blocks[index] if index is not None else None
        if header is None:
            return []
        return _cells(self.text, header.start, header.end)[cell : cell + 1]

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
            known = self._aims[index] = before[0] if before else after[0] if after else "none"
        return known

    def aim_at(self, at: int) -> str:
        """What a number is about: by the words before it in its sentence, else those that lead or govern it.

        A sentence that holds a figure against a plan or against last year tells of results.
        """
        sentence = self.outline.sentence(at)
        own = [a for start, a in self._aims_in(sentence) if start < at]
        if own:
            return own[-1]
        if _HELD_AGAINST.search(self.text, sentence.start, sentence.end):
            return "result"
        for stretch in [*list(self.sentences_before(sentence))[:1], *self.governing(at)]:
            aims = {a for _, a in self._aims_in(stretch)}
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


def _cell(before: str) -> int | None:
    """Number of the cell that follows these words of its row; none where the row has no cells."""
    cells = len(re.findall(r"\t|\||[ \u00a0]{3,}", before.strip(" \u00a0")))
    return cells or None


def _cells(text: str, start: int, end: int) -> list[Span]:
    out = []
    at = start
    for m in re.finditer(r"\t|\||[ \u00a0]{3,}", text[start:end]):
        out.append(Span(at, start + m.start()))
        at = start + m.end()
    return [*out, Span(at, end)]
