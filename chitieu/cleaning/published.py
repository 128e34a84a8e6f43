"""The day a document was published, and what that rests on.

In order: the sidecar; the markup; the page's own date line; a date in the address; the text. The year of the page's
date line is trusted over that of the text, where writers often keep the old year in January.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from chitieu.cleaning.estimate import estimated_day, event_of
from chitieu.cleaning.lines import Line
from chitieu.cleaning.stamps import DATE, day_of, stamp
from chitieu.cleaning.years import EARLIEST
from chitieu.model import BlockKind

_URL_DATE = re.compile(
    r"(?<!\d)(?P<y>20[0-3]\d)[-/]?(?P<m>0?[1-9]|1[0-2])[-/]?(?P<d>0?[1-9]|[12]\d|3[01])(?!\d{1,3}(?!\d))"
)
_URL_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<y>20[0-3]\d)(?!\d)")
MARGINS = frozenset({BlockKind.BYLINE, BlockKind.TITLE, BlockKind.BOILERPLATE})


def published_of(
    lines: Sequence[Line], kinds: Sequence[BlockKind], sidecar: date | None, markup: date | None, url: str | None
) -> tuple[date | None, str | None]:
    """Day of publication and its basis (``sidecar``, ``page``, ``address``, ``text``); two None where nothing tells."""
    if sidecar:
        return sidecar, "sidecar"
    if markup:
        return markup, "page"
    if day := _page_day(lines, kinds):
        return day, "page"
    if url and (day := _address_day(url)):
        return day, "address"
    title = "\n".join(line.text for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.TITLE)
    if day := estimated_day(_body(lines, kinds), title):
        return day, "text"
    return None, None


def _page_day(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> date | None:
    """The date line nearest to the title; of a month alone, the day that the opening of the text gives."""
    title = next((i for i, kind in enumerate(kinds) if kind is BlockKind.TITLE), 0)
    body = [i for i, kind in enumerate(kinds) if kind is BlockKind.PARAGRAPH] or [len(lines)]
    dated = [
        (abs(i - title), found)
        for i, (line, kind) in enumerate(zip(lines, kinds, strict=True))
        if kind in MARGINS
        and not body[0] < i < body[-1]
        and (found := stamp(line.text)) is not None
        and found.day.year >= EARLIEST
    ]
    if not dated:
        return _bracketed(lines, kinds)
    found = min(dated)[1]
    if found.exact:
        return found.day
    day, part = event_of(_body(lines, kinds))
    if part and part[1] == found.day.month:
        return found.day.replace(day=min(part[0], monthrange(found.day.year, part[1])[1]))
    return day if day and (day.year, day.month) == (found.day.year, found.day.month) else found.day


def _bracketed(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> date | None:
    """The day of the letter that a plan or report comes with: ``(Kèm theo Công văn ... ngày 25/02/2022)``."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BlockKind.BYLINE and line.text.startswith("(") and (m := DATE.search(line.text)):
            return day_of(m)
    return None


def _address_day(url: str) -> date | None:
    for pattern in (_URL_DATE, _URL_DAY_FIRST):
        for m in pattern.finditer(url):
            if day := day_of(m):
                return day
    return None


def _body(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> str:
    return "\n".join(line.text for line, kind in zip(lines, kinds, strict=True) if kind not in MARGINS)
