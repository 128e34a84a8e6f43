"""Which place a text is about, within the place of its publisher: by title, opening, mentions and type words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from chitieu.vocabulary.places.match import Form, Named
from chitieu.vocabulary.places.registry import COUNTRY, level_of, load
from chitieu.vocabulary.places.resolve import resolve
from chitieu.vocabulary.places.scan import scan

# What speaks for a place, in points.
_FRAME = 3.0  # it is the publisher's
_TITLE = 5.0  # named first in the title
_OPENING = 2.0  # named further on in the title, or in the opening lines (shared where they name several of its level)
_MENTION = 0.5  # each time it is named
_TYPE_IN_TITLE = 3.0  # "huyện", "tỉnh" alone in the title tell its level
_TYPE_IN_TEXT = 2.0  # the text says "huyện" (and so on) alone more often than any other type
_OVERWHELMING = 4.0  # ... and hardly any other
_MARGIN = 0.5  # by which a place must beat the publisher's

_OPENING_LINES = 2
_MANY, _STRAY = 4, 1
_ALONE = (Form.TYPE_ONLY, Form.WHOLE)
_NATIONAL = re.compile(
    r"(?i)\b(?:thủ tướng|chính phủ|quốc hội|bộ trưởng|trung ương|các bộ, ngành|nước ta|cả nước"
    r"|bộ (?:tài chính|công thương|y tế|nội vụ))\b"
)


def topic(frame: str | None, title: str, body: str, day: date | None) -> tuple[str | None, bool]:
    """The place that a text is about.

    Args:
        frame: code of the publisher's place, inside which (or above which) the text moves; None where unknown.
        title: of the page; may be empty.
        body: the text, one paragraph a line.
        day: of publication.

    Returns:
        A code, ``VN`` for a text that speaks of central government and of no place, or None; and whether the title
        names it.
    """
    text = f"{title}\n{body}"
    found = scan(text)
    lines = [0, *(m.start() for m in re.finditer(r"\n(?=.*\S)", text))]
    chain = load().chain_near(frame, day) if frame else ()
    named = _named_by_line(text, found, lines, frame, chain, day)
    alone = [n for n in found if n.form in _ALONE]
    if sum(map(len, named.values())) + len(alone) <= _STRAY and len(_NATIONAL.findall(text)) >= _MANY:
        return COUNTRY, False
    score: Counter[str] = Counter()
    for code, points in (*_by_mentions(named), *_by_type_words(alone, lines, _leading(named) | set(chain), chain)):
        score[code] += points  # type: ignore[assignment]  # Counter is typed for whole numbers
    if frame:
        score[frame] += _FRAME  # type: ignore[assignment]
    if not score:
        return frame, False
    best = max(score, key=lambda c: (score[c], -len(c)))
    if frame and score[best] <= score[frame] + _MARGIN:
        best = frame
    return best, best in named.get(0, ())


def _named_by_line(
    text: str, found: Sequence[Named], lines: list[int], frame: str | None, chain: Collection[str], day: date | None
) -> dict[int, list[str]]:
    """Codes named in each line (0 is the title), those inside the frame or above it."""
    out: dict[int, list[str]] = {}
    for place in resolve(text, found, day, frame):
        code = place.code or _one_district(place.candidates)
        if code is None or place.named.form in _ALONE:
            continue
        if frame is None or (code != COUNTRY and (code in chain or frame in load().chain_near(code, day))):
            out.setdefault(bisect_right(lines, place.named.start) - 1, []).append(code)
    return out


def _one_district(candidates: tuple[str, ...]) -> str | None:
    """The district: "Ba Tri" is the district and its town: with nothing to tell, the district is meant."""
    districts = [c for c in candidates if level_of(c) == "district"]
    return districts[0] if len(districts) == 1 else None


def _by_mentions(named: dict[int, list[str]]) -> Iterable[tuple[str, float]]:
    for i, codes in named.items():
        alike = Counter(map(level_of, set(codes)))
        for rank, code in enumerate(dict.fromkeys(codes)):
            if i == 0:
                yield code, _OPENING if rank else _TITLE
            elif i <= _OPENING_LINES:
                yield code, _OPENING / alike[level_of(code)]
        for code in codes:
            yield code, _MENTION


def _leading(named: dict[int, list[str]]) -> set[str]:
    """Places that title or opening name alone of their level."""
    out: set[str] = set()
    for i, codes in named.items():
        alike = Counter(map(level_of, set(codes)))
        out.update(c for c in codes if i <= _OPENING_LINES and alike[level_of(c)] == 1)
    return out


def _by_type_words(
    alone: list[Named], lines: list[int], codes: Iterable[str], chain: Collection[str]
) -> Iterable[tuple[str, float]]:
    """Words like "huyện", "toàn tỉnh" standing alone tell at which level the text speaks."""
    in_text = Counter(level for n in alone for level in n.levels)
    in_title = {level for n in alone if len(lines) > 1 and n.start < lines[1] for level in n.levels}
    for code in codes:
        level = level_of(code)
        times = in_text[level]
        others = max((n for other, n in in_text.items() if other != level), default=0)
        if level in in_title:
            yield code, _TYPE_IN_TITLE
        if times and times >= others:
            yield code, _TYPE_IN_TEXT
        if code in chain and times >= max(_MANY, 4 * others):
            yield code, _OVERWHELMING
