from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.headers import Column, Header, Text
from warehouse.lineage import column_lineage, trace
from warehouse.models import Model, ModelError, models
from warehouse.tables import tables

TEXT = Text("x", "x")


def model(select: str, *columns: str, name: str = "mart.m") -> Model:
    header = Header(TEXT, TEXT, "team:x", tuple(Column(c, "", TEXT) for c in columns), ())
    return Model(name, Path("marts/m.sql"), header, select, ())


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("SELECT name AS a FROM raw.documents", {("raw.documents", "name")}),
        ("SELECT r.name || f.text AS a FROM raw.documents AS r JOIN extracted.facts AS f USING (document_id)",
         {("raw.documents", "name"), ("extracted.facts", "text")}),
        ("WITH c AS (SELECT *, value * 2 AS twice FROM extracted.facts) SELECT twice AS a FROM c",
         {("extracted.facts", "value")}),
        ("SELECT name AS a FROM raw.documents UNION ALL SELECT doc AS a FROM extracted.facts",
         {("raw.documents", "name"), ("extracted.facts", "doc")}),
        ("SELECT sum(value) OVER (PARTITION BY doc ORDER BY start) AS a FROM extracted.facts",
         {("extracted.facts", "value"), ("extracted.facts", "doc"), ("extracted.facts", "start")}),
        ("SELECT count(*) AS a FROM extracted.facts", set()),
    ],
)  # fmt: skip
def test_columns_are_traced(select: str, expected: set[tuple[str, str]]) -> None:
    assert set(trace({"mart.m": model(select, "a")})["mart.m"]["a"]) == expected


def test_a_column_that_the_source_lacks_names_the_file() -> None:
    with pytest.raises(ModelError, match=r"marts/m\.sql.*nonesuch"):
        trace({"mart.m": model("SELECT nonesuch AS a FROM raw.documents", "a")})


def test_every_source_of_every_column_exists() -> None:
    columns = {n: {c.name for c in t.columns} for n, t in tables().items()}
    columns |= {n: set(m.header.names) for n, m in models().items()}
    lineage = column_lineage()
    assert {n: tuple(found) for n, found in lineage.items()} == {n: m.header.names for n, m in models().items()}
    for found in lineage.values():
        for sources in found.values():
            assert all(column in columns[table] for table, column in sources)


def test_the_marts_reach_back_to_the_facts() -> None:
    lineage = column_lineage()

    def back(table: str, column: str) -> set[tuple[str, str]]:
        if table not in lineage:
            return {(table, column)}
        return {found for source in lineage[table][column] for found in back(*source)}

    for column in ("target", "estimate", "actual", "achieved_pct"):
        assert ("core.fact_observation", "obs_value") in back("mart.target_vs_actual", column)
    assert ("core.fact_observation", "quote") in back("mart.conflicts", "low_quote")
