"""Say of every block which one governs it: the heading above, the lead of its list, the header of its table."""

from __future__ import annotations

from collections.abc import Sequence

from chitieu.cleaning.lines import Line
from chitieu.cleaning.shapes import leads_table
from chitieu.model import BlockKind

_RANK = {"article": 2, "roman": 2, "number": 4, "deep": 5, "letter": 6, "star": 3, "wiki": 1}
_CAPITALS, _TEXT = 3, 4
_FREE = frozenset({BlockKind.TITLE, BlockKind.BOILERPLATE, BlockKind.BYLINE})


def parents_of(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> list[int | None]:
    """Index of the governing line for each line; None at the top."""
    walk = _Walk(next((i for i, k in enumerate(kinds) if k is BlockKind.TITLE), None))
    return [walk.step(i, line, kind) for i, (line, kind) in enumerate(zip(lines, kinds, strict=True))]


class _Walk:
    """Goes down the page and keeps what is open: headings by rank, list levels by mark, the table."""

    def __init__(self, title: int | None) -> None:
        self.title = title
        self.headings: list[tuple[int, int]] = []  # rank, index
        self.lists: list[tuple[str, int | None]] = []  # mark, index of the lead
        self.lead: int | None = None  # a line that ends with a colon, just before
        self.item: int | None = None
        self.header: int | None = None

    def step(self, index: int, line: Line, kind: BlockKind) -> int | None:
        if kind in _FREE:
            if kind is BlockKind.TITLE:
                self.title = index
                self.headings.clear()
            return None
        if kind is BlockKind.CAPTION:
            return self._heading()
        if kind is BlockKind.TABLE_ROW:
            return self._row(index)
        if self.header is not None:
            self.header = self.lead = None
        if kind is BlockKind.HEADING and leads_table(line):
            before, self.lead = self.lead, index
            return self._heading() if before is None else before
        if kind is BlockKind.HEADING:
            return self._open_heading(index, line)
        if kind is BlockKind.LIST_ITEM:
            return self._list_item(index, line)
        self.lists.clear()
        self.item = None
        self.lead = index if line.text.endswith(":") else None
        return self._heading()

    def _heading(self) -> int | None:
        return self.headings[-1][1] if self.headings else self.title

    def _open_heading(self, index: int, line: Line) -> int | None:
        rank = _rank(line)
        while self.headings and self.headings[-1][0] >= rank:
            self.headings.pop()
        parent = self._heading()
        self.headings.append((rank, index))
        self.lists.clear()
        self.item = self.lead = None
        return parent

    def _list_item(self, index: int, line: Line) -> int | None:
        mark = line.marker or f"li{line.hint.level}"
        marks = [m for m, _ in self.lists]
        if mark in marks:
            del self.lists[marks.index(mark) + 1 :]
        else:
            self.lists.append((mark, self.item if self.item is not None else self.lead))
        self.item = index
        lead = self.lists[-1][1]
        return self._heading() if lead is None else lead

    def _row(self, index: int) -> int | None:
        if self.header is None:
            self.header = index
            return self.lead if self.lead is not None else self._heading()
        return self.header


def _rank(line: Line) -> int:
    if line.hint.kind is BlockKind.HEADING:
        return line.hint.level
    if line.marker in _RANK:
        return _RANK[line.marker] + (line.text.count("=", 0, 6) - 2 if line.marker == "wiki" else 0)
    return _CAPITALS if line.text.isupper() else _TEXT
