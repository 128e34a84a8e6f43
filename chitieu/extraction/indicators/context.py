"""What stands around the numbers of one text: the words and indicator phrases of each sentence, read once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from chitieu.extraction.indicators.phrases import find_matches
from chitieu.extraction.records import Quantity
from chitieu.extraction.structure import Outline
from chitieu.model import Span
from chitieu.vocabulary.words import Word, words

_GRDP = re.compile(r"GRDP|GDP|[Tt]ổng sản phẩm")
_OUTPUT = re.compile(r"[Gg]iá trị sản xuất|GTSX")
NUMBER = "#"  # stands for the digits of a quantity among the words


class NamedIndicator(NamedTuple):
    """An indicator named in the text."""

    code: str
    start: int
    end: int
    size: int  # words of the phrase
    gaps: int  # words skipped inside
    covered: bool  # a longer phrase of another indicator holds this one


class Context:
    """Sentences of an outline with their words, indicator phrases and quantities; each is read when first asked."""

    def __init__(self, outline: Outline, quantities: Sequence[Quantity]) -> None:
        self.outline = outline
        self.text = outline.text
        self.quantities = quantities
        self._starts = [q.start for q in quantities]
        # Provinces state GRDP, districts and communes the value of production; a text seldom speaks of both.
        self.home_level = {2: "province", 3: "district", 5: "commune"}.get(len(outline.document.ref_area or ""), "none")
        self.speaks_of_grdp = bool(_GRDP.search(self.text))
        self.speaks_of_output = bool(_OUTPUT.search(self.text))
        self._words: dict[Span, list[Word]] = {}
        self._named: dict[Span, list[NamedIndicator]] = {}

    def between(self, start: int, end: int) -> Sequence[Quantity]:
        """Quantities that start in ``text[start:end]``."""
        return self.quantities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def index_before(self, at: int) -> int:
        """Index of the last quantity that starts before ``at``; -1 where there is none."""
        return bisect_left(self._starts, at) - 1

    def words(self, stretch: Span) -> list[Word]:
        """Words of a stretch; the digits of a quantity are one word, ``#``."""
        known = self._words.get(stretch)
        if known is None:
            known = self._words[stretch] = self._read_words(stretch)
        return known

    def _read_words(self, stretch: Span) -> list[Word]:
        out: list[Word] = []
        at = stretch.start
        for q in self.between(stretch.start, stretch.end):
            if q.number.start < at:
                continue
            out += words(self.text, at, q.number.start)
            out.append(Word(NUMBER, q.number.start, q.number.end))
            at = q.number.end
        return out + words(self.text, at, stretch.end)

    def named(self, stretch: Span) -> list[NamedIndicator]:
        """Indicators named in a stretch, by start."""
        known = self._named.get(stretch)
        if known is None:
            known = self._named[stretch] = self._read_named(stretch)
        return known

    def _read_named(self, stretch: Span) -> list[NamedIndicator]:
        row = self.words(stretch)
        matches = find_matches(row)
        out = [
            NamedIndicator(
                m.code,
                row[m.first].start,
                row[m.last].end,
                m.size,
                m.gaps,
                any(o.first <= m.first and m.last <= o.last and o.size > m.size for o in matches if o.code != m.code),
            )
            for m in matches
            # of one code, a match inside a longer one says nothing more
            if not any(
                o.code == m.code
                and o is not m
                and o.first <= m.first
                and m.last <= o.last
                and o.size >= m.size
                and (o.size, -o.gaps) > (m.size, -m.gaps)
                for o in matches
            )
        ]
        return sorted(out, key=lambda n: (n.start, n.end))

    def sentence_before(self, sentence: Span) -> Span | None:
        """The sentence before this one in the same block; None at the start of a block."""
        index = bisect_right(self.outline.sentence_starts, sentence.start) - 2
        if index < 0:
            return None
        before = self.outline.sentences[index]
        return before if self.outline.block(before.start) == self.outline.block(sentence.start) else None
