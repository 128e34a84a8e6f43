"""The cue words of one text and the stretches that govern a number; each stretch is read once, when asked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from chitieu.extraction.indicators.cells import header
from chitieu.extraction.periods.find import lower
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary import cues

_HELD_AGAINST = re.compile(r"\d ?%[^.;%]{0,12}(?:kế hoạch|\bkh\b|dự toán)|so (?:với )?cùng k[ỳì]")
_AVERAGE = re.compile(
    r"bình quân (?:giai đoạn|cả|\d|hằng|hàng|mỗi)|(?:tăng|giảm)[^,;.]{0,80} bình quân|mỗi năm|hằng năm|hàng năm|%/năm"
)
_BRACKETS = re.compile("[()]")
# "100% kế hoạch", "24 chỉ tiêu": no aim, a measure
_MEASURE = re.compile(r"\d[%\s]*$|% (?:dự toán|kế hoạch|so với) *$")
_CONTINUES = re.compile(
    r"\W*(?:trong (?:đó|số này|số đó)|cụ thể|bao gồm|gồm|riêng|cùng với đó|bên cạnh đó|ngoài ra|đồng thời|theo đó)\b"
)
STRONG = ("target", "estimate", "projection", "actual")  # kinds of cues that decide by themselves
_LEADS = 24  # sentences before a number's own that are asked for a cue
_WORDS = 40  # cue words that are looked at before a number, and after it
_REACH = 400  # characters of a clause that are looked at before a number
_DEPTH = 8  # headings above headings


class Cue(NamedTuple):
    """A word that says whether a figure was planned, reached, estimated or foreseen."""

    start: int
    end: int
    phrase: str
    kind: str  # class of the vocabulary: target, duty, plan, estimate, projection, actual, verb, name


class Wording:
    """What the words around a number say, apart from times."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = lower(outline.text)
        self._cues: dict[tuple[str, Span], list[Cue]] = {}
        self._held: dict[Span, bool] = {}
        self._leads: dict[Span, tuple[list[str], int]] = {}
        blocks = outline.document.blocks
        self._headings = [i for i, b in enumerate(blocks) if b.kind in (BlockKind.TITLE, BlockKind.HEADING)]

    def cues_in(self, stretch: Span, section: str = "scenario") -> list[Cue]:
        """Cue words of a stretch, in order; of aims, those that are a mere measure are left out."""
        known = self._cues.get((section, stretch))
        if known is None:
            kinds = cues.load(section)
            found = cues.pattern(section).finditer(self.text, stretch.start, stretch.end)
            known = [Cue(m.start(), m.end(), m.group(), kinds[m.group()]) for m in found]
            if section == "aim":
                known = [c for c in known if not self._is_measure(stretch, c)]
            self._cues[section, stretch] = known
        return known

    def _is_measure(self, stretch: Span, cue: Cue) -> bool:
        return _MEASURE.search(self.text[max(stretch.start, cue.start - 12) : cue.start]) is not None

    def cues_before(self, stretch: Span, at: int, section: str = "scenario") -> list[Cue]:
        """The last cue words of a stretch that end before a position."""
        found = self.cues_in(stretch, section)
        last = bisect_right(found, at, key=lambda c: c.end)
        return found[max(0, last - _WORDS) : last]

    def cues_after(self, stretch: Span, at: int, section: str = "scenario") -> list[Cue]:
        """The first cue words of a stretch that start at or after a position."""
        found = self.cues_in(stretch, section)
        first = bisect_left(found, at, key=lambda c: c.start)
        return found[first : first + _WORDS]

    def kinds_in(self, stretch: Span) -> list[str]:
        """Kinds of the cues of a stretch that decide, or name a plan."""
        return sorted({c.kind for c in self.cues_in(stretch) if c.kind in (*STRONG, "plan")})

    def leads_of(self, sentence: Span) -> tuple[list[str], int]:
        """Kinds of the cues that decide in the nearest sentence before that has one; 0 where it is the very next."""
        known = self._leads.get(sentence)
        if known is None:
            known = self._leads[sentence] = self._read_leads(sentence)
        return known

    def _read_leads(self, sentence: Span) -> tuple[list[str], int]:
        for number, earlier in enumerate(islice(self.sentences_before(sentence), _LEADS)):
            found = self.cues_before(earlier, earlier.end)
            kinds = [c.kind for c in found if c.kind in STRONG and not self.in_closed_bracket(c.end, earlier.end)]
            if kinds:
                return kinds, min(number, 1)
        return [], 1

    def aim_at(self, at: int) -> str:
        """What a number is about, ``result``, ``target`` or ``none``.

        By the words before it in its sentence, else those of the sentence before, or of what governs it. A sentence
        that holds a figure against a plan or against last year tells of results.
        """
        sentence = self.outline.sentence(at)
        own = [c.kind for c in self.cues_before(sentence, at, "aim")]
        if self._is_held_against(sentence):
            own = ["result", *(kind for kind in own if kind != "plan")]
        if own:
            return as_aim(own[-1])
        for stretch in [*islice(self.sentences_before(sentence), 1), *self.governing(at)]:
            aims = {as_aim(c.kind) for c in self.cues_in(stretch, "aim")}
            if len(aims) == 1:
                return aims.pop()
        return "none"

    def _is_held_against(self, sentence: Span) -> bool:
        known = self._held.get(sentence)
        if known is None:
            known = self._held[sentence] = _HELD_AGAINST.search(self.text, *sentence) is not None
        return known

    def is_average(self, span: Span) -> bool:
        """Whether a number is a yearly average: "tăng bình quân 8%/năm", "mỗi năm giảm 1%"."""
        clause = self.outline.clause(span.start)
        start, end = max(clause.start, span.start - _REACH), min(clause.end, span.end + 12)
        return _AVERAGE.search(self.text, start, end) is not None

    def goes_on(self, sentence: Span) -> bool:
        """Whether a sentence takes up the one before: "trong đó", "cụ thể", "ngoài ra"."""
        return _CONTINUES.match(self.text, sentence.start, sentence.end) is not None

    def in_closed_bracket(self, start: int, end: int) -> bool:
        """Whether a bracket that is open at ``start`` has closed before ``end``."""
        depth = 0
        for mark in _BRACKETS.finditer(self.text, start, min(end, start + _REACH)):
            depth += 1 if mark.group() == "(" else -1
            if depth < 0:
                return True
        return False

    def sentences_before(self, sentence: Span) -> Iterator[Span]:
        """The sentences before this one in its block, the nearest first."""
        sentences = self.outline.sentences
        index = bisect_right(self.outline.sentence_starts, sentence.start) - 2
        start = self.outline.block(sentence.start).start
        while index >= 0 and sentences[index].start >= start:
            yield sentences[index]
            index -= 1

    def governing(self, at: int) -> list[Span]:
        """Headings, list leads and table headers above a position, the nearest first."""
        return [Span(b.start, b.end) for b in islice(self.outline.governing(at), _DEPTH)]

    def headings_above(self, at: int, limit: int = 3) -> Iterator[Span]:
        """The headings before a position, the nearest first, whether they govern it or not."""
        last = bisect_right(self._headings, self.outline.block_index(at)) - 1
        for index in self._headings[max(0, last - limit + 1) : last + 1][::-1]:
            block = self.outline.document.blocks[index]
            yield Span(block.start, block.end)

    def headings_between(self, start: int, end: int) -> int:
        """How many headings lie after the block of one position, up to the block of another."""
        first, last = self.outline.block_index(start), self.outline.block_index(end)
        return bisect_right(self._headings, last) - bisect_right(self._headings, first)

    def column_header(self, at: int) -> Span | None:
        """The header of the column of a position in a table."""
        return header(self.outline, at)


def as_aim(kind: str) -> str:
    """A plan named is an aim."""
    return "target" if kind == "plan" else kind
