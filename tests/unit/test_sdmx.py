"""SDMX time periods: days, names, the same period of another year."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu import sdmx

LINES = (Path(__file__).parents[1] / "corpus" / "periods" / "sdmx.tsv").read_text(encoding="utf-8").splitlines()
CASES = list(csv.DictReader([x for x in LINES if not x.startswith("#")], delimiter="\t"))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["period"])
def test_a_period_has_the_days_that_the_corpus_says(case: dict[str, str]) -> None:
    period = sdmx.parse(case["period"])
    assert (period.freq, str(period.start), str(period.end)) == (case["freq"], case["start"], case["end"])


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-S3", "2024-13", "2024-02-30", "2024/P1Y", "năm 2024"])
def test_what_is_no_period_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an SDMX period|no such"):
        sdmx.parse(text)


@given(DAYS, DAYS)
def test_days_come_back_from_their_name(first: date, last: date) -> None:
    start, end = min(first, last), max(first, last)
    period = sdmx.parse(sdmx.name(start, end))
    assert (period.start, period.end) == (start, end)


@given(st.sampled_from([c["period"] for c in CASES]), st.integers(-50, 50))
def test_the_same_period_of_another_year_and_back(period: str, years: int) -> None:
    moved = sdmx.year_earlier(period, years)
    assert sdmx.parse(moved).start.year == sdmx.parse(period).start.year - years
    assert sdmx.year_earlier(moved, -years) == period


def test_a_leap_day_moves_to_the_last_of_february() -> None:
    assert sdmx.year_earlier("2024-02-29") == "2023-02-28"


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="can't end"):
        sdmx.name(date(2024, 1, 2), date(2024, 1, 1))
