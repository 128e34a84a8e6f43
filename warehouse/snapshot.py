"""One version written whole into a folder: the DuckDB file, a Parquet file a table, data package and manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.datapackage import describe
from warehouse.dictionary import PUBLISHED_SCHEMAS, Entry, column_types, entries, published_tables
from warehouse.releases import DATABASE, DATAPACKAGE, MANIFEST
from warehouse.tables import quoted
from warehouse.transactions import transaction
from warehouse.versions import now, versions

_STORAGE = "v1.0.0"  # what DuckDB 1.1 and all later ones read
_ORDER = {"core.fact_observation": "indicator, ref_area, period_end, observation_id"}  # as people filter


def content_version(con: duckdb.DuckDBPyConnection) -> str:
    """Version of what readers would get: of the rows of every published table, and of what is said of them."""
    known = versions(con)
    said = [f"{name}={known.get(name, '')}" for name in published_tables()] + [repr(e) for e in entries({})]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def write(
    con: duckdb.DuckDBPyConnection, folder: Path, version: str, run_id: str, code: Mapping[str, str]
) -> dict[str, int]:
    """Write a version into `folder`, which is emptied first.

    Returns:
        Rows by table.
    """
    at = now()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "parquet").mkdir(parents=True)
    rows = _write_database(con, folder / DATABASE, version, run_id, at)
    _write_parquet(con, folder / "parquet")
    stamp = at.isoformat(timespec="seconds") + "Z"
    _write_json(folder / DATAPACKAGE, describe(version, stamp, column_types(con)))
    known = versions(con)
    manifest = {
        "version": version,
        "published_at": stamp,
        "run_id": run_id,
        "code": dict(code),
        "tables": {name: {"rows": count, "version": known.get(name, "")} for name, count in rows.items()},
        "files": {str(p.relative_to(folder)): _fingerprint(p) for p in sorted(folder.rglob("*")) if p.is_file()},
    }
    _write_json(folder / MANIFEST, manifest)
    return rows


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


def _write_json(path: Path, said: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": os.fstat(file.fileno()).st_size}


def _count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def _sql(text: str) -> str:
    return text.replace("'", "''")
