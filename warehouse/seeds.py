"""The catalogues of the library as tables ``vocabulary.*``, loaded again only when their files have changed."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from importlib.resources import files
from io import StringIO
from typing import Any, NamedTuple

import duckdb
import polars as pl

from chitieu.vocabulary import places
from warehouse.tables import quoted, table, tables
from warehouse.transactions import change
from warehouse.versions import note_version, versions

Row = dict[str, Any]


class Seed(NamedTuple):
    """One vocabulary table: the files that decide what it holds, and how to read its rows."""

    table: str
    files: tuple[str, ...]  # below chitieu/vocabulary
    rows: Callable[[], Iterable[Row]]


def load_all(con: duckdb.DuckDBPyConnection, run_id: str) -> tuple[str, ...]:
    """Bring the vocabulary tables up to date.

    Returns:
        Names of the tables that changed.
    """
    known = versions(con)
    changed = []
    for seed in SEEDS:
        version = _version(seed)
        if known.get(seed.table) != version:
            _load(con, seed, version, run_id)
            changed.append(seed.table)
    return tuple(changed)


def place_key(level: str, code: str, valid_from: str) -> str:
    """Key of one state of a place: codes are reused, so it holds the level and the first day."""
    return f"{level}:{code}@{valid_from}"


def _load(con: duckdb.DuckDBPyConnection, seed: Seed, version: str, run_id: str) -> None:
    columns = table(seed.table).header.columns
    names = [c.name for c in columns]
    frame = pl.DataFrame(
        [[row[n] or None for n in names] for row in seed.rows()], schema=dict.fromkeys(names, pl.String), orient="row"
    )

    def replace() -> None:
        con.execute(f"DELETE FROM {seed.table}")
        typed = ", ".join(f'CAST("{c.name}" AS {c.type})' for c in columns)
        con.execute(f"INSERT INTO {seed.table} ({quoted(names)}) SELECT {typed} FROM seed_rows")
        note_version(con, seed.table, version, run_id)

    con.register("seed_rows", frame)
    try:
        change(con, replace)
    finally:
        con.unregister("seed_rows")


def _version(seed: Seed) -> str:
    digest = hashlib.md5(repr(table(seed.table).header.names).encode(), usedforsecurity=False)
    for name in seed.files:
        digest.update((files("chitieu.vocabulary") / name).read_bytes())
    return digest.hexdigest()


def _csv(name: str) -> Callable[[], Iterable[Row]]:
    def rows() -> Iterable[Row]:
        text = (files("chitieu.vocabulary") / name).read_text(encoding="utf-8")
        yield from csv.DictReader(StringIO(text))

    return rows


def _places() -> Iterable[Row]:
    for p in places.load().places:
        yield {
            "ref_area_key": place_key(p.level, p.code, p.valid_from),
            "level": p.level,
            "code": p.code,
            "name": p.name,
            "full_name": p.full_name,
            "type": p.unit_type,
            "parent_code": p.parent,
            "valid_from": p.valid_from,
            "valid_to": p.valid_to,
        }


def _successions() -> Iterable[Row]:
    for s in places.load().successions:
        yield {
            "from_level": s.from_level,
            "from_code": s.from_code,
            "to_level": s.to_level,
            "to_code": s.to_code,
            "changed_on": date.fromisoformat(s.date).isoformat(),
            "extent": s.extent,
        }


SEEDS = (
    Seed("vocabulary.units", ("units.csv",), _csv("units.csv")),
    Seed("vocabulary.indicators", ("indicators.csv",), _csv("indicators.csv")),
    Seed("vocabulary.places", ("places/units.tsv.gz",), _places),
    Seed("vocabulary.place_successions", ("places/successions.tsv.gz",), _successions),
)
assert {s.table for s in SEEDS} == {name for name in tables() if name.startswith("vocabulary.")}
