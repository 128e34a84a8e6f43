"""Publish: a copy for readers, put in place by one rename, so that nobody ever waits or sees half a version.

Readers that hold the former file open go on reading it until they connect again. A version that lost many rows, or in
which a known value leapt, is held back until someone accepts it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.build import is_fresh, star_failures
from warehouse.connection import frozen, turn
from warehouse.diff import compare
from warehouse.headers import Text
from warehouse.lake import Target
from warehouse.models import models
from warehouse.releases import DATABASE, current, held, hold, prune, put_in_place, release_hold, releases
from warehouse.snapshot import content_version, write
from warehouse.versions import now

_MAX_LOSS = 0.2  # share of a table's rows
_FEW = 50  # rows; a smaller table may lose more
_SHOWN = 5  # leaps in a message


class NotReadyError(RuntimeError):
    """What stands in the warehouse must not be published: a model is stale or a test fails."""


class StaleError(NotReadyError):
    """A model is not built from what the warehouse holds now."""


class HeldBackError(NotReadyError):
    """The version differs so much from the one readers have that a person should look first.

    Attributes:
        version: the version held back.
        reasons: what gives doubt, in both languages.
    """

    def __init__(self, version: str, reasons: Sequence[Text]) -> None:
        said = "; ".join(r.en for r in reasons)
        super().__init__(
            f"version {version} is held back, readers keep the one they have: {said}. "
            "Look at it, then publish it with `chitieu publish --accept`"
        )
        self.version = version
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Published:
    """A published version."""

    version: str
    path: Path  # the file readers open
    rows: Mapping[str, int]
    changed: bool  # False where readers had this very version already
    seconds: float


def publish(
    source: Target,
    target: Path,
    *,
    run_id: str,
    code: Mapping[str, str] | None = None,
    keep: int = 5,
    accept: bool = False,
) -> Published:
    """Publish what the warehouse holds, unless readers have it already.

    Args:
        source: the pipeline's own warehouse.
        target: folder of the published files; made when missing.
        run_id: the run that publishes.
        code: versions of the rooms that made the data, for the manifest.
        keep: how many versions stay in ``versions/``.
        accept: publish also what would be held back.

    Raises:
        StaleError: a model is not built from what the warehouse holds now; nothing is published.
        NotReadyError: a declared test finds offenders; nothing is published.
        HeldBackError: a table lost more than a fifth of its rows, a known value moved by 1,000 times, or the version
            was rolled back before.
    """
    started = time.perf_counter()
    target.parent.mkdir(parents=True, exist_ok=True)
    with turn(target.with_name(target.name + ".lock")), frozen(source) as con:
        _must_be_fresh(con)
        version = content_version(con)
        present = current(target)
        if present is not None and present["version"] == version:
            known = {name: t["rows"] for name, t in present["tables"].items()}
            return Published(version, target / DATABASE, known, False, time.perf_counter() - started)
        if (reasons := held(target).get(version)) and not accept:
            raise HeldBackError(version, reasons)
        _must_pass(con)
        kept = next((r for r in releases(target) if r.version == version), None)
        folder = kept.folder if kept else target / "versions" / f".{now():%Y%m%dT%H%M%S}-{version}"
        rows = kept.rows if kept else write(con, folder, version, run_id, code or {})
        if present is not None and not accept and (doubts := _doubts(target / DATABASE, folder / DATABASE)):
            hold(target, version, doubts)
            prune(target, keep)
            raise HeldBackError(version, doubts)
        if not kept:
            folder = folder.rename(folder.with_name(folder.name[1:]))
        put_in_place(folder, target)
        release_hold(target, version)
        prune(target, keep)
    return Published(version, target / DATABASE, rows, True, time.perf_counter() - started)


def _must_be_fresh(con: duckdb.DuckDBPyConnection) -> None:
    if stale := [name for name, model in models().items() if not is_fresh(con, model)]:
        raise StaleError(f"not built from what the warehouse holds now: {', '.join(stale)}; run the models first")


def _must_pass(con: duckdb.DuckDBPyConnection) -> None:
    if found := star_failures(con):
        raise NotReadyError("tests find offenders: " + "; ".join(map(str, found)))


def _doubts(old: Path, new: Path) -> list[Text]:
    """Why a person should look at the new version before readers get it."""
    diff = compare(old, new)
    doubts = [
        Text(f"{t.table} từ {t.before} còn {t.after} dòng", f"{t.table} falls from {t.before} to {t.after} rows")
        for t in diff.losses(_MAX_LOSS, _FEW)
    ]
    doubts += [
        Text(
            f"{leap.cell} từ {leap.before:g} thành {leap.after:g}",
            f"{leap.cell} moves from {leap.before:g} to {leap.after:g}",
        )
        for leap in diff.leaps[:_SHOWN]
    ]
    if (more := len(diff.leaps) - _SHOWN) > 0:
        doubts.append(Text(f"thêm {more} ô đổi nhiều như thế", f"{more} more cells move as far"))
    return doubts
