"""The job that Dagster's pages show, run in this process, and what its event log says of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from assets.resources import Progress
from pipelines.automation import JOB
from pipelines.definitions import build
from pipelines.instance import open_instance

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True, slots=True)
class Execution:
    """One run of the job.

    Attributes:
        run_id: its id in the event log.
        success: whether every asset was brought up to date and every blocking check passed.
        seconds: time by stage, as the assets measured it.
        problems: what failed, one message each.
    """

    run_id: str
    success: bool
    seconds: dict[str, float]
    problems: tuple[str, ...]


def execute(home: Path, progress: Progress) -> Execution:
    """Bring all assets up to date, with the event log under the home folder."""
    logging.getLogger("dagster").setLevel(logging.CRITICAL)  # the reader has the summary, the pages the event log
    with open_instance(home) as instance:
        result = build(home, progress).resolve_job_def(JOB).execute_in_process(_QUIET, instance, raise_on_error=False)
    return Execution(result.run_id, result.success, _seconds(result), tuple(_problems(result)))


def _seconds(result: dg.ExecuteInProcessResult) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for event in result.get_asset_materialization_events():
        materialization = event.step_materialization_data.materialization
        stage, took = materialization.asset_key.path[0], materialization.metadata.get("seconds")
        if isinstance(took, dg.FloatMetadataValue):
            seconds[stage] = seconds.get(stage, 0.0) + (took.value or 0.0)
    return seconds


def _problems(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Blocking checks that failed, with their reasons, and errors of the program."""
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
            said = ((name, value.value) for name, value in check.metadata.items())
            reasons = "; ".join(f"{name}: {value}" for name, value in said if isinstance(value, str))
            yield f"{check.asset_key.to_user_string()} ({check.check_name}): {reasons}"
    for event in result.filter_events(lambda e: e.is_step_failure):
        error = event.step_failure_data.error
        if error and error.cls_name != "DagsterAssetCheckFailedError":
            cause = error.cause or error
            yield f"{event.step_key}: {cause.message.strip()}"
