"""Which place a text is about: the publisher's, one inside or above it, one that it names, or the country.

Candidates are the publisher's place and those named, with the units above them; title, opening, mentions and words
such as "huyện", "toàn tỉnh" speak for them, as documents have taught (``choice/weights/home.json``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chitieu.choice import probabilities, weights
from chitieu.vocabulary.places.match import Form
from chitieu.vocabulary.places.registry import COUNTRY, level_of, load
from chitieu.vocabulary.places.resolve import resolve
from chitieu.vocabulary.places.scan import scan

_OPENING_LINES = 2
_MOST = 6  # places named that are candidates by the number of their mentions
_PARTS = 6  # shares are told in sixths
_ALONE = (Form.TYPE_ONLY, Form.WHOLE)
_NATIONAL = re.compile(
    r"(?i)\b(?:thủ tướng|chính phủ|quốc hội|bộ trưởng|trung ương|các bộ, ngành|nước ta|cả nước"
    r"|(?-i:Bộ [A-ZĐ])\w*|tổng cục|toàn ngành|ngân hàng nhà nước|hiệp hội|tỷ usd)\b"
)


class Mention(NamedTuple):
    """A place named in the text: its code with those above it, and the line it stands in (0 is the title)."""

    chain: tuple[str, ...]
    line: int

    @property
    def code(self) -> str:
        """The place itself."""
        return self.chain[0]


class Candidate(NamedTuple):
    """A place that the text may be about, what speaks for it, and whether the title names it."""

    code: str
    features: list[str]
    in_title: bool


def topic(frame: str | None, title: str, body: str, day: date | None) -> tuple[str | None, bool]:
    """The place that a text is about.

    Args:
        frame: code of the publisher's place; None where unknown.
        title: of the page; may be empty.
        body: the text, one paragraph a line.
        day: of publication.

    Returns:
        A code, ``VN`` for the country, or None where neither publisher nor text names a place; and whether the title
        names it.
    """
    found = candidates(frame, title, body, day)
    if not found:
        return frame, False
    chances = probabilities([c.features for c in found], weights("home"))
    best = found[max(range(len(found)), key=chances.__getitem__)]
    return best.code, best.in_title


def candidates(frame: str | None, title: str, body: str, day: date | None) -> list[Candidate]:
    """The places that a text may be about, each with its features; none where nothing names a place."""
    text = f"{title}\n{body}"
    scene = _Scene(frame, text, day)
    if frame is None and not scene.named:
        return []
    return [Candidate(c, list(scene.features(c)), c in scene.in_title) for c in scene.codes()]


class _Scene:
    """The places of one text, counted."""

    def __init__(self, frame: str | None, text: str, day: date | None) -> None:
        found = scan(text)
        lines = [0, *(m.start() for m in re.finditer(r"\n(?=.*\S)", text))]
        self.frame, self.day = frame, day
        self.chain = self.chain_of(frame) if frame else ()
        self.named: list[Mention] = []
        for place in resolve(text, found, day, frame):
            code = place.code or _one_district(place.candidates)
            if code is not None and place.named.form not in _ALONE:
                self.named.append(Mention(self.chain_of(code), bisect_right(lines, place.named.start) - 1))
        alone = [(level, n.start) for n in found if n.form in _ALONE for level in n.levels]
        self.alone = Counter(level for level, _ in alone)
        self.alone_in_title = {level for level, at in alone if len(lines) > 1 and at < lines[1]}
        self.counts = Counter(m.code for m in self.named)
        self.under = Counter(code for m in self.named for code in m.chain)
        self.in_title = list(dict.fromkeys(m.code for m in self.named if m.line == 0))
        self.opening = [m for m in self.named if 0 < m.line <= _OPENING_LINES]
        self.national = len(_NATIONAL.findall(text))
        self.provinces = len({m.chain[-1] for m in self.named if m.code != COUNTRY})

    def chain_of(self, code: str) -> tuple[str, ...]:
        """A place and the units above it, without the country."""
        if code == COUNTRY:
            return (COUNTRY,)
        return tuple(c for c in load().chain_near(code, self.day) if c != COUNTRY)

    def codes(self) -> list[str]:
        """The publisher's place, those of title and opening, those named most, with what lies above, the country."""
        most = [code for code, _ in self.counts.most_common(_MOST)]
        first = [*self.in_title, *(m.code for m in self.opening)]
        named = [code for c in (*first, *most) for code in self.chain_of(c)]
        return list(dict.fromkeys((*self.chain, *named, COUNTRY)))

    def features(self, code: str) -> Iterator[str]:
        """What speaks for one place."""
        level, own = level_of(code) if code != COUNTRY else "country", self._relation(code)
        yield from (f"is:{own}", f"level:{level}", f"level:{level}:{own}")
        title = "first" if code in self.in_title[:1] else "named" if code in self.in_title else "no"
        inside = any(code in self.chain_of(c)[1:] for c in self.in_title)
        opening = [m for m in self.opening if m.code == code]
        alike = {m.code for m in self.opening if _level(m.code) == level}
        opened = "no" if not opening else "alone" if len(alike) == 1 else "among"
        share, under = self._part(self.counts[code]), self._part(self.under[code])
        if code == COUNTRY:
            under = share
        top = bool(self.counts[code]) and self.counts[code] == max(
            (n for c, n in self.counts.items() if _level(c) == level), default=0
        )
        yield from (f"title:{title}:{own}", f"title:inside{inside}:{level}", f"opening:{opened}:{own}")
        yield from (f"share:{share}", f"share:{share}:{own}", f"under:{under}", f"under:{under}:{level}", f"top:{top}")
        yield from (f"title:{title}:{opened}", f"top:{top}:{own}", f"times:{min(self.counts[code], 4)}:{own}")
        alone, all_alone = self.alone[level], sum(self.alone.values())
        said = "none" if not all_alone else str(_PARTS * alone // all_alone)
        yield from (f"alone:{said}:{level}", f"alone:{said}:{own}", f"alone:{min(alone, 4)}:{level}:{top}")
        yield f"alone_title:{level in self.alone_in_title}:{bool(self.alone_in_title)}:{own}"
        if level in ("country", "province"):
            yield from (f"national:{min(self.national, 6) // 2}:{level}", f"provinces:{min(self.provinces, 5)}:{level}")
            yield f"named:{min(len(self.named), 12) // 3}:{level}:{self.frame is None}"

    def _relation(self, code: str) -> str:
        """How a place stands to the publisher's."""
        if self.frame is None:
            return "unframed"
        if code == self.frame:
            return "frame"
        if code in self.chain or code == COUNTRY:
            return "above"
        return "inside" if self.frame in self.chain_of(code) else "outside"

    def _part(self, count: int) -> int:
        return _PARTS * count // len(self.named) if self.named else 0


def _one_district(candidates: tuple[str, ...]) -> str | None:
    """The district: "Ba Tri" is the district and its town: with nothing to tell, the district is meant."""
    districts = [c for c in candidates if level_of(c) == "district"]
    return districts[0] if len(districts) == 1 else None


def _level(code: str) -> str:
    return "country" if code == COUNTRY else level_of(code)
