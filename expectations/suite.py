"""Suites as data: ``suites/STAGE.toml`` read into records."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

STAGES = ("raw", "cleaned", "extracted", "core", "mart")


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation of a suite.

    Attributes:
        name: shown in quarantine and in the Dagster UI.
        expectation: Great Expectations' name of it, such as ``expect_column_values_to_be_in_set``.
        arguments: its keyword arguments; a string ``$name`` stands for a set or day of the vocabulary.
        tables: the tables it is about.
        whole_table: a failure condemns the whole table: nothing is promoted, and downstream is blocked.
        reason_vi: why a row fails, in Vietnamese; ``{column}`` stands for the row's value.
        reason_en: the same in English.
    """

    name: str
    expectation: str
    arguments: Mapping[str, Any]
    tables: tuple[str, ...]
    whole_table: bool
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Suite:
    """What must hold for the tables of one stage."""

    stage: str
    checks: tuple[Check, ...]

    def of(self, table: str) -> tuple[Check, ...]:
        """The checks that are about one table."""
        return tuple(c for c in self.checks if table in c.tables)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the suite judges, in the order of the file."""
        return tuple(dict.fromkeys(t for c in self.checks for t in c.tables))


@cache
def suite(stage: str) -> Suite:
    """The suite of a stage.

    Raises:
        ValueError: there is no such stage, or its file lacks a field.
    """
    if stage not in STAGES:
        raise ValueError(f"no suite for stage {stage!r}; there are {', '.join(STAGES)}")
    text = (files("expectations") / "suites" / f"{stage}.toml").read_text(encoding="utf-8")
    fields = tomllib.loads(text)
    return Suite(stage, tuple(_check(row, fields["tables"], stage) for row in fields["check"]))


def _check(row: dict[str, Any], default_tables: list[str], stage: str) -> Check:
    try:
        return Check(
            name=row["name"],
            expectation=row["expectation"],
            arguments=row.get("arguments", {}),
            tables=tuple(row.get("tables", default_tables)),
            whole_table=row.get("whole_table", False),
            reason_vi=row["reason_vi"],
            reason_en=row["reason_en"],
        )
    except KeyError as error:
        raise ValueError(f"suites/{stage}.toml: a check lacks {error}: {row}") from error
