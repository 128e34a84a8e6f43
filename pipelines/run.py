"""The main job in this process: files into the landing folder, then the job that Dagster's pages show."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import dagster as dg

from assets.raw_documents import listing
from assets.resources import Progress
from pipelines.automation import JOB
from pipelines.definitions import build, silent
from pipelines.home import published_file, warehouse_file
from pipelines.instance import open_instance
from pipelines.intake import Intake, take
from warehouse.connection import writer
from warehouse.tables import create_all

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run found and left behind.

    Attributes:
        documents: files looked at, the refused ones among them.
        new: documents that were not in the warehouse before.
        refused: files that could not be read, with reasons.
        facts: rows of ``extracted.facts`` now.
        observations: rows of ``core.fact_observation`` now.
        added: observations that this run added.
        quarantined: rows that stand in quarantine now, refused files among them.
        seconds: time by stage.
        published: the file that readers open.
        run_id: the run in Dagster's history.
        success: whether everything was computed and published.
        problems: what went wrong, one message each.
    """

    documents: int
    new: int
    refused: tuple[tuple[str, str, str], ...]
    facts: int
    observations: int
    added: int
    quarantined: int
    seconds: dict[str, float]
    published: Path
    run_id: str
    success: bool
    problems: tuple[str, ...]


def run_pipeline(paths: Sequence[Path], home: Path, progress: Progress | None = None) -> RunSummary:
    """Bring the warehouse up to date with some files and publish it.

    The same definitions and the same event log as Dagster's pages show.

    Args:
        paths: files and folders to take in; none to work on what the landing folder holds.
        home: folder where data lives; made when missing.
        progress: told the stage and how far it is.

    Raises:
        WarehouseBusyError: another run writes and does not end.
    """
    logging.getLogger("dagster").setLevel(logging.CRITICAL)  # the reader has the summary, the pages the event log
    tell = progress or silent
    started = time.perf_counter()
    tell("landing", "started")
    intake = take(paths, home / "landing")
    seconds = {"landing": time.perf_counter() - started}
    before = _counts(home)
    with open_instance(home) as instance:
        result = build(home, tell).resolve_job_def(JOB).execute_in_process(_QUIET, instance, raise_on_error=False)
    after = _counts(home)
    return RunSummary(
        documents=len(intake.sources) + len(intake.refused) if paths else listing(home / "landing").height,
        new=after["raw.documents"] - before["raw.documents"],
        refused=(*map(astuple, intake.refused), *_refused(home, intake)),
        facts=after["extracted.facts"],
        observations=after["core.fact_observation"],
        added=after["core.fact_observation"] - before["core.fact_observation"],
        quarantined=after["quarantine.rows"],
        seconds=seconds | _seconds(result),
        published=published_file(home),
        run_id=result.run_id,
        success=result.success,
        problems=tuple(_problems(result)),
    )


def _counts(home: Path) -> dict[str, int]:
    """Rows of the tables that a summary tells of."""
    tables = ("raw.documents", "extracted.facts", "core.fact_observation", "quarantine.rows")
    file = warehouse_file(home)
    if not file.is_file():
        return dict.fromkeys(tables, 0)
    with writer(file) as con:
        create_all(con)
        return {t: int(con.execute(f"SELECT count(*) FROM {t}").fetchall()[0][0]) for t in tables}


def _refused(home: Path, intake: Intake) -> Iterator[tuple[str, str, str]]:
    """Files taken in that could not be read, now or in an earlier run."""
    with writer(warehouse_file(home)) as con:
        rows = con.execute(
            "SELECT parent_key, reason_vi, reason_en FROM quarantine.rows WHERE stage = 'raw.documents' ORDER BY 1"
        ).fetchall()
    for source, reason_vi, reason_en in rows:
        if not intake.sources or source in intake.sources:
            yield str(intake.sources.get(source, source)), reason_vi, reason_en


def _seconds(result: dg.ExecuteInProcessResult) -> dict[str, float]:
    """Time by stage, as the assets measured it."""
    seconds: dict[str, float] = {}
    for event in result.get_asset_materialization_events():
        materialization = event.step_materialization_data.materialization
        stage, took = materialization.asset_key.path[0], materialization.metadata.get("seconds")
        if isinstance(took, dg.FloatMetadataValue):
            seconds[stage] = seconds.get(stage, 0.0) + (took.value or 0.0)
    return seconds


def _problems(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """What failed: checks that block, with their reasons, and errors of the program."""
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
            reasons = "; ".join(f"{name}: {value.value}" for name, value in check.metadata.items())
            yield f"{check.asset_key.to_user_string()} ({check.check_name}): {reasons}"
    for event in result.filter_events(lambda e: e.is_step_failure):
        error = event.step_failure_data.error
        if error and error.cls_name != "DagsterAssetCheckFailedError":
            cause = error.cause or error
            yield f"{event.step_key}: {cause.message.strip()}"
