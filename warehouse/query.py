"""Answer a question in SQL from the published file, without any way to change or leave it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import reader


class QueryError(ValueError):
    """The SQL can't be answered; the message says why in DuckDB's words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns, their DuckDB types, and rows of plain Python values."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def ask(path: Path, sql: str) -> Answer:
    """Run one statement on the published file: read-only, no other file or network within reach.

    Raises:
        NotAWarehouseError: nothing is published there yet.
        QueryError: the SQL is wrong, or wants what readers may not do.
    """
    with reader(path) as con:
        try:
            if len(con.extract_statements(sql)) != 1:
                raise QueryError("one statement at a time, please: the text holds none or several")
            result = con.execute(sql)
            described = result.description or []
            return Answer(tuple(d[0] for d in described), tuple(str(d[1]) for d in described), tuple(result.fetchall()))
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
