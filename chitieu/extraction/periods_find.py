"""Phrases of time, and the SDMX period each means on the day of the document.

One scan finds the words that can open a phrase (``năm``, ``quý``, ``6``, ``đến nay`` ...); the rules of that word are
tried in order and the first that fits wins. What stands before a phrase gives its kind: ``so với năm 2021`` is a base,
``đến ngày 17/4`` the day up to which something was counted, ``đến năm 2030`` a year still to come.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chitieu import sdmx
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.structure import Outline

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "giêng": 1, "tư": 4, "chạp": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_SEASONS = r"(?:đông(?: |-| - )xuân|xuân(?: |-)hè|hè(?: |-)thu|thu(?: |-)đông|chiêm(?: |-)xuân|chiêm|xuân|mùa|hè|thu|đông)"


@dataclass(frozen=True, slots=True)
class Today:
    """The day a document speaks on: its publication date, or a year (and month) inferred from its text."""

    year: int
    month: int = 0  # 0 where only the year is known
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    """What a rule may ask beside its own words."""

    today: Today | None
    year: int | None  # year last spoken of in the block: what "trong năm", "cuối năm" refer to
    term: str | None  # term of office the document names
    said: dict[str, str]  # the last period spoken of, by rule: what "cả quý", "cả giai đoạn" refer to


_Found = tuple[str, str] | None  # period, kind
_Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], _Around], _Found]]

_S = r"[ \u00a0]"
_Y = r"(?:19[3-9]\d|20\d\d)"
_N = r"(?:\d{1,2}|mười một|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|năm)"
_DASH = r"[-–—]"


def _rule(name: str, pattern: str, value: Callable[[re.Match[str], _Around], _Found]) -> _Rule:
    """Compile a pattern: a space is white space, ``__`` optional white space, ``~`` a dash, YYYY a year, NN a count."""
    for short, full in (("YYYY", _Y), ("NN", _N), ("~", _DASH), (" ", "__+"), ("__+", "\0"), ("__", f"{_S}*"), ("\0", f"{_S}+")):
        pattern = pattern.replace(short, full)
    return name, re.compile(pattern + r"(?![\wÀ-ỹ])"), value


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text]


def _day(year: int, month: int, day: int, kind: str = "day") -> _Found:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day).isoformat(), kind


def _day_of_month(m: re.Match[str], around: _Around) -> _Found:
    """A day without its year: the one nearest to the day of the document."""
    day, month = int(m["d"]), int(m["m"])
    if m.groupdict().get("y"):
        return _day(int(m["y"]), month, day)
    if around.today is None:
        return None
    year, now = around.today.year, around.today.day or date(around.today.year, around.today.month or 7, 1)
    options = [x for x in (_day(y, month, day) for y in (year - 1, year, year + 1)) if x]
    return min(options, key=lambda x: abs((date.fromisoformat(x[0]) - now).days), default=None)


def _part_year(around: _Around, month: int) -> int | None:
    """The year of a month named alone: the last one, for late months spoken of in January or February."""
    if around.today is None:
        return None
    return around.today.year - (1 if 1 <= around.today.month <= 2 and month >= 7 else 0)


def _named_year(m: re.Match[str], around: _Around, month: int) -> int | None:
    """The year written with a month or quarter, else the one it must be."""
    written = next((m[g] for g in ("y", "y2", "y3") if m.groupdict().get(g)), None)
    return int(written) if written else _part_year(around, month)


def _month(m: re.Match[str], around: _Around) -> _Found:
    month = _number(m["m"])
    year = _named_year(m, around, month)
    return (f"{year:04}-{month:02}", "period") if year and 1 <= month <= 12 else None


def _quarter(m: re.Match[str], around: _Around) -> _Found:
    quarter = _ROMAN[m["q"]]
    year = _named_year(m, around, 3 * quarter - 2)
    return (f"{year}-Q{quarter}", "period") if year else None


def _months(m: re.Match[str], around: _Around) -> _Found:
    """``6 tháng đầu năm``, ``9 tháng``, ``6 tháng cuối năm 2022``."""
    count = _number(m["n"])
    year = int(m["y"]) if m["y"] else _part_year(around, 7 if count > 6 and not m["part"] else 1)
    if not year or not 2 <= count <= 12:
        return None
    late = m["part"] is not None and re.search("cuối|còn lại", m["part"]) is not None
    first = 13 - count if late else 1
    last = first + count - 1
    kind = "cumulative" if m["part"] or m["y"] else "months"
    return sdmx.name(date(year, first, 1), date(year, last, monthrange(year, last)[1])), kind


def _span(first: int, last: int, kind: str = "period") -> _Found:
    if not 1 <= last - first <= 60:
        return None
    return f"{first}-01-01/P{last - first + 1}Y", kind


def _years_back(m: re.Match[str], around: _Around) -> _Found:
    """``3 năm qua``: the years that end with the present one, or with the last one in the first half of a year."""
    count = _number(m["n"])
    if around.today is None or not 2 <= count <= 60:
        return None
    last = around.today.year - (1 if 1 <= around.today.month <= 6 else 0)
    return f"{last - count + 1}-01-01/P{count}Y", "period" if m.groupdict().get("past") else "duration"


def _relative(offset: int, kind: str = "period") -> Callable[[re.Match[str], _Around], _Found]:
    return lambda m, around: (str(around.today.year + offset), kind) if around.today else None


def _past_year(m: re.Match[str], around: _Around) -> _Found:
    """``năm qua``: the closing year, or the one just closed."""
    if around.today is None:
        return None
    return str(around.today.year - (0 if around.today.month >= 10 else 1)), "period"


def _same_year(kind: str = "period") -> Callable[[re.Match[str], _Around], _Found]:
    return lambda m, around: (str(around.year), kind) if around.year else None


def _this_month(offset: int) -> Callable[[re.Match[str], _Around], _Found]:
    def value(m: re.Match[str], around: _Around) -> _Found:
        if around.today is None or not around.today.month:
            return None
        months = around.today.year * 12 + around.today.month - 1 + offset
        return f"{months // 12:04}-{months % 12 + 1:02}", "period"

    return value


def _year_to_date(m: re.Match[str], around: _Around) -> _Found:
    """``từ đầu năm đến nay``: the full months of the year so far."""
    if around.today is None:
        return None
    last = around.today.month if around.today.day and around.today.day.day >= 15 else around.today.month - 1
    if last < 1:
        return str(around.today.year), "cumulative"
    return sdmx.name(date(around.today.year, 1, 1), date(around.today.year, last, monthrange(around.today.year, last)[1])), "cumulative"


def _since(m: re.Match[str], around: _Around) -> _Found:
    if around.today is None or not 0 <= around.today.year - int(m["y"]) <= 60:
        return None
    count = around.today.year - int(m["y"]) + 1
    return (f"{m['y']}-01-01/P{count}Y" if count > 1 else m["y"]), "cumulative"


def _half(half: int) -> Callable[[re.Match[str], _Around], _Found]:
    def value(m: re.Match[str], around: _Around) -> _Found:
        year = int(m["y"]) if m["y"] else around.today.year if around.today else None
        return (f"{year}-S{half}", "cumulative") if year else None

    return value


def _term(m: re.Match[str], around: _Around) -> _Found:
    return (around.term, "term") if around.term else None


def _term_end(m: re.Match[str], around: _Around) -> _Found:
    return (str(sdmx.parse(around.term).end.year), "until") if around.term else None


def _said_again(rule: str) -> Callable[[re.Match[str], _Around], _Found]:
    return lambda m, around: (around.said[rule], "period") if rule in around.said else None


def _base(m: re.Match[str], around: _Around) -> _Found:
    """``cùng kỳ``: the year before, or the year named."""
    year = int(m["y"]) if m["y"] else around.today.year - 1 if around.today else None
    return (str(year), "base") if year else None


_RULES: dict[str, tuple[_Rule, ...]] = {
    "number": (
        _rule("date", r"(?P<d>\d{1,2})__[/.-]__(?P<m>\d{1,2})__[/.-]__(?P<y>YYYY)", _day_of_month),
        _rule("date_short", r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?![/.,-]?\d|__%)", _day_of_month),
        _rule("month_year", r"(?P<m>0?[1-9]|1[0-2])[/-](?P<y>YYYY)", _month),
        _rule("months", r"(?P<n>NN) tháng(?P<part> đầu năm| đầu| cuối năm| cuối| còn lại| qua)?(?:(?: của)? năm| của năm)?__/?__(?P<y>YYYY)?", _months),
        _rule("crop_year", r"(?:(?<=xuân.)|(?<=ên.vụ.)|(?<=thu.)|(?<=mùa.)|(?<=đông.)|(?<=m.học.))(?P<y1>YYYY)__~__(?P<y>YYYY)", lambda m, a: (m["y"], "period")),
        _rule("stage", r"(?P<y1>YYYY)__~__(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]))),
        _rule("years_named", r"(?:NN) năm(?: từ)? (?P<y1>YYYY)__(?:~|đến|và)__(?:năm__)?(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]))),
        _rule("years_past", r"(?P<n>\d{1,2}|hai|ba|bốn|sáu|bảy|tám|chín|mười|năm) năm(?P<past> qua| gần đây| trở lại đây| vừa qua| liền| liên tục)", _years_back),
        _rule("years", r"(?P<n>\d{1,2}|hai|ba|bốn|sáu|bảy|tám|chín|mười|năm) năm", _years_back),
        _rule("year_bare", r"(?P<y>YYYY)(?![.,/-]\d)", lambda m, a: (m["y"], "period")),
    ),
    "năm": (
        _rule("school_year", r"năm học (?P<y1>YYYY)__~__(?P<y>YYYY)", lambda m, a: (m["y"], "period")),
        _rule("years_named", r"năm (?P<y1>YYYY)__(?:~|đến)__(?:năm )?(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]))),
        _rule("year", r"năm(?: dương lịch)? (?P<y>YYYY)", lambda m, a: (m["y"], "period")),
        _rule("years_past", r"(?P<n>năm) năm(?P<past> qua| gần đây| vừa qua)", _years_back),
        _rule("year_before_last", r"năm trước nữa", _relative(-2)),
        _rule("last_year", r"năm(?: ngoái| trước)", _relative(-1)),
        _rule("past_year", r"năm(?: vừa)? qua", _past_year),
        _rule("this_year", r"năm (?:nay|này)", _relative(0)),
        _rule("next_year", r"năm (?:tới|sau)", _relative(1)),
    ),
    "các": (_rule("years_named", r"các năm (?P<y1>YYYY)__(?:~|đến|và)__(?:năm )?(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]))),),
    "tháng": (
        _rule("month", r"tháng (?P<m>\d{1,2}|giêng|hai|ba|tư|bảy|tám|chín|mười một|mười|chạp)(?:__[/.-]__(?P<y>YYYY)| năm (?P<y2>YYYY))?(?![.,]\d)", _month),
        _rule("this_month", r"tháng này", _this_month(0)),
        _rule("last_month", r"tháng (?:trước|qua)", _this_month(-1)),
        _rule("first_month", r"tháng đầu năm", lambda m, a: (f"{a.today.year}-01", "period") if a.today else None),
    ),
    "quý": (
        _rule("quarter", r"quý (?P<q>iii|ii|iv|i|[1-4]|một|hai|ba|bốn|tư)(?:__[/-]__(?P<y>YYYY)| năm (?P<y2>YYYY)| (?P<y3>YYYY))?(?![.,]\d)", _quarter),
    ),
    "ngày": (
        _rule("day", r"ngày (?P<d>\d{1,2})__[/.-]__(?P<m>\d{1,2})(?:__[/.-]__(?P<y>YYYY))?", _day_of_month),
        _rule("day", r"ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?: năm (?P<y>YYYY))?", _day_of_month),
    ),
    "giai": (_rule("stage", r"giai đoạn(?: từ)?(?: năm)? (?P<y1>YYYY)__(?:~|đến)__(?:năm )?(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]))),),
    "thời": (_rule("stage", r"thời kỳ (?P<y1>YYYY)__~__(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]))),),
    "nhiệm": (
        _rule("term", r"nhiệm kỳ (?P<y1>YYYY)__~__(?P<y>YYYY)", lambda m, a: _span(int(m["y1"]), int(m["y"]), "term")),
        _rule("term_said", r"nhiệm kỳ", _term),
    ),
    "cuối": (
        _rule("term_end", r"cuối nhiệm kỳ", _term_end),
        _rule("year_end", r"cuối năm(?! \d| ngoái| trước)(?: nay| này)?", _same_year("period")),
    ),
    "đầu": (_rule("year_start", r"đầu năm(?! \d| ngoái| trước)(?: nay| này)?", _same_year("start")),),
    "cả": (
        _rule("quarter_said", r"cả quý(?! [iv\d])", _said_again("quarter")),
        _rule("stage_said", r"cả giai đoạn(?! \d| từ| năm)", _said_again("stage")),
        _rule("whole_year", r"cả năm(?! \d)(?: nay| này)?", _same_year()),
    ),
    "trong": (
        _rule("quarter_said", r"trong quý(?! [iv\d])", _said_again("quarter")),
        _rule("stage_said", r"trong giai đoạn(?! \d| từ| năm)", _said_again("stage")),
        _rule("in_year", r"trong năm(?! \d| qua| học)(?: nay| này)?", _same_year()), _rule("this_month", r"trong tháng(?! \d| \w+ năm)", _this_month(0)),
    ),
    "vụ": (
        _rule("crop_year", rf"vụ(?: lúa)?(?: {_SEASONS})?(?: năm)? (?P<y1>YYYY)__~__(?P<y>YYYY)", lambda m, a: (m["y"], "period")),
        _rule("crop", rf"vụ(?: lúa)? {_SEASONS} (?:năm )?(?P<y>YYYY)", lambda m, a: (m["y"], "period")),
    ),
    "từ": (
        _rule("since", r"từ(?: năm)? (?P<y>YYYY) (?:đến|tới) nay", _since),
        _rule("year_to_date", r"từ đầu năm(?: (?:đến|tới) nay)?", _year_to_date),
    ),
    "đến": (_rule("to_date", r"đến nay|đến thời điểm (?:này|hiện tại)|đến hôm nay", _relative(0, "as_of")),),
    "tới": (_rule("to_date", r"tới nay", _relative(0, "as_of")),),
    "hiện": (_rule("now", r"(?<!thực.)(?<!thể.)(?<!phát.)(?<!xuất.)(?<!tái.)hiện(?: nay| tại)?(?! hành| đại| trạng| trường| vật| thực)", _relative(0, "as_of")),),
    "hôm": (_rule("now", r"hôm nay", _relative(0, "as_of")),),
    "nửa": (
        _rule("half", r"nửa đầu năm(?: (?P<y>YYYY))?", _half(1)),
        _rule("half", r"nửa cuối năm(?: (?P<y>YYYY))?", _half(2)),
    ),
    "cùng": (_rule("same_period", r"cùng (?:kỳ|kì|thời điểm|giai đoạn)(?:(?: của)? năm (?:trước|ngoái)|(?: của)?(?: năm)? (?P<y>YYYY))?", _base),),
}  # fmt: skip


_OPENING = re.compile(
    r"(?<![\wÀ-ỹ,/-])(?<!\d\.)(?:(?P<word>năm|các|tháng|quý|ngày|giai|thời|nhiệm|cuối|đầu|cả|trong|vụ|từ|đến|tới|hiện|hôm|nửa|cùng)"
    r"|(?P<number>\d{1,2}|(?:19|20)\d\d|một|hai|ba|bốn|sáu|bảy|tám|chín|mười))(?![\wÀ-ỹ])"
)
# What stands before a phrase and changes its kind.
_BASE = re.compile(
    r"(?:\bso(?: với| cùng)?|\bgấp [^,;.()]{0,16}lần(?: so với)?|\bbằng(?: khoảng| gần)? [\d.,]+ ?%(?: so với)?|\b(?:cao|thấp|nhiều) hơn)"
    r"(?: (?:của|thực hiện|ước|cuối|đầu|thời điểm|mức|con số|kết quả|trước|vụ|số|cả|tháng|quý))* *$"
)
_UP_TO = re.compile(r"(?:\b(?:tính |cho )?(?:đến|tới)|\bhết|\blũy kế đến)(?: (?:thời điểm|hết|cuối|giữa|đầu|ngày|tháng|khoảng))* *$")
_SINCE = re.compile(r"\b(?:kể )?từ(?: (?:ngày|đầu|cuối|giữa|tháng|năm))* *$")
_BEFORE = re.compile(r"\btrước(?: (?:ngày|tháng|năm))* *$")
_EVENT = re.compile(r"\b(?:sáng|chiều|tối|trưa|đêm|hôm qua|hôm nay)(?: ngày| qua)?[,(]* *$|\bngày [\d ,và-]*$")
_DOCUMENT = re.compile(
    r"(?:\b(?:luật|pháp lệnh)\b[^.;:()]{0,50}(?: ngày)?|\bsố:? ?\d+[\w/.-]*,?"
    r"|\bgiá(?: so sánh| ss| cố định| cđ)?(?: năm)?) *$"
)
_DATES = re.compile(rf"(?<!\d)(\d{{1,2}})(?: tháng |[/.-])(\d{{1,2}})(?: năm |[/.-])({_Y})(?!\d)")
_SPEAKS_OF = re.compile(rf"\b(năm|cùng kỳ(?: năm)?|đầu|cuối|so với|trong|riêng|và|kỳ|quý [iv]+/|tháng \d+/) ?({_Y})(?![\d.,/-]*\d)")
_RANGE = re.compile(rf"{_S}*(?:đến|tới|{_DASH})(?: hết| ngày| cuối)*{_S}*")


def today_of(outline: Outline) -> Today | None:
    """The day a document speaks on: as published; else its latest date that is no deadline, else its latest year."""
    published = outline.document.published
    if published is not None:
        return Today(published.year, published.month, published)
    text = lower(outline.text)
    days = []
    for m in _DATES.finditer(text):
        day = _day(int(m[3]), int(m[2]), int(m[1]))
        if day and not _BEFORE.search(text[max(0, m.start() - 20) : m.start()]):
            days.append(date.fromisoformat(day[0]))
    years = [
        int(m[2]) + (1 if m[1].startswith("cùng kỳ") else 0)
        for m in _SPEAKS_OF.finditer(text)
        if not _UP_TO.search(text[max(0, m.start() - 20) : m.start()])
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
        year = next(governing, today.year if today else None)
        start = len(found)
        for mention in _scan(text, block.start, block.end, _Around(today, year, term, said)):
            found.append(mention)
        for mention in found[start:]:
            if mention.rule == "year" and mention.kind == "period" and index not in spoken:
                spoken[index] = int(mention.time_period)
    return tuple(found)


def _ancestors(outline: Outline, index: int) -> Iterator[int]:
    parent = outline.document.blocks[index].parent
    while parent is not None:
        yield parent
        parent = outline.document.blocks[parent].parent


def _scan(text: str, start: int, end: int, around: _Around) -> Iterator[PeriodMention]:
    """Mentions of one block; ranges of two dates joined to one."""
    last: PeriodMention | None = None
    at = start
    while opening := _OPENING.search(text, at, end):
        mention = _first_rule(text, start, end, opening, around)
        at = mention.end if mention else opening.end()
        if mention is None:
            continue
        if mention.kind in ("period", "as_of"):
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


def _first_rule(text: str, start: int, end: int, opening: re.Match[str], around: _Around) -> PeriodMention | None:
    for rule, pattern, value in _RULES[opening["word"] or "number"]:
        m = pattern.match(text, opening.start(), end)
        if m is None or (rule in _DOUBTFUL and not _DOUBTFUL[rule](text, start, end, m)):
            continue
        result = value(m, around)
        if result is not None:
            return _in_context(text, start, PeriodMention(m.start(), m.end(), *result, rule), around.today)
    return None


def _in_context(text: str, start: int, mention: PeriodMention, today: Today | None) -> PeriodMention:
    """The kind of a mention by the words before it."""
    before = text[max(start, mention.start - 60) : mention.start]
    if _DOCUMENT.search(before):
        return replace(mention, kind="document")
    if mention.kind in ("base", "as_of", "term") or mention.rule in ("since", "year_to_date"):
        return mention
    if _BASE.search(before):
        return replace(mention, kind="base")
    if _UP_TO.search(before):
        return replace(mention, kind="as_of" if _is_past(mention.time_period, today) else "until")
    if _BEFORE.search(before):
        return replace(mention, kind="until")
    if _SINCE.search(before):
        return replace(mention, kind="since")
    if mention.kind == "day":
        event = _EVENT.search(before) or not before.strip(" (-")
        return replace(mention, kind="event" if event else "day", doubted=_is_doubtful(mention.time_period, today))
    return mention


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


def _is_date(text: str, start: int, end: int, m: re.Match[str]) -> bool:
    """``22.4`` and ``7/12`` are dates only where the text says so; elsewhere they are numbers."""
    before = text[max(start, m.start() - 24) : m.start()]
    return bool(
        re.search(r"(?:ngày|sáng|chiều|tối|đêm|trưa|hôm (?:qua|nay),|trước|từ|đến|tới|nay đến|thứ \w+,)[ (]*(?:[\d,và -]*)$", before)
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
            r"(?:so với|cùng kỳ|riêng|sang|đầu|cuối|giữa|kh|th|kế hoạch|thực hiện|ước|từ|đến|tới|hết|trước|sau|vào|trong|cũ|mới"
            r"|xuân|hè|thu|đông|mùa|quý [ivx]+|kỳ|năm [\d]{4},?|và|vụ|[(/|])$",
            before,
        )
        or after[:1] in (")", "|")
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


_DOUBTFUL = {"date_short": _is_date, "year_bare": _is_year}  # digits that may be something else


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
