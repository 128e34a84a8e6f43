"""Declared tests as queries that return offenders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from warehouse.headers import DataTest, Header

_SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that found offenders."""

    table: str
    test: str
    offenders: int
    sample: tuple[dict[str, object], ...]

    def __str__(self) -> str:
        return f"{self.table}: {self.test} has {self.offenders} offenders, such as {self.sample[0]}"


def offenders_query(table: str, test: DataTest) -> str:
    """SQL that returns the rows, or values, that offend against a test."""
    column = f'"{test.column}"'
    if test.kind == "unique":
        return (
            f"SELECT {column}, count(*) AS times FROM {table} WHERE {column} IS NOT NULL GROUP BY ALL HAVING times > 1"
        )
    if test.kind == "not_null":
        return f"SELECT * FROM {table} WHERE {column} IS NULL"
    if test.kind == "relationships":
        target, key = str(test.argument).rsplit(".", 1)
        return f"""SELECT {column}, count(*) AS times FROM {table}
                   WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT "{key}" FROM {target}) GROUP BY ALL"""
    if test.kind == "accepted_values":
        values = ", ".join("'" + str(v).replace("'", "''") + "'" for v in test.argument)
        return f"SELECT {column}, count(*) AS times FROM {table} WHERE {column}::VARCHAR NOT IN ({values}) GROUP BY ALL"
    return str(test.argument)


def failures(con: duckdb.DuckDBPyConnection, table: str, header: Header) -> tuple[Failure, ...]:
    """Tests of a table that found offenders, with how many and a few of them."""
    return tuple(f for f in (_failure(con, table, test) for test in header.all_tests) if f)


def total(found: Iterable[Failure]) -> int:
    """Offenders of all failures together."""
    return sum(f.offenders for f in found)


def _failure(con: duckdb.DuckDBPyConnection, table: str, test: DataTest) -> Failure | None:
    query = offenders_query(table, test)
    answer = con.execute(f"SELECT *, count(*) OVER () AS offenders_in_all FROM ({query}) LIMIT {_SAMPLE}")
    names = [d[0] for d in answer.description or ()][:-1]
    rows = answer.fetchall()
    if not rows:
        return None
    return Failure(table, test.name, int(rows[0][-1]), tuple(dict(zip(names, r, strict=False)) for r in rows))
