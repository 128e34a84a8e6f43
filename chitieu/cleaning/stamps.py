"""Date lines: ``19/01/2024 18:30``, ``Thứ sáu, 20/12/2013 | 09:47``, ``Đăng lúc: 05/01/2024 (GMT+7)``.

A stamp is a date that the page gives of itself, not one that the article speaks of: it stands alone, or with a label, a
weekday or a time of day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_DAY = r"(?:(?P<d>\d{1,2})\s?[/.\- ]\s?(?P<m>\d{1,2})\s?[/.\- ]\s?(?P<y>(?:19|20)\d\d))"
_WORDS = r"(?:(?:ngày\s+)?(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>(?:19|20)\d\d))"
_ISO = r"(?:(?P<y3>(?:19|20)\d\d)-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})(?:[T ][\d:.]+Z?(?:[+-]\d\d:?\d\d)?)?)"
_COMPACT = r"(?:(?P<y4>(?:19|20)\d\d)(?P<m4>[01]\d)(?P<d4>[0-3]\d))"
DATE = re.compile(rf"(?<![\d/.-])(?:{_WORDS}|{_DAY}|{_ISO})(?![\d/])", re.I)
_HEADER_DATE = re.compile(rf"#?\s*(?:date|published)\s*[=:]?\s*(?:{_ISO}|{_COMPACT}|{_DAY})", re.I)
_HEADER_MONTH = re.compile(r"#?\s*date\s*[=:]?\s*(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})(?!\d)(?!-\d)", re.I)

_TIME = r"\d{1,2}\s?(?:[:h]|giờ)\s?(?:\d{2}(?::\d{2})?)?(?:\s*(?:AM|PM|phút))?"
_WEEKDAY = r"(?:Thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|Chủ\s+nhật|CN)"
_LABEL = (
    r"(?:(?:Ngày|Đăng|Cập\s+nhật|Xuất\s+bản|Phát|Gửi|Viết|Tạo|Hôm nay)"
    r"(?:\s+(?:đăng|ngày|lúc|nhật|cập\s+nhật|tạo|bởi|xuất\s+bản|tin|bài))*)"
)
_ZONE = r"[(\[]?\s*GMT\s*\+\s*\d+\s*[)\]]?"
_VIEWS = (
    r"[\d.]+\s*(?:lượt\s+(?:xem|đọc|truy cập)|bình luận)"
    r"|(?:Tổng\s+)?(?:Lượt|Số lượt|Đã)\s+(?:xem|đọc|truy cập)\s*:?\s*[\d.]+|Đang\s+(?:truy cập|online)\s*:\s*[\d.]+"
    r"|Chưa có bình luận|(?:Xem\s+)?cỡ chữ\s*:?|\bA[-+]?(?=\s|$)|Mặc định|Gửi cho bạn bè|In trang"
    r"|Hotline\s*:\s*[\d.x ]+"
)
_PARTS = re.compile(rf"(?:{DATE.pattern})|{_TIME}|\b{_WEEKDAY}\b|\b{_LABEL}\b|{_ZONE}|{_VIEWS}|\bngày\b|\blúc\b", re.I)
# a stamp inside a longer line: with a label, a weekday, a time or bars around it
_NO_NAMES = re.sub(r"\?P<\w+>", "?:", _DAY)
_POSTED = (
    r"(?:(?:Ngày\s+(?:đăng|cập\s+nhật|xuất\s+bản|gửi|tạo)|Đăng|Cập\s+nhật|Xuất\s+bản)"
    r"(?:\s+(?:ngày|lúc|vào|tin))*\s*:?)"
)
_TIMED = rf"(?:{_TIME}\s*,?\s*)"
_INNER = re.compile(
    rf"(?:(?:[-|]\s*)?{_POSTED}\s*{_TIMED}?(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?{_NO_NAMES}(?:\s*[,-]?\s*{_TIME})?"
    rf"|(?:[|]\s*|(?<=\s\s))(?:{_WEEKDAY}\s*,?\s*)?{_NO_NAMES}(?:\s*[,|-]?\s*{_TIME})?(?=\s*[|]|\s\s)"
    rf"|(?:[-|]\s*)?{_NO_NAMES}\s+{_TIME}(?=\s*[|-]))"
    rf"(?:\s*[-|,]?\s*(?:{_ZONE}|{_VIEWS}))*\s*[|-]?(?=\s|$)",
    re.I,
)
_INNER_HEADER = re.compile(r"\s*#?\s*date\s*[=:]?\s*(?:19|20)\d\d-\d\d(?:-\d\d)?(?=\s+\S)", re.I)
_NUMERIC_DATE = re.compile(_NO_NAMES)
_INNER_WITHIN = 700
_AS_OF = re.compile(r"(?:đến|từ|trước|sau|hết|vào)\s+(?:ngày|hết)|:$", re.I)  # the text speaks of a day
_MAX_STAMP_WORDS = 6
_MAX_STAMP_WORDS_BEHIND = 14  # after a date with its time and a bar
_BEGINS_TIMED = re.compile(rf"{_NO_NAMES}\s*[,-]?\s*{_TIME}\s*[|]")
_MAX_STAMP = 140
_ANY_YEAR, _CLOCK = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d\s?(?:[:h]|giờ)")


class Stamp(NamedTuple):
    """A date that a page gives of itself; ``exact`` is false where it gives the month alone (day 1 then)."""

    day: date
    exact: bool


def stamp(line: str) -> Stamp | None:
    """The date of a date line; None for any other line."""
    if len(line) > _MAX_STAMP or not _ANY_YEAR.search(line):
        return None
    if (m := _HEADER_DATE.match(line)) and (day := day_of(m)):
        return Stamp(day, True)
    if m := _HEADER_MONTH.match(line):
        return Stamp(date(int(m["y"]), int(m["m"]), 1), False) if 1 <= int(m["m"]) <= 12 else None
    if _AS_OF.search(line) or not (m := DATE.search(line)) or not (day := day_of(m)):
        return None
    most = _MAX_STAMP_WORDS_BEHIND if _BEGINS_TIMED.match(line) else _MAX_STAMP_WORDS
    return Stamp(day, True) if len(re.findall(r"\w+", _PARTS.sub(" ", line))) <= most else None


def inner_stamp(line: str, long: bool) -> tuple[int, int] | None:
    """Where a stamp stands inside a line that holds title, stamp and text in one.

    Only the first part of a long line is searched; a header such as ``date 2024-01`` opens lines of any length.
    """
    m = _INNER_HEADER.match(line)
    if m is None and long and _NUMERIC_DATE.search(line, 0, _INNER_WITHIN):
        m = _INNER.search(line, 0, _INNER_WITHIN)
    return m.span() if m else None


def is_time_line(line: str) -> bool:
    """A line of labels, weekdays and times only, without a full date: ``Cập nhật lúc 14h05``."""
    return len(line) < 60 and _CLOCK.search(line) is not None and not re.search(r"\w", _PARTS.sub(" ", line))


def day_of(m: re.Match[str]) -> date | None:
    """The date of a match of this module's patterns, if there is such a day."""
    groups = {k[0]: int(v) for k, v in m.groupdict().items() if v}
    try:
        return date(groups["y"], groups["m"], groups["d"])
    except ValueError:
        return None
