"""Bring up to date, never start over: what is missing in a stage, and how new rows come in.

A stage remembers for each input (a file, a document) the fingerprint it was computed from: what the input says, what
the stage reads beside it, and the version of the code. Missing is what has no such memory or another one. Promoting
puts good rows into the stage, bad ones into quarantine and the memory into ``meta.stage_state``, in one transaction;
rows that say the same as before are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import polars as pl

from warehouse.tables import Table, quoted, table
from warehouse.transactions import change
from warehouse.versions import note_version, now, stage_version, versions

_Stamp = dict[str, object]  # version, run and time of what is written
_REASON = ("suite", "expectation", "reason_vi", "reason_en")


class BadRowsError(ValueError):
    """Rows that can't be promoted: a column is missing or a key stands twice."""


@dataclass(frozen=True, slots=True)
class Promoted:
    """Counts of one promotion."""

    added: int  # rows new in the stage, or rewritten
    removed: int  # rows taken out: of recomputed inputs, or of inputs that are gone
    kept: int  # rows handed over that stood there already, untouched
    quarantined: int

    @property
    def changed(self) -> bool:
        """Whether any row of the stage was touched."""
        return bool(self.added or self.removed)


def missing(con: duckdb.DuckDBPyConnection, source: str | pl.DataFrame, target: str, version: str) -> pl.DataFrame:
    """Rows of the stage before that `target` has not dealt with, or not in this form or by this code.

    Args:
        con: a writer's connection.
        source: table of the stage before; or a frame, which needs the parent column of `target` and `input_hash`.
        target: table of the stage, such as ``cleaned.documents``.
        version: version of the code that makes the stage.

    Returns:
        The rows of `source`, all of an input or none, with ``parent_key`` and ``fingerprint`` added: hand these
        two columns back to :func:`promote` when the rows are made.
    """
    t = table(target)
    parent = _parent(t)
    is_frame = isinstance(source, pl.DataFrame)
    relation, said = ("listing", "input_hash") if is_frame else (source, "content_hash")
    besides = [name for name in t.reads if parent in table(name).header.names]
    known = versions(con)
    code = version + "".join(known.get(name, "") for name in t.reads if name not in besides)
    joins = " ".join(f'LEFT JOIN {n} AS b{i} ON b{i}."{parent}" = s."{parent}"' for i, n in enumerate(besides))
    beside_said = "".join(f" || coalesce(any_value(b{i}.content_hash), '')" for i in range(len(besides)))
    with _registered(con, "listing", source if isinstance(source, pl.DataFrame) else None):
        return con.execute(
            f"""
            WITH inputs AS (
                SELECT s."{parent}" AS parent_key,
                       md5(string_agg(s.{said}, '' ORDER BY s.{said}){beside_said} || $code) AS fingerprint
                FROM {relation} AS s {joins} GROUP BY s."{parent}"
            )
            SELECT s.*, i.parent_key, i.fingerprint
            FROM inputs AS i
            JOIN {relation} AS s ON s."{parent}" = i.parent_key
            LEFT JOIN meta.stage_state AS m ON m.stage = $target AND m.parent_key = i.parent_key
            WHERE m.fingerprint IS DISTINCT FROM i.fingerprint
            ORDER BY i.parent_key
            """,
            {"code": code, "target": target},
        ).pl()


def promote(
    con: duckdb.DuckDBPyConnection,
    target: str,
    good: pl.DataFrame | Callable[[], pl.DataFrame],
    bad: pl.DataFrame,
    *,
    done: pl.DataFrame,
    version: str,
    run_id: str,
    beside: Mapping[str, pl.DataFrame] | None = None,
) -> Promoted:
    """Put judged rows into a stage, in one transaction: all of it happens or nothing.

    Call it also when nothing is missing: rows of inputs that are gone from the stage before are removed then.

    Args:
        con: a writer's connection, outside a transaction.
        target: table of the stage.
        good: rows with the declared columns of `target`; or what makes them, called in the transaction, for rows that
            are put together with what the table holds.
        bad: refused rows: any columns, with the parent column, ``expectation``, ``reason_vi``, ``reason_en`` and
            ``suite`` (optional).
        done: what :func:`missing` returned: the inputs that `good` and `bad` were made of, rows or no rows.
        version: version of the code that made the rows.
        run_id: the run that writes.
        beside: further tables of the same stage, filled from the same inputs (the ledger beside the facts).

    Raises:
        BadRowsError: a declared column is missing, or a key stands twice; nothing is changed.
    """
    inputs = done.select("parent_key", "fingerprint").unique()
    stamp = {"version": version, "run_id": run_id, "at": now()}

    def put() -> Promoted:
        frames = {target: good() if callable(good) else good, **(beside or {})}
        with _registered(con, "done_inputs", inputs):
            return _put(con, table(target), frames, bad, stamp)

    return change(con, put)


