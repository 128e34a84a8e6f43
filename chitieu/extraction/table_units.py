"""Units of table cells: the column's, the row's, or the one that the caption gives for all.

A table is a run of blocks that are cut into cells by bars, tabs or wide gaps. A bare number in it takes the unit
that its column states (``(%)``), else its row (a cell ``tỷ đồng``, a label ``Xuất khẩu (triệu USD)``), else the
caption (``ĐVT: triệu đồng``), else the noun that the column or the row counts (``Số xã``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary.units import UnitMatch, Units

_CELL_END = re.compile(r"[ \u00a0]*(?:\||\t|[ \u00a0]{3,})[ \u00a0]*")
_STATED = re.compile(r"\(([^()]{1,40})\)|(?:ĐVT|đvt|Đvt|[Đđ]ơn vị(?: tính)?)[ \u00a0]*:?[ \u00a0]*([^()\n|]{1,30})")
_PREFIX = re.compile(r"(?:đvt|đơn vị(?: tính)?)[ \u00a0]*:?[ \u00a0]*", re.IGNORECASE)
_COUNTED = re.compile(r"(?:[\d.]+[ \u00a0]*)?(?:tổng số|tổng|số lượng|số)?[ \u00a0]*", re.IGNORECASE)
_PART = re.compile(r"[ \u00a0]*(?:[-+–][ \u00a0]|trong đó)", re.IGNORECASE)
_DITTO = {'"', "''", "”", "“", "〃", "nt", "-nt-"}


def is_row(text: str, start: int, end: int) -> bool:
    """Whether a block is cut into cells."""
    return text.find("|", start, end) >= 0 or text.find("\t", start, end) >= 0 or text.find("   ", start + 4, end) >= 0


def cell_start(text: str, start: int, at: int) -> int:
    """Where the cell that holds ``at`` begins in a row that begins at ``start``."""
    return max(start, text.rfind("|", start, at) + 1, text.rfind("\t", start, at) + 1, text.rfind("   ", start, at) + 3)


def stated_unit(text: str, units: Units, last: bool = True) -> UnitMatch | None:
    """The unit that a label states in brackets or after ``ĐVT``: ``Thu ngân sách (tỷ đồng)``; the last one if several."""
    found = None
    for m in _STATED.finditer(text):
        inner = (m.group(1) or m.group(2)).strip()
        unit = _whole(_PREFIX.sub("", inner, count=1), units)
        if unit and (m.group(1) is None or unit.dimension is not None or "vị" in inner.lower()):
            found = unit
            if not last:
                break
    return found


def _whole(text: str, units: Units) -> UnitMatch | None:
    """The unit that fills a text wholly."""
    stripped = text.strip(" \u00a0.,;:")
    unit = units.match(stripped, 0) if stripped else None
    return unit if unit and unit.end == len(stripped) else None


def _measure(text: str, units: Units) -> UnitMatch | None:
    """The unit that fills a column header wholly and counts no things."""
    unit = _whole(text, units)
    return unit if unit and unit.dimension not in (None, "count") else None


@dataclass(frozen=True)
class Row:
    """A row and its cells."""

    block: int
    cells: tuple[Span, ...]


class Tables:
    """The tables of one text, found when first asked for."""

    def __init__(self, outline: Outline, units: Units) -> None:
        self._outline, self._text, self._units = outline, outline.text, units

    @cached_property
    def _rows(self) -> dict[int, Row]:
        rows = {}
        for index, block in enumerate(self._outline.document.blocks):
            if block.kind is BlockKind.TABLE_ROW:
                rows[index] = Row(index, tuple(self._cells(block.start, block.end)))
        return rows

    def _cells(self, start: int, end: int) -> list[Span]:
        cells, at = [], start
        for m in _CELL_END.finditer(self._text, start, end):
            if m.start() > start:
                cells.append(Span(at, m.start()))
            at = m.end()
        return [*cells, Span(at, end)]

    def unit(self, at: int) -> tuple[UnitMatch | None, str] | None:
        """Unit of the bare number at ``at`` and where it was read; None outside tables; ``row number`` for a counter."""
        index = self._outline.block_index(at)
        row = self._rows.get(index)
        if row is None:
            return None
        column = max(i for i, c in enumerate(row.cells) if c.start <= at or i == 0)
        cell = row.cells[column]
        if column == 0 and len(row.cells) > 1 and self._text[cell.start : cell.end].strip(" .)").isdigit():
            return None, "row number"
        first = index
        while first - 1 in self._rows:
            first -= 1
        header = self._rows[first] if first != index else None
        above = self._cell_text(header, len(row.cells) - column) if header else ""
        label = self._label(row, column)
        unit = _measure(above, self._units) or stated_unit(above, self._units)
        if unit is None and "%" in above:  # "% so cùng kỳ"
            unit = self._units.match("%", 0)
        if unit:
            return unit, "column"
        if unit := self._row_unit(index, column) or self._label_unit(index, column):
            return unit, "row"
        if unit := self._caption(first):
            return unit, "caption"
        for words, where in ((above, "column noun"), (label, "row noun")):
            if unit := self._counted(words):
                return unit, where
        return None, "cell without unit"

    def header(self, at: int) -> Span | None:
        """The header cell above the cell that holds ``at``; None outside tables, in a header, or where it is empty."""
        index = self._outline.block_index(at)
        row = self._rows.get(index)
        if row is None:
            return None
        first = index
        while first - 1 in self._rows:
            first -= 1
        column = max(i for i, c in enumerate(row.cells) if c.start <= at or i == 0)
        from_right = len(row.cells) - column
        header = self._rows[first].cells
        if first == index or from_right > len(header):
            return None
        return header[-from_right]

    def label(self, at: int) -> Span | None:
        """The first cell with letters left of the cell that holds ``at``; None outside tables or where there is none."""
        row = self._rows.get(self._outline.block_index(at))
        for cell in row.cells if row else ():
            if cell.end > at:
                break
            if sum(c.isalpha() for c in self._text[cell.start : cell.end]) > 2:
                return cell
        return None

    def _cell_text(self, row: Row, from_right: int) -> str:
        """A cell counted from the right, where rows of unequal length agree."""
        cell = row.cells[-from_right] if from_right <= len(row.cells) else None
        return self._text[cell.start : cell.end] if cell else ""

    def _label(self, row: Row, column: int) -> str:
        """The words of the row: its first cell with letters left of the number."""
        for cell in row.cells[: max(1, column)]:
            words = self._text[cell.start : cell.end]
            if sum(c.isalpha() for c in words) > 2 and not _whole(words, self._units):
                return words
        return ""

    def _label_unit(self, index: int, column: int) -> UnitMatch | None:
        """The unit in the label of the row; a part (``- trong đó ...``) has that of the row above."""
        while index in self._rows:
            label = self._label(self._rows[index], column)
            if (unit := stated_unit(label, self._units)) or not _PART.match(label):
                return unit
            index -= 1
        return None

    def _row_unit(self, index: int, column: int) -> UnitMatch | None:
        """The cell of the row that holds nothing but a unit, or a ditto mark for the row above."""
        row = self._rows.get(index)
        for cell in row.cells[:column] if row else ():
            words = self._text[cell.start : cell.end].strip()
            if words in _DITTO:
                return self._row_unit(index - 1, column)
            unit = _whole(words, self._units)
            if unit and unit.dimension is not None:
                return unit
        return None

    def _caption(self, first: int) -> UnitMatch | None:
        """The unit that the header row or the two blocks above state for the whole table."""
        blocks = self._outline.document.blocks
        for index in (first, first - 1, first - 2):
            if index < 0:
                break
            words = self._text[blocks[index].start : blocks[index].end]
            named = re.search(r"(?:ĐVT|[Đđ]ơn vị(?: tính)?|ĐƠN VỊ(?: TÍNH)?)[ \u00a0]*:", words)
            if (named or (index != first and len(words) < 120)) and (unit := stated_unit(words, self._units)):
                return unit
        return None

    def _counted(self, words: str) -> UnitMatch | None:
        """The noun that a label counts: ``Số xã đạt chuẩn``."""
        stripped = words.strip()
        m = _COUNTED.match(stripped)
        unit = self._units.match(stripped, m.end() if m else 0)
        return unit if unit and unit.dimension == "count" else None
