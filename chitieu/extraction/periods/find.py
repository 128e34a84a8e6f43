"""Phrases of time, and the SDMX period each means on the day of the document.

One scan finds the words that can open a phrase (``năm``, ``quý``, ``6``, ``đến nay`` ...); the rules of that word,
kept as data, are tried in order and the first that fits wins. What stands before a phrase gives its kind: ``so với năm
2021`` is a base, ``đến ngày 17/4`` the day up to which something was counted, ``đến năm 2030`` a year still to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from chitieu import sdmx
from chitieu.extraction.periods.kinds import BEFORE, UP_TO, in_context
from chitieu.extraction.periods.readings import READINGS, Around, Today
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.structure import Outline
from chitieu.vocabulary import periods as rules

_S = r"[ \u00a0]"
_Y = rules.YEAR
_DASH = r"[-–—]"

_DATES = re.compile(rf"(?<!\d)(\d{{1,2}})(?: tháng |[/.-])(\d{{1,2}})(?: năm |[/.-])({_Y})(?!\d)")
_SPEAKS_OF = re.compile(
    rf"\b(năm|cùng kỳ(?: năm)?|đầu|cuối|so với|trong|riêng|và|kỳ|quý [iv]+/|tháng \d+/) ?({_Y})(?![\d.,/-]*\d)"
)
_RANGE = re.compile(rf"{_S}*(?:đến|tới|{_DASH})(?: hết| ngày| cuối)*{_S}*")


def today_of(outline: Outline) -> Today | None:
    """The day a document speaks on: as published; else its latest date that is no deadline, else its latest year."""
    published = outline.document.published
    if published is not None:
        return Today(published.year, published.month, published)
    text = lower(outline.text)
    days = []
    for m in _DATES.finditer(text):
        if BEFORE.search(text[max(0, m.start() - 20) : m.start()]):
            continue
        with suppress(ValueError):  # 31/2
            days.append(date(int(m[3]), int(m[2]), int(m[1])))
    years = [
        int(m[2]) + (1 if m[1].startswith("cùng kỳ") else 0)
        for m in _SPEAKS_OF.finditer(text)
        if not UP_TO.search(text[max(0, m.start() - 20) : m.start()])
    ]
    if days:
        last = max(days)
        return Today(last.year, last.month, last)
    return Today(max(years)) if years else None


def find_periods(outline: Outline) -> tuple[PeriodMention, ...]:
    """Every phrase of time, in the order of the text; page furniture is read too (its numbers are in the ledger).

    Relative phrases ("năm nay", "đến nay") need the day of the document; without one they are left out.
    """
    today = today_of(outline)
    text = lower(outline.text)
    term = _term_of(text, today)
    spoken: dict[int, int] = {}  # block -> the last year spoken of in it
    said: dict[str, str] = {}
    found: list[PeriodMention] = []
    for index, block in enumerate(outline.document.blocks):
        governing = (spoken[b] for b in _ancestors(outline, index) if b in spoken)
        year = next((y for y in governing if today is None or y <= today.year), today.year if today else None)
        start = len(found)
        found.extend(_scan(text, block.start, block.end, Around(today, year, term, said)))
        term = next((m.time_period for m in reversed(found[start:]) if m.rule == "term"), term)
        for mention in found[start:]:
            if mention.rule == "year" and mention.kind == "period" and index not in spoken:
                spoken[index] = int(mention.time_period)
    return tuple(found)


def _ancestors(outline: Outline, index: int) -> Iterator[int]:
    parent = outline.document.blocks[index].parent
    while parent is not None:
        yield parent
        parent = outline.document.blocks[parent].parent


def _scan(text: str, start: int, end: int, around: Around) -> Iterator[PeriodMention]:
    """Mentions of one block; ranges of two dates joined to one."""
    last: PeriodMention | None = None
    at = start
    while opening := rules.opening().search(text, at, end):
        mention = _first_rule(text, start, end, opening, around)
        at = mention.end if mention else opening.end()
        if mention is None:
            continue
        if mention.rule == "term":
            around = replace(around, term=mention.time_period)
        if mention.kind in ("period", "as_of", "cumulative", "months"):
            before = around.said.get(mention.rule, "")
            around.said[mention.rule] = max(before, mention.time_period, key=lambda p: p[:4])
            if mention.rule == "year" and _opens_sentence(text, start, mention):
                around = replace(around, year=int(mention.time_period))
        joined = _join(text, last, mention) if last else None
        if last is not None and joined is None:
            yield last
        last = joined or mention
    if last is not None:
        yield last


def _first_rule(text: str, start: int, end: int, opening: re.Match[str], around: Around) -> PeriodMention | None:
    for rule in rules.load()[opening["word"] or "number"]:
        m = rule.pattern.match(text, opening.start(), end)
        if m is None or (rule.name in _DOUBTFUL and not _DOUBTFUL[rule.name](text, start, end, m)):
            continue
        result = READINGS[rule.reading](m, around)
        if result is not None:
            return in_context(text, start, PeriodMention(m.start(), m.end(), *result, rule.name), around.today)
    return None


def _is_date(text: str, start: int, end: int, m: re.Match[str]) -> bool:
    """``22.4`` and ``7/12`` are dates only where the text says so; elsewhere they are numbers."""
    before = text[max(start, m.start() - 24) : m.start()]
    return bool(
        re.search(
            r"(?:ngày|sáng|chiều|tối|đêm|trưa|hôm (?:qua|nay),|trước|từ|đến|tới|nay đến|thứ \w+,)[ (]*(?:[\d,và -]*)$",
            before,
        )
        and ("." not in m.group() or re.search(r"(?:ngày|sáng|chiều|tối|đêm)[ (]*$", before))
    )


def _is_year(text: str, start: int, end: int, m: re.Match[str]) -> bool:
    """``2024`` alone is a year in a bracket, at the end of a cell or after words such as "so với", "riêng", "KH"."""
    before = text[max(start, m.start() - 24) : m.start()].rstrip(" \u00a0")
    after = text[m.end() : min(end, m.end() + 3)].lstrip(" \u00a0")
    if not 1990 <= int(m["y"]) <= 2060:
        return False
    return bool(
        re.search(
            r"(?:so với|cùng kỳ|riêng|sang|đầu|cuối|giữa|kh|th|kế hoạch|thực hiện|ước|từ|đến|tới|hết|trước|sau|vào"
            r"|trong|cũ|mới|xuân|hè|thu|đông|mùa|quý [ivx]+|kỳ|mục tiêu|chỉ tiêu|năm [\d]{4},?|và|vụ|[(/|])$",
            before,
        )
        or after[:1] in (")", "|", ":")
        or (not after and m.end() == end)
    ) and not after.startswith("%")


def _opens_sentence(text: str, start: int, mention: PeriodMention) -> bool:
    """Whether a time stands so near the start of its sentence that it governs what follows."""
    before = text[max(start, mention.start - 30) : mention.start]
    return mention.start - start <= 30 or re.search(r"[.;:]\s[^.;:,]*$", before) is not None


def _join(text: str, first: PeriodMention, second: PeriodMention) -> PeriodMention | None:
    """``từ ngày 08/5 đến 31/12/2021`` as one mention."""
    if first.kind not in ("since",) or not _RANGE.fullmatch(text, first.end, second.start):
        return None
    begin, end = sdmx.parse(first.time_period).start, sdmx.parse(second.time_period).end
    if first.rule in ("day", "date_short", "month") and begin > end:
        begin = begin.replace(year=end.year) if (begin.month, begin.day) != (2, 29) else begin
    if begin > end:
        return None
    return PeriodMention(first.start, second.end, sdmx.name(begin, end), "period", "range")


def _is_month(text: str, start: int, end: int, m: re.Match[str]) -> bool:
    """``7/2025`` is a month; ``tỷ lệ 1/2000`` the scale of a map, ``số 12/2024`` a paper."""
    return re.search(r"(?:t[ỷỉ] lệ|số|quyết định) *$", text[max(start, m.start() - 12) : m.start()]) is None


# digits that may be something else
_DOUBTFUL = {"date_short": _is_date, "month_year": _is_month, "year_bare": _is_year}


def _term_of(text: str, today: Today | None) -> str | None:
    """The term of office the document names first, of those that hold its year."""
    for m in re.finditer(rf"nhiệm kỳ{_S}+({_Y}){_S}*{_DASH}{_S}*({_Y})", text):
        first, last = int(m[1]), int(m[2])
        if 3 <= last - first <= 6 and (today is None or first <= today.year <= last):
            return f"{first}-01-01/P{last - first + 1}Y"
    return None


def lower(text: str) -> str:
    """Lower case with every offset kept."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
