"""Each case of ``cases/*.yaml``: tiny tables in, the rows that the model must give for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from warehouse.dictionary import empty_warehouse
from warehouse.models import models
from warehouse.tables import quoted

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def fill(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], usual: dict[str, Any]) -> None:
    for row in rows:
        whole = usual | row
        marks = ", ".join("?" * len(whole))
        con.execute(f"INSERT INTO {table} ({quoted(list(whole))}) VALUES ({marks})", list(whole.values()))


@pytest.mark.parametrize(("model", "case"), CASES)
def test_case(model: str, case: dict[str, Any]) -> None:
    with empty_warehouse() as con:
        for table, rows in case["given"].items():
            fill(con, table, rows, case.get("usual", {}).get(table, {}))
        expected = case["expect"]
        columns = list(expected[0]) if expected else ["*"]
        found = con.execute(f"SELECT {', '.join(columns)} FROM ({models()[model].select})").fetchall()
    assert sorted(map(repr, found)) == sorted(repr(tuple(row[c] for c in columns)) for row in expected)


def test_every_model_has_a_case() -> None:
    assert set(models()) == {p.stem for p in FOLDER.glob("*.yaml")}
