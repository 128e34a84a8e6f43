from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest

from warehouse.build import build, star_failures, wanted_version
from warehouse.checks import Failure
from warehouse.headers import DataTest
from warehouse.models import Model, ModelError, models
from warehouse.versions import versions

ONE = "12 VND_BN gross_output 2023\n"


@pytest.fixture
def built(line: Any) -> Any:
    line.arrive({"a.txt": ONE})
    line.bring_up_to_date()
    assert {"core.dim_unit", "mart.target_vs_actual"} <= {name for name, again in line.build().items() if again}
    return line


def test_what_is_fresh_is_left(built: Any) -> None:
    assert not any(built.build().values())


def test_only_what_reads_a_changed_table_is_built_again(built: Any) -> None:
    built.arrive({"b.txt": "5 TRUONG_HOP su_vu 2023\n"})
    built.bring_up_to_date()
    rebuilt = {name for name, again in built.build().items() if again}
    assert {"core.dim_unit", "core.dim_document", "mart.unknown_units", "mart.target_vs_actual"} <= rebuilt
    assert not {"core.dim_scenario", "core.dim_ref_area", "core.bridge_ref_area_succession"} & rebuilt


def test_another_select_or_test_makes_a_model_stale(built: Any, con: duckdb.DuckDBPyConnection) -> None:
    scenario = models()["core.dim_scenario"]
    assert build(con, replace(scenario, select=scenario.select + " ORDER BY scenario"), "r").rebuilt
    tests = replace(scenario.header, tests=(DataTest("none", "query", None, "SELECT 1 WHERE FALSE"),))
    assert build(con, replace(scenario, header=tests), "r").rebuilt


def broken(select: str) -> Model:
    return replace(models()["core.dim_scenario"], select=select)


def test_a_table_whose_tests_fail_stays_as_it_was(built: Any, con: duckdb.DuckDBPyConnection) -> None:
    before = con.execute("FROM core.dim_scenario").fetchall()
    result = build(
        con, broken("SELECT 'X' AS scenario, NULL AS name_vi, 'x' AS name_en, TRUE AS is_plan FROM range(7)"), "r"
    )
    assert not result.rebuilt
    assert [(f.test, f.offenders) for f in result.failures] == [("unique_scenario", 1), ("not_null_name_vi", 7)]
    assert result.failures[0].sample == ({"scenario": "X", "times": 7},)
    assert con.execute("FROM core.dim_scenario").fetchall() == before
    assert versions(con)["core.dim_scenario"] == wanted_version(con, models()["core.dim_scenario"])


def test_a_further_judge_may_refuse(built: Any, con: duckdb.DuckDBPyConnection) -> None:
    scenario = models()["core.dim_scenario"]
    seen = []

    def ask(judged: duckdb.DuckDBPyConnection, table: str) -> tuple[Failure, ...]:
        seen.append(judged.execute(f"SELECT count(*) FROM {table}").fetchall())
        return (Failure(table, "suite", 1, ({"reason": "x"},)),)

    result = build(con, broken(scenario.select + " WHERE is_plan"), "r", ask)
    assert [f.test for f in result.failures] == ["suite"]
    assert seen == [[(1,)]]
    assert con.execute("SELECT count(*) FROM core.dim_scenario").fetchall() == [(4,)]


def test_sql_that_the_database_refuses_names_the_file(built: Any, con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ModelError, match=r"dim_scenario\.sql.*nonesuch"):
        build(con, broken("SELECT nonesuch AS scenario"), "r")
    assert con.execute("SELECT count(*) FROM core.dim_scenario").fetchall() == [(4,)]


def test_an_observation_without_its_dimension_is_found(built: Any, con: duckdb.DuckDBPyConnection) -> None:
    assert star_failures(con) == ()
    con.execute("UPDATE core.fact_observation SET indicator = 'no_such_indicator'")
    (failure,) = star_failures(con)
    assert (failure.table, failure.test) == ("core.fact_observation", "relationships_indicator")
    assert failure.sample == ({"indicator": "no_such_indicator", "times": 1},)
