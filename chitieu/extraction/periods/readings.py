"""How phrases of time are read: from the words of a rule to an SDMX period, on the day of the document.

Each function takes the match of a rule of ``vocabulary/periods.tsv`` and what stands around it, and gives period and
kind, or nothing where the words can't be a time after all (a month 13) or where the day of the document isn't known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from chitieu import sdmx

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "giêng": 1, "tư": 4, "chạp": 12,
}  # fmt: skip
_QUARTERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4,
}  # fmt: skip
_LENGTH = re.compile(r"(?:suốt|sau|quá|hơn|gần|trên|dưới|tròn|từ) $")


@dataclass(frozen=True, slots=True)
class Today:
    """The day a document speaks on: its publication date, or a year (and month) inferred from its text."""

    year: int
    month: int = 0  # 0 where only the year is known
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a rule may ask beside its own words."""

    today: Today | None
    year: int | None  # year last spoken of in the block: what "trong năm", "cuối năm" refer to
    term: str | None = None  # term of office the document names
    said: dict[str, str] = field(default_factory=dict)  # the last period by rule: what "cả quý" refers to


Found = tuple[str, str] | None  # period, kind
Reading = Callable[[re.Match[str], Around], Found]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text]


def _written_year(m: re.Match[str]) -> int | None:
    groups = m.groupdict()
    return next((int(groups[g]) for g in ("y", "y2", "y3") if groups.get(g)), None)


def _day(m: re.Match[str], around: Around) -> Found:
    """A day; without its year, the one nearest to the day of the document."""
    day, month, year = int(m["d"]), int(m["m"]), _written_year(m)
    if year is not None:
        return (_iso(year, month, day) or "", "day") if _iso(year, month, day) else None
    if around.today is None:
        return None
    now = around.today.day or date(around.today.year, around.today.month or 7, 1)
    options = [x for x in (_iso(y, month, day) for y in range(now.year - 1, now.year + 2)) if x]
    return (min(options, key=lambda x: abs((date.fromisoformat(x) - now).days)), "day") if options else None


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day).isoformat()


def _year_of_part(m: re.Match[str], around: Around, month: int) -> int | None:
    """The year written; else the present one, or the last for late months spoken of in January or February."""
    year = _written_year(m)
    if year is not None or around.today is None:
        return year
    return around.today.year - (1 if 1 <= around.today.month <= 2 and month >= 7 else 0)


def _month(m: re.Match[str], around: Around) -> Found:
    month = _number(m["m"])
    year = _year_of_part(m, around, month)
    return (f"{year:04}-{month:02}", "period") if year and 1 <= month <= 12 else None


def _quarter(m: re.Match[str], around: Around) -> Found:
    quarter = _QUARTERS[m["q"]]
    year = _year_of_part(m, around, 3 * quarter - 2)
    return (f"{year}-Q{quarter}", "period") if year else None


def _months(m: re.Match[str], around: Around) -> Found:
    """``6 tháng đầu năm``, ``9 tháng``, ``6 tháng cuối năm 2022``, ``3 tháng còn lại``."""
    count, part = _number(m["n"]), m["part"] or ""
    year = _year_of_part(m, around, 7 if count > 6 and not part else 1)
    if not year or not 2 <= count <= 12:
        return None
    first = 13 - count if "cuối" in part or "còn lại" in part else 1
    length = _LENGTH.search(m.string[max(0, m.start() - 8) : m.start()])  # "suốt 3 tháng" is a length of time
    kind = "cumulative" if part or _written_year(m) else "duration" if length else "months"
    return _part(year, first, first + count - 1), kind


def _half(half: int) -> Reading:
    def value(m: re.Match[str], around: Around) -> Found:
        year = _written_year(m) or (around.today.year if around.today else None)
        return (f"{year}-S{half}", "cumulative") if year else None

    return value


