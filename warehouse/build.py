"""Build SQL models: only what is stale, and only if its tests pass.

A model is stale when its SQL, its tests or the version of a table it reads has changed. The new table and its tests
share one transaction: when a test finds offenders, the table stays as it was. Models that it reads and another run
has made stale meanwhile are built again in the same transaction.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from warehouse.checks import Failure, failures
from warehouse.models import Model, ModelError, models
from warehouse.tables import tables
from warehouse.transactions import change, is_conflict
from warehouse.versions import note_version, versions


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one model."""

    name: str
    rebuilt: bool
    rows: int
    seconds: float
    failures: tuple[Failure, ...] = ()


Judge = Callable[[duckdb.DuckDBPyConnection, str], tuple[Failure, ...]]
"""Says what is wrong with a table beyond its declared tests."""


class _OffendersFoundError(Exception):
    def __init__(self, found: tuple[Failure, ...]) -> None:
        super().__init__(*found)
        self.found = found


def build(con: duckdb.DuckDBPyConnection, model: Model | str, run_id: str, judge: Judge | None = None) -> Built:
    """Bring one model up to date, and what it reads.

    Args:
        con: a writer's connection, outside a transaction.
        model: the model or its name.
        run_id: the run that writes.
        judge: asked about a new table when its declared tests pass; what it finds is a failure too.

    Returns:
        What became of it. With `failures` the table stands as before and must not be published.

    Raises:
        ModelError: the database refuses the SQL; the message names the file.
    """
    m = models()[model] if isinstance(model, str) else model
    if is_fresh(con, m):
        return Built(m.name, False, _rows(con, m.name), 0.0)
    started = time.perf_counter()
    try:
        seconds = change(con, lambda: _replace(con, m, run_id, judge))
    except _OffendersFoundError as error:
        return Built(m.name, False, 0, time.perf_counter() - started, error.found)
    return Built(m.name, True, _rows(con, m.name), seconds)


def _replace(con: duckdb.DuckDBPyConnection, m: Model, run_id: str, judge: Judge | None) -> float:
    """Make the table anew in the transaction that is open; the seconds it took, without what it reads."""
    for name in m.inputs:
        if name in models() and not is_fresh(con, models()[name]):
            _replace(con, models()[name], run_id, judge)
    started = time.perf_counter()
    try:
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {m.name.split('.')[0]}")
        con.execute(f"CREATE OR REPLACE TABLE {m.name} AS {m.select}")
        if found := failures(con, m.name, m.header) or (judge(con, m.name) if judge else ()):
            raise _OffendersFoundError(found)
    except duckdb.Error as error:
        if is_conflict(error):
            raise
        raise ModelError(f"{m.path}: DuckDB refuses the SQL or a test: {error}") from error
    seconds = time.perf_counter() - started
    note_version(con, m.name, wanted_version(con, m), run_id, seconds)
    return seconds


def build_all(con: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[Built]:
    """Bring all models up to date in order, stopping after the first whose tests fail."""
    for model in models().values():
        built = build(con, model, run_id)
        yield built
        if built.failures:
            return


def star_failures(con: duckdb.DuckDBPyConnection) -> tuple[Failure, ...]:
    """Failures of the tests that tables filled by Python declare: run when the dimensions are built."""
    return tuple(f for t in tables().values() if t.header.all_tests for f in failures(con, t.name, t.header))


def is_fresh(con: duckdb.DuckDBPyConnection, model: Model) -> bool:
    """Whether the model's table is built from what the warehouse holds now."""
    return versions(con).get(model.name) == wanted_version(con, model)


def wanted_version(con: duckdb.DuckDBPyConnection, model: Model) -> str:
    """The version that the model's table has when it is fresh."""
    present = versions(con)
    said = [model.code_version, *(f"{name}={present.get(name, '')}" for name in model.inputs)]
    return hashlib.md5("\n".join(said).encode(), usedforsecurity=False).hexdigest()


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])
