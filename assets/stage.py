"""What every stage made by Python does: compute what is missing, judge it, promote it.

Rows are made and promoted in batches of documents, so that memory stays bounded and an interrupted run keeps what it
has done. Within a batch, good rows, bad rows and the memory of both come in at once or not at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import duckdb
import polars as pl

from assets.resources import Progress
from chitieu.reading import Refused
from expectations import Failure, Verdict
from warehouse.incremental import missing, promote
from warehouse.tables import table as declared

BATCH = 2_000  # documents
_TELL_EVERY = 20  # rows
_PROGRAM_ERROR, _MANY_ERRORS = "program_error", 5
_REASONS = ("suite", "expectation", "reason_vi", "reason_en")

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(slots=True)
class Outcome:
    """What became of a stage in one run."""

    table: str
    inputs: int = 0  # files or documents dealt with
    added: int = 0
    removed: int = 0
    refused_rows: int = 0
    refused_by_check: dict[str, int] = field(default_factory=dict)
    suite_failures: tuple[Failure, ...] = ()
    seconds: float = 0.0

    def hear(self, verdict: Verdict) -> None:
        """Take in what the suite says of a batch."""
        self.suite_failures = verdict.suite_failures
        self._count(verdict.statistics["refused_by_check"], verdict.statistics["refused_rows"])

    def refuse(self, refused: pl.DataFrame) -> None:
        """Take in rows that could not be converted."""
        self._count(dict(refused["expectation"].value_counts().iter_rows()), refused.height)

    def _count(self, by_check: Mapping[str, int], rows: int) -> None:
        self.refused_rows += rows
        for name, n in by_check.items():
            self.refused_by_check[name] = self.refused_by_check.get(name, 0) + n


def bring_up_to_date(
    con: duckdb.DuckDBPyConnection,
    table: str,
    version: str,
    *,
    convert: Callable[[Row], T],
    assemble: Callable[[pl.DataFrame, list[T]], Mapping[str, Verdict]],
    run_id: str,
    progress: Progress,
    beside: tuple[str, ...] = (),
    source: pl.DataFrame | None = None,
    prepare: Callable[[pl.DataFrame], pl.DataFrame] = lambda batch: batch,
    settle: Callable[[pl.DataFrame, list[T]], pl.DataFrame] = lambda good, made: good,
) -> dict[str, Outcome]:
    """Compute, judge and promote what a stage lacks.

    What came of it is told for each table that the stage fills.

    Args:
        con: a writer's connection.
        table: table of the stage.
        version: version of the code that makes it.
        convert: makes something of one row of the stage before. What it can't deal with goes to quarantine.
        assemble: makes the rows of a batch and judges them: a verdict for `table` and for each of `beside`.
        run_id: the run that writes.
        progress: told how many rows are dealt with.
        beside: further tables of the same stage, filled from the same inputs.
        source: what the stage is made of; its declared source by default.
        prepare: adds columns to the rows of a batch before they are converted.
        settle: has the last word on good rows, given what they were made of, when no other run can come between:
            for rows that are put together with what the table holds.
    """
    progress(table, "started")
    started = time.perf_counter()
    outcomes = {name: Outcome(name) for name in (table, *beside)}
    t = declared(table)
    lacking = missing(con, source if source is not None else str(t.source), table, version)
    tell = _teller(progress, table, lacking.height)
    for batch in map(prepare, _batches(lacking)):
        made, refused = _convert_each(batch, convert, str(t.parent), t.name.split(".")[0], tell)
        if failure := _program_failure(refused, batch.height):
            for outcome in outcomes.values():
                outcome.suite_failures = (failure,)
            break
        verdicts = assemble(batch, made)
        for name, verdict in verdicts.items():
            outcomes[name].hear(verdict)
        if any(o.suite_failures for o in outcomes.values()):
            break
        outcomes[table].refuse(refused)
        bad = [refused, *(v.bad for v in verdicts.values() if not v.bad.is_empty())]
        promoted = promote(
            con,
            table,
            partial(settle, verdicts[table].good, made),
            pl.concat(bad, how="diagonal_relaxed"),
            done=batch,
            version=version,
            run_id=run_id,
            beside={name: verdicts[name].good for name in beside},
        )
        outcomes[table].added += promoted.added
        outcomes[table].removed += promoted.removed
        for outcome in outcomes.values():
            outcome.inputs += batch["parent_key"].n_unique()
    for outcome in outcomes.values():
        outcome.seconds = time.perf_counter() - started
    progress(table, "done")
    return outcomes


def _batches(lacking: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """All rows of up to `BATCH` inputs at a time; once without rows where nothing lacks, to let go what is gone."""
    keys = lacking["parent_key"].unique(maintain_order=True)
    for start in range(0, max(len(keys), 1), BATCH):
        yield lacking.filter(pl.col("parent_key").is_in(keys.slice(start, BATCH).implode()))


def _convert_each(
    batch: pl.DataFrame, convert: Callable[[Row], T], parent: str, stage: str, tell: Callable[[], None]
) -> tuple[list[T], pl.DataFrame]:
    """What was made of each row, and the rows refused with their reasons."""
    made: list[T] = []
    refused: list[Row] = []
    for row in batch.iter_rows(named=True):
        try:
            made.append(convert(row))
        except Refused as error:
            refused.append(_refusal(parent, row, stage, error.code, error.reason_vi, error.reason_en))
        except Exception as error:  # noqa: BLE001  # one document that trips the code must not stop the others
            said = f"{type(error).__name__}: {error}"
            vi, en = f"Chương trình gặp lỗi ở văn bản này: {said}", f"The program failed on this document: {said}"
            refused.append(_refusal(parent, row, stage, _PROGRAM_ERROR, vi, en))
        tell()
    return made, pl.DataFrame(refused, schema=dict.fromkeys((parent, *_REASONS), pl.String()), orient="row")


def _refusal(parent: str, row: Row, stage: str, code: str, reason_vi: str, reason_en: str) -> Row:
    reasons = {"suite": stage, "expectation": code, "reason_vi": reason_vi, "reason_en": reason_en}
    return {parent: row[parent]} | reasons


def _program_failure(refused: pl.DataFrame, rows: int) -> Failure | None:
    """When the program fails on most of many rows, the program is broken and not the rows: promote nothing."""
    failed = refused.filter(pl.col("expectation") == _PROGRAM_ERROR)
    if failed.height < _MANY_ERRORS or failed.height * 2 <= rows:
        return None
    vi, en = failed.row(0, named=True)["reason_vi"], failed.row(0, named=True)["reason_en"]
    counts = f"({failed.height}/{rows})"
    return Failure(_PROGRAM_ERROR, f"{vi} {counts}", f"{en} {counts}")


def _teller(progress: Progress, table: str, rows: int) -> Callable[[], None]:
    """Tells now and then how many rows are done."""
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if done % _TELL_EVERY == 0 or done == rows:
            progress(table, f"{done}/{rows}")

    return tell
