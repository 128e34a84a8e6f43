"""The judge: a suite over a frame, good rows apart from bad ones.

Great Expectations runs on a pandas frame with Arrow types, in a context that lives in memory, writes nothing and
reports to nobody. It is imported where it is used: that takes seconds, and a run with nothing new needs none of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from expectations.columns import add, parameters
from expectations.suite import Check, suite

_ROW = "_row"
_REASONS = {"suite": pl.String(), "expectation": pl.String(), "reason_vi": pl.String(), "reason_en": pl.String()}


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that condemns the whole table."""

    check: str
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a suite says of a frame.

    Attributes:
        good: rows that met every expectation; none when the table as a whole failed.
        bad: rows that did not, once for each expectation they failed, with ``suite, expectation, reason_vi`` and
            ``reason_en``.
        suite_failures: failures of the table as a whole. Promote nothing then.
        statistics: rows judged and refused, checks made, rows refused by each check that refused any.
    """

    good: pl.DataFrame
    bad: pl.DataFrame
    suite_failures: tuple[Failure, ...]
    statistics: Mapping[str, Any]

    @property
    def passed(self) -> bool:
        """Whether good rows may be promoted."""
        return not self.suite_failures


def judge(
    stage: str,
    frame: pl.DataFrame,
    *,
    table: str | None = None,
    documents: pl.DataFrame | None = None,
    today: date | None = None,
) -> Verdict:
    """Run the suite of a stage over rows meant for one of its tables.

    Args:
        stage: raw, cleaned, extracted, core or mart.
        frame: the rows; a frame without rows passes.
        table: the table they are meant for; the first of the suite by default.
        documents: ``document_id, text, published`` (`text` as it arrived) of the documents that the rows came of.
        today: the day that judges what lies in the future; by default this day.

    Raises:
        ValueError: no such stage, or the suite does not know the table.
    """
    wanted = suite(stage)
    table = table or wanted.tables[0]
    checks = wanted.of(table)
    if not checks:
        raise ValueError(f"suite {stage} has no checks for {table}; it judges {', '.join(wanted.tables)}")
    day = today or date.today()
    if frame.is_empty():
        return _verdict(stage, table, frame, checks, {}, [])
    incomplete = tuple(c for c in checks if not set(c.arguments.get("column_set", ())) <= set(frame.columns))
    beside = (frame if incomplete else add(table, frame, documents, day)).with_row_index(_ROW)
    refused, failures = _outcomes(beside, incomplete or checks, parameters(day))
    return _verdict(stage, table, frame, checks, refused, failures, beside)


def _verdict(
    stage: str,
    table: str,
    frame: pl.DataFrame,
    checks: tuple[Check, ...],
    refused: dict[str, list[int]],
    failures: list[Failure],
    beside: pl.DataFrame | None = None,
) -> Verdict:
    rows = sorted({row for found in refused.values() for row in found})
    by_name = {c.name: c for c in checks}
    bad = [
        _reasons(stage, by_name[name], beside.row(row, named=True)) | {_ROW: row}
        for name, found in refused.items()
        for row in found
        if beside is not None
    ]
    reasons = pl.DataFrame(bad, schema=_REASONS | {_ROW: pl.UInt32()}, orient="row")
    numbered = frame.with_row_index(_ROW)
    statistics = {
        "table": table,
        "rows": frame.height,
        "refused_rows": len(rows),
        "checks": len(checks),
        "refused_by_check": {name: len(found) for name, found in refused.items() if found},
    }
    return Verdict(
        good=frame.clear() if failures else numbered.filter(~pl.col(_ROW).is_in(rows)).drop(_ROW),
        bad=numbered.join(reasons, on=_ROW, how="inner").sort(_ROW, "expectation").drop(_ROW),
        suite_failures=tuple(failures),
        statistics=statistics,
    )


def _outcomes(
    frame: pl.DataFrame, checks: Iterable[Check], values: Mapping[str, Any]
) -> tuple[dict[str, list[int]], list[Failure]]:
    """Numbers of the refused rows by check, and the failures of the whole table."""
    by_name = {c.name: c for c in checks}
    refused: dict[str, list[int]] = {}
    failures: list[Failure] = []
    for result in _validate(frame, by_name.values(), values):
        if result.success:
            continue
        check = by_name[result.expectation_config.meta["name"]]
        found = [int(row[_ROW]) for row in result.result.get("unexpected_index_list") or ()]
        if not check.whole_table and found:
            refused[check.name] = sorted(set(found))
            continue
        reasons = _reasons("", check, frame.row(found[0], named=True) if found else {})
        error = _error(result.exception_info)
        failures.append(Failure(check.name, reasons["reason_vi"] + error, reasons["reason_en"] + error))
    return refused, failures


def _validate(frame: pl.DataFrame, checks: Iterable[Check], values: Mapping[str, Any]) -> list[Any]:
    """Great Expectations' results, one a check."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    expectations = [
        ExpectationConfiguration(type=c.expectation, kwargs=_arguments(c, values), meta={"name": c.name})
        for c in checks
    ]
    asset = context.data_sources.add_pandas("rows").add_dataframe_asset("rows")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": _pandas(frame)})
    outcome = batch.validate(
        gx.ExpectationSuite(name="suite", expectations=expectations),
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [_ROW],
            "include_unexpected_rows": False,
        },
    )
    return list(outcome.results)


def _pandas(frame: pl.DataFrame) -> Any:
    """The frame in pandas with Arrow types. Nested columns, which no check reads, are left out."""
    flat = [name for name, dtype in frame.schema.items() if not dtype.is_nested()]
    return frame.select(flat).to_pandas(use_pyarrow_extension_array=True)


def _arguments(check: Check, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: values[value[1:]] if isinstance(value, str) and value.startswith("$") else value
        for name, value in check.arguments.items()
    }


def _reasons(stage: str, check: Check, row: Mapping[str, Any]) -> dict[str, str]:
    known = _Shown(row)
    return {
        "suite": stage,
        "expectation": check.name,
        "reason_vi": check.reason_vi.format_map(known),
        "reason_en": check.reason_en.format_map(known),
    }


class _Shown(dict[str, Any]):
    """Values of a row as a reason shows them; an absent one as its name."""

    def __missing__(self, name: str) -> str:
        return f"[{name}]"


def _error(information: Mapping[str, Any]) -> str:
    """Why an expectation could not be computed; empty where it was."""
    found = [i for i in information.values() if isinstance(i, dict)] or [dict(information)]
    messages = [str(i["exception_message"]) for i in found if i.get("raised_exception")]
    return f" ({messages[0]})" if messages else ""
