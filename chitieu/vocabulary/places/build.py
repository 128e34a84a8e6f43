"""Makes ``units.tsv.gz`` and ``successions.tsv.gz`` from published lists of units and hand-kept tables of changes.

    python -m chitieu.vocabulary.places.build FOLDER

FOLDER holds the archives named in ``SOURCES.md``. A list says what stood on a day; ``changes/*.csv`` say what
changed on which day by which resolution, so that between two lists each difference gets its date. The tables
are replayed and must meet every list: a change that does not fit stops the build.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from chitieu.vocabulary.places.names import key
from chitieu.vocabulary.places.registry import kind_of
from chitieu.vocabulary.places.sources import Fate, Snapshot, State, read_fates, read_lists

HERE = Path(__file__).parent
REFORM = "2025-07-01"
MERGER = "202/2025/QH15"  # 34 provinces
NO_DISTRICTS = "203/2025/QH15"
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


class Succession(tuple[str, str, str, str, str, str]):
    """Level and code before, level and code after, date, full or partial."""

    __slots__ = ()


def eve(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def changes(name: str) -> list[dict[str, str]]:
    """One hand-kept table, in order of date."""
    with (HERE / "changes" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
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
        for other in relatives:
            self.succeed(other, unit, row["date"], "partial")


def districts(book: Book, lists: dict[str, Snapshot]) -> None:
    """Districts from 2008 on: the first list turned back by the table, then forward, met by every list."""
    table = changes("districts")
    first = min(lists)
    state = {u: s for u, s in lists[first].items() if u[0] == "district"}
    for row in reversed([r for r in table if r["date"] <= first]):
        unit = ("district", row["code"])
        if row["name_before"]:
            state[unit] = State(row["name_before"], row["parent_before"])
        else:
            del state[unit]
    for unit, s in state.items():
        book.open(unit, s, "")
    todo = list(table)
    for day in sorted(d for d in lists if d < REFORM):
        while todo and todo[0]["date"] <= day:
            book.apply("district", todo.pop(0))
        meet(book, lists[day], day)


def meet(book: Book, standing: Snapshot, day: str) -> None:
    """Districts written down must be those of the list; another spelling becomes a variant."""
    listed = {u: s for u, s in standing.items() if u[0] == "district"}
    written = {u: v for u, v in book.running.items() if u[0] == "district"}
    if not listed:
        return
    if listed.keys() != written.keys():
        raise ValueError(f"districts on {day}: {sorted(listed.keys() ^ written.keys())}")
    for unit, s in listed.items():
        life = written[unit]
        if s.parent != life.state.parent:
            raise ValueError(f"{unit} on {day}: parent {s.parent} listed, {life.state.parent} written")
        if s.name != life.state.name:
            if s.name.split()[0] != life.state.name.split()[0]:
                raise ValueError(f"{unit} on {day}: {s.name} listed, {life.state.name} written")
            if key(s.name) != key(life.state.name):
                life.variants.add(life.state.name)
            life.state = s  # the spelling in use last


class Waves:
    """Dates on which the communes of a province changed, with the resolution."""

    def __init__(self, book: Book) -> None:
        """Read the table; the lives of districts date what comes with them."""
        self.rows = changes("commune_waves")
        self.district_days = defaultdict(set)
        for life in book.closed:
            if life.level == "district":
                self.district_days[life.code].add((date.fromisoformat(life.end) + timedelta(1)).isoformat())
        for life in book.running.values():
            if life.level == "district" and life.start:
                self.district_days[life.code].add(life.start)

    def date(self, since: str, until: str, province: str, parents: set[str], moved: bool) -> tuple[str, str] | None:
        """When a commune changed between two lists, and by what; None where the table knows of no change."""
        rows = [r for r in self.rows if since < r["date"] <= until and r["province"] == province]
        named = [r for r in rows if parents & set(r["districts"].split())]
        if moved:
            days = {d for p in parents for d in self.district_days[p] if since < d <= until}
            if len(days) == 1:
                (day,) = days
                return day, next((r["resolution"] for r in named + rows if r["date"] == day), "")
        rows = named or [r for r in rows if not r["districts"]]
        if not rows:
            return None
        return rows[-1]["date"], rows[-1]["resolution"]


def communes(book: Book, lists: dict[str, Snapshot]) -> None:
    """Communes: each list against the one before, dated by the waves."""
    waves = Waves(book)
    days = sorted(d for d in lists if d < REFORM and any(u[0] == "commune" for u in lists[d]))
    province_of = {u[1]: s.parent for d in lists for u, s in lists[d].items() if u[0] == "district"}
    for unit, s in lists[days[0]].items():
        if unit[0] == "commune":
            book.open(unit, s, "")
    for since, until in zip(days, days[1:], strict=False):
        old, new = lists[since], lists[until]
        for unit in sorted(u for u in old.keys() | new.keys() if u[0] == "commune"):
            a, b = old.get(unit), new.get(unit)
            if a and b and a.parent == b.parent and same(a.name, b.name):
                if a.name != b.name:
                    book.running[unit].variants.add(b.name)
                continue
            parents = {s.parent for s in (a, b) if s}
            province = province_of[min(parents)]
            moved = bool(a and b and a.parent != b.parent)
            found = waves.date(since, until, province, parents, moved)
            if found is None and a and b and a.name.split()[0] == b.name.split()[0]:
                book.running[unit].variants.add(b.name)  # nothing was decided there: another spelling
                continue
            if found is None:
                raise ValueError(f"{unit}: {a} on {since}, {b} on {until}, and no change of communes in between")
            day, resolution = found
            if b:
                book.open(unit, b, day, resolution)
            else:
                book.close(unit, day, resolution)


def same(a: str, b: str) -> bool:
    """Whether two names are one but for spelling: same type, same letters without marks and spaces."""
    return a.split()[0] == b.split()[0] and bare(a) == bare(b)


def bare(name: str) -> str:
    """Base letters only: to see that two spellings of one code are near, never to match text."""
    import unicodedata

    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d").replace("y", "i"))
    return "".join(c for c in letters if c.isalnum() and not unicodedata.combining(c))


def provinces(book: Book, before: Snapshot) -> None:
    """Provinces up to the reform: those of its eve, turned back by the table."""
    table = [r for r in changes("provinces") if r["date"] < REFORM]
    state = {u: s for u, s in before.items() if u[0] == "province"}
    for row in reversed(table):
        state["province", row["code"]] = State(row["name_before"], "")
    for unit, s in state.items():
        book.open(unit, s, "")
    for row in table:
        book.apply("province", row)


def reform(book: Book, after: Snapshot, fates: list[Fate]) -> None:
    """2025-07-01: districts end, communes are drawn anew, 52 provinces become 23, 11 stay."""
    merged = defaultdict(list)
    for fate in fates:
        merged[fate.after].append(fate.before)
    stay = {u for u, olds in merged.items() if u[0] == "province" and olds == [u]}
    parent_of = {u: life.state.parent for u, life in book.running.items()}
    for unit in [u for u in book.running if u not in stay]:
        book.close(unit, REFORM, MERGER if unit[0] == "province" else NO_DISTRICTS)
    for unit, s in after.items():
        if unit not in stay:
            book.open(unit, s, REFORM, MERGER if unit[0] == "province" else "")
    into: dict[str, set[Unit]] = defaultdict(set)
    for fate in fates:
        if fate.after in stay:
            continue
        book.succeed(fate.before, fate.after, REFORM, fate.extent)
        if fate.before[0] == "commune":
            into[parent_of[fate.before]].add(fate.after)
    for district, news in into.items():
        for new in news:
            book.succeed(("district", district), new, REFORM, "full" if len(news) == 1 else "partial")


def write(path: Path, header: str, rows: Iterable[Iterable[str]]) -> None:
    """Tab-separated, gzipped without a time stamp, so that the same input gives the same bytes."""
    lines = [header, *("\t".join(r) for r in rows)]
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as z:
        z.write(("\n".join(lines) + "\n").encode("utf-8"))


def main(folder: Path) -> None:
    """Build both files beside this one."""
    lists = read_lists(folder)
    book = Book()
    provinces(book, lists["2025-03-01"])
    districts(book, lists)
    communes(book, lists)
    reform(book, lists[REFORM], read_fates(folder))
    for level in ("province", "commune"):
        for row in changes(f"{level}s"):
            if row["date"] > REFORM:
                book.apply(level, row)
    lives = sorted(book.closed + list(book.running.values()), key=lambda v: (v.level, v.code, v.start))
    write(
        HERE / "units.tsv.gz",
        "level\tcode\tvalid_from\tvalid_to\tname\tparent\tresolution_from\tresolution_to\tkey\tvariants",
        (
            (
                v.level,
                v.code,
                v.start,
                v.end,
                v.state.name,
                v.state.parent,
                v.resolution_from,
                v.resolution_to,
                key(v.state.name.removeprefix(kind_of(v.state.name))),
                "|".join(sorted(v.variants - {v.state.name})),
            )
            for v in lives
        ),
    )
    write(
        HERE / "successions.tsv.gz",
        "from_level\tfrom_code\tto_level\tto_code\tdate\textent",
        sorted(book.successions, key=lambda s: (s[4], s)),
    )
    print(f"{len(lives)} states of units, {len(book.successions)} successions")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
