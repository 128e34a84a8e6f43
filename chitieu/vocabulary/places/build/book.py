"""The book in which the lives of units are written down while the registry is built."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from chitieu.vocabulary.places.build.sources import State

Unit = tuple[str, str]  # level, code


@dataclass
class Life:
    """One state of a unit and how long it held; the last day is included, "" means open."""

    level: str
    code: str
    state: State
    start: str = ""
    end: str = ""
    resolution_from: str = ""
    resolution_to: str = ""
    variants: set[str] = field(default_factory=set)


def eve(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def changes(name: str) -> list[dict[str, str]]:
    """One hand-kept table, in order of date."""
    with (Path(__file__).parent / "changes" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
        return sorted(csv.DictReader(f), key=lambda r: r["date"])


class Book:
    """Lives of all units as they are written down, the running ones by unit."""

    def __init__(self) -> None:
        """Start empty."""
        self.closed: list[Life] = []
        self.running: dict[Unit, Life] = {}
        self.successions: set[tuple[str, ...]] = set()

    def open(self, unit: Unit, state: State, start: str, resolution: str = "") -> None:
        """A unit comes to be, or turns into `state`."""
        if unit in self.running:
            self.close(unit, start, resolution)
            self.succeed(unit, unit, start, "full")
        self.running[unit] = Life(*unit, state, start, "", resolution)

    def close(self, unit: Unit, day: str, resolution: str = "") -> None:
        """The state of a unit ends on the eve of `day`."""
        life = self.running.pop(unit)
        life.end, life.resolution_to = eve(day), resolution
        self.closed.append(life)

    def succeed(self, before: Unit, after: Unit, day: str, extent: str) -> None:
        """Write down who took over."""
        self.successions.add((*before, *after, day, extent))

    def apply(self, level: str, row: dict[str, str]) -> None:
        """One row of a table of changes; it must meet the state that stands."""
        unit = (level, row["code"])
        standing = self.running.get(unit)
        before = row["name_before"]
        if (standing.state.name if standing else "") != before:
            raise ValueError(f"{level} {row['code']} on {row['date']}: {before!r} expected, {standing} stands")
        relatives = [(level, c) for c in row["relatives"].split()]
        if not row["name_after"]:
            for other in relatives:
                self.succeed(unit, other, row["date"], "full" if len(relatives) == 1 else "partial")
            self.close(unit, row["date"], row["resolution"])
            return
        parent = row.get("parent_after") or (standing.state.parent if standing else "")
        self.open(unit, State(row["name_after"], parent), row["date"], row["resolution"])
        for other in relatives:  # they gave a part; what goes on under their own code is the rest
            self.succeed(other, unit, row["date"], "partial")
            whole = (*other, *other, row["date"], "full")
            if whole in self.successions:
                self.successions.remove(whole)
                self.succeed(other, other, row["date"], "partial")
