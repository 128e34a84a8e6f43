"""The structure against the models it speaks of, and the check of observations against the structure."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu.model import Scenario, Transformation
from warehouse.headers import Text
from warehouse.models import models
from warehouse.sdmx.check import check
from warehouse.sdmx.data import observations
from warehouse.sdmx.structure import Structure, StructureError, code_id, load

CORPUS = Path(__file__).parents[3] / "corpus" / "sdmx"
WRONG = list(csv.DictReader((CORPUS / "wrong.csv").open(encoding="utf-8", newline="")))


def accepted(model: str, column: str) -> set[str]:
    tests = next(c.tests for c in models()[model].header.columns if c.name == column)
    return set(next(t.argument for t in tests if t.kind == "accepted_values"))


def values(structure: Structure, codelist: str) -> set[str]:
    return {c.value for c in structure.codelists[codelist].codes}


def test_the_lists_hold_what_the_models_say(structure: Structure) -> None:
    assert values(structure, "CL_TRANSFORMATION") == set(Transformation)
    assert values(structure, "CL_SCENARIO") == set(Scenario)
    assert values(structure, "CL_FREQ") == accepted("core.dim_period", "freq")
    assert values(structure, "CL_SELECTION") == accepted("mart.indicator_series", "why")
    assert values(structure, "CL_OPERATOR") == set("= ~ > >= < <=".split())


def test_everything_is_named_in_both_languages(structure: Structure) -> None:
    names = [c.name for c in structure.components]
    for codelist in structure.codelists.values():
        names += [codelist.name, *(c.name for c in codelist.codes)]
    assert all(name.vi and name.en for name in names)


def test_places_come_with_those_above_them_and_no_others(structure: Structure) -> None:
    parents = {c.id: c.parent for c in structure.codelists["CL_AREA"].codes}
    assert parents == {
        "country_VN": None,
        "province_90": "country_VN",
        "province_91_2025-07-01": "country_VN",
        "district_900_2020-01-01": "province_90",
        "commune_09001_2025-07-01": "province_91_2025-07-01",
    }
    district = next(c for c in structure.codelists["CL_AREA"].codes if c.id == "district_900_2020-01-01")
    assert district.name == Text("Huyện Ba Suối, Chín Mươi", "Ba Suối (district), Chín Mươi")
    assert district.description == Text("từ 2020-01-01 đến 2025-06-30", "from 2020-01-01 to 2025-06-30")


def test_two_values_may_not_share_a_code(cells: duckdb.DuckDBPyConnection) -> None:
    cells.execute("INSERT INTO core.dim_unit BY NAME SELECT * REPLACE ('kg_PER_m2' AS unit) FROM core.dim_unit LIMIT 1")
    with pytest.raises(StructureError, match=r"CL_UNIT_MEASURE.*kg/m2.*kg_PER_m2"):
        load(cells)


@given(st.text(min_size=1))
def test_any_value_gets_an_identifier(value: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]*", code_id(value))


def test_columns_are_the_components(structure: Structure, frame: pl.DataFrame) -> None:
    assert frame.columns == [c.id for c in structure.components]


def test_what_is_not_said_and_what_does_not_apply(frame: pl.DataFrame) -> None:
    compared = frame.select("TRANSFORMATION", "SCENARIO", "BASE_PER", "PLAN_REF").unique().sort(pl.all()).rows()
    assert compared == [
        ("GROWTH", "ACTUAL", "2022", "_Z"),
        ("GROWTH", "ACTUAL", "_U", "_Z"),
        ("LEVEL", "ACTUAL", "_Z", "_Z"),
        ("LEVEL", "PROJECTION", "_Z", "_Z"),
        ("LEVEL", "TARGET", "_Z", "_U"),
        ("PCT_OF_PLAN", "ESTIMATE", "_Z", "province"),
    ]


def test_a_sound_frame_passes(structure: Structure, frame: pl.DataFrame) -> None:
    assert check(structure, frame) == []


@pytest.mark.parametrize("case", WRONG, ids=lambda c: f"{c['component']}={c['value']}")
def test_what_is_wrong_is_found_and_the_row_named(
    structure: Structure, frame: pl.DataFrame, case: dict[str, str]
) -> None:
    component, wrong = case["component"], case["value"] or None
    row = frame.with_row_index("row").filter(pl.col("TIME_PERIOD") == "2023", pl.col("OPERATOR") == "APPROX")["row"]
    changed = frame.with_columns(
        pl.when(pl.int_range(pl.len()) == row.item())
        .then(pl.lit(wrong).cast(frame.schema[component]))
        .otherwise(component)
        .alias(component)
    )
    (finding,) = check(structure, changed)
    assert (finding.rule, finding.component) == (case["rule"], "FREQ" if case["rule"] == "wrong_freq" else component)
    key = changed.row(row.item(), named=True)
    assert finding.key == ".".join(key[name] for name in structure.key if key[name] is not None)
    assert finding.reason.vi
    assert finding.reason.en in str(finding)


def test_rows_with_one_key_are_named(structure: Structure, frame: pl.DataFrame) -> None:
    other = frame.head(1).with_columns(OBS_VALUE=pl.lit(7.0))
    found = check(structure, pl.concat([frame, other]))
    assert [f.rule for f in found] == ["duplicate_key"] * 2
    assert {f.key for f in found} == {".".join(str(v) for v in frame.select(structure.key).row(0))}


def test_columns_must_be_those_of_the_structure(structure: Structure, frame: pl.DataFrame) -> None:
    found = check(structure, frame.drop("FREQ").with_columns(NOTE=pl.lit("x")))
    assert [(f.rule, f.component) for f in found] == [("missing_column", "FREQ"), ("unknown_column", "NOTE")]


def test_a_value_without_a_code_is_kept_for_the_check(cells: duckdb.DuckDBPyConnection, structure: Structure) -> None:
    cells.execute("UPDATE mart.indicator_series SET operator = '!=' WHERE operator = '~'")
    (finding,) = check(structure, observations(cells, structure))
    assert (finding.rule, finding.component, finding.value) == ("unknown_code", "OPERATOR", "!=")
