"""Dagster's own folder under the home folder: run history, event log, and settings that keep it quiet and alone."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

SETTINGS = """\
# Written by Chỉ Tiêu; kept as it is when changed by hand.
telemetry: {enabled: false}
nux: {enabled: false}
# Assets tell what they do by metadata and checks; capturing what is printed would swallow the progress of a run.
compute_logs: {module: dagster._core.storage.noop_compute_log_manager, class: NoOpComputeLogManager}
concurrency:
  runs: {max_concurrent_runs: 1} # one writer at a time
"""


def dagster_home(home: Path) -> Path:
    """The folder, made with its settings when missing."""
    folder = (home / "dagster").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists():
        settings.write_text(SETTINGS, encoding="utf-8")
    return folder


def open_instance(home: Path) -> dg.DagsterInstance:
    """The instance whose history the UI shows."""
    folder = dagster_home(home)
    os.environ["DAGSTER_HOME"] = str(folder)
    return dg.DagsterInstance.from_config(str(folder))
