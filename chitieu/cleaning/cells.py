"""Cells of HTML tables: which column each stands in, and whether the table holds data or lays out the page."""

from __future__ import annotations

from chitieu.cleaning.tags import attributes_of

_MAX_CELL = 300
_MEAN_CELL = 90
_MAX_SPAN = 100


class Table:
    """A table while it is read. Columns count from 0 and heed cells that span several columns or rows."""

    def __init__(self) -> None:
        self.nested = False  # holds another table
        self.row = self.column = -1  # of the open cell; rows are numbered over the page
        self._free = 0  # first column after the open cell
        self._held: dict[int, int] = {}  # column -> rows that a cell above still covers
        self._lengths: dict[int, dict[int, int]] = {}  # row -> column -> length of text
        self._digits = False

    def open_row(self, number: int) -> None:
        """Begin a row."""
        self.row, self.column, self._free = number, -1, 0

    def open_cell(self, attributes: str) -> None:
        """Begin a cell."""
        given = attributes_of(attributes)
        column = self._free
        while self._held.get(column, 0) > 0:
            self._held[column] -= 1
            column += 1
        across, down = _count(given.get("colspan")), _count(given.get("rowspan"))
        if down > 1:
            self._held.update(dict.fromkeys(range(column, column + across), down - 1))
        self.column, self._free = column, column + across

    def add(self, text: str) -> None:
        """Take note of text in the open cell."""
        if self.row >= 0:
            cells = self._lengths.setdefault(self.row, {})
            cells[self.column] = cells.get(self.column, 0) + len(text)
            self._digits = self._digits or any(c.isdigit() for c in text)

    def is_data(self) -> bool:
        """Rows of short cells with figures among them; a table that lays out a page holds tables or long texts."""
        rows = self._lengths.values()
        if self.nested or not self._digits or len(rows) < 2 or 2 * sum(len(row) > 1 for row in rows) < len(rows):
            return False
        lengths = [length for row in rows for length in row.values()]
        return max(lengths) <= _MAX_CELL and sum(lengths) <= _MEAN_CELL * len(lengths)


def _count(value: str | None) -> int:
    return min(int(value), _MAX_SPAN) if value and value.isdigit() and int(value) > 0 else 1
