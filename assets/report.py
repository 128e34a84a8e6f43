"""What the Dagster UI shows of a run of one asset: counts, a sample, lineage of columns, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg
import duckdb

from assets.describe import CHECK, key
from assets.stage import Outcome
from warehouse import runs
from warehouse.reads import first_rows, row_count
from warehouse.versions import versions

_SAMPLE_ROWS = 5
_SAMPLE_WIDTH = 60  # characters of a cell


def report(
    con: duckdb.DuckDBPyConnection, outcome: Outcome, lineage: dg.TableColumnLineage | None = None
) -> dg.MaterializeResult[None]:
    """Materialisation of a stage made by Python, with the verdict of its suite as check."""
    said = {
        "inputs": outcome.inputs,
        "rows_added": outcome.added,
        "rows_removed": outcome.removed,
        "rows_refused": outcome.refused_rows,
        "seconds": round(outcome.seconds, 3),
    }
    return dg.MaterializeResult(
        asset_key=key(outcome.table),
        metadata=table_metadata(con, outcome.table, lineage) | said,
        data_version=dg.DataVersion(versions(con).get(outcome.table, "empty")),
        check_results=[_verdict(outcome)],
    )


def table_metadata(
    con: duckdb.DuckDBPyConnection, table: str, lineage: dg.TableColumnLineage | None = None
) -> dict[str, Any]:
    """Rows, a sample, and where the columns come from."""
    beside: dict[str, Any] = {"dagster/column_lineage": lineage} if lineage else {}
    return {"dagster/row_count": row_count(con, table), "sample": dg.MetadataValue.md(sample(con, table))} | beside


def sample(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The first rows as a Markdown table, long cells cut."""
    names, rows = first_rows(con, table, _SAMPLE_ROWS)
    lines = [names, ["---"] * len(names), *([_cell(v) for v in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def end_run(con: duckdb.DuckDBPyConnection, run_id: str, success: bool, summary: Mapping[str, Any]) -> None:
    """Write down how a run ended; one that did not begin with the documents begins and ends here."""
    try:
        runs.finish(con, run_id, success=success, summary=summary)
    except KeyError:
        runs.start(con, run_id)
        runs.finish(con, run_id, success=success, summary=summary)


def judged(table: str, check: str, passed: bool, metadata: Mapping[str, Any] | None = None) -> dg.AssetCheckResult:
    """Result of a check that blocks what is downstream when it fails."""
    return dg.AssetCheckResult(asset_key=key(table), check_name=check, passed=passed, metadata=metadata)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _SAMPLE_WIDTH else text[: _SAMPLE_WIDTH - 1] + "…"


def _verdict(outcome: Outcome) -> dg.AssetCheckResult:
    """Red and blocking where the suite failed as a whole; a warning where rows were refused."""
    failed = {f.check: f"{f.reason_vi} / {f.reason_en}" for f in outcome.suite_failures}
    metadata: Mapping[str, Any] = {"rows_refused": outcome.refused_rows} | outcome.refused_by_check | failed
    return dg.AssetCheckResult(
        asset_key=key(outcome.table),
        passed=not failed and not outcome.refused_rows,
        check_name=CHECK,
        severity=dg.AssetCheckSeverity.ERROR if failed else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