def _put(
    con: duckdb.DuckDBPyConnection, t: Table, frames: Mapping[str, pl.DataFrame], bad: pl.DataFrame, stamp: _Stamp
) -> Promoted:
    counts = {name: _replace(con, table(name), frame, stamp) for name, frame in frames.items()}
    _quarantine(con, t, bad, stamp)
    con.execute(
        "DELETE FROM meta.stage_state WHERE stage = ? AND parent_key IN (SELECT parent_key FROM done_inputs)", [t.name]
    )
    con.execute(
        "INSERT INTO meta.stage_state SELECT $stage, parent_key, fingerprint, $run_id, $at FROM done_inputs",
        {"stage": t.name, "run_id": stamp["run_id"], "at": stamp["at"]},
    )
    _forget_gone(con, t)
    for name, (added, removed, _) in counts.items():
        if added or removed:
            note_version(con, name, stage_version(con, name), str(stamp["run_id"]))
    added, removed, kept = counts[t.name]
    return Promoted(added, removed, kept, bad.height)


def _parent(t: Table) -> str:
    if t.parent is None:
        raise ValueError(f"{t.name} is no stage: its declaration names no parent")
    return t.parent


def _replace(con: duckdb.DuckDBPyConnection, t: Table, frame: pl.DataFrame, stamp: _Stamp) -> tuple[int, int, int]:
    """Rows added, removed and kept."""
    if absent := set(t.header.names) - set(frame.columns):
        raise BadRowsError(f"rows for {t.name} lack the columns {sorted(absent)}")
    (key,), columns = t.key, quoted(t.header.names)
    typed = ", ".join(f'CAST("{c.name}" AS {c.type}) AS "{c.name}"' for c in t.header.columns)
    with _registered(con, "handed_over", frame.select(t.header.names)):
        con.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE staged AS
            WITH typed AS (SELECT {typed} FROM handed_over)
            SELECT *, md5(to_json(typed)::VARCHAR) AS content_hash FROM typed
            """
        )
    if twice := con.execute(f'SELECT "{key}" FROM staged GROUP BY ALL HAVING count(*) > 1 LIMIT 3').fetchall():
        raise BadRowsError(f"rows for {t.name} have the same {key} twice, such as {[k for (k,) in twice]}")
    old = f'"{key}" IN (SELECT "{key}" FROM staged)'
    if not t.archive:
        recomputed = f'"{t.parent}" IN (SELECT parent_key FROM done_inputs)'
        gone = f'"{t.parent}" NOT IN (SELECT "{t.parent}" FROM {t.source})'
        old = f"({old} OR {recomputed} OR {gone})"
    same = f'"{key}" || content_hash IN (SELECT "{key}" || content_hash FROM staged)'
    removed = _count(con, f"DELETE FROM {t.name} WHERE {old} AND NOT {same}")
    added = _count(
        con,
        f"""
        INSERT INTO {t.name} ({columns}, content_hash, version, run_id, recorded_at)
        SELECT {columns}, content_hash, $version, $run_id, $at FROM staged
        WHERE "{key}" NOT IN (SELECT "{key}" FROM {t.name}) ORDER BY "{key}"
        """,
        stamp,
    )
    con.execute("DROP TABLE staged")
    return added, removed, frame.height - added


def _quarantine(con: duckdb.DuckDBPyConnection, t: Table, bad: pl.DataFrame, stamp: _Stamp) -> None:
    con.execute(
        "DELETE FROM quarantine.rows WHERE stage = ? AND parent_key IN (SELECT parent_key FROM done_inputs)", [t.name]
    )
    if bad.is_empty():
        return
    if absent := {_parent(t), "expectation", "reason_vi", "reason_en"} - set(bad.columns):
        raise BadRowsError(f"refused rows for {t.name} lack the columns {sorted(absent)}")
    suite = '"suite"' if "suite" in bad.columns else "NULL"
    with _registered(con, "refused", bad), _registered(con, "refused_rows", bad.drop(_REASON, strict=False)):
        con.execute(
            f"""
            INSERT INTO quarantine.rows
            SELECT $stage, {suite}, r.expectation, r.reason_vi, r.reason_en, r."{_parent(t)}", to_json(w), $run_id, $at
            FROM refused AS r POSITIONAL JOIN refused_rows AS w
            """,
            {"stage": t.name, "run_id": stamp["run_id"], "at": stamp["at"]},
        )


def _forget_gone(con: duckdb.DuckDBPyConnection, t: Table) -> None:
    if t.archive:
        return
    for memory in ("meta.stage_state", "quarantine.rows"):
        con.execute(
            f"""DELETE FROM {memory} WHERE stage = ? AND parent_key NOT IN (SELECT "{t.parent}" FROM {t.source})""",
            [t.name],
        )


def _count(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object] | None = None) -> int:
    return int(con.execute(sql, parameters or {}).fetchall()[0][0])


@contextmanager
def _registered(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame | None) -> Iterator[None]:
    if frame is None:
        yield
        return
    con.register(name, frame)
    try:
        yield
    finally:
        con.unregister(name)
