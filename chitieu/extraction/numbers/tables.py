"""Units of table cells: the column's, the row's, or the one that the caption gives for all.

A table is a run of blocks that are cut into cells by bars, tabs or wide gaps. A bare number in it takes the unit
that its column states (``(%)``), else its row (a cell ``tỷ đồng``, a label ``Xuất khẩu (triệu USD)``), else the
caption (``ĐVT: triệu đồng``), else the noun that the column or the row counts (``Số xã``).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from chitieu.extraction.structure import Outline, cells_of
from chitieu.model import BlockKind, Span
from chitieu.vocabulary.units import UnitMatch, Units

_STATED = re.compile(r"\(([^()]{1,40})\)|(?:ĐVT|đvt|Đvt|[Đđ]ơn vị(?: tính)?)[ \u00a0]*:?[ \u00a0]*([^()\n|]{1,30})")
_PREFIX = re.compile(r"(?:đvt|đơn vị(?: tính)?)[ \u00a0]*:?[ \u00a0]*", re.IGNORECASE)
_NAMED = re.compile(r"(?:ĐVT|đơn vị(?: tính)?)[ \u00a0]*:", re.IGNORECASE)
_COUNTED = re.compile(r"(?:[\d.]+[ \u00a0]*)?(?:tổng số|tổng|số lượng|số)?[ \u00a0]*", re.IGNORECASE)
_PART = re.compile(r"[ \u00a0]*(?:[-+–][ \u00a0]|trong đó)", re.IGNORECASE)
_PER_PEOPLE = re.compile(
    r"(?:trên|/) ?(?:(?:1|một) )?(?:(?:vạn|10\.000|10000)|(?P<more>100\.000|100 nghìn)) (?:dân|người)"
)
_DITTO = frozenset({'"', "''", "”", "“", "〃", "nt", "-nt-"})
_ROWS_ABOVE = 12  # a part or a ditto mark is seldom farther from the row that it refers to
_LABEL_CELLS = 6  # number, label and unit of a row stand in its first cells
_WIDEST_CELL = 200
_CAPTION_LENGTH = 120
_CAPTION_REACH = 30


def is_row(text: str, start: int, end: int) -> bool:
    """Whether a block is cut into cells."""
    return text.find("|", start, end) >= 0 or text.find("\t", start, end) >= 0 or text.find("   ", start + 4, end) >= 0


def cell_start(text: str, start: int, at: int) -> int:
    """Where the cell that holds ``at`` begins in a row that begins at ``start``."""
    low = max(start, at - _WIDEST_CELL)
    return max(start, text.rfind("|", low, at) + 1, text.rfind("\t", low, at) + 1, text.rfind("   ", low, at) + 3)


def stated_unit(text: str, units: Units) -> UnitMatch | None:
    """The unit that a label states in brackets or after ``ĐVT``: ``Thu ngân sách (tỷ đồng)``; the last if several."""
    found = None
    for m in _STATED.finditer(text):
        inner = (m.group(1) or m.group(2)).strip()
        unit = _whole(_PREFIX.sub("", inner, count=1), units)
        if unit and (m.group(1) is None or unit.dimension is not None or "vị" in inner.lower()):
            found = unit
    return found


def per_people(text: str) -> UnitMatch | None:
    """The rate that words name: ``Số bác sĩ/1 vạn dân``, ``giường bệnh trên 10.000 dân đạt``; the last if several."""
    found = list(_PER_PEOPLE.finditer(text))
    if not found:
        return None
    code = "PER_100K_POP" if found[-1]["more"] else "PER_10K_POP"
    return UnitMatch(found[-1].end(), code, 1.0, "count_per_population", "", "", False)


class Tables:
    """The tables of one text. Rows are cut into cells when first asked for."""

    def __init__(self, outline: Outline, units: Units) -> None:
        self._outline, self._text, self._units = outline, outline.text, units
        self._blocks = outline.document.blocks
        self._cells_of: dict[int, tuple[Span, ...]] = {}
        self._caption_of: dict[int, UnitMatch | None] = {}
        self._first_of: dict[int, int] = {}
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.TABLE_ROW:
                self._first_of[index] = self._first_of.get(index - 1, index)

    def unit(self, at: int) -> tuple[UnitMatch | None, str] | None:
        """Unit of the bare number at ``at`` and where it was read.

        Returns:
            None outside tables; no unit with the reason ``row number`` for a counter of rows, or ``cell without unit``.
        """
        index = self._outline.block_index(at)
        if index not in self._first_of:
            return None
        cells, first = self._cells(index), self._first_of[index]
        column = max(0, bisect_right(cells, at, key=lambda c: c.start) - 1)
        if column == 0 and len(cells) > 1 and self._words(cells[0]).strip(" .)").isdigit():
            return None, "row number"
        above = self._header(first, len(cells) - column) if first != index else ""
        unit = self._column_unit(above)
        if unit:
            return unit, "column"
        if unit := self._row_unit(index, column) or self._label_unit(index, column):
            rate = per_people(self._label(index, column)) if unit.dimension == "count" else None
            return rate or unit, "row"
        if unit := self._caption(first):
            return unit, "caption"
        for words, where in ((above, "column noun"), (self._label(index, column), "row noun")):
            if unit := self._counted(words):
                return unit, where
        return None, "cell without unit"

    def _cells(self, index: int) -> tuple[Span, ...]:
        if index not in self._cells_of:
            self._cells_of[index] = cells_of(self._outline, index)
        return self._cells_of[index]

    def _words(self, cell: Span) -> str:
        return self._text[cell.start : cell.end]

    def _header(self, first: int, from_right: int) -> str:
        """The header of a column, counted from the right: there rows of unequal length agree."""
        cells = self._cells(first)
        return self._words(cells[-from_right]) if from_right <= len(cells) else ""

    def _column_unit(self, header: str) -> UnitMatch | None:
        unit = _whole(header, self._units)
        if unit and unit.dimension not in (None, "count"):
            return unit
        stated = stated_unit(header, self._units)
        return self._units.match("%", 0) if stated is None and "%" in header else stated

    def _label(self, index: int, column: int) -> str:
        """The words of a row: its first cell with letters left of the number."""
        for cell in self._cells(index)[: min(max(1, column), _LABEL_CELLS)]:
            words = self._words(cell)
            if sum(c.isalpha() for c in words) > 2 and not _whole(words, self._units):
                return words
        return ""

    def _label_unit(self, index: int, column: int) -> UnitMatch | None:
        """The unit in the label of the row; a part (``- trong đó ...``) has that of the row above."""
        for row in range(index, max(index - _ROWS_ABOVE, self._first_of[index] - 1), -1):
            label = self._label(row, column)
            unit = stated_unit(label, self._units)
            if unit or not _PART.match(label):
                return unit
        return None

    def _row_unit(self, index: int, column: int) -> UnitMatch | None:
        """The cell of the row that holds nothing but a unit; a ditto mark repeats that of the row above."""
        for row in range(index, max(index - _ROWS_ABOVE, self._first_of[index] - 1), -1):
            repeated = False
            for cell in reversed(self._cells(row)[: min(column, _LABEL_CELLS)]):  # "Khách | nghìn lượt | 815"
                words = self._words(cell).strip()
                repeated = repeated or words in _DITTO
                unit = _whole(words, self._units)
                if unit and unit.dimension is not None:
                    return unit
            if not repeated:
                return None
        return None

    def _caption(self, first: int) -> UnitMatch | None:
        """The unit that the header or one of the two blocks above states for all, or a line ``ĐVT: ...`` farther up."""
        if first not in self._caption_of:
            self._caption_of[first] = None
            for index in range(first, max(-1, first - _CAPTION_REACH), -1):
                words = self._text[self._blocks[index].start : self._blocks[index].end]
                near = first - 3 < index < first and len(words) < _CAPTION_LENGTH
                if (near or _NAMED.match(words.strip(" (")) or (index == first and _NAMED.search(words))) and (
                    unit := stated_unit(words, self._units)
                ):
                    self._caption_of[first] = unit
                    break
        return self._caption_of[first]

    def _counted(self, words: str) -> UnitMatch | None:
        """The noun that a label counts: ``Số xã đạt chuẩn``."""
        stripped = words.strip()
        m = _COUNTED.match(stripped)
        unit = self._units.match(stripped, m.end() if m else 0)
        return unit if unit and unit.dimension == "count" else None


def _whole(text: str, units: Units) -> UnitMatch | None:
    """The unit that fills a text wholly."""
    stripped = text.strip(" \u00a0.,;:")
    unit = units.match(stripped, 0) if stripped else None
    return unit if unit and unit.end == len(stripped) else None
