"""Publish: a copy for readers, put in place by one rename, so that nobody ever waits or sees half a version.

Readers that hold the former file open go on reading it until they connect again. A version that lost many rows, or in
which a known value leapt, is held back until someone accepts it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.build import star_failures, wanted_version
from warehouse.connection import writer
from warehouse.dictionary import PUBLISHED_SCHEMAS, Entry, column_types, entries, published_tables
from warehouse.diff import compare
from warehouse.incremental import now, transaction, versions
from warehouse.models import models
from warehouse.releases import DATABASE, MANIFEST, current, held, hold, prune, put_in_place, release_hold
from warehouse.tables import quoted

_STORAGE = "v1.0.0"  # what DuckDB 1.1 and all later ones read
_ORDER = {"core.fact_observation": "indicator, ref_area, period_end, observation_id"}  # as people filter
_MAX_LOSS = 0.2  # share of a table's rows
_FEW = 50  # rows; a smaller table may lose more
_SHOWN = 5  # leaps in a message


class NotReadyError(RuntimeError):
    """What stands in the warehouse must not be published: a model is stale or a test fails."""


class HeldBackError(NotReadyError):
    """The version differs so much from the one readers have that a person should look first."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published version."""

    version: str
    path: Path  # the file readers open
    rows: Mapping[str, int]
    changed: bool  # False where readers had this very version already
    seconds: float


def publish(
    source: Path,
    target: Path,
    *,
    run_id: str,
    code: Mapping[str, str] | None = None,
    keep: int = 5,
    accept: bool = False,
) -> Published:
    """Publish what the warehouse holds, unless readers have it already.

    Args:
        source: the pipeline's own DuckDB file.
        target: folder of the published files; made when missing.
        run_id: the run that publishes.
        code: versions of the rooms that made the data, for the manifest.
        keep: how many versions stay in ``versions/``.
        accept: publish also what would be held back.

    Raises:
        NotReadyError: a model is stale or a declared test finds offenders; nothing is published.
        HeldBackError: a table lost more than a fifth of its rows, a known value moved by 1,000 times, or the version
            was rolled back before.
    """
    started = time.perf_counter()
    with writer(source) as con:
        _must_be_fresh(con)
        version = _version(con)
        present = current(target)
        if present is not None and present["version"] == version:
            rows = {name: t["rows"] for name, t in present["tables"].items()}
            return Published(version, target / DATABASE, rows, False, time.perf_counter() - started)
        if (reason := held(target).get(version)) and not accept:
            raise HeldBackError(_held_message(version, [reason]))
        _must_pass(con)
        folder, rows = _write(con, target, version, run_id, code or {})
        if present is not None and not accept:
            _must_resemble(target, folder, version)
        put_in_place(folder.rename(folder.with_name(folder.name[1:])), target)
        release_hold(target, version)
        prune(target, keep)
    return Published(version, target / DATABASE, rows, True, time.perf_counter() - started)


def _must_be_fresh(con: duckdb.DuckDBPyConnection) -> None:
    known = versions(con)
    if stale := [name for name, model in models().items() if known.get(name) != wanted_version(con, model)]:
        raise NotReadyError(f"not built from what the warehouse holds now: {', '.join(stale)}; run the models first")


def _must_pass(con: duckdb.DuckDBPyConnection) -> None:
    if found := star_failures(con):
        raise NotReadyError("tests find offenders: " + "; ".join(map(str, found)))


def _must_resemble(target: Path, folder: Path, version: str) -> None:
    diff = compare(target / DATABASE, folder / DATABASE)
    reasons = [f"{t.table} falls from {t.before} to {t.after} rows" for t in diff.losses(_MAX_LOSS, _FEW)]
    reasons += [f"{leap.cell} moves from {leap.before:g} to {leap.after:g}" for leap in diff.leaps[:_SHOWN]]
    if len(diff.leaps) > _SHOWN:
        reasons.append(f"{len(diff.leaps) - _SHOWN} more cells move as far")
    if reasons:
        shutil.rmtree(folder)
        hold(target, version, "; ".join(reasons))
        raise HeldBackError(_held_message(version, reasons))


def _held_message(version: str, reasons: list[str]) -> str:
    said = "; ".join(reasons)
    return f"version {version} is held back, readers keep the one they have: {said}; look at it, then accept it"


def _write(
    con: duckdb.DuckDBPyConnection, target: Path, version: str, run_id: str, code: Mapping[str, str]
) -> tuple[Path, dict[str, int]]:
    """Write a version whole into a hidden folder; returns it with the rows by table."""
    at = now()
    folder = target / "versions" / f".{at:%Y%m%dT%H%M%S}-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "parquet").mkdir(parents=True)
    rows = _write_database(con, folder / DATABASE, version, run_id, at)
    _write_parquet(con, folder / "parquet")
    known = versions(con)
    manifest = {
        "version": version,
        "published_at": at.isoformat(timespec="seconds") + "Z",
        "run_id": run_id,
        "code": dict(code),
        "tables": {name: {"rows": count, "version": known.get(name, "")} for name, count in rows.items()},
        "files": {str(p.relative_to(folder)): _fingerprint(p) for p in sorted(folder.rglob("*")) if p.is_file()},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    return folder, rows


def _version(con: duckdb.DuckDBPyConnection) -> str:
    known = versions(con)
    said = [f"{name}={known.get(name, '')}" for name in published_tables()] + [repr(e) for e in entries({})]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def _write_database(
    con: duckdb.DuckDBPyConnection, path: Path, version: str, run_id: str, at: datetime
) -> dict[str, int]:
    con.execute(f"ATTACH '{_sql(str(path))}' AS published (STORAGE_VERSION '{_STORAGE}')")
    try:
        with transaction(con):
            return _copy(con, version, run_id, at)
    finally:
        con.execute("DETACH published")


def _copy(con: duckdb.DuckDBPyConnection, version: str, run_id: str, at: datetime) -> dict[str, int]:
    for schema in PUBLISHED_SCHEMAS:
        con.execute(f"CREATE SCHEMA published.{schema}")
    for name in published_tables():
        con.execute(f"CREATE TABLE published.{name} AS {_ordered(name)}")
    con.execute(
        "CREATE TABLE published.meta.version AS SELECT $version AS version, $at AS published_at, $run_id AS run_id",
        {"version": version, "at": at, "run_id": run_id},
    )
    dictionary = entries(column_types(con))
    marks = ", ".join(["(" + ", ".join("?" * len(Entry._fields)) + ")"] * len(dictionary))
    con.execute(
        f"CREATE TABLE published.meta.dictionary AS FROM (VALUES {marks}) AS e ({quoted(Entry._fields)})",
        [value for entry in dictionary for value in entry],
    )
    for e in dictionary:
        what = f'COLUMN published.{e.table}."{e.column}"' if e.column else f"TABLE published.{e.table}"
        con.execute(f"COMMENT ON {what} IS '{_sql(e.comment)}'")
    names = (*published_tables(), "meta.version", "meta.dictionary")
    return {name: _count(con, f"published.{name}") for name in names}


def _ordered(name: str) -> str:
    return f"SELECT * FROM {name} ORDER BY {_ORDER[name]}" if name in _ORDER else f"SELECT * FROM {name}"


def _write_parquet(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for name in published_tables():
        path = _sql(str(folder / f"{name}.parquet"))
        con.execute(f"COPY ({_ordered(name)}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": os.fstat(file.fileno()).st_size}


def _count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def _sql(text: str) -> str:
    return text.replace("'", "''")
