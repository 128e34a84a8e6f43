"""Publish: a copy for readers, put in place by one rename, so that nobody ever waits or sees half a version.

``chitieu.duckdb``, ``parquet/`` and ``manifest.json`` in the target folder are the current version; ``versions/`` holds
the last ones whole. Readers that hold the former file open go on reading it until they connect again.
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
from warehouse.incremental import now, transaction, versions
from warehouse.models import models
from warehouse.tables import quoted

DATABASE = "chitieu.duckdb"
_STORAGE = "v1.0.0"  # what DuckDB 1.1 and all later ones read
_ORDER = {"core.fact_observation": "indicator, ref_area, period_end, observation_id"}  # as people filter


class NotReadyError(RuntimeError):
    """What stands in the warehouse must not be published: a model is stale or a test fails."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published version."""

    version: str
    path: Path  # the file readers open
    rows: Mapping[str, int]
    changed: bool  # False where readers had this very version already
    seconds: float


def publish(
    source: Path, target: Path, *, run_id: str, code: Mapping[str, str] | None = None, keep: int = 5
) -> Published:
    """Publish what the warehouse holds, unless readers have it already.

    Args:
        source: the pipeline's own DuckDB file.
        target: folder of the published files; made when missing.
        run_id: the run that publishes.
        code: versions of the rooms that made the data, for the manifest.
        keep: how many versions stay in ``versions/``.

    Raises:
        NotReadyError: a model is stale or a declared test finds offenders; nothing is published.
    """
    started = time.perf_counter()
    with writer(source) as con:
        _must_be_ready(con)
        version = _version(con)
        present = current(target)
        if present is not None and present["version"] == version:
            rows = {name: t["rows"] for name, t in present["tables"].items()}
            return Published(version, target / DATABASE, rows, False, time.perf_counter() - started)
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
        "code": dict(code or {}),
        "tables": {name: {"rows": count, "version": known.get(name, "")} for name, count in rows.items()},
        "files": {str(p.relative_to(folder)): _fingerprint(p) for p in sorted(folder.rglob("*")) if p.is_file()},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    _put_in_place(folder.rename(folder.with_name(folder.name[1:])), target)
    _prune(target, keep)
    return Published(version, target / DATABASE, rows, True, time.perf_counter() - started)


def current(target: Path) -> dict[str, Any] | None:
    """Manifest of the version that readers see; None before the first."""
    path = target / "manifest.json"
    if not path.is_file() or not (target / DATABASE).is_file():
        return None
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _must_be_ready(con: duckdb.DuckDBPyConnection) -> None:
    known = versions(con)
    if stale := [name for name, model in models().items() if known.get(name) != wanted_version(con, model)]:
        raise NotReadyError(f"not built from what the warehouse holds now: {', '.join(stale)}; run the models first")
    if found := star_failures(con):
        raise NotReadyError("tests find offenders: " + "; ".join(map(str, found)))


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


def _put_in_place(folder: Path, target: Path) -> None:
    """Each name in the target turns to the new version by a rename; the database last."""
    link = target / ".parquet.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("versions") / folder.name / "parquet", target_is_directory=True)
    link.replace(target / "parquet")
    for name in ("manifest.json", DATABASE):
        new = target / f".{name}.new"
        shutil.copyfile(folder / name, new)
        new.replace(target / name)


def _prune(target: Path, keep: int) -> None:
    kept = sorted(p for p in (target / "versions").iterdir() if not p.name.startswith("."))[-keep:]
    for path in (target / "versions").iterdir():
        if path not in kept:
            shutil.rmtree(path)


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": os.fstat(file.fileno()).st_size}


def _count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def _sql(text: str) -> str:
    return text.replace("'", "''")
