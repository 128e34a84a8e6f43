"""HTML source to a text of one block a line, as edits of the source, with what the markup says of each line.

The source is cut by one pattern into tags and text, so every character that stays keeps its place. What stands between two
pieces of text (tags, white space, scripts) becomes nothing, a space, a new line, or the bar between two cells. Tables are
told apart: rows of data stay rows, tables that only lay out the page fall into their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chitieu.cleaning.lines import Hint
from chitieu.cleaning.mapped import Edit
from chitieu.model import BlockKind

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SPACE_RUN = re.compile(r"\s{2,}|[\t\n\r\f]")
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "select",
        "button",
        "textarea",
        "title",
        "math",
        "head",
    }
)
_NO_TEXT = frozenset(_SKIPPED - {"head"})
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "source", "area", "base", "col", "embed", "param", "track", "wbr"}
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html legend li main nav ol option p pre section summary table tbody tfoot thead tr ul td th".split()
)
_IMPLIED_END = {
    "li": {"ul", "ol"},
    "tr": {"table"},
    "td": {"table", "tr"},
    "th": {"table", "tr"},
    "p": {"td", "th", "li", "div", "table"},
    "dd": {"dl"},
    "dt": {"dl"},
}
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|footer|sidebar|related|comments?|social|share|sharing|copyright|pagination|pager|banner|counter|statistics?|search|toolbar|login)(?=$|[\s_-])",
    re.I,
)
_NEVER_FURNITURE = frozenset({"html", "body", "main", "article", "form", "td", "tr", "table", "tbody"})
_MAX_CELL = 300
_MEAN_CELL = 90


@dataclass(slots=True)
class _Table:
    nested: bool = False
    row: int = -1  # number of the open row, counted over the page
    column: int = -1  # of the open cell
    free: int = 0  # first column after it
    rows: dict[int, dict[int, int]] = field(default_factory=dict)  # row -> column -> length of text
    held: dict[int, int] = field(default_factory=dict)  # column -> rows that a cell above still covers
    digits: bool = False

    def is_data(self) -> bool:
        cells = [length for row in self.rows.values() for length in row.values()]
        wide = sum(len(row) >= 2 for row in self.rows.values())
        return (
            not self.nested
            and self.digits
            and len(self.rows) >= 2
            and wide * 2 >= len(self.rows)
            and max(cells) <= _MAX_CELL
            and sum(cells) <= _MEAN_CELL * len(cells)
        )


@dataclass(slots=True)
class _Piece:
    """A run of visible text and where it stands."""

    start: int
    end: int
    new_line: bool
    spaced: bool
    table: _Table | None
    row: int
    column: int
    hint: Hint


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.stack: list[tuple[str, bool]] = []  # open elements; whether each is page furniture
        self.tables: list[_Table] = []  # open tables, the innermost last
        self.pieces: list[_Piece] = []
        self.rows = 0
        self.new_line = True
        self.spaced = self.pictured = False

    def read(self) -> list[_Piece]:
        at = 0
        while (m := _TOKEN.search(self.source, at)) is not None:
            self._text(at, m.start())
            at = m.end()
            name = (m["name"] or "").lower()
            if not name:
                continue
            if name in _NO_TEXT and not m["close"]:
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
        if name in _BLOCKS:
            self.new_line = True
        if name == "img":
            self.pictured = True
        if name in _VOID or (attributes.endswith("/") and name not in _BLOCKS):
            return
        if name in _IMPLIED_END:
            self._end_implied(name, _IMPLIED_END[name])
        self.stack.append((name, self._is_furniture(name, attributes)))
        if name == "table":
            for table in self.tables:
                table.nested = True
            self.tables.append(_Table())
        elif self.tables and name == "tr":
            self.rows += 1
            self.tables[-1].row, self.tables[-1].column, self.tables[-1].free = self.rows, -1, 0
        elif self.tables and name in ("td", "th"):
            self._open_cell(attributes)

    def _open_cell(self, attributes: str) -> None:
        table, given = self.tables[-1], attributes_of(attributes)
        column = table.free
        while table.held.get(column, 0) > 0:
            table.held[column] -= 1
            column += 1
        across, down = _count(given.get("colspan")), _count(given.get("rowspan"))
        if down > 1:
            table.held.update(dict.fromkeys(range(column, column + across), down - 1))
        table.column, table.free = column, column + across

    def _end_implied(self, name: str, within: set[str]) -> None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][0] in within:
                return
            if self.stack[depth][0] == name:
                del self.stack[depth:]
                return

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self.new_line = True
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][0] == name:
                if any(n == "table" for n, _ in self.stack[depth:]) and self.tables:
                    self.tables.pop()
                del self.stack[depth:]
                return

    def _is_furniture(self, name: str, attributes: str) -> bool:
        if name in _FURNITURE_TAGS:
            return True
        if name in _NEVER_FURNITURE or ("class" not in attributes and "id" not in attributes):
            return False
        given = attributes_of(attributes)
        return any(_FURNITURE_NAMES.search(given.get(key, "")) for key in ("class", "id", "role"))

    def _text(self, start: int, end: int) -> None:
        text = self.source[start:end]
        bare = text.strip()
        if not bare or any(name == "head" for name, _ in self.stack):
            self.spaced = self.spaced or bool(text)
            return
        lead = len(text) - len(text.lstrip())
        table = self.tables[-1] if self.tables else None
        row, column = (table.row, table.column) if table else (-1, -1)
        if table is not None and row >= 0:
            cells = table.rows.setdefault(row, {})
            cells[column] = cells.get(column, 0) + len(bare)
            table.digits = table.digits or any(c.isdigit() for c in bare)
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
    """Edits that turn the source of a page into lines of text, and for each line its offset in the source and a hint."""
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


def attributes_of(text: str) -> dict[str, str]:
    """Attributes of a tag, their names in small letters, values as written."""
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(text)}


def tags_of(source: str, name: str) -> Iterator[dict[str, str]]:
    """Attributes of every tag of a name."""
    for m in re.finditer(rf"<{name}\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>", source, re.I):
        yield attributes_of(m[1])


def _count(value: str | None) -> int:
    return min(int(value), 100) if value and value.isdigit() and int(value) > 0 else 1
