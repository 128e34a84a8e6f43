"""Numbers that words beside them tell to be no quantities: years, ordinals, documents, names, ages, divisors.

The words are data (``cues.toml``). Some name a number whatever follows it (``tháng 3``), others only where
no unit does (``lớp 10``, not ``lớp 10 em``). What no rule knows is read as a quantity.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chitieu.extraction.numbers.cues import Left, cue_set, cue_table, lookup
from chitieu.extraction.numbers.shapes import code_end
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.model import Span
from chitieu.vocabulary.units import UnitMatch

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DAY_MONTH = re.compile(rf"{_DAY}([/.-]){_MONTH}(?![\d/%])(?![.,]\d)")
_MONTH_YEAR = re.compile(rf"{_MONTH} ?[/.-] ?(?:19|20)\d\d(?![\d/])(?![.,]\d)")
_MONTHS = re.compile(rf"{_MONTH},{_MONTH}(?![\d.,%])")
_DAYS = re.compile(rf"{_DAY} ?[-–] ?{_DAY}[/.]{_MONTH}(?:[/.]\d{{4}})?(?![\d%])(?![.,]\d)")
_SCORE = re.compile(r"\d{1,2}(?:[-–]\d{1,2}){1,4}(?![\d.,%]|[-–/])")
_RANK_AFTER = re.compile(
    r" ?/ ?(?:3[2-9]|[4-9]\d|\d{3})(?![\d/])| (?:lên|xuống) (?:vị trí |hạng )?thứ \d|"
    r" (?:của )?(?:cả nước|toàn quốc|toàn tỉnh|toàn huyện|thế giới|Đông Nam Á|châu Á|trong khu vực)"
)
_LEADING = re.compile(r" (?:[^\W\d_]+,? ){1,5}(?:dẫn đầu|đứng đầu|hàng đầu|tốt nhất|cao nhất)")
_NEXT_WORD = re.compile(r"[ \u00a0](\w+)")
_POWERS_OF_TEN = (1e2, 1e3, 1e4, 1e5, 1e6)


class Bare(NamedTuple):
    """A number without a unit of its own, to be read with what stands around it."""

    start: int
    end: int
    value: float
    decimals: int
    denominator: float | None
    operator: str
    operator_span: Span | None


def by_words_always(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A class that the word before the number tells, whatever follows."""
    name, whole = lookup("before_always", left), text[at:end]
    if name is None:
        is_past = len(whole) == 4 and whole.isdigit() and (whole[0] == "1" or whole[:2] == "20")
        return OtherNumber(at, end, "period", "năm") if left.one == "năm" and is_past else None
    limit = {"tháng": 12, "quý": 4}.get(left.one) or {"date": 31, "period": 2100}.get(name)
    if limit is not None:
        if m := _DAYS.match(text, at) or _MONTH_YEAR.match(text, at) or _DAY_MONTH.match(text, at):
            return OtherNumber(at, m.end(), name, left.one)
        if not whole.isdigit() or int(whole) > limit:
            return None
    if name == "document" and (not whole.isdigit() or len(whole) > 4):
        return None
    return OtherNumber(at, end, name, left.one)


