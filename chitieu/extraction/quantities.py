"""Every number of a text: a quantity with its unit, or a class of numbers that are none.

One scan finds digits and number words. For each, the shape and the words beside it are tried first as part of a
date, a name, a document ...; then as a quantity with the longest unit that follows. Numbers that stand without a
unit take one from their table, list, heading or the words around them (``shared_units``); words of the sentence
say what a unit means where it may mean several things (``unit_senses``).
"""

from __future__ import annotations

import re

from chitieu.extraction import number_classes as classes
from chitieu.extraction import numbers, shared_units, unit_senses
from chitieu.extraction.number_classes import Bare, Left
from chitieu.extraction.number_shapes import by_shape
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline
from chitieu.extraction.table_units import cell_start, is_row
from chitieu.model import Span
from chitieu.vocabulary import units as vocabulary
from chitieu.vocabulary.units import UnitMatch

_B = " \u00a0\u202f"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER = rf"[1-9]\d{{0,2}}(?:[{_B}]\d{{3}})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*"
_GROUPS_BY_BLANKS = re.compile(rf"[1-9]\d{{0,2}}(?:[{_B}]\d{{3}})+(?:,\d+)?(?![\d.,]*\d)(?![/-]\d)")
_GROUP_AFTER_BLANK = re.compile(
    rf"[1-9]\d{{0,2}}\.[{_B}]\d{{3}}(?:,\d+)?(?=[{_B}]?(?:tỷ|tỉ|triệu|ha|tấn|người|đồng|hộ|con)\b)"
)
_DECIMAL_AFTER_BLANK = re.compile(rf"\d{{1,3}},[{_B}]\d(?=[{_B}]?%)")
_OVER = re.compile(rf"[{_B}]?/[{_B}]?({_NUMBER})(?!\d|/\d)")
_TO = re.compile(rf"[{_B}]?(?:[-–—÷]|đến|tới)[{_B}]?({_NUMBER})(?!\d)")
_DASH = re.compile(rf"[{_B}]?[-–—][{_B}]?\d")
_AND_SMALLER = re.compile(rf"[{_B}](\d{{1,3}}(?:,\d+)?)(?=[{_B}](?:tỷ|tỉ|triệu|nghìn|ngàn|vạn)\b)")
_AFTER_OPERATOR = re.compile(rf"[{_B}]trở[{_B}](lên|xuống|lại)(?!\w)")
_WORDS = re.compile(  # the first letter, then what stands before it: a look-behind at every letter is slow
    r"[mhbnstcgvMHBNSTCGV](?<!\w.)(?:ột(?: nửa)?|ai|a|ốn|ăm|áu|[ảẩ]y|ám|hín|ười|ấp (?:đôi|ba|bốn|năm|rưỡi)|"
    r"(?:àng|ài|ấy|hiều) (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))(?!\w)"
)
_NOUN = re.compile(rf"[{_B}]([a-zà-ỹđ]{{2,}})(?![\w/])")
_TIMES = {"gấp đôi": 2.0, "gấp ba": 3.0, "gấp bốn": 4.0, "gấp năm": 5.0, "gấp rưỡi": 1.5}
_LINK = re.compile(r"https?://|www\.|@|\.(?:jpe?g|png|gif|html?|pdf|docx?|xlsx?|aspx)\b", re.IGNORECASE)
_LINK_REACH = 300
_ORDINAL_BEFORE = frozenset({"thứ ", "áng ", "lần ", "ạng "})
_LISTED = frozenset({"ordinal", "period", "date", "document", "name", "page", "age"})
_JOINS = frozenset({",", "và", "-", "–", "đến", "&", ";", "hoặc", "hay", "+", "đến năm", "và năm"})

Item = Quantity | OtherNumber | Bare


