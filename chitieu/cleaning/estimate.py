"""The day of publication when a page gives none: what its text speaks of as now.

News opens with the day of its event, mostly without the year ("Chiều 22.4, ..."). The year is chosen by what the text
says (``year``). An estimate is the day of the event, else the latest day reported on, else the end of the year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from chitieu.cleaning.year import choose_year
from chitieu.cleaning.years import AHEAD, ANY_YEAR, EARLIEST, Mention, Role, day_or_none, mentions_of

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DAY_MONTH = r"(?P<d>\d{1,2})(?:\s*(?:và|,)\s*\d{1,2})?\s*[/.-]\s*(?P<m>\d{1,2})"
_EVENT = re.compile(
    r"(?:sáng|chiều|trưa|tối|đêm|hôm qua|hôm nay|chiều qua|ngày|tính tới|tính đến|đến)(?:\s+(?:qua|nay|ngày))*"
    r"\s*[,(]?\s*"
    rf"{_DAY_MONTH}(?:\s*[/.-]\s*{_YEAR})?(?![\d/%]|[.,]\d)",
    re.I,
)
_WORDED_EVENT = re.compile(rf"ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})\s+năm\s+{_YEAR}", re.I)
_TAGGED = re.compile(rf"^\(?[\w.]{{2,20}}\)?\s*[-–,:]?\s*(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-]{_YEAR}", re.I)
_SHORT_DATE = re.compile(r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?![\d/%.-]|,\d)")
_UP_TO = re.compile(r"(?:tính đến|tính tới|hết|đến)\s+(?:hết\s+)?(?:ngày\s+)?$", re.I)
_LONG_AGO = 6
_OPENING, _CONTEXT = 600, 60
_SAYS_LITTLE = (Role.UNTIL, Role.PAPER, Role.TERM_ENDS, Role.OTHER)  # alone they date no text


def event_of(body: str) -> tuple[date | None, tuple[int, int] | None]:
    """The day of the event in the opening of a text: whole, or day and month where the year is not said."""
    opening = body[:_OPENING]
    for pattern in (_TAGGED, _EVENT, _WORDED_EVENT):
        for m in pattern.finditer(opening):
            if AHEAD.search(opening, max(0, m.start() - _CONTEXT), m.start()):
                continue
            if m["y"] and (day := day_or_none(int(m["y"]), int(m["m"]), int(m["d"]))) is not None:
                return (day, None) if day.year >= EARLIEST else (None, None)
            if not m["y"] and day_or_none(2000, int(m["m"]), int(m["d"])) is not None:
                return None, (int(m["d"]), int(m["m"]))
    return None, None


class Told(NamedTuple):
    """What an undated text says of when it was written."""

    text: str
    title_end: int
    mentions: list[Mention]
    part: tuple[int, int] | None  # day and month of its event, or up to which it counts

    @property
    def month(self) -> int | None:
        """The month of its event."""
        return self.part[1] if self.part else None


def told(body: str, title: str) -> Told:
    """Gather what title and text say of their day, apart from a whole date."""
    part = event_of(body)[1] or _as_of(body)
    text = f"{title}\n{body}"
    return Told(text, len(title), list(mentions_of(text)), part)


def estimated_day(body: str, title: str = "") -> date | None:
    """A defensible day of publication from title and text alone; None where they say too little."""
    whole, _ = event_of(body)
    if whole is not None:
        return None if _is_retrospect(f"{title}\n{body}", whole.year) else whole
    seen = told(body, title)
    if not any(m.role not in _SAYS_LITTLE for m in seen.mentions):
        return None
    year = choose_year(seen.text, seen.mentions, seen.month, seen.title_end)
    if _is_retrospect(seen.text, year):
        return None
    if seen.part and (day := day_or_none(year, seen.part[1], seen.part[0])) is not None:
        return day
    return max((m.day for m in seen.mentions if m.day and m.year == year), default=date(year, 12, 31))


def _is_retrospect(text: str, year: int) -> bool:
    """Whether a text tells history rather than news: most of the years it names are long past."""
    years = [int(y) for y in ANY_YEAR.findall(text)]
    past = sum(y < year - _LONG_AGO for y in years)
    return year < EARLIEST or (past > 0 and past * 2 >= len(years))


def _as_of(body: str) -> tuple[int, int] | None:
    """Day and month up to which the text counts."""
    for m in _SHORT_DATE.finditer(body):
        before = body[max(0, m.start() - _CONTEXT) : m.start()]
        up_to = _UP_TO.search(before)
        if up_to and not AHEAD.search(before, 0, up_to.start()) and day_or_none(2000, int(m["m"]), int(m["d"])):
            return int(m["d"]), int(m["m"])
    return None
