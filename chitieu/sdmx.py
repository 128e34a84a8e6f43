"""SDMX time periods: their days, their names, and the same period of another year.

The forms of the fact table: ``2024``, ``2024-S1``, ``2024-Q1``, ``2024-06``, ``2024-03-15`` and a start with a
length, ``2024-01-01/P9M``, ``2021-01-01/P5Y``, ``2025-01-01/P107D`` (SDMX 2.1 technical notes, section 4.2).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:S(?P<semester>[12])|Q(?P<quarter>[1-4])|"
    r"(?P<month>\d\d)(?:-(?P<day>\d\d)(?:/P(?P<count>[1-9]\d{0,4})(?P<unit>[YMD]))?)?))?"
)


class Period(NamedTuple):
    """Frequency (SDMX CL_FREQ: A, S, Q, M, D, or _O for another length) with first and last day, both included."""

    freq: str
    start: date
    end: date


@lru_cache(maxsize=4096)
def parse(name: str) -> Period:
    """Frequency and days of an SDMX period.

    Raises:
        ValueError: `name` is no SDMX period, or names days that don't exist.
    """
    m = _FORM.fullmatch(name)
    if m is None:
        raise ValueError(f"not an SDMX period: {name!r}; write 2024, 2024-S1, 2024-Q1, 2024-06 or 2024-01-01/P9M")
    year = int(m["year"])
    if m["semester"]:
        return _months("S", year, 6 * int(m["semester"]) - 5, 6)
    if m["quarter"]:
        return _months("Q", year, 3 * int(m["quarter"]) - 2, 3)
    if m["month"] is None:
        return _months("A", year, 1, 12)
    if m["day"] is None:
        if not 1 <= int(m["month"]) <= 12:
            raise ValueError(f"no such month in the calendar: {name!r}")
        return _months("M", year, int(m["month"]), 1)
    try:
        start = date(year, int(m["month"]), int(m["day"]))
    except ValueError as error:
        raise ValueError(f"no such day in the calendar: {name!r}") from error
    if m["count"] is None:
        return Period("D", start, start)
    count = int(m["count"])
    try:
        after = (
            start + timedelta(days=count)
            if m["unit"] == "D"
            else _later(start, count * (12 if m["unit"] == "Y" else 1))
        )
        return Period("_O", start, after - timedelta(days=1))
    except OverflowError as error:
        raise ValueError(f"SDMX period runs past the calendar: {name!r}") from error


def name(start: date, end: date) -> str:
    """The shortest SDMX name of the days `start` to `end`, both included.

    Raises:
        ValueError: `end` is before `start`.
    """
    if end < start:
        raise ValueError(f"a period can't end ({end}) before it starts ({start})")
    if start == end:
        return start.isoformat()
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        months = (end.year - start.year) * 12 + end.month - start.month
        if months and start.day <= 28 and end.day == start.day - 1:  # from the 16th to the 15th
            return f"{start.isoformat()}/P{months}M"
        return f"{start.isoformat()}/P{(end - start).days + 1}D"
    if months == 12 and start.month == 1:
        return f"{start.year:04}"
    if months == 6 and start.month in (1, 7):
        return f"{start.year:04}-S{(start.month + 5) // 6}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    if months == 1:
        return f"{start.year:04}-{start.month:02}"
    return f"{start.isoformat()}/P{months // 12}Y" if months % 12 == 0 else f"{start.isoformat()}/P{months}M"


def year_earlier(period: str, years: int = 1) -> str:
    """The same period some years before (after, for a negative number): what "cùng kỳ" means.

    29 February becomes 28 February where the other year has none.

    Raises:
        ValueError: the year leaves 0001 to 9999.
    """
    year = int(period[:4]) - years
    if not 1 <= year <= 9999:
        raise ValueError(f"no year {year} in the calendar")
    moved = f"{year:04}{period[4:]}"
    return moved.replace("-02-29", "-02-28") if "-02-29" in moved and monthrange(year, 2)[1] == 28 else moved


def _months(freq: str, year: int, month: int, count: int) -> Period:
    first = date(year, month, 1)
    last = month + count - 1
    return Period(freq, first, date(year, last, monthrange(year, last)[1]))


def _later(start: date, months: int) -> date:
    """The day `months` later; the last of the month where that month is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > 9999:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
