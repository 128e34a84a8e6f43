"""One number with its unit, as written: plain, over another (``19/21 xã``), a range (``5 - 7%``), in two magnitudes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from chitieu.extraction.numbers import classes, notation
from chitieu.extraction.numbers.classes import Bare
from chitieu.extraction.numbers.comparators import comparator
from chitieu.extraction.numbers.cues import Left, cue_set, lookup
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.model import Span
from chitieu.vocabulary.units import UnitMatch, Units, noun_code

B = " \u00a0\u202f"  # blanks inside a number or between it and its unit
_UNIT_AHEAD = rf"(?=[{B}]?(?:tỷ|tỉ|triệu|ha|tấn|người|đồng|hộ|con)\b)"
_WITH_BLANKS = (
    re.compile(rf"[1-9]\d{{0,2}}(?:[{B}]\d{{3}}){{1,4}}(?:,\d+)?(?![\d.,]*\d)(?![/-]\d)"),  # 119 240
    re.compile(rf"\d{{1,3}},[{B}]\d(?=[{B}]?%)"),  # 14, 9%
    re.compile(rf"[1-9]\d{{0,2}}\.[{B}]\d{{3}}(?:,\d+)?{_UNIT_AHEAD}"),  # 2. 674,7 tỷ
)
_NO_BLANKS_AFTER = frozenset({"quý", "tháng", "ngày", "số"})  # "tháng 6 120 tỷ" are two numbers
_NUMBER = rf"[1-9]\d{{0,2}}(?:[{B}]\d{{3}}){{1,4}}(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*"
_OVER = re.compile(rf"[{B}]?/[{B}]?({_NUMBER})(?!\d|/\d)")
_TO = re.compile(rf"[{B}]?(?:[-–—÷]|đến|tới)[{B}]?({_NUMBER})(?!\d)")
_DASH = re.compile(rf"[{B}]?[-–—][{B}]?\d")
_AND_SMALLER = re.compile(rf"[{B}](\d{{1,3}}(?:,\d+)?)(?=[{B}]?(?:tỷ|tỉ|triệu|nghìn|ngàn|vạn))")
_AMONG = re.compile(rf"[{B}](?:trên|trong)[{B}](?:tổng số[{B}]|số[{B}])?(\d{{1,3}})(?!\d|[.,/]\d)")
_LONGEST_SPAN = 20  # years; a larger number before the word of a year counts something else
_YEAR_AFTER = re.compile(rf"[{B}](?:19|20)\d\d(?![\d.,]*\d)")
_NOUN = re.compile(rf"[{B}]([a-zà-ỹđ]{{2,}})(?![\w/])")


class _Range(NamedTuple):
    low: float
    high: float
    stop: int  # end of the digits
    unit: UnitMatch


@dataclass(frozen=True)
class Reader:
    """Reads quantities off one text.

    Attributes:
        text: the clean text.
        units: the vocabulary of units.
        habit: which mark the text puts before decimals.
    """

    text: str
    units: Units
    habit: notation.Marks

    def read(self, at: int, end: int, left: Left, last: object = None) -> Quantity | OtherNumber | Bare:
        """The number whose first digits are ``text[at:end]``; `last` is the number before it."""
        text = self.text
        for pattern in _WITH_BLANKS:
            if (m := pattern.match(text, at)) and m.end() > end and left.one not in _NO_BLANKS_AFTER:
                end = m.end()
        literal = notation.read(text[at:end], self.habit)
        if literal is None:
            return OtherNumber(at, end, "malformed", "no number is written so")
        value, of, upper, stop = literal.value, None, None, end
        unit = self._unit(end, literal, left)
        if unit is None and (over := self._over(end) or self._among(end, value)):
            unit = self.units.match(text, over[1])
            if unit and unit.dimension is None and self._is_date(at, left):
                unit = None
            if unit or not classes.by_words_alone(text, at, end, left):
                of, stop = over
        elif unit is not None and (both := self._over(unit.end)):
            whole = self.units.match(text, both[1])
            if whole and whole.code == unit.code and whole.scale == unit.scale:  # "2 xã/13 xã"
                of, unit = both[0], whole
        if of is None and (to := self._range(at, unit.end if unit else end, value, unit, last)):
            value, upper, stop, unit = to
        if unit is None:
            return self._bare(at, stop, value, literal.decimals, of, left)
        if unit.magnitude and upper is None:
            value, unit = self._smaller_magnitude(value, unit)
        if other := classes.by_unit(text, at, stop, unit, left) or classes.by_name(text, at, stop, unit, left):
            return other
        return quantity(text, Span(at, stop), value, unit, left, of, upper, literal.decimals)

    def rank(self, at: int, end: int) -> Quantity | OtherNumber:
        """A place in an order: ``xếp thứ 4/13``."""
        literal = notation.read(self.text[at:end], self.habit)
        if literal is None:
            return OtherNumber(at, end, "malformed", "no number is written so")
        of, stop = self._over(end) or (None, end)
        return Quantity(at, stop, Span(at, stop), literal.value, "RANK", "rank", denominator=of, rule="rank")

    def _unit(self, end: int, number: notation.Literal, left: Left) -> UnitMatch | None:
        """The unit after a number; none is the word of a year: ``145 năm 2012 xuống 58``, not ``5 năm 2016-2020``."""
        unit = self.units.match(self.text, end)
        if unit is None or unit.phrase != "năm" or not _YEAR_AFTER.match(self.text, unit.end):
            return unit
        counts = number.decimals or number.value > _LONGEST_SPAN or left.one in cue_set("level_before")
        return None if counts or lookup("before_alone", left) else unit

    def _over(self, end: int) -> tuple[float, int] | None:
        """The whole of which the number before ``end`` is a part, and where it ends."""
        m = _OVER.match(self.text, end)
        bottom = notation.read(m.group(1), self.habit) if m else None
        return (bottom.value, m.end()) if m and bottom else None

    def _among(self, end: int, part: float) -> tuple[float, int] | None:
        """The same where words part them: ``5 trong 16 hồ``; ``1 trong 16 hồ`` is one of several."""
        m = _AMONG.match(self.text, end) if part > 1 else None
        unit = self.units.match(self.text, m.end()) if m else None
        return (float(m.group(1)), m.end()) if m and unit and unit.dimension in ("count", None) else None

    def _is_date(self, at: int, left: Left) -> bool:
        """Whether a day and month stand here: ``đến 31/12 giải ngân xong`` counts no thing."""
        return left.one in cue_set("date_before") and classes.day_and_month(self.text, at) is not None

    def _range(self, at: int, end: int, low: float, unit: UnitMatch | None, last: object) -> _Range | None:
        """The range that goes on after ``end`` with ``- 7%`` or ``đến 7%``, the second number being the higher."""
        to = _TO.match(self.text, end)
        high = notation.read(to.group(1), self.habit) if to else None
        other = self.units.match(self.text, to.end()) if to and high else None
        if to is None or high is None or other is None:
            return None
        if unit is not None:
            if not _same_kind(unit, other) or self._is_row_of_shares(at, other, last):
                return None
            if not (unit.magnitude and other.magnitude) and self._size(unit) != self._size(other):
                low *= self._size(unit) / self._size(other)
        return _Range(low, high.value, to.end(), other) if low < high.value else None

    def _is_row_of_shares(self, at: int, unit: UnitMatch, last: object) -> bool:
        """Three shares in a row (``31,5% - 34,2% - 34,3%``) are no range."""
        joined = isinstance(last, Quantity) and self.text[last.end : at].strip(B) in ("-", "–", "—")
        return joined or _DASH.match(self.text, unit.end) is not None

    def _smaller_magnitude(self, value: float, unit: UnitMatch) -> tuple[float, UnitMatch]:
        """``1 tỷ 850 triệu USD``, ``2 triệu 350 nghìn lượt``: the size of the first, the thing of the second."""
        m = _AND_SMALLER.match(self.text, unit.end)
        smaller = self.units.match(self.text, m.end()) if m else None
        if m is None or smaller is None or smaller.dimension not in ("money", "count"):
            return value, unit
        if smaller.dimension == "count":
            first = self._size(unit)
            value += float(m.group(1).replace(",", ".")) * smaller.scale / first
            return round(value, 9), smaller._replace(scale=first)
        code = unit.code.replace("VND", "USD") if smaller.code.startswith("USD") else unit.code
        value += float(m.group(1).replace(",", ".")) * self._size(smaller) / self._size(unit)
        known = code if code in self.units.by_code else unit.code
        return round(value, 9), unit._replace(end=smaller.end, code=known, magnitude=False)

    def _size(self, unit: UnitMatch) -> float:
        known = self.units.by_code.get(unit.code)
        return unit.scale * ((known.factor_to_base or 1.0) if known else 1.0)

    def _bare(
        self, at: int, end: int, value: float, decimals: int, of: float | None, left: Left
    ) -> Quantity | OtherNumber | Bare:
        """A number that no known unit follows: a class, a part of a whole, a count of things nobody listed, or bare."""
        text, number = self.text, Span(at, end)
        if of is None and (other := classes.by_words_alone(text, at, end, left)):
            return other
        operator, said = comparator(text, at, end, left)
        m = _NOUN.match(text, end)
        noun = m if m and m.group(1) not in cue_set("no_noun") else None
        part = noun or operator != "=" or left.one == "chiếm" or text.startswith(" là ", end)
        if of and value < of <= 10 and not decimals and part:
            return Quantity(at, end, number, 100 * value / of, "PCT", "proportion", operator, said, rule="fraction")
        if (
            noun
            and not self.units.no_unit(text, end)
            and not (value < 10 and classes.is_named(text, at, max(0, at - 40)))
        ):
            unit = UnitMatch(noun.end(), noun_code(noun.group(1)), 1.0, None, "open", noun.group(1), False)
            return quantity(text, number, value, unit, left, of, None, decimals)
        return Bare(at, end, value, decimals, of, operator, said)


def quantity(
    text: str, number: Span, value: float, unit: UnitMatch, left: Left,
    of: float | None = None, upper: float | None = None, decimals: int = 0,
) -> Quantity:  # fmt: skip
    """A quantity of what was read: the number scaled to the unit, with the comparator beside it."""
    operator, said = comparator(text, number.start, unit.end, left)
    return Quantity(
        start=number.start,
        end=unit.end,
        number=number,
        value=value * unit.scale,
        unit=unit.code,
        dimension=unit.dimension,
        operator=">=" if upper is not None else operator,
        operator_span=said,
        denominator=None if of is None else of * unit.scale,
        upper=None if upper is None else upper * unit.scale,
        decimals=decimals,
        rule=f"unit:{unit.group}" if unit.group else "unit",
        notes=("magnitude",) if unit.magnitude else (),
        scale=unit.scale,
    )


def _same_kind(a: UnitMatch, b: UnitMatch) -> bool:
    """Whether two units measure the same; ``đồng`` and ``đồng/kg`` do in a range (``3.500 đồng đến 6.000 đồng/kg``)."""
    if a.dimension == "count" and a.code != b.code:
        return False  # "24 vụ - 33 đối tượng"
    return a.dimension is not None and a.dimension.split("_")[0] == (b.dimension or "").split("_")[0]
