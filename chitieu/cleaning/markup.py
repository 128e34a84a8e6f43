"""HTML source to a text of one block a line, as edits of the source, with what the markup says of each line.

The source is cut by one pattern into tags and text, so every character that stays keeps its place. What stands between
two pieces of text (tags, white space, scripts) becomes nothing, a space, a new line, or the bar between two cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chitieu.cleaning.cells import Table
from chitieu.cleaning.lines import Hint
from chitieu.cleaning.mapped import Edit
from chitieu.cleaning.tags import BLOCKS, IMPLIED_END, NO_TEXT, TOKEN, VOID, opens_furniture
from chitieu.model import BlockKind

_SPACE_RUN = re.compile(r"\s{2,}|[\t\n\r\f]")


@dataclass(slots=True)
class _Piece:
    """A run of visible text and where it stands."""

    start: int
    end: int
    new_line: bool
    spaced: bool
    table: Table | None
    row: int
    column: int
    hint: Hint


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.stack: list[tuple[str, bool]] = []  # open elements; whether each is page furniture
        self.tables: list[Table] = []  # open tables, the innermost last
        self.pieces: list[_Piece] = []
        self.rows = 0
        self.new_line = True
        self.spaced = self.pictured = False

    def read(self) -> list[_Piece]:
        at = 0
        while (m := TOKEN.search(self.source, at)) is not None:
            self._text(at, m.start())
            at = m.end()
            name = (m["name"] or "").lower()
            if not name:
                continue
            if name in NO_TEXT and not m["close"]:
                at = self._after(name, at)
            elif m["close"]:
                self._close(name)
            else:
                self._open(name, m["attributes"])
        self._text(at, len(self.source))
        return self.pieces

    def _after(self, name: str, at: int) -> int:
        end = re.compile(rf"</{name}\s*>", re.I).search(self.source, at)
        return end.end() if end else at

    def _open(self, name: str, attributes: str) -> None:
        if name in BLOCKS:
            self.new_line = True
            self.stack = [element for element in self.stack if element[0] != "head"]  # often left open
        if name == "img":
            self.pictured = True
        if name in VOID or (attributes.endswith("/") and name not in BLOCKS):
            return
        if name in IMPLIED_END:
            self._end_implied(name, IMPLIED_END[name])
        if name == "a" and "href" not in attributes:
            return
        self.stack.append((name, opens_furniture(name, attributes)))
        if name == "table":
            for table in self.tables:
                table.nested = True
            self.tables.append(Table())
        elif self.tables and name == "tr":
            self.rows += 1
            self.tables[-1].open_row(self.rows)
        elif self.tables and name in ("td", "th"):
            self.tables[-1].open_cell(attributes)

    def _end_implied(self, name: str, within: set[str]) -> None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][0] in within:
                return
            if self.stack[depth][0] == name:
                del self.stack[depth:]
                return

    def _close(self, name: str) -> None:
        if name in BLOCKS:
            self.new_line = True
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][0] == name:
                closed = sum(n == "table" for n, _ in self.stack[depth:])
                del self.stack[depth:], self.tables[len(self.tables) - closed :]
                return

    def _text(self, start: int, end: int) -> None:
        text = self.source[start:end]
        bare = text.strip()
        if not bare or any(name == "head" for name, _ in self.stack):
            self.spaced = self.spaced or bool(text)
            return
        lead = len(text) - len(text.lstrip())
        table = self.tables[-1] if self.tables else None
        row, column = (table.row, table.column) if table else (-1, -1)
        if table is not None:
            table.add(bare)
        self.pieces.append(
            _Piece(
                start + lead,
                start + lead + len(bare),
                self.new_line,
                self.spaced or lead > 0,
                table,
                row,
                column,
                self._hint(),
            )
        )
        self.new_line = self.pictured = False
        self.spaced = lead + len(bare) < len(text)

    def _hint(self) -> Hint:
        names = [name for name, _ in self.stack]
        furniture = any(f for _, f in self.stack)
        linked = "a" in names
        said = Hint(None, 0, linked, furniture, self.pictured)
        for name in reversed(names):
            if len(name) == 2 and name[0] == "h" and name[1] in "123456":
                return said._replace(kind=BlockKind.HEADING, level=int(name[1]))
            if name in ("figcaption", "caption"):
                return said._replace(kind=BlockKind.CAPTION)
            if name == "li":
                return said._replace(kind=BlockKind.LIST_ITEM, level=sum(n in ("ul", "ol") for n in names))
            if name in ("td", "table", "body"):
                break
        return said


def blocks_of(source: str) -> tuple[list[Edit], list[tuple[int, Hint]]]:
    """Edits that turn the source of a page into lines of text; for each line its offset in the source and a hint."""
    pieces = _Reader(source).read()
    data = {id(p.table): p.table.is_data() for p in pieces if p.table is not None}
    edits: list[Edit] = []
    hints: list[tuple[int, Hint]] = []
    before: _Piece | None = None
    for piece in pieces:
        is_row = piece.table is not None and piece.row >= 0 and data[id(piece.table)]
        between = _between(before, piece, is_row)
        if before is None or "\n" in between:
            hints.append((piece.start, Hint(BlockKind.TABLE_ROW) if is_row else piece.hint))
        elif not piece.hint.linked and hints[-1][1].linked:
            hints[-1] = (hints[-1][0], hints[-1][1]._replace(linked=False))
        start = before.end if before else 0
        if piece.start > start:
            edits.append(Edit(start, piece.start, between))
        edits.extend(Edit(*m.span(), " ") for m in _SPACE_RUN.finditer(source, piece.start, piece.end))
        before = piece
    end = before.end if before else 0
    if end < len(source):
        edits.append(Edit(end, len(source), ""))
    return edits, hints


def _between(before: _Piece | None, piece: _Piece, is_row: bool) -> str:
    """What stands in the text between two pieces."""
    if before is None:
        return ""
    same_row = is_row and before.table is piece.table and before.row == piece.row
    if same_row and piece.column > before.column:
        return " |" * (piece.column - before.column) + " "
    if same_row:
        return " " if piece.new_line or piece.spaced else ""
    if is_row and piece.column > 0:
        return "\n" + "| " * piece.column
    return "\n" if piece.new_line else " " if piece.spaced else ""
