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

from chitieu.extraction.records import OtherNumber
from chitieu.model import Span
from chitieu.vocabulary.units import UnitMatch

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"{_DAY}([/.-]){_MONTH}\1(?:\d{{4}}|\d\d)(?![\d/])|{_MONTH}/{_DAY}/(?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\2(?:[0-2]\d|3[01])(?!\d)"
)
_DATE_BLANKS = re.compile(rf"{_DAY} ?[/.-] ?{_MONTH} ?[/.-] ?(?:1[5-9]|20)\d\d(?!\d)")
_DATE_ENGLISH = re.compile(r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}(?!\d)")
_DAY_MONTH = re.compile(rf"{_DAY}([/.-]){_MONTH}(?![\d/%])(?![.,]\d)")
_MONTH_YEAR = re.compile(rf"{_MONTH} ?[/.-] ?(?:19|20)\d\d(?![\d/])(?![.,]\d)")
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d ?[-–—/] ?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d.,]*\d)(?! ?(?:%|(?:mm|m|ha|tấn|đồng|người|triệu|tỷ|hộ|con|kg)\b))")
_MONTHS = re.compile(rf"{_MONTH},{_MONTH}(?![\d.,%])")
_STAMP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])(?: ?(?:h|g|giờ)(?: ?[0-5]?\d(?!\d)(?: ?(?:phút|p|'))?)?|:[0-5]\d(?::[0-5]\d)?)(?![\w:])",
    re.IGNORECASE,
)
_PROPORTION = re.compile(r"\d{1,3}(?::\d{1,3})+(?![\d.,]*\d)")
_DAY_OF_MONTH = re.compile(rf"{_DAY} tháng (?:{_MONTH}|giêng|chạp)(?![\w/%])(?![.,]\d)(?: năm (?:1[5-9]|20)\d\d)?")
_TITLED = re.compile(r"[ \u00a0]+[A-ZÀ-ỸĐ][a-zà-ỹđ]")
_SCORE = re.compile(r"\d{1,2}(?:[-–]\d{1,2})+(?![\d.,%]|[-–/])")
_DAYS = re.compile(rf"{_DAY} ?[-–] ?{_DAY}[/.]{_MONTH}(?:[/.]\d{{4}})?(?![\d%])(?![.,]\d)")
_SCALE = re.compile(r"1/(?:\d{1,3}(?:\.\d{3})+|\d{3,6})(?!\d)")
_COORDINATE = re.compile(
    r"\d{1,3} ?(?:[°º˚]|[oO0](?=\d\d ?['’′]))[ ]?(?:\d{1,3}(?:[.,]\d+)? ?['’′]+ ?)?(?:\d{1,2}(?:[.,]\d+)? ?[\"”″'’′]*)?(?! ?C)"
    r"|\d{3,6}['’′](?:\d{1,2}[\"”″'’′]*)?"
)
_TEMPERATURE = re.compile(
    r"\d{1,2}(?:[.,]\d)?(?: ?[-–] ?\d{1,2}(?:[.,]\d)?)? ?(?:[°º˚oO0] ?C|độ C)(?!\w)|\d{1,2}[ ]?[°º˚]"
)
_HEXADECIMAL = re.compile(r"0x[0-9A-Fa-f]+")
_DOCUMENT = re.compile(
    r"\d+[a-zA-Z]?(?:/(?:19|20)\d\d)?[ ]?[-/–][ ]?(?=[A-ZĐƯ])[A-ZĐƯa-zđư0-9]*[A-ZĐƯ][A-ZĐƯa-zđư0-9]*"
    r"(?:[-/.&][A-ZĐƯa-zđư0-9]+)*"
)
_PHONE = re.compile(r"(?:\+?84|0)\d{0,4}\)?(?:[ .-]?\d{2,7}){1,4}(?![\d.,]*\d)")
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)/](?=\s|[A-ZÀ-ỸĐ]|$)|[.):-](?=\s))")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}\.?(?!\d)")
_CODE = re.compile(r"[\w.\-/+@:&?=%]*\w")
_ADMINISTRATIVE = re.compile(
    r"[ \u00a0](?:tỉnh|huyện|xã|thành phố|thị xã|quận|phường|thị trấn|thôn|toàn|cả|các|trường)\b"
)
_COMPARES = re.compile(r"(?<!\w)(?:gấp|tăng|giảm|cao|hơn|bằng|nhanh|lớn|nhiều|so với|thấp|ít|kém|mạnh|vượt)(?!\w)", re.IGNORECASE)
_MONTHS_SHORT = re.compile(r"\d{1,2}T(?:[/-]?(?:19|20)\d\d)?(?!\w)")
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


