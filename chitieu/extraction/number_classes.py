"""Numbers that are no quantities: parts of dates and times, of names and documents, ordinals, phones, marks of lists.

Each rule looks at the number, the words before it and the word after it (``number_cues.toml``). What no rule
knows goes on to be read as a quantity.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from chitieu.extraction.number_shapes import code_end
from chitieu.extraction.records import OtherNumber
from chitieu.model import Span
from chitieu.vocabulary.units import UnitMatch

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DAY_MONTH = re.compile(rf"{_DAY}([/.-]){_MONTH}(?![\d/%])(?![.,]\d)")
_MONTH_YEAR = re.compile(rf"{_MONTH} ?[/.-] ?(?:19|20)\d\d(?![\d/])(?![.,]\d)")
_MONTHS = re.compile(rf"{_MONTH},{_MONTH}(?![\d.,%])")
_DAYS = re.compile(rf"{_DAY} ?[-–] ?{_DAY}[/.]{_MONTH}(?:[/.]\d{{4}})?(?![\d%])(?![.,]\d)")
_SCORE = re.compile(r"\d{1,2}(?:[-–]\d{1,2})+(?![\d.,%]|[-–/])")
_ADMINISTRATIVE = re.compile(
    r"[ \u00a0](?:tỉnh|huyện|xã|thành phố|thị xã|quận|phường|thị trấn|thôn|toàn|cả|các|trường)\b"
)
_RATE_BEFORE, _RATE_PEOPLE = {"trên", "/", "mỗi", "bình quân"}, {"dân", "người dân", "người", "trẻ đẻ sống"}
_RATE_AREA = {"ha", "sào", "m2", "héc ta"}
_COMPARES = re.compile(
    r"(?<!\w)(?:gấp|tăng|giảm|cao|hơn|bằng|nhanh|lớn|nhiều|so với|thấp|ít|kém|mạnh|vượt)(?!\w)", re.IGNORECASE
)
_DAY_WORDS = {"ngày", "sáng", "chiều", "tối", "trưa", "đêm"}
_DATE_WORDS = {
    "ngày", "sáng", "chiều", "tối", "trưa", "đêm", "hôm", "đến", "từ", "trước", "sau", "hết", "dịp", "lễ", "mùng", "vào", "hạn",
    "tính", "nay", "tới", "qua", "và", "-", "–", "cuối", "cáo", "dậy", "thắng",
}  # fmt: skip

_RANK_WORDS = {
    "xếp thứ", "đứng thứ", "vị trí thứ", "thứ hạng", "xếp hạng", "xếp vị trí", "đứng vị trí", "hạng thứ", "đứng hàng thứ",
    "xếp hạng thứ", "đứng vị trí thứ", "xếp vị trí thứ", "ở vị trí thứ",
}  # fmt: skip
_THAN = {"cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "tốt", "nhanh", "chậm", "dài", "rộng"}


class Left(NamedTuple):
    """The last three words before a number, in small letters, and the character that touches it."""

    one: str
    two: str
    three: str
    touching: str


class Bare(NamedTuple):
    """A number without a unit of its own, to be read with what stands around it."""

    start: int
    end: int
    value: float
    decimals: int
    denominator: float | None
    operator: str
    operator_span: Span | None


@cache
def cues() -> Mapping[str, Mapping[str, list[str]]]:
    """The cue words of ``number_cues.toml``."""
    with (files("chitieu.extraction") / "number_cues.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _table(section: str) -> dict[str, str]:
    return {phrase: name for name, phrases in cues()[section].items() for phrase in phrases}


@cache
def no_nouns() -> frozenset[str]:
    """Words that begin no noun phrase after a number."""
    return frozenset(cues()["no_noun"]["words"])


def lookup(section: str, left: Left) -> str | None:
    """What the longest phrase before a number means in a section of the cues."""
    table = _table(section)
    return table.get(left.three) or table.get(left.two) or table.get(left.one)


def left_of(text: str, at: int, floor: int) -> Left:
    """The words before ``at``, not before ``floor`` (the start of the block)."""
    start = max(floor, at - 40)
    words = text[start:at].lower().replace("\u00a0", " ").split()[-3:]
    stripped = [w.strip("(\"“'[,;") for w in words]
    one = stripped[-1] if stripped else ""
    two = " ".join(stripped[-2:])
    return Left(one, two, " ".join(stripped), text[at - 1] if at > floor else "")


def by_words_always(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A class that the word before the number tells, whatever follows."""
    name = lookup("before_always", left)
    whole = text[at:end]
    if name is None:
        if left.one == "năm" and len(whole) == 4 and whole.isdigit() and whole[:2] in ("19", "20", "18", "17"):
            return OtherNumber(at, end, "period", "năm")
        return None
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
    whole = text[at:end]
    if text[end : end + 1].isalpha():
        return OtherNumber(at, max(end, code_end(text, at)), "name", "letters touch the number")
    if m := _DAYS.match(text, at):
        return OtherNumber(at, m.end(), "date", "days of a month")
    if left.one == "tháng" and (m := _MONTHS.match(text, at)):
        return OtherNumber(at, m.end(), "period", "months")
    if m := _DAY_MONTH.match(text, at):
        dashed = m.group(1) == "-"
        if left.one in (_DAY_WORDS if dashed else _DATE_WORDS) or (left.touching == "(" and m.group(1) == "/"):
            return OtherNumber(at, m.end(), "date", "day and month")
    if name := lookup("before_alone", left):
        return OtherNumber(at, end, name, left.one)
    if m := _SCORE.match(text, at):
        return OtherNumber(at, m.end(), "score", "score or formation")
    if whole in ("1", "01") and text.startswith(" trong ", end):
        return OtherNumber(at, end, "word", "one of several")
    if is_year(whole) or (left.touching == "(" and len(whole) == 4 and whole[0] == "1"):
        return OtherNumber(at, end, "period", "year")
    return None


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
    return at - start > 2 and text[at - 1] in " \u00a0" and text[start].isupper() and start > floor


