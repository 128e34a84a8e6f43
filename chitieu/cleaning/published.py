"""The day a document was published, and what that rests on.

In order: the sidecar; the markup; the page's own date line; a date in the address; the text. The text of a news item
speaks of the day of its event ("Ngày 26/12/2018, UBND huyện ... tổ chức"), which is the day of publication or shortly
before; a year of the page's date line is trusted over that of the text, where writers often keep the old year in January.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from chitieu.cleaning.stamps import DATE, day_of, stamp
from chitieu.model import BlockKind
from chitieu.cleaning.lines import Line

_URL_DATE = re.compile(
    r"(?<!\d)(?P<y>20[0-3]\d)[-/]?(?P<m>0?[1-9]|1[0-2])[-/]?(?P<d>0?[1-9]|[12]\d|3[01])(?!\d{1,3}(?!\d))"
)
_URL_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<y>20[0-3]\d)(?!\d)")
_EVENT = re.compile(
    r"(?:Sáng|Chiều|Trưa|Tối|Hôm qua|Hôm nay|Trong(?: hai| 2)? ngày|Ngày)(?:\s+(?:qua|nay))?\s*(?:ngày\s+)?[,(]?\s*(?P<d>\d{1,2})(?:\s*(?:và|,|-)\s*\d{1,2})?\s*[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>(?:19|20)\d\d))?(?![\d/])",
    re.I,
)
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d.,]\d|\d)")


def published_of(
    lines: Sequence[Line], kinds: Sequence[BlockKind], sidecar: date | None, markup: date | None, url: str | None
) -> tuple[date | None, str | None]:
    """Day of publication and its basis: ``sidecar``, ``page``, ``address`` or ``text``; two None where nothing tells."""
    if sidecar:
        return sidecar, "sidecar"
    if markup:
        return markup, "page"
    if day := _page_day(lines, kinds):
        return day, "page"
    if url and (day := _address_day(url)):
        return day, "address"
    if day := _text_day(lines, kinds):
        return day, "text"
    return None, None


def _page_day(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> date | None:
    """The date line nearest to the title or above the text; of a month alone, the day that the first paragraph gives."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind not in (BlockKind.BYLINE, BlockKind.TITLE, BlockKind.BOILERPLATE) or not (found := stamp(line.text)):
            continue
        if found.exact:
            return found.day
        events = [m for text in _opening(lines, kinds) for m in _EVENT.finditer(text) if int(m["m"]) == found.day.month]
        days = [d for m in events if (d := _day(found.day.year, m))]
        return days[0] if days else found.day
    return None


def _address_day(url: str) -> date | None:
    for pattern in (_URL_DATE, _URL_DAY_FIRST):
        for m in pattern.finditer(url):
            if day := day_of(m):
                return day
    return None


def _text_day(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> date | None:
    for text in _opening(lines, kinds):
        for m in _EVENT.finditer(text):
            if m["y"] and (day := day_of(m)):
                return day
        if (m2 := DATE.search(text)) and m2.start() < 60 and (day := day_of(m2)):
            return day
    return None


def _opening(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[str]:
    body = (
        line.text for line, kind in zip(lines, kinds, strict=True) if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    )
    for _, text in zip(range(2), body, strict=False):
        yield text[:400]


def _day(year: int, m: re.Match[str]) -> date | None:
    try:
        return date(year, int(m["m"]), int(m["d"]))
    except ValueError:
        return None
