"""The record of runs: when each began and ended, how, and with what counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from warehouse.transactions import change
from warehouse.versions import now


def start(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Write down that a run has begun; a run that begins again under the same id begins anew."""

    def begin() -> None:
        con.execute("DELETE FROM meta.runs WHERE run_id = ?", [run_id])
        con.execute("INSERT INTO meta.runs VALUES (?, ?, NULL, 'running', NULL)", [run_id, now()])

    change(con, begin)


def finish(con: duckdb.DuckDBPyConnection, run_id: str, *, success: bool, summary: Mapping[str, Any]) -> None:
    """Write down how a run ended.

    Args:
        con: a writer's connection.
        run_id: the run that :func:`start` wrote down.
        success: whether every stage was promoted and what readers need was published.
        summary: counts and seconds, stored as JSON.

    Raises:
        KeyError: no such run has begun.
    """
    status = "success" if success else "failure"

    def end() -> None:
        changed = con.execute(
            "UPDATE meta.runs SET finished_at = ?, status = ?, summary = ? WHERE run_id = ?",
            [now(), status, json.dumps(summary, ensure_ascii=False), run_id],
        ).fetchall()
        if changed[0][0] == 0:
            raise KeyError(f"run {run_id!r} was never written down as begun")

    change(con, end)
