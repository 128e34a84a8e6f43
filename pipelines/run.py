"""The main job: files into the landing folder, every stage brought up to date, the warehouse published."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.landing import listing
from pipelines.freshness import recall, remember
from pipelines.home import published_file, warehouse
from pipelines.intake import Intake, take
from warehouse.connection import present, writer
from warehouse.reads import refused_files, row_count
from warehouse.tables import create_all

if TYPE_CHECKING:
    from assets.resources import Progress

_TABLES = ("raw.documents", "extracted.facts", "core.fact_observation", "quarantine.rows")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run found and left behind.

    Attributes:
        documents: files looked at, the refused ones among them.
        new: documents that were not in the warehouse before.
        refused: files that could not be read: path, reason in Vietnamese, reason in English.
        facts: rows of ``extracted.facts`` now.
        observations: rows of ``core.fact_observation`` now.
        added: observations more than before.
        quarantined: rows that stand in quarantine now, refused files among them.
        seconds: time by stage.
        published: the file that readers open.
        run_id: the run in Dagster's history that brought the warehouse to where it is.
        success: whether everything is up to date and published.
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

    Args:
        paths: files and folders to take in; none to work on what the landing folder holds.
        home: folder where data lives; made when missing.
        progress: told the stage and how far it is: ``started``, ``120/400``, ``done``.

    Raises:
        WarehouseBusyError: another run writes and does not end.
    """
    tell = progress or (lambda stage, state: None)
    started = time.perf_counter()
    tell("landing", "started")
    intake = take(paths, home / "landing")
    seconds = {"landing": time.perf_counter() - started}
    before = _counts(home)
    done = recall(home)
    if done is None:
        from pipelines.execution import execute

        execution = execute(home, tell)
        done = {"run_id": execution.run_id, "success": execution.success, "problems": execution.problems}
        seconds |= execution.seconds
    after = _counts(home)
    if done["success"]:
        remember(home, done)
    return RunSummary(
        documents=len(intake.sources) + len(intake.refused) if paths else listing(home / "landing").height,
        new=after["raw.documents"] - before["raw.documents"],
        refused=(*map(astuple, intake.refused), *_refused(home, intake)),
        facts=after["extracted.facts"],
        observations=after["core.fact_observation"],
        added=after["core.fact_observation"] - before["core.fact_observation"],
        quarantined=after["quarantine.rows"],
        seconds=seconds,
        published=published_file(home),
        run_id=done["run_id"],
        success=done["success"],
        problems=tuple(done["problems"]),
    )


def _counts(home: Path) -> dict[str, int]:
    """Rows of the tables that a summary tells of."""
    if not present(warehouse(home)):
        return dict.fromkeys(_TABLES, 0)
    with writer(warehouse(home)) as con:
        create_all(con)
        return {t: row_count(con, t) for t in _TABLES}


def _refused(home: Path, intake: Intake) -> Iterator[tuple[str, str, str]]:
    """Files that could not be read, now or in an earlier run, by the path that the user gave."""
    with writer(warehouse(home)) as con:
        rows = refused_files(con)
    for source, reason_vi, reason_en in rows:
        if not intake.sources or source in intake.sources:
            yield str(intake.sources.get(source, source)), reason_vi, reason_en