def by_words_alone(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A class that the word before a number without unit tells; a year needs none."""
    whole, touching = text[at:end], text[at - 1 : at]
    if text[end : end + 1].isalpha():
        return OtherNumber(at, max(end, code_end(text, at)), "name", "letters touch the number")
    if m := _DAYS.match(text, at):
        return OtherNumber(at, m.end(), "date", "days of a month")
    if left.one == "tháng" and (m := _MONTHS.match(text, at)):
        return OtherNumber(at, m.end(), "period", "months")
    if m := _DAY_MONTH.match(text, at):
        before = cue_set("day_before" if m.group(1) == "-" else "date_before")
        holiday = m.group(1) == "/" and not any(w[:1].isdigit() for w in left.words) and "ngày" in left.words
        if left.one in before or holiday or (touching == "(" and m.group(1) == "/"):
            return OtherNumber(at, m.end(), "date", "day and month")
    if name := lookup("before_alone", left):
        return OtherNumber(at, end, name, left.one)
    if m := _SCORE.match(text, at):
        return OtherNumber(at, m.end(), "score", "score or formation")
    if whole in ("1", "01") and text.startswith(" trong ", end):
        return OtherNumber(at, end, "word", "one of several")
    if is_year(whole) or (touching == "(" and len(whole) == 4 and whole[0] == "1"):
        return OtherNumber(at, end, "period", "year")
    return None


def by_unit(text: str, at: int, stop: int, unit: UnitMatch, left: Left) -> OtherNumber | None:
    """A class that the unit tells: ages, spans of time, occasions, the divisor of a rate (``trên 1 vạn dân``).

    Args:
        text: the clean text.
        at: where the digits begin.
        stop: where they end.
        unit: the unit after them.
        left: the words before them.
    """
    head = unit.phrase.split("/")[0]
    if name := cue_table("after").get(head):
        if head in ("ngày", "đêm") and not cue_set("stay_before").isdisjoint(left.words):
            return None  # how long guests stay
        return OtherNumber(at, unit.end, name, head)
    if unit.group == "counter":
        return OtherNumber(at, unit.end, "counter", head)
    if unit.code == "TIMES" and not _compares(text, at, stop, unit, left):
        return OtherNumber(at, unit.end, "occasion", head)
    if left.one not in cue_set("rate_before") and not left.one.endswith("/"):
        return None
    written = text[at:stop].replace(".", "").replace("một", "1")
    if head in cue_set("rate_people") and written.isdigit() and float(written) * unit.scale in _POWERS_OF_TEN:
        return OtherNumber(at, unit.end, "divisor", "of a rate per people")
    if head in cue_set("rate_area") and written in ("1", "01"):
        return OtherNumber(at, unit.end, "divisor", "of a rate per area")
    return None


def by_name(text: str, at: int, end: int, unit: UnitMatch, left: Left) -> OtherNumber | None:
    """A number that belongs to the name before it although a noun follows, which begins a name of its own.

    ``thôn 5 xã An Hòa``, ``quốc lộ 14 đoạn qua huyện``, ``bảo dưỡng lần 4 Nhà máy``.
    """
    if unit.dimension not in ("count", None) or not text[max(0, at - 2) : at - 1].isalnum():
        return None
    if left.two in cue_set("road_before") or left.one in cue_set("road_before"):
        return OtherNumber(at, end, "name", left.one)
    village = left.one in cue_set("village_before") or left.two in cue_set("village_before")
    if village and unit.code in ("COMMUNE", "DISTRICT") and text[unit.end + 1 : unit.end + 2].isupper():
        return OtherNumber(at, end, "name", left.one)
    noun, name = text[end : unit.end].strip(), lookup("before_alone", left)
    begins_name = noun[:1].isupper() and not noun.isupper()
    return OtherNumber(at, end, name, left.one) if name and begins_name else None


def numbered_ones(text: str, at: int, end: int, last: object) -> OtherNumber | None:
    """The first name of a list of numbered places after their count: ``7 phường: 1, 2, 3``."""
    if not isinstance(last, Quantity) or text[last.end : at].strip() != ":" or not text[at:end].isdigit():
        return None
    listed = text[last.number.end : last.end].strip().lower() in cue_set("numbered") and text[end : end + 1] in ",;"
    return OtherNumber(at, end, "name", "one of the numbered places counted before") if listed else None


def _compares(text: str, at: int, stop: int, unit: UnitMatch, left: Left) -> bool:
    """Whether ``lần`` says how many times as much: beside a word that compares, or where the number has decimals."""
    said = not cue_set("times_compare").isdisjoint(left.words)
    return said or "," in text[at:stop] or text.startswith(" so với", unit.end)


def year_of_place(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A year right before an administrative word: ``đến 2030 tỉnh có ...`` is no count of provinces."""
    if left.one not in cue_set("year_before") or not is_year(text[at:end]):
        return None
    m = _NEXT_WORD.match(text, end)
    known = m is not None and m.group(1) in cue_set("administrative")
    return OtherNumber(at, end, "period", "year") if known else None


def day_and_month(text: str, at: int) -> OtherNumber | None:
    """A day with its month where a list or span of periods goes on: ``từ tháng 7 đến 15/9``."""
    m = _DAY_MONTH.match(text, at)
    return OtherNumber(at, m.end(), "date", "day and month") if m and m.group(1) == "/" else None


def is_rank(text: str, end: int, left: Left) -> bool:
    """Whether the words beside a number that ends at ``end`` say that it is a place in an order."""
    ranks = cue_set("rank_before")
    if left.one in ranks or left.two in ranks or left.three in ranks:
        return True
    if left.one in cue_set("leading_before"):
        return _LEADING.match(text, end) is not None
    return left.one == "thứ" and left.two not in cue_set("no_rank") and _RANK_AFTER.match(text, end) is not None


def is_year(whole: str) -> bool:
    """Whether digits may be a year of our time."""
    return len(whole) == 4 and whole.isdigit() and whole[:2] in ("19", "20")


def is_day(bare: Bare) -> bool:
    """Whether a fraction may be a day and a month (``27/7``)."""
    return bare.denominator is not None and 1 <= bare.denominator <= 12 and bare.value <= 31 and not bare.decimals


def is_named(text: str, at: int, floor: int) -> bool:
    """Whether a name stands right before a number: ``thủy điện Đồng Nai 3``."""
    start = at - 1
    while start > floor and text[start - 1].isalpha():
        start -= 1
    titled = text[start].isupper() and text[start + 1 : start + 2].islower()
    return titled and text[at - 1] in " \u00a0" and start > floor