def find_quantities(outline: Outline) -> tuple[tuple[Quantity, ...], tuple[OtherNumber, ...]]:
    """All numbers of a text, each digit sequence and number word in exactly one of the two lists.

    Args:
        outline: the text with its blocks.

    Returns:
        The quantities and the other numbers, each sorted by start; offsets into the clean text. A number that
        nothing explains is an `OtherNumber` of class ``unknown``.
    """
    units = vocabulary.load()
    items = shared_units.resolve(outline, _Scanner(outline, units).run(), units)
    quantities = unit_senses.settle(outline, [i for i in items if isinstance(i, Quantity)])
    return tuple(quantities), tuple(i for i in items if isinstance(i, OtherNumber))


class _Scanner:
    """Reads the numbers of one text from left to right."""

    def __init__(self, outline: Outline, units: vocabulary.Units) -> None:
        self.outline = outline
        self.text = outline.text
        self.units = units
        self.habit = numbers.marks(self.text)
        self.items: list[Item] = []

    def run(self) -> list[Item]:
        """All numbers in order; what cannot be read yet for want of a unit is `Bare`."""
        text, at = self.text, 0
        blocks = self.outline.document.blocks
        block, row, floor = -1, False, 0
        for start, end in self._starts():
            if end <= at:
                continue
            start = max(start, at)  # the rest of a run of digits that a rule cut
            while block + 1 < len(blocks) and blocks[block + 1].start <= start:
                block += 1
                floor = blocks[block].start
                row = is_row(text, floor, blocks[block].end)
            item = self._read(start, end, cell_start(text, floor, start) if row else floor)
            if item is not None:
                self.items.append(item)
                at = item.end
        return self.items

    def _starts(self) -> list[tuple[int, int]]:
        found = [m.span() for m in _DIGITS.finditer(self.text)]
        found += [m.span() for m in _WORDS.finditer(self.text)]
        found += self._links()
        return sorted(found, key=lambda span: (span[0], -span[1]))

    def _links(self) -> list[tuple[int, int]]:
        """Addresses and names of files that hold digits."""
        text, found, at = self.text, [], 0
        for m in _LINK.finditer(text):
            if m.start() < at:
                continue
            start, end = m.start(), m.end()
            while start > max(at, m.start() - _LINK_REACH) and not text[start - 1].isspace():
                start -= 1
            while end < min(len(text), m.end() + _LINK_REACH) and not text[end].isspace():
                end += 1
            if any(c.isdigit() for c in text[start:end]):
                found.append((start, end))
            at = end
        return found

    def _read(self, at: int, end: int, floor: int) -> Item | None:
        text = self.text
        if not text[at].isdigit() or not _DIGITS.fullmatch(text, at, end):
            return self._word(at, end, floor)
        if text[at - 1 : at].isalpha() and self._joined_to_word(at, end, floor):
            return self._quantity(at, end, classes.left_of(text, at, floor))
        if other := by_shape(text, at, end, floor):
            return other
        left = classes.left_of(text, at, floor)
        if classes.is_rank(left):
            return self._rank(at, end)
        if other := classes.by_words_always(text, at, end, left) or classes.year_of_place(text, at, end, left):
            return other
        return self._continued(at, end) or self._quantity(at, end, left)

    def _joined_to_word(self, at: int, end: int, floor: int) -> bool:
        """Whether a number touches a plain word before it (``đạt12%``) and a unit after it."""
        start = at
        while start > floor and self.text[start - 1].isalpha():
            start -= 1
        word = self.text[start:at]
        known = word in ("km", "cm", "mm", "dm")
        return len(word) > 1 and word.islower() and not known and self.units.match(self.text, end) is not None

    def _continued(self, at: int, end: int) -> OtherNumber | None:
        """A further number of a list of ordinals, years or dates: ``mức độ 3, 4``, ``năm 2021, 2022 và 2023``."""
        last = self.items[-1] if self.items else None
        if not isinstance(last, OtherNumber) or last.number_class not in _LISTED or at - last.end > 10:
            return None
        if self.text[last.end : at].strip(_B).lower() not in _JOINS:
            return None
        whole = self.text[at:end]
        if classes.is_year(self.text[last.end - 4 : last.end]):
            return OtherNumber(at, end, "period", "list of years") if classes.is_year(whole) else None
        if not whole.isdigit() or len(whole) > 2 or self.units.match(self.text, end):
            return None
        return OtherNumber(at, end, last.number_class, f"list: {last.reason}")

    def _rank(self, at: int, end: int) -> Item:
        literal = numbers.read(self.text[at:end], self.habit)
        if literal is None:
            return OtherNumber(at, end, "ordinal", "rank")
        over = _OVER.match(self.text, end)
        of = numbers.read(over.group(1), self.habit) if over else None
        stop = over.end() if over and of else end
        number = Span(at, stop)
        return Quantity(
            at, stop, number, literal.value, "RANK", "rank", denominator=of.value if of else None, rule="rank"
        )

    def _quantity(self, at: int, end: int, left: Left) -> Item:
        """A number with its unit: plain, over another (``19/21 xã``), or a range (``5 - 7%``)."""
        text = self.text
        for pattern in (_GROUPS_BY_BLANKS, _DECIMAL_AFTER_BLANK, _GROUP_AFTER_BLANK):
            if (m := pattern.match(text, at)) and m.end() > end and left.one not in ("quý", "tháng", "ngày", "số"):
                end = m.end()
        literal = numbers.read(text[at:end], self.habit)
        if literal is None:
            return OtherNumber(at, end, "malformed", "no number is written so")
        value, of, upper, stop = literal.value, None, None, end
        unit = self.units.match(text, end)
        if unit is None and (over := _OVER.match(text, end)) and (bottom := numbers.read(over.group(1), self.habit)):
            unit = self.units.match(text, over.end())
            if unit or not classes.by_words_alone(text, at, end, left):
                of, stop = bottom.value, over.end()
        if of is None and (to := self._range(at, unit.end if unit else end, value, unit)):
            value, upper, stop, unit = to
        if unit is None:
            return self._bare(at, stop, value, literal.decimals, of, left)
        if unit.magnitude and upper is None and (m := _AND_SMALLER.match(text, unit.end)):
            smaller = self.units.match(text, m.end())
            if smaller and smaller.dimension == "money":
                value += float(m.group(1).replace(",", ".")) * self._size(smaller) / self._size(unit)
                unit = self._in_currency(unit, smaller)
        if other := classes.by_unit(text, at, stop, unit, left):
            return other
        return self._made(at, stop, value, literal.decimals, of, upper, unit, left)

    def _range(
        self, at: int, end: int, low: float, unit: UnitMatch | None
    ) -> tuple[float, float, int, UnitMatch] | None:
        """Lower and upper bound, end of the digits and unit, where ``- 7%`` or ``đến 7%`` follows a lower number."""
        to = _TO.match(self.text, end)
        high = numbers.read(to.group(1), self.habit) if to else None
        other = self.units.match(self.text, to.end()) if to and high else None
        if to is None or high is None or other is None:
            return None
        if unit is not None:
            if unit.dimension is None or unit.dimension.split("_")[0] != (other.dimension or "").split("_")[0]:
                return None
            if self._is_row_of_shares(at, other):
                return None
            if not (unit.magnitude and other.magnitude) and self._size(unit) != self._size(other):
                low *= self._size(unit) / self._size(other)
        return (low, high.value, to.end(), other) if low < high.value else None

    def _is_row_of_shares(self, at: int, unit: UnitMatch) -> bool:
        """Three shares in a row (``31,5% - 34,2% - 34,3%``) are no range."""
        last = self.items[-1] if self.items else None
        joined = isinstance(last, Quantity) and self.text[last.end : at].strip(_B) in ("-", "–", "—")
        return joined or _DASH.match(self.text, unit.end) is not None

    def _size(self, unit: UnitMatch) -> float:
        known = self.units.by_code.get(unit.code)
        return unit.scale * ((known.factor_to_base or 1.0) if known else 1.0)

    def _in_currency(self, big: UnitMatch, small: UnitMatch) -> UnitMatch:
        """The unit of ``1 tỷ 850 triệu USD``: the magnitude of the first in the currency of the second."""
        code = big.code.replace("VND", "USD") if small.code.startswith("USD") else big.code
        return big._replace(end=small.end, code=code if code in self.units.by_code else big.code, magnitude=False)

    def _made(
        self, at: int, stop: int, value: float, decimals: int, of: float | None, upper: float | None,
        unit: UnitMatch, left: Left,
    ) -> Quantity:  # fmt: skip
        operator, operator_span = classes.operator(self.text, at, left)
        if m := _AFTER_OPERATOR.match(self.text, unit.end):
            operator, operator_span = (">=" if m.group(1) == "lên" else "<="), Span(m.start() + 1, m.end())
        if upper is not None:
            operator = ">="
        s = unit.scale
        return Quantity(
            start=at, end=unit.end, number=Span(at, stop), value=value * s, unit=unit.code, dimension=unit.dimension,
            operator=operator, operator_span=operator_span, denominator=None if of is None else of * s,
            upper=None if upper is None else upper * s, decimals=decimals,
            rule=f"unit:{unit.group}" if unit.group else "unit", notes=("magnitude",) if unit.magnitude else (), scale=s,
        )  # fmt: skip

    def _bare(self, at: int, end: int, value: float, decimals: int, of: float | None, left: Left) -> Item:
        text = self.text
        if of is None and (other := classes.by_words_alone(text, at, end, left)):
            return other
        operator, operator_span = classes.operator(text, at, left)
        noun = self._noun(end)
        if of and value < of <= 10 and not decimals and (noun or operator != "=" or text.startswith(" là ", end)):
            share = Span(at, end)
            return Quantity(
                at, end, share, 100 * value / of, "PCT", "proportion", operator, operator_span, rule="fraction"
            )
        if noun and not (value < 10 and classes.is_named(text, at, max(0, at - 40))):
            return Quantity(
                at, noun.end(), Span(at, end), value, vocabulary.noun_code(noun.group(1)), None, operator, operator_span,
                of, decimals=decimals, rule="unit:open",
            )  # fmt: skip
        return Bare(at, end, value, decimals, of, operator, operator_span)

    def _noun(self, at: int) -> re.Match[str] | None:
        """A word right after a number that may be a noun no catalogue lists: small letters, no verb, no preposition."""
        m = _NOUN.match(self.text, at)
        return m if m and m.group(1) not in classes.no_nouns() else None

    def _word(self, at: int, end: int, floor: int) -> Item | None:
        """A number word: a quantity before a noun that is counted (``hai xã``), an ordinal, or a plain word."""
        text = self.text
        written = text[at:end].lower()
        if any(c.isdigit() for c in written):
            return OtherNumber(at, end, "link", "address or name of a file")
        if written == "một nửa":
            return Quantity(at, end, Span(at, end), 50.0, "PCT", "proportion", rule="half")
        if written in _TIMES:
            times = self.units.match(text, end)
            stop = times.end if times and times.code == "TIMES" else end
            return Quantity(at, stop, Span(at, end), _TIMES[written], "TIMES", "dimensionless", rule="times")
        if " " in written:
            counted = self.units.match(text, end)
            return OtherNumber(at, counted.end if counted else end, "vague", "a count left open")
        m = numbers.WORD_NUMBER.match(text, at)
        if m is None:
            return None
        end, unit = m.end(), self.units.match(text, m.end())
        if text[at - 4 : at] not in _ORDINAL_BEFORE and (unit is None or (written == "một" and unit.scale == 1.0)):
            return OtherNumber(at, end, "word", "counts nothing here")
        left, value = classes.left_of(text, at, floor), numbers.read_words(m.group())
        if classes.is_rank(left) or (left.one == "thứ" and text.startswith(" thế giới", end)):
            return Quantity(at, end, Span(at, end), value, "RANK", "rank", rule="rank")
        if left.one in ("thứ", "tháng", "lần"):
            return OtherNumber(at, end, "ordinal", left.one)
        if unit is None or not classes.word_counts(m.group().lower(), unit, left, text[at].isupper()):
            return OtherNumber(at, end, "word", "counts nothing here")
        return classes.by_unit(text, at, end, unit, left) or self._made(at, end, value, 0, None, None, unit, left)