def by_shape(text: str, at: int, end: int, left: Left, floor: int) -> OtherNumber | None:
    """A class that the shape of the number tells: date, time, document, phone, list mark, part of a code."""
    after = text[end : end + 1]
    before = left.touching
    if before and (before.isalpha() or before == "_" or (before in "-./@" and _names(text, at - 1, floor))):
        return _in_code(text, at, end, floor)
    if m := _DATE.match(text, at):
        return OtherNumber(at, _time_after(text, m.end()), "date", "day, month and year")
    if after == "x" and (m := _HEXADECIMAL.match(text, at)):
        return OtherNumber(at, m.end(), "identifier", "hexadecimal digits")
    if after in "°º˚oO'’′ ":
        if m := _TEMPERATURE.match(text, at):
            return OtherNumber(at, m.end(), "temperature", "degrees")
        if (m := _COORDINATE.match(text, at)) and m.end() > end:
            return OtherNumber(at, m.end(), "coordinate", "latitude or longitude")
    elif text[end - 1] == "0" and after == "C" and (m := re.compile(r"\d{1,3}0C(?!\w)").match(text, at)):
        return OtherNumber(at, m.end(), "temperature", "degrees")
    if after in "-/ " and (m := _YEARS.match(text, at)):
        return OtherNumber(at, m.end(), "period", "span of years")
    if after in "/- " and (m := _MONTH_YEAR.match(text, at)):
        return OtherNumber(at, m.end(), "period", "month and year")
    if after == " " and (m := _DAY_OF_MONTH.match(text, at)):
        return OtherNumber(at, m.end(), "date", "day and month")
    if after in " /-." and (m := _DATE_BLANKS.match(text, at) or _DATE_ENGLISH.match(text, at)):
        return OtherNumber(at, m.end(), "date", "day, month and year")
    if after == "/" and (m := _SCALE.match(text, at)):
        return OtherNumber(at, m.end(), "scale", "scale of a map")
    if after in ":hHgG " and (m := _TIME.match(text, at)) and not text.startswith("gram", end):
        return OtherNumber(at, m.end(), "time", "hour")
    if after == "T" and (m := _MONTHS_SHORT.match(text, at)):
        return OtherNumber(at, m.end(), "period", "months")
    if after == ":" and (m := _PROPORTION.match(text, at)):
        return OtherNumber(at, m.end(), "proportion", "score or proportion")
    if after in "-/ " or after.isalpha():
        if m := _DOCUMENT.match(text, at):
            return OtherNumber(at, m.end(), "document", "number and issuer of a document")
    if text[at] == "0" or before == "+" or left.one in ("đt:", "tel:", "thoại:", "hotline:", "fax:"):
        if (m := _PHONE.match(text, at)) and 8 <= sum(c.isdigit() for c in m.group()) <= 13:
            return OtherNumber(at, m.end(), "phone", "digits of a phone")
    if (m := _STAMP.match(text, at)) and m.end() == end:
        return OtherNumber(at, _CODE.match(text, at).end(), "date", "digits of a date")  # type: ignore[union-attr]
    if end - at >= 8 and text[at:end].isdigit():
        return OtherNumber(at, end, "identifier", "long run of digits")
    if _starts_item(text, at, floor) and (m := _LIST_MARK.match(text, at)):
        return OtherNumber(at, max(end, m.end() - 1), "list_mark", "mark of a list item")
    if at == floor and end - at <= 3 and _TITLED.match(text, end):
        return OtherNumber(at, end, "list_mark", "number of a line")
    if before == "(" and after == ")" and end - at <= 2:
        return OtherNumber(at, end, "list_mark", "number in brackets")
    if (m := _SECTION.match(text, at)) and m.end() >= end and not re.search(r"\d{3}", m.group()):
        return OtherNumber(at, max(end, m.end() - 1), "list_mark", "number of a section")
    return None


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
    if text[end : end + 1].isalpha() and (m := _CODE.match(text, at)):
        return OtherNumber(at, m.end(), "name", "letters touch the number")
    if m := _DAYS.match(text, at):
        return OtherNumber(at, m.end(), "date", "days of a month")
    if left.one == "tháng" and (m := _MONTHS.match(text, at)):
        return OtherNumber(at, m.end(), "period", "months")
    if m := _DAY_MONTH.match(text, at):
        separator = m.group(1)
        if left.one in _DATE_WORDS or (left.touching == "(" and separator == "/"):
            return OtherNumber(at, m.end(), "date", "day and month")
    if name := lookup("before_alone", left):
        return OtherNumber(at, end, name, left.one)
    if is_year(whole):
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
    """A class that the unit tells: ages, hours, spans of time, and the divisor of a rate (``trên 1 vạn dân``)."""
    head = unit.phrase.split("/")[0]
    for name, phrases in cues()["after"].items():
        if head in phrases:
            return OtherNumber(at, unit.end, name, head)
    if (
        left.one in ("trên", "/")
        and head in ("dân", "người dân", "trẻ đẻ sống")
        and unit.scale * int(text[at].isdigit()) >= 1
    ):
        written = text[at:stop].replace(".", "")
        if written.isdigit() and float(written) * unit.scale in (1e2, 1e3, 1e4, 1e5, 1e6):
            return OtherNumber(at, unit.end, "divisor", "of a rate per people")
    if (
        text[at:stop] in ("1", "01")
        and head in ("ha", "sào", "m2", "héc ta")
        and left.one in ("trên", "/", "mỗi", "bình quân")
    ):
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


