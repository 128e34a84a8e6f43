"""The day of publication when a page gives none: what its text speaks of as now.

News opens with the day of its event, mostly without the year ("Chiều 22.4, ..."). The year is voted for by what the
text says: a quarter or a month with its year is (nearly) now, "so với cùng kỳ 2023" is said in 2024, a plan for 2019 is
made at the end of 2018 or carried out in 2019. An estimate is the day of the event, else the latest day reported on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

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
_AS_OF = re.compile(
    r"(?:tính đến|tính tới|hết|đến)\s+(?:hết\s+)?(?:ngày\s+)?(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})(?![\d/%.-]|,\d)",
    re.I,
)
_DATED = re.compile(
    rf"(?:(?P<d>\d{{1,2}})\s?[/.-]\s?)?(?<!\d)(?P<m>\d{{1,2}})\s?[/.-]\s?{_YEAR}"
    rf"|quý\s+(?P<q>I{{1,3}}|IV|[1-4])\s*(?:[/-]|năm\s+|,\s*năm\s+)\s*{_YEAR.replace('<y>', '<yq>')}"
    rf"|(?P<n>\d{{1,2}})\s+tháng\s+(?:đầu\s+)?năm\s+{_YEAR.replace('<y>', '<yn>')}"
    rf"|nửa\s+đầu\s+năm\s+{_YEAR.replace('<y>', '<yh>')}",
    re.I,
)
# before a date: it lies ahead, or is that of a document
_AHEAD = re.compile(
    r"(?:mục tiêu|phấn đấu|trước|chậm nhất|dự kiến|sẽ|hoàn thành|vào|sang|hạn|từ|để|kế hoạch|quyết định số|nghị quyết"
    r"|nghị định|sinh)\b[^.;]{0,24}$",
    re.I,
)
_SAME_TIME = re.compile(rf"cùng (?:kỳ|kì|thời điểm|giai đoạn|tháng)(?: năm)?\s+{_YEAR}", re.I)
_COMPARED = re.compile(rf"so (?:với )?(?:cuối |đầu )?năm\s+{_YEAR}", re.I)
_OF_PLAN = re.compile(rf"%[^.;%]{{0,40}}(?:kế hoạch|dự toán|KH)[^.;%]{{0,12}} năm\s+{_YEAR}", re.I)
_PLANNED = re.compile(
    r"(?:mục tiêu|phấn đấu|nhiệm vụ|kế hoạch|chỉ tiêu|phương hướng|dự toán|đề ra|bước sang|sang|đăng ký|triển khai)\b"
    rf"[^.;\d]{{0,40}}(?:năm\s+|năm học \d{{4}}\s*-\s*){_YEAR}(?!\s*[-–])"
    rf"|năm\s+{_YEAR.replace('<y>', '<y2>')}[^.;]{{0,40}}(?:phấn đấu|đặt mục tiêu|đề ra|giao|dự thảo)",
    re.I,
)
_TERM = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")
_PLAIN = re.compile(rf"(?<!đến )(?<!tới )(?<!hết )(?<!từ )(?:năm\s+){_YEAR}(?!\s*[-–]\s*\d)", re.I)
_SCHOOL_YEAR = re.compile(rf"năm học\s+(?:19|20)\d\d\s*[-–]\s*{_YEAR}", re.I)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?![.,]?\d)")
EARLIEST = 1995  # no page of the web is older
_LONG_AGO = 6
_OPENING = 600
_SHARE = 0.4  # of the votes of the strongest year: of several such years the last is now


class _Reported(NamedTuple):
    day: date
    is_period: bool  # a month, a quarter or months since January: surely not of the future


def event_of(body: str) -> tuple[date | None, tuple[int, int] | None]:
    """The day of the event in the opening of a text: whole, or day and month where the year is not said."""
    opening = body[:_OPENING]
    for pattern in (_TAGGED, _EVENT, _WORDED_EVENT):
        for m in pattern.finditer(opening):
            if _AHEAD.search(opening, max(0, m.start() - 60), m.start()):
                continue
            if m["y"] and (day := _day(int(m["y"]), int(m["m"]), int(m["d"]))) is not None:
                return (day, None) if day.year >= EARLIEST else (None, None)
            if not m["y"] and _day(2000, int(m["m"]), int(m["d"])) is not None:
                return None, (int(m["d"]), int(m["m"]))
    return None, None


def estimated_day(body: str, title: str = "") -> date | None:
    """A defensible day of publication from title and text alone; None where they say too little."""
    whole, part = event_of(body)
    text = f"{title}\n{body}"
    if whole is not None:
        return None if _is_retrospect(text, whole.year) else whole
    part = part or _as_of(body)
    reported = list(_reported(text))
    votes = _votes(text, reported, part[1] if part else None)
    floor = max((r.day.year for r in reported if r.is_period), default=0)
    enough = max(1.0 if part else 2.0, _SHARE * max(votes.values(), default=0))
    year = max((y for y, v in votes.items() if y >= floor and v >= enough), default=None)
    if year is None or _is_retrospect(text, year):
        return None
    if part and (day := _day(year, part[1], part[0])) is not None:
        return day
    return max((r.day for r in reported if r.day.year == year), default=date(year, 12, 31))


def _is_retrospect(text: str, year: int) -> bool:
    """Whether a text tells history rather than news: most of the years it names are long past."""
    years = [int(y) for y in _ANY_YEAR.findall(text)]
    past = sum(y < year - _LONG_AGO for y in years)
    return year < EARLIEST or (past > 0 and past * 2 >= len(years))


def _as_of(body: str) -> tuple[int, int] | None:
    """Day and month up to which the text counts."""
    for m in _AS_OF.finditer(body):
        if not _AHEAD.search(body, max(0, m.start() - 60), m.start()) and _day(2000, int(m["m"]), int(m["d"])):
            return int(m["d"]), int(m["m"])
    return None


def _votes(text: str, reported: list[_Reported], month: int | None) -> dict[int, float]:
    """How much the text speaks for each year; ``month`` is that of the event."""
    votes: defaultdict[int, float] = defaultdict(float)
    early, late = month is not None and month <= 3, month is not None and month >= 10
    for said in reported:
        votes[said.day.year] += 3 if said.is_period else 1
    for m in _SAME_TIME.finditer(text):
        votes[int(m["y"]) + 1] += 3
    for m in _COMPARED.finditer(text):
        votes[int(m["y"]) + 1] += 1
    for m in _OF_PLAN.finditer(text):
        votes[int(m["y"])] += 2
    for m in _SCHOOL_YEAR.finditer(text):
        votes[int(m["y"])] += 1
    known = max(votes, default=None)
    planned = {int(m["y"] or m["y2"]) for m in _PLANNED.finditer(text)}
    planned = {y for y in planned if known is None or y <= known + 1}
    for year in planned:
        votes[year] += 2 if early else 0.5 if late else 1
        votes[year - 1] += 0.5 if early else 2 if late else 1.5
    for m in _PLAIN.finditer(_TERM.sub(" ", text)):
        if (year := int(m["y"])) not in planned:
            votes[year] += 1
            votes[year + 1] += 0.9 if early else 0
    return votes


def _reported(text: str) -> Iterator[_Reported]:
    """Days, months and quarters with their year that the text reports on."""
    for m in _DATED.finditer(text):
        if _AHEAD.search(text, max(0, m.start() - 60), m.start()):
            continue
        if m["y"]:
            year, month = int(m["y"]), int(m["m"])
        elif m["yq"]:
            year, month = int(m["yq"]), 3 * ({"I": 1, "II": 2, "III": 3, "IV": 4}.get(m["q"].upper()) or int(m["q"]))
        elif m["yn"]:
            year, month = int(m["yn"]), int(m["n"])
        else:
            year, month = int(m["yh"]), 6
        if 1 <= month <= 12:
            day = int(m["d"]) if m["d"] else monthrange(year, month)[1]
            if (found := _day(year, month, day)) is not None:
                yield _Reported(found, m["d"] is None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