def _part(year: int, first: int, last: int) -> str:
    return sdmx.name(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _years(kind: str) -> Reading:
    def value(m: re.Match[str], around: Around) -> Found:
        first, last = int(m["y1"]), int(m["y"])
        return (f"{first}-01-01/P{last - first + 1}Y", kind) if 1 <= last - first <= 60 else None

    return value


def _years_back(kind: str) -> Reading:
    def value(m: re.Match[str], around: Around) -> Found:
        """The years that end with the present one, or with the last one in the first half of a year."""
        count = _number(m["n"])
        if around.today is None or not 2 <= count <= 60:
            return None
        last = around.today.year - (1 if 1 <= around.today.month <= 6 else 0)
        return f"{last - count + 1}-01-01/P{count}Y", kind

    return value


def _next_years(m: re.Match[str], around: Around) -> Found:
    """The years after the present one."""
    count = _number(m["n"])
    return (f"{around.today.year + 1}-01-01/P{count}Y", "period") if around.today and 2 <= count <= 60 else None


def _from_today(offset: int, kind: str = "period") -> Reading:
    return lambda m, around: (str(around.today.year + offset), kind) if around.today else None


def _past_year(m: re.Match[str], around: Around) -> Found:
    """``năm qua``: the closing year, or the one just closed."""
    if around.today is None:
        return None
    return str(around.today.year - (0 if around.today.month >= 10 else 1)), "period"


def _spoken_year(kind: str = "period") -> Reading:
    return lambda m, around: (str(around.year), kind) if around.year else None


_REVIEWED = 2  # months: "trong tháng" in a page of 8 July that speaks of "tháng 6" is June


def _month_from_today(offset: int) -> Reading:
    def value(m: re.Match[str], around: Around) -> Found:
        if around.today is None or not around.today.month:
            return (around.said.get("month") and (around.said["month"], "period")) or None
        months = around.today.year * 12 + around.today.month - 1 + offset
        said = around.said.get("month")
        if offset == 0 and said is not None and 0 <= months - _months_of(said) <= _REVIEWED:
            return said, "period"
        return f"{months // 12:04}-{months % 12 + 1:02}", "period"

    return value


def _months_of(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7]) - 1


def _year_to_date(m: re.Match[str], around: Around) -> Found:
    """``từ đầu năm``: the months the document sums up; else the full months of the year so far."""
    if "months" in around.said:
        return around.said["months"], "cumulative"
    if around.today is None:
        return None
    last = around.today.month if around.today.day and around.today.day.day >= 24 else around.today.month - 1
    return (_part(around.today.year, 1, last) if last >= 1 else str(around.today.year)), "cumulative"


def _so_far(m: re.Match[str], around: Around) -> Found:
    """``lũy kế``: the months the document sums up; where it sums up none, up to its day."""
    if "months" in around.said:
        return around.said["months"], "cumulative"
    return (str(around.today.year), "as_of") if around.today else None


def _since(m: re.Match[str], around: Around) -> Found:
    first = int(m["y"])
    if around.today is None or not 0 <= around.today.year - first <= 60:
        return None
    count = around.today.year - first + 1
    return (f"{first}-01-01/P{count}Y" if count > 1 else str(first)), "cumulative"


def _said(rule: str) -> Reading:
    return lambda m, around: (around.said[rule], "period") if rule in around.said else None


def _term(m: re.Match[str], around: Around) -> Found:
    return (around.term, "term") if around.term else None


def _term_edge(end: bool) -> Reading:
    def value(m: re.Match[str], around: Around) -> Found:
        if around.term is None:
            return None
        days = sdmx.parse(around.term)
        return (str(days.end.year), "until") if end else (str(days.start.year), "start")

    return value


def _same_period(m: re.Match[str], around: Around) -> Found:
    """``cùng kỳ``: the year before, or the year named."""
    year = _written_year(m) or (around.today.year - 1 if around.today else None)
    return (str(year), "base") if year else None


READINGS: Mapping[str, Reading] = {
    "day": _day,
    "month": _month,
    "this_month": _month_from_today(0),
    "last_month": _month_from_today(-1),
    "first_month": lambda m, around: (f"{around.today.year}-01", "period") if around.today else None,
    "quarter": _quarter,
    "months": _months,
    "first_half": _half(1),
    "second_half": _half(2),
    "year": lambda m, around: (m["y"], "period"),
    "years": _years("period"),
    "term": _years("term"),
    "past_years": _years_back("period"),
    "next_years": _next_years,
    "duration": _years_back("duration"),
    "this_year": _from_today(0),
    "last_year": _from_today(-1),
    "year_before_last": _from_today(-2),
    "next_year": _from_today(1),
    "past_year": _past_year,
    "to_date": _from_today(0, "as_of"),
    "year_said": _spoken_year(),
    "start_of_year": _from_today(0, "start"),
    "start_of_year_said": _spoken_year("start"),
    "crop_said": lambda m, around: (str(around.today.year), "crop") if around.today else None,
    "quarter_said": _said("quarter"),
    "stage_said": _said("stage"),
    "term_said": _term,
    "term_start": _term_edge(end=False),
    "term_end": _term_edge(end=True),
    "since": _since,
    "year_to_date": _year_to_date,
    "so_far": _so_far,
    "same_period": _same_period,
}
