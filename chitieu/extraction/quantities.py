"""Every number of a text: a quantity with its unit, or a class of numbers that are none.

One scan finds digits and number words. For each, the shape and the words beside it are tried first as part of a
date, a name, a document ...; then as a quantity with the longest unit that follows. Numbers that stand without a
unit take one from their table, list, heading or the words around them (``shared_units``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chitieu.extraction import number_classes as classes
from chitieu.extraction import numbers
from chitieu.extraction.number_classes import Left
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary import units as vocabulary
from chitieu.vocabulary.units import UnitMatch

_B = " \u00a0\u202f"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPS_BY_BLANKS = re.compile(rf"[1-9]\d{{0,2}}(?:[{_B}]\d{{3}})+(?:,\d+)?(?![\d.,]*\d)(?![/-]\d)")
_DECIMAL_AFTER_BLANK = re.compile(rf"(\d{{1,2}},)[{_B}](\d)(?=[{_B}]?%)")
_NUMBER = rf"[1-9]\d{{0,2}}(?:[{_B}]\d{{3}})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*"
_OVER = re.compile(rf"[{_B}]?/[{_B}]?({_NUMBER})(?!\d|/\d)")
_TO = re.compile(rf"[{_B}]?(?:[-–—÷]|đến|tới)[{_B}]?({_NUMBER})(?!\d)")
_AND_SMALLER = re.compile(rf"[{_B}]((?:\d{{1,3}})(?:,\d+)?)(?=[{_B}](?:tỷ|tỉ|triệu|nghìn|ngàn|vạn)\b)")
_SMALLER = re.compile(rf"[{_B}](?:tỷ|tỉ|triệu|nghìn|ngàn|vạn)", re.IGNORECASE)
_WORDS = re.compile(
    r"(?<!\w)(?:một nửa|gấp (?:đôi|ba|bốn|năm|rưỡi)|(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb][ảẩ]y|[Tt]ám|[Cc]hín|[Mm]ười))(?!\w)"
)
_VAGUE = re.compile(r"(?<!\w)(?:hàng|vài|mấy|nhiều)[ \u00a0](?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)")
_AFTER_OPERATOR = re.compile(r"[ \u00a0]trở[ \u00a0](lên|xuống|lại)(?!\w)")
_RANK_WORDS = (
    "xếp thứ",
    "đứng thứ",
    "vị trí thứ",
    "thứ hạng",
    "xếp hạng",
    "xếp vị trí",
    "đứng vị trí",
    "hạng thứ",
    "hạng",
    "đứng hàng thứ",
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\S+\.(?:jpe?g|png|gif|html?|pdf|docx?|xlsx?|aspx)\b", re.IGNORECASE)


class Bare(NamedTuple):
    """A number without a unit of its own, to be read with what stands around it."""

    start: int
    end: int
    value: float
    decimals: int
    denominator: float | None
    upper: float | None
    left: Left


Item = Quantity | OtherNumber | Bare


class _Scanner:
    """Reads the numbers of one text from left to right."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.text
        self.units = vocabulary.load()
        self.habit = numbers.marks(self.text)
        self.items: list[Item] = []

    def run(self) -> list[Item]:
        text, at = self.text, 0
        links = self._links()
        words = [m.span() for pattern in (_WORDS, _VAGUE) for m in pattern.finditer(text)]
        starts = [*links, *words, *(m.span() for m in _DIGITS.finditer(text))]
        blocks = self.outline.document.blocks
        block = 0
        for start, end in sorted(starts):
            if start < at:
                if end > at and text[at].isdigit():
                    start = at  # the rest of a run of digits that a rule cut
                else:
                    continue
            while block + 1 < len(blocks) and blocks[block + 1].start <= start:
                block += 1
            floor = blocks[block].start if blocks and blocks[block].start <= start else 0
            item = self._read(start, end, floor)
            if item is not None:
                self.items.append(item)
                at = item.end
        return self.items

    def _links(self) -> list[tuple[int, int]]:
        text = self.text
        if (
            "http" not in text
            and "www." not in text
            and "@" not in text
            and not re.search(r"\.(?:htm|jpg|png|pdf|doc|asp)", text)
        ):
            return []
        return [m.span() for m in _LINK.finditer(text) if any(c.isdigit() for c in m.group())]

    def _read(self, at: int, end: int, floor: int) -> Item | None:
        text = self.text
        if not text[at].isdigit():
            return self._word(at, end, floor)
        left = classes.left_of(text, at, floor)
        if left.touching.isalpha() and (glued := self._glued(at, end, floor)):
            return glued
        if other := classes.by_shape(text, at, end, left, floor):
            return other
        if left.two in _RANK_WORDS or left.three in _RANK_WORDS or left.one == "hạng":
            return self._rank(at, end)
        if other := classes.by_words_always(text, at, end, left) or classes.year_of_place(text, at, end, left):
            return other
        if other := self._continued(at, end):
            return other
        return self._quantity(at, end, left, floor)

    def _glued(self, at: int, end: int, floor: int) -> Item | None:
        """A number that touches the word before it (``đạt12%``), where a unit follows and the word is no code."""
        word_start = at
        while word_start > floor and self.text[word_start - 1].isalpha():
            word_start -= 1
        word = self.text[word_start:at]
        if (
            len(word) < 2
            or not word.islower()
            or word in ("km", "cm", "mm", "dm")
            or not self.units.match(self.text, end)
        ):
            return None
        return self._quantity(at, end, classes.left_of(self.text, at, floor), floor)

    def _continued(self, at: int, end: int) -> OtherNumber | None:
        """A further number of a list of ordinals, years or dates: ``mức độ 3, 4``, ``năm 2021, 2022 và 2023``."""
        last = self.items[-1] if self.items else None
        if not isinstance(last, OtherNumber) or last.number_class not in (
            "ordinal",
            "period",
            "date",
            "document",
            "name",
            "page",
        ):
            return None
        between = self.text[last.end : at]
        if between.strip(_B).lower() not in (",", "và", "-", "–", "đến", "&", ";", "hoặc", "hay", "+"):
            return None
        whole = self.text[at:end]
        if last.number_class == "period" and classes.is_year(self.text[last.end - 4 : last.end]):
            return OtherNumber(at, end, "period", "list of years") if classes.is_year(whole) else None
        if not whole.isdigit() or len(whole) > 2 or self.units.match(self.text, end):
            return None
        return OtherNumber(at, end, last.number_class, f"list: {last.reason}")

    def _rank(self, at: int, end: int) -> Item:
        literal = numbers.read(self.text[at:end], self.habit)
        if literal is None:
            return OtherNumber(at, end, "ordinal", "rank")
        over = _OVER.match(self.text, end)
        denominator = numbers.read(over.group(1), self.habit) if over else None
        stop = over.end() if over else end
        return Quantity(
            at,
            stop,
            Span(at, stop),
            literal.value,
            "RANK",
            "rank",
            denominator=denominator.value if denominator else None,
            rule="rank",
        )

    def _quantity(self, at: int, end: int, left: Left, floor: int) -> Item:
        text = self.text
        if (
            (m := _GROUPS_BY_BLANKS.match(text, at))
            and m.end() > end
            and left.one not in ("quý", "tháng", "ngày", "số")
        ):
            end = m.end()
        elif (m := _DECIMAL_AFTER_BLANK.match(text, at)) and m.end() > end:
            end = m.end()
        literal = numbers.read(text[at:end], self.habit)
        if literal is None:
            return OtherNumber(at, end, "malformed", "no number can be written so")
        value, denominator, upper, stop = literal.value, None, None, end
        unit = self.units.match(text, end)
        if unit is None and (over := _OVER.match(text, end)):
            unit_after = self.units.match(text, over.end())
            read = numbers.read(over.group(1), self.habit)
            if read is not None and (unit_after is not None or not classes.by_words_alone(text, at, end, left)):
                denominator, stop, unit = read.value, over.end(), unit_after
        if denominator is None and (to := _TO.match(text, unit.end if unit else end)):
            unit_after = self.units.match(text, to.end())
            read = numbers.read(to.group(1), self.habit)
            if (
                read is not None
                and unit_after
                and (unit is None or _same_kind(unit, unit_after))
                and read.value * unit_after.scale > 0
            ):
                low_scale = _relative(unit, unit_after, self.units) if unit else 1.0
                if value * low_scale < read.value:
                    value, upper = value * low_scale, read.value
                    stop, unit = to.end(), unit_after
        if unit is None:
            return self._bare(at, stop, value, literal.decimals, denominator, left)
        if upper is None and unit.magnitude and (m := _AND_SMALLER.match(text, unit.end)):
            smaller = self.units.match(text, m.end())
            if smaller and smaller.dimension == "money":
                factor = _relative(smaller, unit, self.units, ignore_currency=True)
                value += float(m.group(1).replace(",", ".")) * factor
                unit = _same_magnitude(unit, smaller, self.units)
        return self._finish(at, stop, value, literal.decimals, denominator, upper, unit, left, floor, end)

    def _finish(
        self, at: int, stop: int, value: float, decimals: int, denominator: float | None, upper: float | None,
        unit: UnitMatch, left: Left, floor: int, digits_end: int,
    ) -> Item:  # fmt: skip
        text = self.text
        if other := self._time_span(at, unit):
            return other
        operator, operator_span = self._operator(at, left)
        end = unit.end
        if operator == "=" and (m := _AFTER_OPERATOR.match(text, end)):
            operator = ">=" if m.group(1) == "lên" else "<="
            operator_span = Span(m.start() + 1, m.end())
        elif m := _AFTER_OPERATOR.match(text, end):
            operator = ">=" if m.group(1) == "lên" else "<="
        if upper is not None:
            operator = ">="
        scale = unit.scale
        sign = (
            -1.0
            if left.touching in "-–−"
            and left.touching
            and text[at - 2 : at - 1] in "( \u00a0"
            and text[at - 2 : at - 1] == "("
            else 1.0
        )
        notes = ("signed",) if sign < 0 else ()
        return Quantity(
            at, end, Span(at, stop), sign * value * scale, unit.code, unit.dimension, operator, operator_span,
            denominator * scale if denominator is not None else None,
            upper * scale if upper is not None else None,
            decimals, f"unit:{unit.group}" if unit.group else "unit", notes,
        )  # fmt: skip

    def _time_span(self, at: int, unit: UnitMatch) -> OtherNumber | None:
        """Ages, hours and spans of time are no quantities of a place."""
        head = unit.phrase.split("/")[0]
        for name, phrases in classes.cues()["after"].items():
            if head in phrases:
                return OtherNumber(at, unit.end, name, head)
        return None

    def _operator(self, at: int, left: Left) -> tuple[str, Span | None]:
        name = classes.lookup("operator_before", left)
        if name is None or (
            left.one == "hơn" and left.two.split(" ")[0] in ("cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "tốt", "nhanh")
        ):
            return "=", None
        start = at
        while start > 0 and self.text[start - 1] in _B:
            start -= 1
        while start > 0 and not self.text[start - 1].isspace():
            start -= 1
        return name, Span(start, at)

    def _bare(self, at: int, end: int, value: float, decimals: int, denominator: float | None, left: Left) -> Item:
        if denominator is None and (other := classes.by_words_alone(self.text, at, end, left)):
            return other
        sign = -1.0 if left.touching in ("-", "–", "−") and self.text[at - 2 : at - 1] == "(" else 1.0
        return Bare(at, end, sign * value, decimals, denominator, None, left)

    def _word(self, at: int, end: int, floor: int) -> Item | None:
        """A number word: a quantity before a noun that is counted (``hai xã``), an ordinal, or a word of the language."""
        text = self.text
        written = text[at:end].lower().replace("\u00a0", " ")
        if any(c.isdigit() for c in written):
            return OtherNumber(at, end, "link", "part of a link")
        if written == "một nửa":
            return Quantity(at, end, Span(at, end), 50.0, "PCT", "proportion", rule="half")
        if written.startswith("gấp"):
            times = {"gấp đôi": 2.0, "gấp ba": 3.0, "gấp bốn": 4.0, "gấp năm": 5.0, "gấp rưỡi": 1.5}[written]
            if self.units.match(text, end) is None or written in ("gấp đôi", "gấp rưỡi"):
                return Quantity(at, end, Span(at, end), times, "TIMES", "dimensionless", rule="times")
            at = at + 4
            written = written[4:]
        if written.split(" ")[0] in ("hàng", "vài", "mấy", "nhiều"):
            unit = self.units.match(text, end)
            return OtherNumber(at, unit.end if unit else end, "vague", "a count left open")
        m = numbers.WORD_NUMBER.match(text, at)
        if m is None:
            return None
        end = m.end()
        left = classes.left_of(text, at, floor)
        if (
            left.two in _RANK_WORDS
            or left.three in _RANK_WORDS
            or (left.one == "thứ" and text.startswith(" thế giới", end))
        ):
            return Quantity(at, end, Span(at, end), numbers.read_words(m.group()), "RANK", "rank", rule="rank")
        if left.one in ("thứ", "tháng", "lần"):
            return OtherNumber(at, end, "ordinal", left.one)
        unit = self.units.match(text, end)
        if unit is None or not self._counts(m.group().lower(), unit, left, text[at].isupper()):
            return OtherNumber(at, end, "word", "a word of the language, or a count of what is not counted here")
        if unit.phrase in ("năm", "tháng", "ngày", "tuổi", "lần"):
            return self._time_span(at, unit) or OtherNumber(at, unit.end, "word", unit.phrase)
        return self._finish(at, end, numbers.read_words(m.group()), 0, None, None, unit, left, floor, end)

    def _counts(self, word: str, unit: UnitMatch, left: Left, capital: bool) -> bool:
        if word == "một":
            return unit.scale > 1 or unit.dimension == "money"
        if word == "năm":  # also the word for year
            return (
                unit.dimension == "count" and left.one in ("có", "gồm", "thêm", "khoảng", "cùng", "tại") and not capital
            )
        if word == "ba":
            return unit.phrase not in ("bà", "ông")
        return True


def _same_kind(a: UnitMatch, b: UnitMatch) -> bool:
    return a.code == b.code or (
        a.dimension is not None
        and a.dimension.split("_")[0] == (b.dimension or "").split("_")[0]
        and (a.magnitude or a.code != b.code)
    )


def _relative(a: UnitMatch, b: UnitMatch, table: vocabulary.Units, ignore_currency: bool = False) -> float:
    """How many of unit ``b`` one of ``a`` is, both being of one kind (``800 ngàn`` in millions is 0.8)."""
    return _factor(a, table) / _factor(b, table)


def _factor(u: UnitMatch, table: vocabulary.Units) -> float:
    unit = table.by_code.get(u.code)
    return u.scale * ((unit.factor_to_base or 1.0) if unit else 1.0)


def _same_magnitude(big: UnitMatch, small: UnitMatch, table: vocabulary.Units) -> UnitMatch:
    """The unit of ``1 tỷ 850 triệu USD``: the magnitude of the first in the currency of the second."""
    code = big.code.replace("VND", "USD") if small.code.startswith("USD") else big.code
    return UnitMatch(
        small.end, code if code in table.by_code else big.code, big.scale, "money", "", small.phrase, False
    )


def find_quantities(outline: Outline) -> tuple[tuple[Quantity, ...], tuple[OtherNumber, ...]]:
    """All numbers of a text, each digit sequence and number word in exactly one of the two lists.

    Args:
        outline: the text with its blocks.

    Returns:
        The quantities and the other numbers, each sorted by start; offsets into the clean text. A number that
        nothing explains is an `OtherNumber` of class ``unknown``.
    """
    from chitieu.extraction.shared_units import resolve

    items = resolve(outline, _Scanner(outline).run())
    quantities = tuple(i for i in items if isinstance(i, Quantity))
    others = tuple(i for i in items if isinstance(i, OtherNumber))
    return quantities, others
