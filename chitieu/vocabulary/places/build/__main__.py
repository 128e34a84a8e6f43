"""Makes ``units.tsv.gz`` and ``successions.tsv.gz`` from published lists of units and hand-kept tables of changes.

    python -m chitieu.vocabulary.places.build FOLDER

FOLDER holds the archives named in ``SOURCES.md``. A list says what stood on a day; ``changes/*.csv`` say what
changed on which day by which resolution, so that between two lists each difference gets its date. The tables
are replayed and must meet every list: a change that does not fit stops the build.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from chitieu.vocabulary.places.build.book import Book, Unit, changes
from chitieu.vocabulary.places.build.sources import Fate, Snapshot, State, read_fates, read_lists
from chitieu.vocabulary.places.build.waves import REFORM, communes
from chitieu.vocabulary.places.names import key
from chitieu.vocabulary.places.registry import kind_of

ROOM = Path(__file__).parents[1]
MERGER = "202/2025/QH15"  # 34 provinces
NO_DISTRICTS = "203/2025/QH15"


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
    """Build both files of the room."""
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
    successions = sorted(book.successions, key=lambda row: (row[4], row))
    lives = sorted(book.closed + list(book.running.values()), key=lambda v: (v.level, v.code, v.start))
    write(
        ROOM / "units.tsv.gz",
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
        ROOM / "successions.tsv.gz",
        "from_level\tfrom_code\tto_level\tto_code\tdate\textent",
        successions,
    )
    sys.stdout.write(f"{len(lives)} states of units, {len(successions)} successions\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
