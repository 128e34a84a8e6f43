"""Find the rows of tables in plain text: cells parted by bars, tabs or wide runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chitieu.cleaning.lines import Line

_WIDE = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_RULE = re.compile(r"[-=+_| ]{6,}")
_DIGIT = re.compile(r"\d")
_MIN_ROWS = 2
_MAX_CELL = 160


def table_rows(lines: Sequence[Line], never: Sequence[bool]) -> set[int]:
    """Indices of the lines that are rows of a table: two or more in a row, of the same make.

    Args:
        lines: lines of a page.
        never: for each line whether it is known to be something else.
    """
    rows: set[int] = set()
    for cells in (_bars, _tabs, _wide):
        counts = [0 if known else cells(line.text) for line, known in zip(lines, never, strict=True)]
        if max(counts, default=0) < 2:
            continue
        run: list[int] = []
        for index, (line, count) in enumerate(zip(lines, counts, strict=True)):
            if count > 2 or (count == 2 and not line.is_prose):
                run.append(index)
            elif run and not _RULE.fullmatch(line.text):
                rows.update(_table(run, lines, counts))
                run = []
        rows.update(_table(run, lines, counts))
    return rows


def _table(run: Sequence[int], lines: Sequence[Line], counts: Sequence[int]) -> Sequence[int]:
    """The run, if it is a table."""
    if len(run) < _MIN_ROWS or not any(_DIGIT.search(lines[i].text) for i in run):
        return ()
    return run if len(run) > _MIN_ROWS or max(counts[i] for i in run) >= 3 else ()


def _bars(text: str) -> int:
    return _filled(text.split("|")) if "|" in text else 0


def _tabs(text: str) -> int:
    return _filled(text.split("\t")) if "\t" in text else 0


def _wide(text: str) -> int:
    return _filled(_WIDE.split(text)) if "   " in text else 0


def _filled(cells: list[str]) -> int:
    return len(cells) if max(map(len, cells)) <= _MAX_CELL else 0
