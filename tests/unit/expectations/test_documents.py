"""What the suites of raw and cleaned documents and of observations refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from expectations import judge
from warehouse.tables import polars_schema

TODAY = date(2026, 6, 1)
TEXT = "Huyện Bình Sơn thu ngân sách đạt 285,3 tỷ đồng trong năm 2023."
RAW = {"document_id": "0" * 64, "name": "a", "source": "a.txt", "media_type": "text/plain", "encoding": "utf-8"}
RAW |= {"text": TEXT}
CLEAN = {"document_id": "0" * 64, "name": "a", "text": TEXT, "published": date(2023, 12, 20), "ref_area": "524"}
OBSERVATION: dict[str, Any] = {
    "observation_id": "o", "fact_id": "o", "document_id": "d", "ref_area": "524", "indicator": "budget_revenue_local",
    "scenario": "ACTUAL", "transformation": "LEVEL", "freq": "A", "time_period": "2023",
    "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31), "obs_value": 285.3e9, "unit_measure": "VND",
    "unit_mult": 0, "obs_status": "A", "text": "285,3 tỷ đồng",
}  # fmt: skip


def refused(stage: str, table: str, row: dict[str, Any], documents: pl.DataFrame | None = None) -> list[str]:
    frame = pl.DataFrame([row], schema=polars_schema(table), orient="row")
    verdict = judge(stage, frame, table=table, documents=documents, today=TODAY)
    return [f.check for f in verdict.suite_failures] + verdict.bad["expectation"].to_list()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"text": "12.345 67.890"}, ["text_has_words"]),
        ({"text": None}, ["text_present"]),
        ({"text": TEXT + "\ufffd" * 9}, ["text_decoded"]),
        ({"media_type": "application/pdf"}, ["media_type_known"]),
        ({"published": date(2099, 1, 1)}, ["published_plausible"]),
        ({"published": date(1899, 1, 1)}, ["published_plausible"]),
        ({"document_id": "not a hash"}, ["document_id_is_sha256"]),
    ],
)
def test_raw(change: dict[str, Any], expected: list[str]) -> None:
    assert refused("raw", "raw.documents", RAW | change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"ref_area": None, "published": None}, []),
        ({"text": "1 2 3"}, ["text_has_words"]),
        ({"text": "Hu\u0323ye\u0302\u0323n Bi\u0300nh So\u031bn thu nga\u0302n sa\u0301ch"}, ["text_is_nfc"]),
        ({"published": date(2099, 1, 1), "ref_area": None}, ["published_plausible"]),
        ({"published": date(2025, 7, 1)}, ["ref_area_valid_on_day"]),
    ],
)
def test_cleaned(change: dict[str, Any], expected: list[str]) -> None:
    assert refused("cleaned", "cleaned.documents", CLEAN | change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"freq": "W"}, ["freq_known"]),
        ({"obs_status": "Z"}, ["obs_status_known"]),
        ({"obs_value": float("inf")}, ["obs_value_finite"]),
        ({"obs_value": None}, ["obs_value_present"]),
        ({"unit_measure": "VND_BN"}, ["unit_measure_known"]),
        ({"unit_mult": 9}, ["unit_mult_is_zero"]),
        ({"period_end": date(2022, 12, 31)}, ["period_ends_after_it_starts"]),
        ({"ref_area": "999"}, ["ref_area_valid_on_day"]),
        ({"fact_id": None}, ["fact_id_present"]),
    ],
)
def test_observations(change: dict[str, Any], expected: list[str]) -> None:
    documents = pl.DataFrame({"document_id": ["d"], "published": [date(2023, 12, 20)]})
    assert refused("core", "core.fact_observation", OBSERVATION | change, documents) == expected
