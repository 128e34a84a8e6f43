"""Every number of a text: a quantity with its unit, or a class of numbers that are none.

One scan finds digits and number words. For each, its shape (``shapes``) and the words beside it
(``classes``) are tried first as part of a date, a name, a document ...; then it is read as a quantity with
the longest unit that follows (``written``). Numbers without a unit take one from their table, list,
heading or sentence (``shared_units``); words around say what an ambiguous unit means (``unit_senses``).
"""

from __future__ import annotations

import re

from chitieu.extraction.numbers import classes, notation, shared_units, unit_senses
from chitieu.extraction.numbers.classes import Bare
from chitieu.extraction.numbers.cues import left_of
from chitieu.extraction.numbers.shapes import by_shape
from chitieu.extraction.numbers.tables import cell_start, is_row
from chitieu.extraction.numbers.words import WORDS, read_word
from chitieu.extraction.numbers.written import B, Reader
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline
from chitieu.vocabulary import units as vocabulary

_DIGITS = re.compile(  # a comma after a year may touch the next number: "đến năm 2020,95% hộ"
    r"(?<=năm )(?:19|20)\d\d(?=,\d)|\d+(?:[.,]\d+)*"
)
_LINK = re.compile(r"https?://|www\.|@|\.(?:jpe?g|png|gif|html?|pdf|docx?|xlsx?|aspx)\b", re.IGNORECASE)
_LINK_REACH = 300
_LINK_SIGNS = ("http", "www.", "@", ".htm", ".jpg", ".JPG", ".jpeg", ".png", ".gif", ".pdf", ".doc", ".xls", ".asp")
_METRES = frozenset({"km", "cm", "mm", "dm"})
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
        self.reader = Reader(self.text, units, notation.marks(self.text))
        self.items: list[Item] = []

    def run(self) -> list[Item]:
        """All numbers in order; what cannot be read yet for want of a unit is `Bare`."""
        text, at = self.text, 0
        blocks = self.outline.document.blocks
        block, row, floor = -1, False, 0
        for start, end, kind in self._starts():
            if end <= at:
                continue
            start = max(start, at)  # the rest of a run of digits that a rule cut
            while block + 1 < len(blocks) and blocks[block + 1].start <= start:
                block += 1
                floor = blocks[block].start
                row = is_row(text, floor, blocks[block].end)
            edge = cell_start(text, floor, start) if row else floor
            item = self._read(start, end, edge) if kind == "digits" else self._other(start, end, edge, kind)
            if item is not None:
                self.items.append(item)
                at = item.end
        return self.items

    def _starts(self) -> list[tuple[int, int, str]]:
        found = [(*m.span(), "digits") for m in _DIGITS.finditer(self.text)]
        found += [(*m.span(), "word") for m in WORDS.finditer(self.text)]
        found += [(start, end, "link") for start, end in self._links()]
        return sorted(found, key=lambda span: (span[0], -span[1]))

    def _links(self) -> list[tuple[int, int]]:
        """Addresses and names of files that hold digits."""
        text, found, at = self.text, list[tuple[int, int]](), 0
        if not any(sign in text for sign in _LINK_SIGNS):
            return found
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

    def _other(self, at: int, end: int, floor: int, kind: str) -> Item | None:
        if kind == "link":
            return OtherNumber(at, end, "link", "address or name of a file")
        return read_word(self.text, at, end, floor, self.units)

    def _read(self, at: int, end: int, floor: int) -> Item:
        text, last = self.text, self.items[-1] if self.items else None
        if text[at - 1 : at].isalpha() and self._joined_to_word(at, end, floor):
            return self.reader.read(at, end, left_of(text, at, floor), last)
        if other := by_shape(text, at, end, floor):
            return other
        left = left_of(text, at, floor)
        if classes.is_rank(text, end, left):
            return self.reader.rank(at, end)
        if left.one == "trong" and isinstance(last, Quantity) and last.unit == "RANK" and at - last.end < 8:
            return OtherNumber(at, end, "divisor", "whole of a rank")
        return (
            classes.by_words_always(text, at, end, left)
            or classes.numbered_ones(text, at, end, last)
            or classes.year_of_place(text, at, end, left)
            or self._continued(at, end, last)
            or self.reader.read(at, end, left, last)
        )

    def _joined_to_word(self, at: int, end: int, floor: int) -> bool:
        """Whether a number touches a plain word before it (``đạt12%``) and a unit after it."""
        start = at
        while start > floor and self.text[start - 1].isalpha():
            start -= 1
        word = self.text[start:at]
        plain = len(word) > 1 and word.islower() and word not in _METRES
        return plain and self.units.match(self.text, end) is not None

    def _continued(self, at: int, end: int, last: Item | None) -> OtherNumber | None:
        """A further number of a list of ordinals, years or dates: ``mức độ 3, 4``, ``năm 2021, 2022 và 2023``."""
        if not isinstance(last, OtherNumber) or last.number_class not in _LISTED or at - last.end > 10:
            return None
        if self.text[last.end : at].strip(B).lower() not in _JOINS:
            return None
        whole = self.text[at:end]
        if last.number_class == "period" and (day := classes.day_and_month(self.text, at)):
            return day
        if classes.is_year(self.text[max(0, last.end - 4) : last.end]):
            return OtherNumber(at, end, "period", "list of years") if classes.is_year(whole) else None
        if not whole.isdigit() or len(whole) > 2 or self.units.match(self.text, end):
            return None
        return OtherNumber(at, end, last.number_class, f"list: {last.reason}")
