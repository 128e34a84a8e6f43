"""Answers to people who ask for a place by name or by code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from chitieu.vocabulary.places.address import fold
from chitieu.vocabulary.places.lexicon import lexicon
from chitieu.vocabulary.places.meaning import meanings
from chitieu.vocabulary.places.names import key
from chitieu.vocabulary.places.registry import Place, Succession, load
from chitieu.vocabulary.places.scan import scan


class Entry(NamedTuple):
    """One state of a unit, with the units above it at that time and the changes at both its ends."""

    place: Place
    above: tuple[Place, ...]  # the lowest first
    came_from: tuple[Succession, ...]
    went_into: tuple[Succession, ...]


def by_name(name: str, day: date | None) -> list[Entry]:
    """Units that a name may mean on a day, or ever: "Bình Sơn", "TX Bỉm Sơn", "TP.HCM", in any case."""
    found = next((n for n in scan(name.title() if name.islower() else name) if n.key), None)
    if found is not None:
        places: Iterable[Place] = meanings(found, day, former=False, home_province=None)
    else:
        places = lexicon().names.get(key(name), ())
    return [entry(p) for p in dict.fromkeys(places) if day is None or p.valid_on(day)]


def by_code(code: str) -> list[Entry]:
    """All states of a code, the oldest first.

    Raises:
        ValueError: the code has no form that the General Statistics Office uses, or was never used since 2008.
    """
    states = load().states(code)
    if not states:
        raise ValueError(f"no unit has carried the code {code} since 2008")
    return [entry(p) for p in states]


def entry(place: Place) -> Entry:
    """A state with what surrounds it in time and place."""
    registry = load()
    last = date.fromisoformat(place.valid_to) if place.valid_to else date.max
    above = tuple(p for code in registry.chain(place.code, last)[1:] if (p := registry.get(code, last)) is not None)
    return Entry(
        place,
        above,
        tuple(s for s in registry.predecessors(place.code) if s.date == place.valid_from),
        tuple(s for s in registry.successors(place.code) if place.valid_to and s.date == _day_after(last)),
    )


def similar(name: str, most: int = 8) -> list[str]:
    """Full names that differ from a name only in diacritics and spaces, for those who type without them."""
    wanted = fold(name)
    found = (p.full_name for p in load().places if wanted in (fold(p.name), fold(p.full_name)))
    return list(dict.fromkeys(found))[:most]


def _day_after(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat()
