"""The year in which an undated text speaks: chosen among those it names and their neighbours.

What a year says of now depends on its role ("so với cùng kỳ 2023" is said in 2024, a plan for 2019 in late 2018 or in
2019), on the season of the event told, and on the other years of the text. A small linear model weighs all that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chitieu.choice import probabilities, weights
from chitieu.cleaning.years import Mention, Role

_FARTHEST = 4
_COMING = (Role.PLANNED, Role.HOLIDAY)
_PARTS = 6  # shares are told in sixths
_RELATIVE = {
    "this": re.compile(r"\bnăm nay\b", re.I),
    "last": re.compile(r"\bnăm (?:ngoái|trước|rồi)\b", re.I),
    "past": re.compile(r"\bnăm qua\b", re.I),
    "next": re.compile(r"\bnăm tới\b|\bsang năm\b|\bnăm sau\b", re.I),
}


class Candidate(NamedTuple):
    """A year that may be the text's own, and what speaks for it."""

    year: int
    features: list[str]


def choose_year(text: str, mentions: Sequence[Mention], month: int | None, title_end: int) -> int:
    """The likeliest year of a text that names at least one.

    Args:
        text: title and body.
        mentions: the years it names.
        month: of the event told in its opening; None where unknown.
        title_end: where the title ends.
    """
    found = candidates(text, mentions, month, title_end)
    chances = probabilities([c.features for c in found], weights("year"))
    return found[max(range(len(found)), key=chances.__getitem__)].year


def candidates(text: str, mentions: Sequence[Mention], month: int | None, title_end: int) -> list[Candidate]:
    """The years named, the ones after them (and before, of plans), each with its features."""
    years = {m.year + step for m in mentions for step in ((-1, 0) if m.role in _COMING else (0, 1))}
    said = {m.year for m in mentions}
    season = _season(month)
    relative = [name for name, pattern in _RELATIVE.items() if pattern.search(text)]
    out = []
    for year in sorted(years):
        features = [*_shares(mentions, year), *_roles(mentions, year, season)]
        for name in relative:
            features.append(f"{name}:{year in said}:{year - 1 in said}:{year + 1 in said}")
        features += {f"title:{m.role.name}:{_away(m.year, year)}" for m in mentions if m.at < title_end}
        out.append(Candidate(year, features))
    return out


def _roles(mentions: Sequence[Mention], year: int, season: str) -> Iterator[str]:
    """How far the years named lie from a candidate, role by role, and the last one of all."""
    by_role: dict[Role, list[int]] = {}
    for m in mentions:
        by_role.setdefault(m.role, []).append(m.year)
    for role, years in by_role.items():
        yield from sorted({f"{role.name}:{_away(y, year)}" for y in years})
        last = f"last:{role.name}:{_away(max(years), year)}"
        yield from (last, f"{last}:{season}")
    yield f"latest:{_away(max(m.year for m in mentions), year)}"


def _shares(mentions: Sequence[Mention], year: int) -> Iterator[str]:
    """How many of the years named are the candidate, the one before it, or lie ahead of it."""
    n = len(mentions)
    for name, count in (
        ("here", sum(m.year == year for m in mentions)),
        ("before", sum(m.year == year - 1 for m in mentions)),
        ("ahead", sum(m.year > year for m in mentions)),
    ):
        yield f"share:{name}:{min(_PARTS - 1, _PARTS * count // n)}"


def _away(other: int, year: int) -> int:
    return max(-_FARTHEST, min(_FARTHEST, other - year))


def _season(month: int | None) -> str:
    if month is None:
        return "unknown"
    return "early" if month <= 2 else "spring" if month == 3 else "late" if month >= 11 else "mid"
