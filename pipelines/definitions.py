"""What Dagster knows of this project: assets, checks, job, schedule, sensor, resources. The UI and the CLI share it."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from assets import (
    cleaned_documents,
    extracted_facts,
    fact_observation,
    published_warehouse,
    raw_documents,
    sql_models,
    vocabulary,
)
from assets.resources import Home, Progress, Warehouse
from pipelines.automation import daily, job, landing_sensor
from pipelines.home import default_home, warehouse_setting


def silent(stage: str, state: str) -> None:
    """Tells nobody: the UI reads the event log."""


def build(home: Path, progress: Progress = silent) -> dg.Definitions:
    """The definitions over one home folder.

    Args:
        home: folder where data lives.
        progress: told how far each stage is.
    """
    setting = warehouse_setting(home)
    return dg.Definitions(
        assets=[
            vocabulary.vocabulary,
            raw_documents.raw_documents,
            cleaned_documents.cleaned_documents,
            extracted_facts.extracted_facts,
            fact_observation.fact_observation,
            *sql_models.assets(),
            published_warehouse.published_warehouse,
        ],
        jobs=[job],
        schedules=[daily],
        sensors=[landing_sensor],
        resources={
            "home": Home(path=str(home.resolve()), warehouse_setting=setting),
            "warehouse": Warehouse(database=setting),
            "progress": dg.ResourceDefinition.hardcoded_resource(progress),
        },
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """The definitions that ``dg dev`` and ``make ui`` load: over ``CHITIEU_HOME``, else ``data/``."""
    return build(default_home())
