"""Numbers that words beside them tell to be no quantities: years, ordinals, documents, names, ages, divisors.

The words are data (``cues.toml``). Some name a number whatever follows it (``tháng 3``), others only where
no unit does (``lớp 10``, not ``lớp 10 em``). What no rule knows is read as a quantity.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chitieu.extraction.numbers.cues import Left, cue_set, cue_table, lookup
from chitieu.extraction.numbers.shapes import code_end
from chitieu.extraction.records import OtherNumber
from chitieu.model import Span
from chitieu.vocabulary.units import UnitMatch

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DAY_MONTH = re.compile(rf"{_DAY}([/.-]){_MONTH}(?![\d/%])(?![.,]\d)")
_MONTH_YEAR = re.compile(rf"{_MONTH} ?[/.-] ?(?:19|20)\d\d(?![\d/])(?![.,]\d)")
_MONTHS = re.compile(rf"{_MONTH},{_MONTH}(?![\d.,%])")
_DAYS = re.compile(rf"{_DAY} ?[-–] ?{_DAY}[/.]{_MONTH}(?:[/.]\d{{4}})?(?![\d%])(?![.,]\d)")
_SCORE = re.compile(r"\d{1,2}(?:[-–]\d{1,2}){1,4}(?![\d.,%]|[-–/])")
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
        is_past = len(whole) == 4 and whole.isdigit() and whole[:2] in ("17", "18", "19", "20")
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
        if left.one in before or (touching == "(" and m.group(1) == "/"):
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
        return OtherNumber(at, unit.end, name, head)
    if unit.group == "counter":
        return OtherNumber(at, unit.end, "counter", head)
    if unit.code == "TIMES" and cue_set("times_compare").isdisjoint(left.words):
        return OtherNumber(at, unit.end, "occasion", head)
    if left.one not in cue_set("rate_before"):
        return None
    written = text[at:stop].replace(".", "")
    if head in cue_set("rate_people") and written.isdigit() and float(written) * unit.scale in _POWERS_OF_TEN:
        return OtherNumber(at, unit.end, "divisor", "of a rate per people")
    if head in cue_set("rate_area") and written in ("1", "01"):
        return OtherNumber(at, unit.end, "divisor", "of a rate per area")
    return None


def year_of_place(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A year right before an administrative word: ``đến 2030 tỉnh có ...`` is no count of provinces."""
    if left.one not in cue_set("year_before") or not is_year(text[at:end]):
        return None
    m = _NEXT_WORD.match(text, end)
    known = m is not None and m.group(1) in cue_set("administrative")
    return OtherNumber(at, end, "period", "year") if known else None


def is_rank(left: Left) -> bool:
    """Whether the words before a number say that it is a place in an order."""
    ranks = cue_set("rank_before")
    return left.one in ranks or left.two in ranks or left.three in ranks


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
