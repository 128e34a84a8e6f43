"""Communes while the registry is built: two lists compared, each difference dated by the table of waves of changes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from chitieu.vocabulary.places.build.book import Book, changes
from chitieu.vocabulary.places.build.sources import Snapshot

REFORM = "2025-07-01"


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
    for since, until in pairwise(days):
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
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d").replace("y", "i"))
    return "".join(c for c in letters if c.isalnum() and not unicodedata.combining(c))
