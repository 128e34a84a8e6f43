"""What the suite of facts refuses, case by case: ``tests/corpus/expectations/facts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations import Verdict, judge
from warehouse.tables import polars_schema

CORPUS = tomllib.loads((Path(__file__).parents[2] / "corpus/expectations/facts.toml").read_text(encoding="utf-8"))
CASES = CORPUS["case"]
DOCUMENTS = pl.DataFrame([{"document_id": "d", "text": CORPUS["text"], "published": CORPUS["published"]}])


def facts(changes: list[Mapping[str, Any]]) -> pl.DataFrame:
    rows = [CORPUS["base"] | {"fact_id": str(i)} | change for i, change in enumerate(changes)]
    rows = [{name: None if value == "" else value for name, value in row.items()} for row in rows]
    return pl.DataFrame(rows, schema=polars_schema("extracted.facts"), orient="row")


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return judge("extracted", facts([c["change"] for c in CASES]), documents=DOCUMENTS, today=CORPUS["today"])


@pytest.mark.parametrize("number", range(len(CASES)), ids=[c["says"] for c in CASES])
def test_case(verdict: Verdict, number: int) -> None:
    refused = verdict.bad.filter(pl.col("fact_id") == str(number))
    assert refused["expectation"].to_list() == sorted(CASES[number]["refused_by"])
    assert verdict.good.filter(pl.col("fact_id") == str(number)).height == (0 if CASES[number]["refused_by"] else 1)


def test_every_row_check_refuses_some_case(verdict: Verdict) -> None:
    """A check that no case trips might as well not be there."""
    from expectations import suite

    silent = {"value_present", "scenario_present", "transformation_present", "text_present"}  # absent values: below
    checks = {c.name for c in suite("extracted").of("extracted.facts") if not c.whole_table}
    assert checks - silent == set(verdict.statistics["refused_by_check"])


@pytest.mark.parametrize(
    ("column", "check"),
    [
        ("value", "value_present"),
        ("scenario", "scenario_present"),
        ("transformation", "transformation_present"),
        ("text", "text_present"),
    ],
)
def test_absent(column: str, check: str) -> None:
    verdict = judge("extracted", facts([{}, {column: None}]), documents=DOCUMENTS, today=CORPUS["today"])
    assert verdict.bad["expectation"].to_list() == [check]
    assert verdict.good["fact_id"].to_list() == ["0"]


def test_reasons_name_the_value_in_both_languages(verdict: Verdict) -> None:
    row = verdict.bad.filter(pl.col("expectation") == "unit_known").row(0, named=True)
    assert "QUARK" in row["reason_vi"]
    assert "QUARK" in row["reason_en"]
    assert row["suite"] == "extracted"


def test_rows_are_neither_lost_nor_changed(verdict: Verdict) -> None:
    given = facts([c["change"] for c in CASES])
    bad = verdict.bad.drop("suite", "expectation", "reason_vi", "reason_en").unique("fact_id")
    together = pl.concat([verdict.good, bad]).sort(pl.col("fact_id").cast(pl.Int64))
    assert together.equals(given)
    assert verdict.statistics["rows"] == given.height
    assert verdict.statistics["refused_rows"] == bad.height


def test_a_key_twice_condemns_the_table() -> None:
    twice = facts([{"fact_id": "same"}, {"fact_id": "same"}])
    verdict = judge("extracted", twice, documents=DOCUMENTS, today=CORPUS["today"])
    assert not verdict.passed
    assert [f.check for f in verdict.suite_failures] == ["fact_id_unique"]
    assert verdict.good.is_empty()


def test_a_missing_column_condemns_the_table() -> None:
    verdict = judge("extracted", facts([{}]).drop("unit"), documents=DOCUMENTS, today=CORPUS["today"])
    assert [f.check for f in verdict.suite_failures] == ["columns_present"]
    assert verdict.good.is_empty()


def test_no_rows_pass() -> None:
    verdict = judge("extracted", facts([]), documents=DOCUMENTS, today=CORPUS["today"])
    assert verdict.passed
    assert verdict.good.is_empty()
    assert verdict.bad.is_empty()


def test_a_district_is_judged_on_the_day_of_its_document_and_of_its_figure() -> None:
    """Districts ended on 1 July 2025: a later page may still tell what 524 reached before, not what it reaches."""
    late = DOCUMENTS.with_columns(published=pl.lit(CORPUS["today"]))
    assert judge("extracted", facts([{}]), documents=DOCUMENTS, today=CORPUS["today"]).bad.is_empty()
    assert judge("extracted", facts([{"time_period": "2023"}]), documents=late, today=CORPUS["today"]).bad.is_empty()
    this_year = facts([{"time_period": f"{CORPUS['today'].year}-Q1"}])
    bad = judge("extracted", this_year, documents=late, today=CORPUS["today"]).bad
    assert bad["expectation"].to_list() == ["ref_area_valid_on_day"]
    assert "use instead: 2" in bad["reason_en"].item()  # the communes that took its area
    undated = DOCUMENTS.with_columns(published=pl.lit(None, pl.Date))
    assert judge("extracted", facts([{}]), documents=undated, today=CORPUS["today"]).bad.is_empty()
