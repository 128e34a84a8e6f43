"""The kind of a time by the words around it: what it measures against, up to when, since when, part of what name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from chitieu import sdmx
from chitieu.extraction.periods.readings import Today
from chitieu.extraction.records import PeriodMention

_BASE = re.compile(
    r"(?:\bso(?: với| cùng)?|\bgấp [^;()]{0,16}lần(?: so với)?|\bbằng(?: khoảng| gần)? [\d.,]+ ?%(?: so với)?"
    r"|\b(?:hơn|kém))"
    r"(?: (?:của|thực hiện|ước|cuối|đầu|thời điểm|mức|con số|kết quả|trước|vụ|số|cả|tháng|quý))* *$"
)
# "so với Tết năm 2017", "cao hơn mức tăng 6,43% của quý I/2024": what the comparison begins with, and what it holds
_COMPARISON = re.compile(
    r"\b(?:so với|(?:cao|thấp|nhiều|ít|lớn|tốt|nhỉnh|chậm|nhanh|kém|hơn) hơn|gấp (?:hơn |gần )?[\d.,]+ lần"
    r"|trái ngược với)\b[^;()]{0,60}$"
)
_PAUSE = re.compile(r"[.,](?!\d)|\b(?:và|nhưng|song|thì|nên|trong khi)\b")
UP_TO = re.compile(
    r"(?:\b(?:tính |cho )?(?:đến|tới)|\bhết|\blũy kế đến)"
    r"(?: (?:thời điểm|hết|cuối|giữa|đầu|ngày|tháng|khoảng))* *$"
)
_SPANS = ("years_named", "stage", "crop_year", "school_year")
_SINCE = re.compile(r"\b(?:kể )?từ(?: (?:ngày|đầu|cuối|giữa|tháng|năm))* *$")
BEFORE = re.compile(r"\btrước(?: (?:ngày|tháng|năm))* *$")
_EVENT = re.compile(r"\b(?:sáng|chiều|tối|trưa|đêm|hôm qua|hôm nay)(?: ngày| qua)?[,(]* *$|\bngày [\d ,và-]*$")
_DOCUMENT = re.compile(
    r"(?:\b(?:luật|pháp lệnh)\b[^.;:()]{0,50}(?: ngày)?|\bsố:? ?\d+[\w/.-]*,?"
    r"|\bgiá(?: so sánh| ss| cố định| cđ)?(?: năm)?) *$"
)
_PROGRAMME = re.compile(  # the span of a programme, a plan for an area, a set of standards: no time of a figure
    r"\b(?:chuẩn|tiêu chí|chương trình|đề án|quy hoạch|chiến lược|chủ trương|tầm nhìn|tiêu chuẩn)\b[^,.;:()\d]{0,60}\Z"
    r"|\b(?:nghị quyết|quyết định|kết luận|chỉ thị)\b[^.;:]{0,70}\bvề [^.;:]{0,90}\Z"
)


def in_context(text: str, start: int, mention: PeriodMention, today: Today | None) -> PeriodMention:
    """The kind of a mention by the words before it."""
    before = text[max(start, mention.start - 60) : mention.start]
    if _DOCUMENT.search(before):
        return replace(mention, kind="document")
    if mention.rule in ("stage", "years_named", "year", "year_bare") and (
        _PROGRAMME.search(text[max(start, mention.start - 140) : mention.start])
        or text.startswith(", tầm nhìn", mention.end)
    ):
        return replace(mention, kind="programme")
    if mention.kind in ("base", "as_of", "term") or mention.rule in ("since", "year_to_date"):
        return mention
    if _BASE.search(before) or is_compared(before):
        return replace(mention, kind="base")
    if UP_TO.search(before):
        return replace(mention, kind="as_of" if _is_past(mention.time_period, today) else "until")
    if BEFORE.search(before):
        return replace(mention, kind="deadline")
    if mention.rule not in _SPANS and _SINCE.search(before):
        return replace(mention, kind="since")
    if mention.kind == "day":
        event = _EVENT.search(before) or not before.strip(" (-")
        return replace(mention, kind="event" if event else "day", doubted=_is_doubtful(mention.time_period, today))
    return mention


def is_compared(before: str) -> bool:
    """Whether words that lead to a time are the object of a comparison, in one breath."""
    found = _COMPARISON.search(before)
    return found is not None and _PAUSE.search(found.group()) is None


def _is_past(period: str, today: Today | None) -> bool:
    days = sdmx.parse(period)
    if today is None:
        return True
    if today.day is None:
        return days.start.year <= today.year
    return days.start <= today.day and (days.freq != "A" or days.start.year < today.year)


def _is_doubtful(day: str, today: Today | None) -> bool:
    """A day that is right but for its year: "19/01/2023" in a page of 19/01/2024."""
    if today is None or today.day is None:
        return False
    said = date.fromisoformat(day)
    if said.year == today.year or abs(said.year - today.year) > 2:
        return False
    meant = date.fromisoformat(sdmx.year_earlier(day, said.year - today.year))
    return timedelta(0) <= today.day - meant <= timedelta(days=10) and abs((today.day - said).days) > 300
