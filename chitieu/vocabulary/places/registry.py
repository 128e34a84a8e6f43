"""The registry of provinces, districts and communes, each state with the days on which it held.

Codes are those of the General Statistics Office and are reused: 769 was Quận 2, then Thành phố Thủ Đức, and most
communes of July 2025 carry a former commune's code. The key is (level, code, day), never the code alone.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from chitieu.vocabulary.places.names import key

COUNTRY = "VN"
LEVELS = ("province", "district", "commune")
UNDATED = date(2025, 6, 30)  # stands for an unknown day: the last one on which all three levels stood
_LEVEL_OF_LENGTH = {2: "province", 3: "district", 5: "commune"}
_FIRST, _LAST = date.min.isoformat(), date.max.isoformat()


class Place(NamedTuple):
    """One state of a unit. Days are ISO dates, both included; "" is open: before the first list, or still so."""

    level: str  # province, district, commune
    code: str
    valid_from: str
    valid_to: str
    full_name: str  # "Huyện Bình Sơn"
    parent: str  # code of the unit above at that time; "" for a province
    resolution_from: str
    resolution_to: str
    key: str  # of the name without type, see names.key
    variants: str  # other spellings of the full name, "|" between

    @property
    def unit_type(self) -> str:
        """Its type: Tỉnh, Thành phố, Huyện, Quận, Thị xã, Xã, Phường, Thị trấn, Đặc khu."""
        return _cut(self.full_name)[0]

    @property
    def name(self) -> str:
        """Its name without the type; a numbered one ("Quận 1") keeps only the number."""
        return _cut(self.full_name)[1]

    def valid_on(self, day: date) -> bool:
        """Whether this state held on that day."""
        return (self.valid_from or _FIRST) <= day.isoformat() <= (self.valid_to or _LAST)


class Succession(NamedTuple):
    """All (full) or part (partial) of one unit went into another on a day."""

    from_level: str
    from_code: str
    to_level: str
    to_code: str
    date: str
    extent: str


_TWO_WORDS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu")
_KIND_KEYS = {t: key(t) for t in ("Tỉnh", "Huyện", "Quận", "Xã", "Phường", *_TWO_WORDS)}


def _cut(full_name: str) -> tuple[str, str]:
    first, _, rest = full_name.partition(" ")
    if full_name.startswith(_TWO_WORDS):
        second, _, rest = rest.partition(" ")
        first = f"{first} {second}"
    return first, rest


def kind_of(full_name: str) -> str:
    """The type that a full name opens with."""
    return _cut(full_name)[0]


def level_of(code: str) -> str:
    """The level that a code belongs to, by its length; ``country`` for VN.

    Raises:
        ValueError: no code of the General Statistics Office has this form.
    """
    if code == COUNTRY:
        return "country"
    if not code.isdigit() or len(code) not in _LEVEL_OF_LENGTH:
        raise ValueError(f"{code!r} is no place code: 2 digits for a province, 3 for a district, 5 for a commune")
    return _LEVEL_OF_LENGTH[len(code)]


class Registry:
    """All states, by code and by name."""

    def __init__(self, places: Iterable[Place], successions: Iterable[Succession]) -> None:
        """Index the states by unit; names and successions when first asked for."""
        self.places = tuple(places)
        self._successions = successions
        self._by_unit: dict[str, list[Place]] = defaultdict(list)
        self._chains: dict[tuple[str, date], tuple[str, ...]] = {}
        for place in self.places:
            self._by_unit[place.code].append(place)

    def states(self, code: str) -> tuple[Place, ...]:
        """All states of a code, the oldest first; empty for one never used."""
        return tuple(self._by_unit.get(code, ()))

    def get(self, code: str, day: date) -> Place | None:
        """The unit that carried the code on that day."""
        on = day.isoformat()
        for place in self._by_unit.get(code, ()):
            if (place.valid_from or _FIRST) <= on <= (place.valid_to or _LAST):
                return place
        return None

    def valid_on(self, code: str, day: date) -> bool:
        """Whether a code was in use on that day; the country always is."""
        return code == COUNTRY or self.get(code, day) is not None

    def named(self, name: str, day: date | None = None, level: str | None = None) -> tuple[Place, ...]:
        """Units of a name, with its type ("huyện Bình Sơn") or without, that were valid on a day (or ever)."""
        found = self.by_key.get(key(name), ())
        return tuple(p for p in found if (day is None or p.valid_on(day)) and level in (None, p.level))

    @cached_property
    def by_key(self) -> dict[str, tuple[Place, ...]]:
        """States by the key of their name, bare and with type, spellings included."""
        index: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            kind = _KIND_KEYS[place.unit_type]
            keys = [place.key, f"{kind} {place.key}"]
            if place.variants:
                for spelling in map(key, place.variants.split("|")):
                    keys += [spelling, spelling.removeprefix(kind).lstrip()]
            for k in keys:
                index[k].append(place)
        return {k: tuple(dict.fromkeys(v)) for k, v in index.items()}

    def parent(self, place: Place, day: date) -> Place | None:
        """The unit above; None for a province."""
        return self.get(place.parent, day) if place.parent else None

    def chain(self, code: str, day: date) -> tuple[str, ...]:
        """The code and those above it on that day, the lowest first; empty for one not valid."""
        known = self._chains.get((code, day))
        if known is None:
            out, place = [], self.get(code, day)
            while place is not None:
                out.append(place.code)
                place = self.parent(place, day)
            known = self._chains[code, day] = tuple(out)
        return known

    def chain_near(self, code: str, day: date | None) -> tuple[str, ...]:
        """The chain on that day; of a code not valid then that of its last day."""
        chain = self.chain(code, day or UNDATED)
        states = self._by_unit.get(code)
        if chain or not states:
            return chain or (code,)
        return self.chain(code, date.fromisoformat(states[-1].valid_to or _LAST))

    def within(self, code: str, ancestor: str, day: date) -> bool:
        """Whether a unit lies in another (or is it); all lie in the country."""
        return ancestor == COUNTRY or ancestor in self.chain(code, day)

    @cached_property
    def successions(self) -> tuple[Succession, ...]:
        """Who took over from whom, by day."""
        return tuple(self._successions)

    @cached_property
    def _next(self) -> dict[str, tuple[Succession, ...]]:
        return _grouped(self.successions, "from_code")

    @cached_property
    def _previous(self) -> dict[str, tuple[Succession, ...]]:
        return _grouped(self.successions, "to_code")

    def successors(self, code: str, since: date | None = None) -> tuple[Succession, ...]:
        """What the units of a code went into, from a day on; a new type or name of the same code is one too."""
        return tuple(s for s in self._next.get(code, ()) if since is None or s.date > since.isoformat())

    def predecessors(self, code: str, until: date | None = None) -> tuple[Succession, ...]:
        """What the units of a code came from, up to a day."""
        return tuple(s for s in self._previous.get(code, ()) if until is None or s.date <= until.isoformat())


def _grouped(successions: Iterable[Succession], column: str) -> dict[str, tuple[Succession, ...]]:
    out: dict[str, list[Succession]] = defaultdict(list)
    for s in successions:
        out[getattr(s, column)].append(s)
    return {k: tuple(v) for k, v in out.items()}


def _rows(name: str) -> Iterable[list[str]]:
    data = (files("chitieu.vocabulary.places") / name).read_bytes()
    for line in gzip.decompress(data).decode("utf-8").splitlines()[1:]:
        yield line.split("\t")


@cache
def load() -> Registry:
    """The registry that ships with the library; loaded once."""
    return Registry(map(Place._make, _rows("units.tsv.gz")), map(Succession._make, _rows("successions.tsv.gz")))
