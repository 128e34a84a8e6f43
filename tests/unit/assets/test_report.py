from __future__ import annotations

import dagster as dg
import duckdb
import pytest

from assets.describe import column_lineage, key, read_off
from assets.report import sample
from warehouse.tables import table


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def test_sample_is_a_table_that_no_cell_breaks(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE TABLE t AS SELECT 'a|b' AS x, NULL AS y UNION ALL SELECT repeat('dài ', 50), 'hai\ndòng'")
    lines = sample(con, "t").splitlines()
    assert lines[:2] == ["| x | y |", "| --- | --- |"]
    assert lines[2] == "| a\\|b |  |"
    assert lines[3].endswith("… | hai dòng |")
    assert len(lines) == 4


def test_column_read_off_its_namesake_else_off_the_text() -> None:
    facts, cleaned = table("extracted.facts").header, table("cleaned.documents").header
    deps = read_off(facts, "cleaned.documents", cleaned, "text").deps_by_column
    assert set(deps) == set(facts.names)
    assert deps["document_id"] == [dg.TableColumnDep(key("cleaned.documents"), "document_id")]
    assert deps["value"] == [dg.TableColumnDep(key("cleaned.documents"), "text")]


def test_column_lineage_of_several_sources() -> None:
    lineage = column_lineage({"a": [("core.x", "b"), ("mart.y", "c")]})
    assert [str(d.asset_key.to_user_string()) for d in lineage.deps_by_column["a"]] == ["core/x", "mart/y"]
