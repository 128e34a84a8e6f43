"""One number in its sentence: what stands left and right of it, and how much of that an indicator explains."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from chitieu.extraction.indicators.context import NUMBER, Context, NamedIndicator
from chitieu.extraction.indicators.history import Decided
from chitieu.extraction.records import Quantity
from chitieu.model import Span, Transformation
from chitieu.vocabulary.indicators import Indicator, indicators, own_words
from chitieu.vocabulary.linking import cues
from chitieu.vocabulary.words import Word

_REACH = 10  # words of a zone that are looked at, the nearest ones
_MANY = 4
_NEAR = 3
_ONLY_SIGNS = " ,;–-và|/\u00a0"


def fits(indicator: Indicator, quantity: Quantity, transformation: Transformation) -> bool:
    """Whether a number of this unit and transformation can be about the indicator at all."""
    if transformation in (Transformation.GROWTH, Transformation.PCT_OF_PLAN, Transformation.EXCESS_OVER_PLAN):
        return True
    have, want = quantity.dimension, indicator.unit_dimension
    if transformation is Transformation.CHANGE and have in ("proportion", "proportion_difference"):
        return want == "proportion"
    if have == want:
        return True
    if indicator.measure_type in ("score", "index"):
        return have in ("score", "proportion", "index")
    # "thu nhập bình quân đạt 75 triệu đồng": a person and a year are understood
    return (have is None and want == "count") or (have == "money" and want == "money_per_capita_time")


class Scene:
    """A number `q` of transformation `t` in its sentence, with the number `previous` that it may continue."""

    def __init__(self, context: Context, q: Quantity, t: Transformation, previous: Decided | None) -> None:
        self.context, self.q, self.t, self.previous = context, q, t, previous
        self.text = context.text
        self.sentence = context.outline.sentence(q.start)
        self.row = context.words(self.sentence)
        self.here = [n for n in context.named(self.sentence) if fits(indicators()[n.code], q, t)]
        self.left = Span(min(self._last_number(), q.start), q.start)
        self.right = Span(q.end, max(q.end, self._next_stop()))
        self._told: dict[Span, list[Word]] = {}

    @cached_property
    def stock_cues(self) -> list[str]:
        """Words near the number that tell a stock from a flow."""
        near = {w.form for w in self.row if self.q.start - 50 <= w.start < self.q.end + 30}
        return sorted(near & cues("indicator", "stock"))

    @cached_property
    def near_words(self) -> list[str]:
        """The telling words next to the number, on each side."""
        left, right = self._telling(self.left)[-_NEAR:], self._telling(self.right)[:_NEAR]
        return [f"l:{w.form}" for w in left] + [f"r:{w.form}" for w in right]

    @cached_property
    def negatives(self) -> list[int]:
        """Where the sentence has a word that turns a count to its opposite."""
        return [w.start for w in self.row if w.form in cues("indicator", "negative")]

    @cached_property
    def speaks_of_shares(self) -> bool:
        """Whether the sentence speaks of a structure: cơ cấu, tỷ trọng, chiếm."""
        return any(w.form in cues("indicator", "share") for w in self.row)

    @cached_property
    def takes_share(self) -> bool:
        """Whether the number is said to be a share of something: "chiếm 18,5%"."""
        return any(w.form == "chiếm" for w in self.row if self.q.start - 20 <= w.start < self.q.start)

    @cached_property
    def listed(self) -> bool:
        """Whether the sentence has announced a list that answers names one by one."""
        return bool({w.form for w in self.row if w.start < self.q.start} & cues("indicator", "list"))

    @cached_property
    def place_in_list(self) -> int:
        """How many numbers stand right before this one with nothing but signs between: "33,9% - 38,0% - 28,1%"."""
        n, index, end = 0, self.context.index_before(self.q.start), self.q.start
        while index >= 0:
            before = self.context.quantities[index]
            if before.start < self.sentence.start or self.text[before.end : end].strip(_ONLY_SIGNS):
                break
            n, index, end = n + 1, index - 1, before.start
        return n

    def side(self, n: NamedIndicator) -> str:
        """Where the phrase stands: left (L) or right (R) of the number, or across it (O)."""
        if n.start >= self.q.end:
            return "R"
        return "L" if n.end <= self.q.start else "O"

    def distance(self, n: NamedIndicator) -> int:
        """Characters between phrase and number."""
        return max(0, n.start - self.q.end, self.q.start - n.end)

    def free(self, zone: Span, n: NamedIndicator | None = None) -> int:
        """Words of a zone that say something and are no part of the phrase: 0 to 4."""
        return min(_MANY, sum(n is None or not n.start <= w.start < n.end for w in self._telling(zone)[-_REACH:]))

    def alien(self, zone: Span, code: str) -> int:
        """Words of a zone, the nearest ones, that the indicator's own vocabulary doesn't have: 0 to 4."""
        telling = self._telling(zone)
        near = telling[-_REACH:] if zone.end <= self.q.start else telling[:_REACH]
        return min(_MANY, sum(w.form not in own_words()[code] for w in near))

    def in_order(self, n: NamedIndicator, named: Sequence[NamedIndicator]) -> str:
        """Whether the indicator's place among its family is the number's place in its list."""
        family = indicators()[n.code].family
        kin = sorted({o.start for o in named if indicators()[o.code].family == family and o.start < self.q.start})
        same = n.start in kin and kin.index(n.start) == self.place_in_list
        return f"order:{same}:{min(self.place_in_list, 1)}:{self.listed}:{min(len(kin), 3)}"

    def mark_since(self, d: Decided) -> str:
        """The weightiest sign between a number before and this one."""
        gap = self.text[d.quantity.end : self.q.start]
        for sign in ".;:(),":
            if sign in gap:
                return sign
        return "word" if gap.strip() else "none"

    def in_sentence(self, d: Decided) -> bool:
        """Whether a number before stands in this sentence."""
        return d.quantity.start >= self.sentence.start

    def _telling(self, zone: Span) -> list[Word]:
        known = self._told.get(zone)
        if known is None:
            empty = cues("indicator", "empty")
            words = [w for w in self.row if zone.start <= w.start < zone.end and w.form not in empty]
            known = [w for w in words if not (w.form == NUMBER or w.form.isdigit() or self._is_name(w))]
            self._told[zone] = known
        return known

    def _is_name(self, w: Word) -> bool:
        """Whether a word is part of a proper name: a capital, and not just because the sentence begins."""
        if not self.text[w.start].isupper():
            return False
        return w.start > self.sentence.start + 1 or self.text[w.end + 1 : w.end + 2].isupper()

    def _last_number(self) -> int:
        last = self.context.index_before(self.q.start)
        return max(self.sentence.start, self.context.quantities[last].end if last >= 0 else 0)

    def _next_stop(self) -> int:
        following = self.context.between(self.q.end, self.sentence.end)
        stop = following[0].start if following else self.sentence.end
        for mark in ",;":
            at = self.text.find(mark, self.q.end, stop)
            stop = at if at >= 0 else stop
        return stop