def by_unit(text: str, at: int, stop: int, unit: UnitMatch, left: Left) -> OtherNumber | None:
    """A class that the unit tells: ages, spans of time, occasions, the divisor of a rate (``trên 1 vạn dân``)."""
    head = unit.phrase.split("/")[0]
    if name := _table("after").get(head):
        return OtherNumber(at, unit.end, name, head)
    if unit.group == "counter":
        return OtherNumber(at, unit.end, "counter", head)
    if unit.code == "TIMES" and not _COMPARES.search(text, max(0, at - 40), at):
        return OtherNumber(at, unit.end, "occasion", head)
    if left.one not in _RATE_BEFORE:
        return None
    written = text[at:stop].replace(".", "")
    if head in _RATE_PEOPLE and written.isdigit() and float(written) * unit.scale in (1e2, 1e3, 1e4, 1e5, 1e6):
        return OtherNumber(at, unit.end, "divisor", "of a rate per people")
    if head in _RATE_AREA and written in ("1", "01"):
        return OtherNumber(at, unit.end, "divisor", "of a rate per area")
    return None


def is_rank(left: Left) -> bool:
    """Whether the words before a number say that it is a place in an order."""
    return left.three in _RANK_WORDS or left.two in _RANK_WORDS or left.one in ("hạng", "top")


def operator(text: str, at: int, left: Left) -> tuple[str, Span | None]:
    """The comparator before a number and where it stands; ``=`` without one (``cao hơn 5%`` compares otherwise)."""
    for count, phrase in ((3, left.three), (2, left.two), (1, left.one)):
        name = _table("operator_before").get(phrase)
        if name is None or (count == 1 and left.one == "hơn" and left.two.split(" ")[0] in _THAN):
            continue
        start = at
        for _ in range(count):
            while start > 0 and text[start - 1].isspace():
                start -= 1
            while start > 0 and not text[start - 1].isspace():
                start -= 1
        return name, Span(start + len(text[start:at]) - len(text[start:at].lstrip("(,;:[\"“'")), at)
    return "=", None


def word_counts(word: str, unit: UnitMatch, left: Left, capital: bool) -> bool:
    """Whether a number word counts the noun after it: ``một`` is mostly an article and ``năm`` the word for year."""
    if word == "một":
        return unit.scale > 1 or unit.dimension == "money"
    if word == "năm":
        return unit.dimension == "count" and left.one in ("có", "gồm", "thêm", "khoảng", "cùng") and not capital
    return True


def year_of_place(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A year right before an administrative word: ``đến 2030 tỉnh có ...`` is no count of provinces."""
    if (
        is_year(text[at:end])
        and _ADMINISTRATIVE.match(text, end)
        and left.one in ("đến", "từ", "trước", "sau", "đầu", "cuối", "tới", "-", "–", "và")
    ):
        return OtherNumber(at, end, "period", "year")
    return None
