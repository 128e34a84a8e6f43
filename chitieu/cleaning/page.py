"""A page's lines with what is plain of each, before anything is decided: furniture, date lines, rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chitieu.cleaning import furniture
from chitieu.cleaning.lines import Line
from chitieu.cleaning.shapes import LIST_MARKS, is_dated, leads_table
from chitieu.cleaning.stamps import is_time_line, stamp
from chitieu.cleaning.tables import table_rows
from chitieu.model import BlockKind

_MIN_LINK_WORDS = 8  # of a headline: a shorter line with a date is a date line
_CAPITAL_TITLE_WORDS = 30


@dataclass(frozen=True, slots=True)
class Page:
    """Lines and, for each, what is plain of it."""

    lines: Sequence[Line]
    furniture: Sequence[bool]
    datelines: Sequence[bool]
    rows: frozenset[int]

    def is_aside(self, index: int) -> bool:
        """A line that belongs to the article and says nothing of its subject: date, author, remark in brackets."""
        line = self.lines[index]
        return self.datelines[index] or line.text[0] == "(" or furniture.is_byline(line.text) or leads_table(line)

    def is_solid(self, index: int) -> bool:
        """A line that can only be text: a paragraph, a list item with figures, a row, a Roman numeral's heading."""
        line = self.lines[index]
        if index in self.rows:
            return True
        if self.furniture[index] or self.datelines[index] or line.hint.linked or line.is_top_heading or is_dated(line):
            return False
        if line.is_prose:
            return line.words >= _CAPITAL_TITLE_WORDS or not line.text.isupper()
        return (line.marker in LIST_MARKS and line.quantity) or (line.marker in ("roman", "article") and line.words > 1)

    def is_link(self, index: int) -> bool:
        """A line of nothing but links, or a headline with its date."""
        return self.lines[index].hint.linked or is_dated(self.lines[index])

    def is_among_links(self, index: int) -> bool:
        """Whether a link stands just before or after."""
        return any(self.is_link(j) for j in (index - 1, index + 1) if 0 <= j < len(self.lines))

    def is_pictured(self, index: int) -> bool:
        """Whether a picture stands just before."""
        return self.lines[index].hint.pictured or (index > 0 and self.lines[index - 1].text == "[img]")


def page_of(lines: Sequence[Line]) -> Page:
    """Look at every line once."""
    by_words = [furniture.is_furniture(line.text) for line in lines]
    stamped = [stamp(line.text) is not None or is_time_line(line.text) for line in lines]
    rows = table_rows(lines, [a or b for a, b in zip(by_words, stamped, strict=True)])
    return Page(
        lines,
        [known or _is_furniture_by_markup(line) for line, known in zip(lines, by_words, strict=True)],
        [s and not (line.words > _MIN_LINK_WORDS and is_dated(line)) for line, s in zip(lines, stamped, strict=True)],
        frozenset(rows | {i for i, line in enumerate(lines) if line.hint.kind is BlockKind.TABLE_ROW}),
    )


def _is_furniture_by_markup(line: Line) -> bool:
    """Names of elements lie now and then: prose inside a "menu" stays prose."""
    return line.hint.furniture and not (line.is_prose and line.stopped and not line.hint.linked)
