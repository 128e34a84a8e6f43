"""Tables that Python fills, each declared once in ``schema/SCHEMA.TABLE.yaml``.

From the declaration come the DDL, the polars schema, the comments and the data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from warehouse.headers import Column, Header, HeaderError, Text, parse, read_yaml
from warehouse.transactions import change

FOLDER = Path(__file__).parent / "schema"
_OWN_FIELDS = {"key", "from", "reads", "parent", "archive"}

# What a stage adds to the rows it keeps; no part of what a row says, hence not of its content hash.
BOOKKEEPING = (
    Column(
        "content_hash",
        "VARCHAR",
        Text("Dấu vân tay nội dung của dòng (md5)", "Fingerprint of what the row says (md5)"),
    ),
    Column(
        "version",
        "VARCHAR",
        Text("Phiên bản mã nguồn đã tạo ra dòng", "Version of the code that made the row"),
    ),
    Column("run_id", "VARCHAR", Text("Lần chạy đã ghi dòng", "Run that wrote the row")),
    Column("recorded_at", "TIMESTAMP", Text("Thời điểm ghi (UTC)", "When it was written (UTC)")),
)

_POLARS: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "DOUBLE": pl.Float64(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
    "VARCHAR[]": pl.List(pl.String()),
    "JSON": pl.String(),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that Python fills.

    Attributes:
        name: ``schema.table``.
        header: what it says of itself.
        key: columns that identify a row.
        source: table it is computed from, or "landing"; None for vocabularies and records of runs.
        reads: further tables that decide what its rows say.
        parent: column that names the row of `source` a row came of.
        archive: rows are never removed, only added or brought up to date by key.
    """

    name: str
    header: Header
    key: tuple[str, ...]
    source: str | None
    reads: tuple[str, ...]
    parent: str | None
    archive: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """Declared columns, and the bookkeeping of a stage."""
        return self.header.columns + (BOOKKEEPING if self.parent else ())


@cache
def tables() -> dict[str, Table]:
    """All declared tables by name, in an order that puts sources first."""
    found = {t.name: t for t in map(_load, sorted(FOLDER.glob("*.yaml")))}
    return dict(sorted(found.items(), key=lambda item: (_depth(item[1], found), item[0])))


def table(name: str) -> Table:
    """The declared table of that name.

    Raises:
        KeyError: no such table is declared.
    """
    if name not in tables():
        raise KeyError(f"no table {name!r} is declared in {FOLDER}; there are {', '.join(tables())}")
    return tables()[name]


def polars_schema(name: str) -> dict[str, pl.DataType]:
    """Columns that a stage hands over, with their polars types, bookkeeping left out."""
    return {c.name: polars_type(c.type) for c in table(name).header.columns}


@cache
def polars_type(duckdb_type: str) -> pl.DataType:
    """The polars type of a DuckDB type of the declarations.

    Raises:
        ValueError: the declarations use no such type.
    """
    if duckdb_type in _POLARS:
        return _POLARS[duckdb_type]
    if duckdb_type.endswith("[]"):
        return pl.List(polars_type(duckdb_type[:-2]))
    if duckdb_type.startswith("STRUCT(") and duckdb_type.endswith(")"):
        fields = (f.strip().rsplit(" ", 1) for f in duckdb_type[7:-1].split(","))
        return pl.Struct([pl.Field(name.strip('"'), polars_type(kind)) for name, kind in fields])
    raise ValueError(f"no polars type is known for DuckDB's {duckdb_type}")


def create_all(con: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing; a stage whose declaration changed is dropped, to be computed anew.

    Raises:
        HeaderError: an archive lost or changed a column: its rows can't be made again.
    """
    declared = {t.name: {c.name: c.type for c in t.columns} for t in tables().values()}

    def differing() -> dict[str, dict[str, str]]:
        """Columns of the tables that are missing or not as declared."""
        present = _present(con)
        return {name: present.get(name, {}) for name in declared if present.get(name) != declared[name]}

    def create() -> None:
        for name, present in differing().items():
            if present:
                _change(con, table(name), present, declared[name])
            else:
                _create(con, table(name))

    if differing():
        change(con, create)


def quoted(names: tuple[str, ...] | list[str], prefix: str = "") -> str:
    """Column names as a quoted SQL list."""
    return ", ".join(f'{prefix}"{n}"' for n in names)


def _present(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Columns and types of each table that is there."""
    found: dict[str, dict[str, str]] = {}
    for name, column, kind in con.execute(
        """SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns()
           WHERE database_name = current_database() ORDER BY column_index"""
    ).fetchall():
        found.setdefault(name, {})[column] = kind
    return found


def _create(con: duckdb.DuckDBPyConnection, t: Table) -> None:
    con.execute(f"CREATE SCHEMA IF NOT EXISTS {t.name.split('.')[0]}")
    con.execute(f"CREATE TABLE {t.name} ({', '.join(_definition(c) for c in t.columns)})")


def _definition(column: Column) -> str:
    return f'"{column.name}" {column.type}'


def _change(con: duckdb.DuckDBPyConnection, t: Table, present: dict[str, str], declared: dict[str, str]) -> None:
    new = [c for c in t.columns if c.name not in present]
    kept = {name: kind for name, kind in declared.items() if name in present}
    if t.archive and kept == present:
        for column in new:
            con.execute(f"ALTER TABLE {t.name} ADD COLUMN {_definition(column)}")
        return
    if t.archive:
        changed = sorted(set(present.items()) ^ set(kept.items()))
        raise HeaderError(f"{t.name} keeps what arrived, but its declaration lost or changed columns: {changed}")
    con.execute(f"DROP TABLE {t.name}")
    con.execute("DELETE FROM meta.stage_state WHERE stage = ?", [t.name])
    _create(con, t)


def _load(path: Path) -> Table:
    fields = read_yaml(path.read_text(encoding="utf-8"), path)
    own = {k: fields.pop(k) for k in _OWN_FIELDS if k in fields}
    header = parse(fields, path)
    for column in header.columns:
        if not column.type:
            raise HeaderError(f"{path}: column {column.name!r} has no type")
    key = tuple(own.get("key", ()))
    parent = own.get("parent")
    for name in (*key, *([parent] if parent else [])):
        if name not in header.names:
            raise HeaderError(f"{path}: {name!r} is named as key or parent and is no column")
    reads, archive = tuple(own.get("reads", ())), bool(own.get("archive", False))
    return Table(path.stem, header, key, own.get("from"), reads, parent, archive)


def _depth(t: Table, known: dict[str, Table]) -> int:
    return 1 + _depth(known[t.source], known) if t.source in known else int(t.parent is not None)
