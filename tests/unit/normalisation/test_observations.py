"""Facts as observations: canonical units, days of periods, status, identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu.model import DATE_DOUBTED, Fact, Scenario, Transformation
from chitieu.normalisation import fact_id, observe
from chitieu.vocabulary import units

FACT = Fact(
    doc="d",
    start=10,
    end=28,
    text="22,8 nghìn tỷ đồng",
    value=22.8,
    unit="VND_TN",
    indicator="gross_output",
    indicator_text="tổng giá trị sản xuất",
    transformation=Transformation.LEVEL,
    scenario=Scenario.ESTIMATE,
    time_period="2023",
    ref_area="524",
    decimals=1,
)
DOCUMENT = "0" * 64


def test_money_in_dong() -> None:
    seen = observe(DOCUMENT, FACT)
    assert (seen.obs_value, seen.unit_measure, seen.unit_mult) == (22_800_000_000_000.0, "VND", 0)
    assert (seen.value_reported, seen.unit_reported) == (22.8, "VND_TN")
    assert (seen.freq, seen.period_start, seen.period_end) == ("A", date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("value", "unit", "canonical", "base"),
    [
        (47, "TONNE_K", 47_000_000.0, "kg"),
        (61.5, "QUINTAL_PER_HA", 0.615, "kg/m2"),
        (75, "VND_MN_PP_PA", 75_000_000.0, "VND/person/year"),
        (0.79, "PCT", 0.79, "PCT"),
        (7.9, "PERMILLE", 0.79, "PCT"),
        (46, "THONG_BAO", 46.0, "THONG_BAO"),  # outside the catalogue: as it is
    ],
)
def test_units(value: float, unit: str, canonical: float, base: str) -> None:
    seen = observe(DOCUMENT, replace(FACT, value=value, unit=unit))
    assert seen.obs_value == pytest.approx(canonical)
    assert seen.unit_measure == base


@pytest.mark.parametrize(
    ("scenario", "status"), [("ACTUAL", "A"), ("ESTIMATE", "E"), ("TARGET", "A"), ("PROJECTION", "F")]
)
def test_status_by_scenario(scenario: str, status: str) -> None:
    assert observe(DOCUMENT, replace(FACT, scenario=Scenario(scenario))).obs_status == status


def test_a_doubted_date_makes_the_status_unreliable() -> None:
    assert observe(DOCUMENT, replace(FACT, notes=(DATE_DOUBTED,))).obs_status == "U"
    assert observe(DOCUMENT, replace(FACT, notes=("unit inferred",))).obs_status == "E"


def test_a_fact_without_a_period_has_no_days() -> None:
    seen = observe(DOCUMENT, replace(FACT, time_period=None))
    assert (seen.freq, seen.period_start, seen.period_end) == (None, None, None)


def test_a_period_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="not an SDMX period"):
        observe(DOCUMENT, replace(FACT, time_period="năm 2023"))


@given(st.floats(-1e9, 1e9), st.sampled_from(sorted(units.load().by_code)))
def test_the_canonical_value_is_the_reported_one_times_the_factor(value: float, unit: str) -> None:
    seen = observe(DOCUMENT, replace(FACT, value=value, unit=unit, upper=value))
    factor = units.load().by_code[unit].factor_to_base
    assert seen.obs_value == pytest.approx(value * (1.0 if factor is None else factor), rel=1e-9)
    assert seen.obs_value_upper == seen.obs_value


def test_identity_is_document_and_place() -> None:
    assert fact_id(DOCUMENT, FACT) == fact_id(DOCUMENT, replace(FACT, value=1.0, unit="PCT"))
    assert fact_id(DOCUMENT, FACT) != fact_id(DOCUMENT, replace(FACT, start=11))
    assert fact_id(DOCUMENT, FACT) != fact_id("1" * 64, FACT)
