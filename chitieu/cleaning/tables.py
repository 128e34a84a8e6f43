"""Find the rows of tables in plain text: cells parted by bars, tabs or wide runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from chitieu.cleaning.lines import Line

_WIDE = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_RULE = re.compile(r"[-=+_| ]{6,}")
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
        run: list[int] = []
        for index, line in enumerate([*lines, None]):
            if (
                line is not None
                and not never[index]
                and (count := cells(line.text)) >= 2
                and not (count == 2 and line.is_prose)
            ):
                run.append(index)
            elif line is None or not (run and _RULE.fullmatch(line.text)):
                if _is_table([lines[i] for i in run], cells):
                    rows.update(run)
                run = []
    return rows


def _is_table(run: Sequence[Line], cells: Callable[[str], int]) -> bool:
    if len(run) < _MIN_ROWS or not any(c.isdigit() for line in run for c in line.text):
        return False
    counts = [cells(line.text) for line in run]
    return max(counts) >= 3 or len(run) >= 3


def _bars(text: str) -> int:
    return _filled(text.split("|")) if "|" in text else 0


def _tabs(text: str) -> int:
    return _filled(text.split("\t")) if "\t" in text else 0


def _wide(text: str) -> int:
    return _filled(_WIDE.split(text)) if "   " in text else 0


def _filled(cells: list[str]) -> int:
    return len(cells) if max(map(len, cells)) <= _MAX_CELL else 0
