"""Which version of itself each table holds."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb


def now() -> datetime:
    """The time in UTC, without a zone, as the warehouse stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def stage_version(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """Version of a stage: the same for the same rows, whatever their order."""
    row = con.execute(f"SELECT md5(coalesce(sum(hash(content_hash)::HUGEINT), 0) || '/' || count(*)) FROM {name}")
    return str(row.fetchall()[0][0])


def note_version(con: duckdb.DuckDBPyConnection, name: str, version: str, run_id: str, seconds: float = 0.0) -> None:
    """Write down which version a table holds now."""
    con.execute("DELETE FROM meta.versions WHERE table_name = ?", [name])
    con.execute(
        f"INSERT INTO meta.versions SELECT ?, ?, (SELECT count(*) FROM {name}), ?, ?, ?",
        [name, version, seconds, run_id, now()],
    )


def versions(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Version of each table, by name."""
    return dict(con.execute("SELECT table_name, version FROM meta.versions").fetchall())
