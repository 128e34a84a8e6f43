from __future__ import annotations

import json

import duckdb
import pytest

from warehouse import runs


def test_a_run_is_written_down_from_start_to_end(con: duckdb.DuckDBPyConnection) -> None:
    runs.start(con, "r1")
    assert con.execute("SELECT status, finished_at FROM meta.runs").fetchall() == [("running", None)]
    runs.finish(con, "r1", success=True, summary={"facts": 3})
    ((status, ended, summary),) = con.execute(
        "SELECT status, finished_at >= started_at, summary FROM meta.runs"
    ).fetchall()
    assert (status, ended, json.loads(summary)) == ("success", True, {"facts": 3})
    with pytest.raises(KeyError, match="never written down"):
        runs.finish(con, "r2", success=True, summary={})
