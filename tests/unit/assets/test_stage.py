"""Bringing a stage up to date: batches, refusals, and a program that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from assets import stage
from assets.stage import Outcome, Row, bring_up_to_date
from chitieu.reading import Refused
from expectations import Verdict
from warehouse.arrivals import arrivals, merge
from warehouse.connection import writer
from warehouse.tables import create_all

TABLE = "raw.documents"


def row(name: str) -> Row:
    known = {"media_type": "text/plain", "encoding": "utf-8", "text": name}
    return {"document_id": name, "name": name, "source": name} | known


def run(home: Path, names: list[str], convert: Callable[[Row], Row], told: list[str] | None = None) -> Outcome:
    """Bring ``raw.documents`` up to date with some names, each a document; all rows are good."""
    listing = pl.DataFrame(
        {"source": names, "input_hash": names}, schema={"source": pl.String, "input_hash": pl.String}
    )
    with writer(home / "w.duckdb") as con:
        create_all(con)

        def assemble(batch: pl.DataFrame, made: list[Row]) -> dict[str, Verdict]:
            rows = merge(con, arrivals(made))
            statistics = {"rows": rows.height, "refused_rows": 0, "refused_by_check": {}}
            return {TABLE: Verdict(rows, rows.clear(), (), statistics)}

        return bring_up_to_date(
            con,
            TABLE,
            "1",
            source=listing,
            convert=convert,
            assemble=assemble,
            run_id="r",
            progress=lambda table, state: (told if told is not None else []).append(state),
        )[TABLE]


def stored(home: Path, sql: str) -> list[tuple[object, ...]]:
    with writer(home / "w.duckdb") as con:
        return con.execute(sql).fetchall()


def good(given: Row) -> Row:
    return row(given["source"])


def test_only_what_lacks(tmp_path: Path) -> None:
    assert run(tmp_path, ["a", "b"], good).added == 2
    again = run(tmp_path, ["a", "b", "c"], good)
    assert (again.inputs, again.added) == (1, 1)
    assert stored(tmp_path, "SELECT document_id FROM raw.documents ORDER BY 1") == [("a",), ("b",), ("c",)]


def test_batches_together_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "BATCH", 2)
    outcome = run(tmp_path, list("abcde"), good)
    assert (outcome.inputs, outcome.added) == (5, 5)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    run(tmp_path, [f"d{i:02}" for i in range(45)], good, told)
    assert told == ["started", "20/45", "40/45", "45/45", "done"]


def test_refused_and_tripping_rows_are_kept_apart_and_the_rest_goes_on(tmp_path: Path) -> None:
    def convert(given: Row) -> Row:
        if given["source"] == "b":
            raise Refused("Không đọc được.", "Can't be read.", "binary")
        if given["source"] == "c":
            raise ZeroDivisionError("by nothing")
        return good(given)

    outcome = run(tmp_path, list("abcd"), convert)
    assert outcome.added == 2
    assert outcome.refused_by_check == {"binary": 1, "program_error": 1}
    kept = stored(tmp_path, "SELECT parent_key, expectation, reason_en FROM quarantine.rows ORDER BY 1")
    assert kept == [
        ("b", "binary", "Can't be read."),
        ("c", "program_error", "The program failed on this document: ZeroDivisionError: by nothing"),
    ]
    assert run(tmp_path, list("abcd"), convert).inputs == 0  # they are not tried again until something changes


def test_a_program_that_fails_on_most_rows_promotes_nothing(tmp_path: Path) -> None:
    def convert(given: Row) -> Row:
        if given["source"] != "a":
            raise KeyError("weights")
        return good(given)

    outcome = run(tmp_path, list("abcdefg"), convert)
    assert [f.check for f in outcome.suite_failures] == ["program_error"]
    assert "6/7" in outcome.suite_failures[0].reason_en
    assert stored(tmp_path, "SELECT count(*) FROM raw.documents") == [(0,)]
    assert run(tmp_path, list("abcdefg"), good).added == 7  # mended, everything is there to do
