"""Documents that can't be right: refused or quarantined with a reason, while the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.home import warehouse_file
from pipelines.run import run_pipeline
from tests.pipeline.conftest import SAMPLES, FirstRun, run_once

GOOD = SAMPLES / "01_hai_hau_giao_chi_tieu_2024.txt"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    scan = tmp_path_factory.mktemp("scan") / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    return run_once(tmp_path_factory, "broken", [SAMPLES / "broken", GOOD, scan])


def quarantine(home: Path, expectation: str) -> list[dict[str, object]]:
    with duckdb.connect(str(warehouse_file(home)), read_only=True) as con:
        rows = con.execute("SELECT row_json FROM quarantine.rows WHERE expectation = ?", [expectation]).fetchall()
    return [json.loads(row[0]) for row in rows]


def test_the_rest_goes_on(run: FirstRun) -> None:
    _, summary = run
    assert summary["success"], summary["problems"]
    with duckdb.connect(summary["published"], read_only=True) as con:
        names = {r[0] for r in con.execute("SELECT name FROM core.dim_document").fetchall()}
        facts = con.execute(
            "SELECT count(*) FROM core.fact_observation JOIN core.dim_document USING (document_id) WHERE name = ?",
            [GOOD.stem],
        ).fetchall()
    assert names == {GOOD.stem, "year_2099", "unknown_units"}
    assert facts[0][0] > 10


def test_refused_with_reasons(run: FirstRun) -> None:
    refused = {Path(path).name: (vi, en) for path, vi, en in run[1]["refused"]}
    assert refused.keys() == {"not_text.txt", "empty.txt", "broken_sidecar.txt", "scan.pdf"}
    assert all(vi and en and vi != en for vi, en in refused.values())
    assert "broken_sidecar.meta.json" in refused["broken_sidecar.txt"][1]
    assert ".html" in refused["scan.pdf"][1]


def test_results_of_2099_are_quarantined(run: FirstRun) -> None:
    rows = quarantine(run[0], "result_not_in_the_future")
    assert rows
    assert {row["time_period"] for row in rows if row["doc"] == "year_2099"} == {"2099"}
    with duckdb.connect(run[1]["published"], read_only=True) as con:
        assert con.execute(
            "SELECT count(*) FROM core.fact_observation WHERE period_end >= '2090-01-01'"
        ).fetchall() == [(0,)]


def test_a_unit_nobody_knows_is_quarantined(run: FirstRun) -> None:
    assert [row for row in quarantine(run[0], "unit_known") if row["doc"] == "unknown_units"]
    with duckdb.connect(run[1]["published"], read_only=True) as con:
        units = con.execute(
            "SELECT DISTINCT unit_reported FROM core.fact_observation JOIN core.dim_document USING (document_id) "
            "WHERE name = 'unknown_units'"
        ).fetchall()
    assert ("VND_BN",) in units


def test_again_they_are_told_and_not_read(run: FirstRun) -> None:
    home, first = run
    again = run_pipeline([SAMPLES / "broken"], home)
    assert {Path(r[0]).name for r in again.refused} == {Path(r[0]).name for r in first["refused"]} - {"scan.pdf"}
    assert again.quarantined == first["quarantined"]
    assert again.run_id == first["run_id"]