def _time_after(text: str, end: int) -> int:
    m = re.compile(r"[_T][\d:]+").match(text, end)
    return m.end() if m else end


def _starts_item(text: str, at: int, floor: int) -> bool:
    head = text[max(floor, at - 6) : at].rstrip(" \u00a0\t*+-–•([")
    return not head or head[-1] in "\n" or (head[-1] in ".;:!?" and at - floor > len(head))


def _names(text: str, at: int, floor: int) -> bool:
    """Whether the word that ends at ``at`` begins with a capital: ``Covid-19``, ``V.07``."""
    start = at
    while start > floor and text[start - 1].isalnum():
        start -= 1
    return start < at and text[start].isupper()


def _in_code(text: str, at: int, end: int, floor: int) -> OtherNumber:
    start = at
    while start > max(floor, at - 60) and not text[start - 1].isspace() and text[start - 1] not in "(“\"'":
        start -= 1
    code = _CODE.match(text, at)
    stop = max(end, code.end() if code else end)
    token = text[start:stop]
    if re.search(r"(?:^|[/\s])[kcdm]?m[23]?$", text[start:end].lower()) and text[end - 1] in "23":
        return OtherNumber(at, end, "unit", "exponent of a unit")
    if (
        "://" in token
        or "www." in token
        or "@" in token
        or re.search(r"\.(?:vn|com|htm|html|jpg|png|pdf|doc)\b", token.lower())
    ):
        return OtherNumber(at, stop, "link", "part of a link")
    return OtherNumber(at, stop, "name", "part of a name or code")
