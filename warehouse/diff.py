"""What differs between two published versions: rows by table, observations by indicator and place, leaping values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

_SAID = ("ref_area", "indicator", "scenario", "transformation", "time_period", "obs_value", "unit_measure")
_LEAP = 1000  # a triệu read as a tỷ
_ALMOST = 0.999  # values are rounded
_FEWER_IS_BETTER = ("mart.conflicts", "mart.unlinked_phrases", "mart.unknown_units")


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table before and after; None where a version lacks the table."""

    table: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ObservationChange:
    """Observations of one indicator in one place that came, went, or say something else now."""

    indicator: str | None
    place: str | None
    added: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class Leap:
    """A cell of ``mart.indicator_series`` whose value moved by a factor of a thousand or more."""

    cell: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two versions."""

    tables: tuple[TableChange, ...]
    observations: tuple[ObservationChange, ...]
    leaps: tuple[Leap, ...]

    def losses(self, share: float, at_least: int) -> tuple[TableChange, ...]:
        """Tables that had at least so many rows and lost more than a share of them, where fewer is no gain."""
        large = (t for t in self.tables if t.before is not None and t.before >= at_least)
        return tuple(
            t for t in large if t.table not in _FEWER_IS_BETTER and (t.after or 0) < (t.before or 0) * (1 - share)
        )


def compare(old: Path, new: Path) -> Diff:
    """Compare two published DuckDB files."""
    with _both(old, new) as con:
        return Diff(_tables(con), _observations(con), _leaps(con))


def _tables(con: duckdb.DuckDBPyConnection) -> tuple[TableChange, ...]:
    names = con.execute(
        """SELECT DISTINCT schema_name || '.' || table_name FROM duckdb_tables()
           WHERE database_name IN ('old', 'new') AND schema_name IN ('core', 'mart') ORDER BY ALL"""
    ).fetchall()
    return tuple(TableChange(name, _rows(con, f"old.{name}"), _rows(con, f"new.{name}")) for (name,) in names)


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> int | None:
    try:
        return int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])
    except duckdb.CatalogException:
        return None


def _observations(con: duckdb.DuckDBPyConnection) -> tuple[ObservationChange, ...]:
    differs = " OR ".join(f"o.{c} IS DISTINCT FROM n.{c}" for c in _SAID)
    rows = con.execute(
        f"""
        SELECT coalesce(n.indicator, o.indicator), any_value(coalesce(b.name, a.name)),
               count(*) FILTER (o.observation_id IS NULL),
               count(*) FILTER (n.observation_id IS NULL),
               count(*) FILTER (o.observation_id = n.observation_id)
        FROM old.core.fact_observation AS o
        FULL JOIN new.core.fact_observation AS n ON o.observation_id = n.observation_id
        LEFT JOIN old.core.dim_ref_area AS a ON o.ref_area_key = a.ref_area_key
        LEFT JOIN new.core.dim_ref_area AS b ON n.ref_area_key = b.ref_area_key
        WHERE o.observation_id IS NULL OR n.observation_id IS NULL OR {differs}
        GROUP BY coalesce(n.indicator, o.indicator), coalesce(n.ref_area, o.ref_area)
        ORDER BY ALL
        """
    ).fetchall()
    return tuple(ObservationChange(*row) for row in rows)


def _leaps(con: duckdb.DuckDBPyConnection) -> tuple[Leap, ...]:
    rows = con.execute(
        f"""
        SELECT o.cell, o.obs_value, n.obs_value
        FROM old.mart.indicator_series AS o JOIN new.mart.indicator_series AS n ON o.cell = n.cell
        WHERE o.obs_value <> 0 AND n.obs_value <> 0
            AND greatest(abs(o.obs_value / n.obs_value), abs(n.obs_value / o.obs_value)) >= {_LEAP * _ALMOST}
        ORDER BY o.cell
        """
    ).fetchall()
    return tuple(Leap(*row) for row in rows)


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        for name, path in (("old", old), ("new", new)):
            con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        yield con
