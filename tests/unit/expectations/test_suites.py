"""The suites as data: complete, in both languages, about tables that exist."""

from __future__ import annotations

from datetime import date

import pytest

from expectations import suite
from expectations.columns import parameters
from expectations.suite import STAGES
from warehouse.models import models
from warehouse.tables import tables


@pytest.mark.parametrize("stage", STAGES)
def test_suite_is_complete(stage: str) -> None:
    checks = suite(stage).checks
    assert checks
    for check in checks:
        assert check.reason_vi != check.reason_en
        assert check.tables
        assert len([c for c in checks if c.name == check.name and set(c.tables) & set(check.tables)]) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_tables_and_columns_exist(stage: str) -> None:
    for check in suite(stage).checks:
        for name in check.tables:
            header = tables()[name].header if name in tables() else models()[name].header
            named = [v for k, v in check.arguments.items() if k.startswith("column") and isinstance(v, str)]
            named += check.arguments.get("column_set", [])
            assert [c for c in named if not c.startswith("_") and c not in header.names] == []


@pytest.mark.parametrize("stage", STAGES)
def test_parameters_are_known(stage: str) -> None:
    known = parameters(date(2026, 1, 1))
    used = [v for c in suite(stage).checks for v in c.arguments.values() if isinstance(v, str) and v.startswith("$")]
    assert all(known[name[1:]] for name in used)


def test_every_stage_table_and_every_question_is_judged_or_tested() -> None:
    judged = {table for stage in STAGES for table in suite(stage).tables}
    assert {name for name, table in tables().items() if table.parent} <= judged
    for name, model in models().items():
        assert name in judged or model.header.all_tests, f"{name} has neither expectations nor tests"


def test_unknown_stage() -> None:
    with pytest.raises(ValueError, match="no suite for stage 'bronze'"):
        suite("bronze")
