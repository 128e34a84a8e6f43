"""The day of publication when a page gives none: what its text speaks of as now.

News opens with the day of its event, mostly without the year ("Chiều 22.4, ..."). The year is voted for by what the
text says: a quarter or a month with its year is (nearly) now, "so với cùng kỳ 2023" is said in 2024, a plan for 2019 is
made at the end of 2018 or carried out in 2019. An estimate is the day of the event, else the latest day reported on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

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
_SHARE = 0.4  # of the votes of the strongest year: of several such years the last is now
# role -> the year spoken of is so many years before now, and how strongly that is said
_WEIGHTS = {
    Role.PERIOD: (0, 3),
    Role.DAY: (0, 1),
    Role.SAME_TIME: (1, 3),
    Role.COMPARED: (1, 1),
    Role.OF_PLAN: (0, 2),
    Role.SCHOOL_YEAR: (0, 1),
}


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


def estimated_day(body: str, title: str = "") -> date | None:
    """A defensible day of publication from title and text alone; None where they say too little."""
    whole, part = event_of(body)
    text = f"{title}\n{body}"
    if whole is not None:
        return None if _is_retrospect(text, whole.year) else whole
    part = part or _as_of(body)
    mentions = list(mentions_of(text))
    votes = _votes(mentions, part[1] if part else None)
    floor = max((m.year for m in mentions if m.role is Role.PERIOD), default=0)
    enough = max(1.0 if part else 2.0, _SHARE * max(votes.values(), default=0))
    year = max((y for y, v in votes.items() if y >= floor and v >= enough), default=None)
    if year is None or _is_retrospect(text, year):
        return None
    if part and (day := day_or_none(year, part[1], part[0])) is not None:
        return day
    return max((m.day for m in mentions if m.day and m.year == year), default=date(year, 12, 31))


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


def _votes(mentions: list[Mention], month: int | None) -> dict[int, float]:
    """How much the text speaks for each year; ``month`` is that of the event."""
    votes: defaultdict[int, float] = defaultdict(float)
    early, late = month is not None and month <= 3, month is not None and month >= 10
    for mention in mentions:
        if mention.role in _WEIGHTS:
            after, weight = _WEIGHTS[mention.role]
            votes[mention.year + after] += weight
    known = max(votes, default=None)
    planned = {m.year for m in mentions if m.role is Role.PLANNED and (known is None or m.year <= known + 1)}
    for year in planned:
        votes[year] += 2 if early else 0.5 if late else 1
        votes[year - 1] += 0.5 if early else 2 if late else 1.5
    for mention in mentions:
        if mention.role is Role.PLAIN and mention.year not in planned:
            votes[mention.year] += 1
            votes[mention.year + 1] += 0.9 if early else 0
    return votes
