from __future__ import annotations

from dataclasses import replace

import duckdb
import polars as pl
import pytest

from warehouse import tables as module
from warehouse.headers import Column, HeaderError, Text
from warehouse.rows import frame
from warehouse.tables import Table, create_all, polars_schema, polars_type, table, tables

NEW = Column("mới", "BIGINT", Text("cột mới", "a new column"))


def columns_of(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    return con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name || '.' || table_name = ? "
        "ORDER BY column_index",
        [name],
    ).fetchall()


def redeclare(monkeypatch: pytest.MonkeyPatch, name: str, columns: tuple[Column, ...]) -> None:
    changed: dict[str, Table] = dict(tables())
    changed[name] = replace(changed[name], header=replace(changed[name].header, columns=columns))
    monkeypatch.setattr(module, "tables", lambda: changed)


@pytest.mark.parametrize("name", list(tables()))
def test_what_is_made_is_what_is_declared(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert columns_of(con, name) == [(c.name, c.type) for c in table(name).columns]
    assert dict(frame(name, []).schema) == polars_schema(name)


def test_making_again_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("INSERT INTO meta.runs VALUES ('r', NULL, NULL, 'running', NULL)")
    create_all(con)
    assert con.execute("SELECT run_id FROM meta.runs").fetchall() == [("r",)]


def test_a_stage_declared_anew_is_computed_anew(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    con.execute(
        "INSERT INTO meta.stage_state SELECT stage, 'd', 'f', 'r', NULL FROM (VALUES ('extracted.facts'), "
        "('cleaned.documents')) AS s (stage)"
    )
    redeclare(monkeypatch, "extracted.facts", (*table("extracted.facts").header.columns, NEW))
    create_all(con)
    assert ("mới", "BIGINT") in columns_of(con, "extracted.facts")
    assert con.execute("SELECT stage FROM meta.stage_state").fetchall() == [("cleaned.documents",)]


def test_an_archive_gains_columns_and_keeps_its_rows(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    con.execute("INSERT INTO meta.runs VALUES ('r', NULL, NULL, 'running', NULL)")
    redeclare(monkeypatch, "meta.runs", (*table("meta.runs").header.columns, NEW))
    create_all(con)
    assert con.execute("SELECT run_id, mới FROM meta.runs").fetchall() == [("r", None)]


def test_an_archive_never_loses_a_column(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    redeclare(monkeypatch, "raw.documents", table("raw.documents").header.columns[1:])
    with pytest.raises(HeaderError, match=r"raw\.documents keeps what arrived.*document_id"):
        create_all(con)


def test_sources_come_before_what_is_made_of_them() -> None:
    order = list(tables())
    for name, declared in tables().items():
        if declared.source in tables():
            assert order.index(str(declared.source)) < order.index(name)


def test_an_unknown_type_or_table_is_named() -> None:
    with pytest.raises(ValueError, match="HUGEINT"):
        polars_type("HUGEINT")
    with pytest.raises(KeyError, match=r"no table 'raw\.files' is declared"):
        table("raw.files")
    assert polars_type('STRUCT("start" BIGINT, "end" BIGINT)[]') == pl.List(
        pl.Struct({"start": pl.Int64, "end": pl.Int64})
    )
