"""The years that a text names, each with what it says of the time when the text was written."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

EARLIEST = 1995  # no page of the web is older
_LATEST = 2060  # no plan goes farther
ANY_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?<!\d{5})(?![.,]?\d)")
# before a date: it lies ahead, or is that of a document
AHEAD = re.compile(
    r"(?:mục tiêu|phấn đấu|trước|chậm nhất|dự kiến|sẽ|hoàn thành|vào|sang|hạn|từ|để|kế hoạch|quyết định số|nghị quyết"
    r"|nghị định|sinh)\b[^.;]{0,24}$",
    re.I,
)
# what stands before a year, up to it
_DAY_OR_MONTH = re.compile(r"(?:(?P<d>\d{1,2})\s?[/.-]\s?)?(?<!\d)(?P<m>\d{1,2})\s?[/.-]\s?$")
_QUARTER = re.compile(r"quý\s+(?P<q>I{1,3}|IV|[1-4])\s*(?:[/-]|,?\s*năm\s)\s*$", re.I)
_MONTHS = re.compile(r"(?:(?P<n>\d{1,2})\s+tháng\s+(?:đầu\s+)?|tháng\s+(?P<m>\d{1,2})\s+|nửa\s+đầu\s+)năm\s+$", re.I)
_SAME_TIME = re.compile(r"cùng (?:kỳ|kì|thời điểm|giai đoạn|tháng)(?: năm)?\s+$", re.I)
_COMPARED = re.compile(r"so (?:với )?(?:cuối |đầu )?năm\s+$", re.I)
_OF_PLAN = re.compile(r"%[^.;%]{0,40}(?:kế hoạch|dự toán|KH)[^.;%]{0,12} năm\s+$", re.I)
_ESTIMATED = re.compile(r"\bước\b[^.;\d]{0,40}năm\s+$", re.I)
_HOLIDAY = re.compile(r"\btết\b[^.;,\d]{0,24}$", re.I)
_PLANNED = re.compile(
    r"(?:mục tiêu|phấn đấu|nhiệm vụ|kế hoạch|chỉ tiêu|phương hướng|dự toán|đề ra|bước sang|sang|đăng ký|triển khai)\b"
    r"[^.;\d]{0,40}năm\s+$",
    re.I,
)
_PLANS = re.compile(r"[^.;]{0,40}(?:phấn đấu|đặt mục tiêu|đề ra|giao|dự thảo)", re.I)  # after a year
_UNTIL = re.compile(r"(?:đến|tới|hết|vào|trước)\s+(?:cuối\s+)?năm\s+$", re.I)
_SINCE = re.compile(r"(?:từ|sau|kể từ)\s+(?:đầu\s+|cuối\s+)?năm\s+$", re.I)
_PAPER = re.compile(r"(?:số|luật|nghị|quyết|/)\s*$", re.I)
_PLAIN = re.compile(r"năm\s+$", re.I)
_TERM_BEGINS = re.compile(r"\s*[-–]\s*(?:19|20)\d\d")
_TERM_ENDS = re.compile(r"(?P<school>năm học\s+)?(?:19|20)\d\d\s*[-–]\s*$", re.I)
_CONTEXT = 70
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


class Role(Enum):
    """What a year in the text says of now."""

    PERIOD = auto()  # a month, a quarter, months since January: just past
    DAY = auto()
    SAME_TIME = auto()  # compared with the same time of this year
    COMPARED = auto()
    OF_PLAN = auto()  # a share of this year's plan is reached
    ESTIMATED = auto()  # nearly known: the year that is closing
    HOLIDAY = auto()  # the lunar new year, early in it: told of weeks before and after
    PLANNED = auto()
    SCHOOL_YEAR = auto()
    PLAIN = auto()
    UNTIL = auto()  # the end of something, mostly still to come
    SINCE = auto()
    TERM_BEGINS = auto()
    TERM_ENDS = auto()
    PAPER = auto()  # part of the name of a law or document
    OTHER = auto()


class Mention(NamedTuple):
    """A year, its role, and the (last) day where the text gives more than the year."""

    year: int
    role: Role
    day: date | None = None
    at: int = 0  # where it stands


_ROLES = (
    (_SAME_TIME, Role.SAME_TIME),
    (_COMPARED, Role.COMPARED),
    (_OF_PLAN, Role.OF_PLAN),
    (_ESTIMATED, Role.ESTIMATED),
    (_HOLIDAY, Role.HOLIDAY),
)


def mentions_of(text: str) -> Iterator[Mention]:
    """Every year of our time in a text, with what it says of when the text was written."""
    for m in ANY_YEAR.finditer(text):
        if EARLIEST <= (year := int(m[0])) <= _LATEST:
            before, after = text[max(0, m.start() - _CONTEXT) : m.start()], text[m.end() : m.end() + _CONTEXT]
            yield _mention(year, before, after)._replace(at=m.start())


def _mention(year: int, before: str, after: str) -> Mention:
    if _TERM_BEGINS.match(after):
        return Mention(year, Role.TERM_BEGINS)
    if (m := _TERM_ENDS.search(before)) is not None:
        return Mention(year, Role.SCHOOL_YEAR if m["school"] else Role.TERM_ENDS)
    if before[-1:] in ("/", ".", "-") or (before[-1:] == " " and before[-2:-1] in ("/", "-")):
        return _dated(year, before) or Mention(year, Role.PAPER if before[-1:] == "/" else Role.OTHER)
    for pattern, role in _ROLES:
        if pattern.search(before):
            return Mention(year, role)
    if (m := _MONTHS.search(before) or _QUARTER.search(before)) is not None:
        return _period(year, m) or Mention(year, Role.OTHER)
    for pattern, role in ((_UNTIL, Role.UNTIL), (_SINCE, Role.SINCE), (_PAPER, Role.PAPER)):
        if pattern.search(before):
            return Mention(year, role)
    if not _PLAIN.search(before):
        return Mention(year, Role.OTHER)
    return Mention(year, Role.PLANNED if _PLANNED.search(before) or _PLANS.match(after) else Role.PLAIN)


def _dated(year: int, before: str) -> Mention | None:
    """A day, month or quarter with its year that the text reports on."""
    m = _DAY_OR_MONTH.search(before) or _QUARTER.search(before)
    if m is None or AHEAD.search(before, 0, m.start()):
        return None
    if "q" in m.groupdict():
        return _period(year, m)
    if m["d"]:
        day = day_or_none(year, int(m["m"]), int(m["d"]))
        return Mention(year, Role.DAY, day) if day else None
    return _period(year, m)


def _period(year: int, m: re.Match[str]) -> Mention | None:
    """A month, a quarter or the months since January, by its last day."""
    found = {k: v for k, v in m.groupdict().items() if v}
    if "q" in found:
        month = 3 * (_ROMAN.get(found["q"].upper()) or int(found["q"]))
    else:
        month = int(found.get("m") or found.get("n") or 6)
    if not 1 <= month <= 12:
        return None
    return Mention(year, Role.PERIOD, date(year, month, monthrange(year, month)[1]))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, if there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
