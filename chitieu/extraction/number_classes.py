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

_SLASH_OR_DOT = r"(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"{_SLASH_OR_DOT}\1(?:(?:19|20)\d\d|\d\d)(?![\d/])|(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\2(?:[0-2]\d|3[01])(?!\d)"
)
_DATE_BLANKS = re.compile(r"(?:[12]?\d|3[01]) ?[/-] ?(?:1[0-2]|0?[1-9]) ?[/-] ?(?:19|20)\d\d(?!\d)")
_DAY_MONTH = re.compile(rf"{_SLASH_OR_DOT}(?![\d/%])(?![.,]\d)")
_MONTH_YEAR = re.compile(r"(?:0?[1-9]|1[0-2]) ?[/-] ?(?:19|20)\d\d(?![\d/])(?![.,]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-–—/] ?(?:(?:19|20)\d\d|\d\d)(?![\d.,]*\d)(?! ?%)")
_STAMP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])(?: ?(?:h|g|giờ)(?: ?[0-5]?\d(?!\d)(?: ?(?:phút|p|'))?)?|:[0-5]\d(?::[0-5]\d)?)(?![\w:])",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\d+[a-zA-Z]?(?:/(?:19|20)\d\d)?[ ]?[-/][ ]?(?=[A-ZĐƯ])[A-ZĐƯa-zđư0-9]*[A-ZĐƯ][A-ZĐƯa-zđư0-9]*(?:[-/.&][A-ZĐƯa-zđư0-9]+)*"
)
_PHONE = re.compile(r"(?:\+?84|0)\d{0,4}\)?(?:[ .-]?\d{2,7}){1,4}(?![\d.,]*\d)")
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)/](?=\s|[A-ZÀ-ỸĐ]|$)|[.):-](?=\s))")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}\.?(?!\d)")
_CODE = re.compile(r"[\w.\-/+@:&?=%]*\w")
_ADMINISTRATIVE = re.compile(
    r"[ \u00a0](?:tỉnh|huyện|xã|thành phố|thị xã|quận|phường|thị trấn|thôn|toàn|cả|các|trường)\b"
)
_DATE_WORDS = {
    "ngày", "sáng", "chiều", "tối", "trưa", "đêm", "hôm", "đến", "từ", "trước", "sau", "hết", "dịp", "lễ", "mùng", "vào", "hạn",
    "tính", "nay", "tới", "qua", "và", "-", "–", "cuối", "cáo", "dậy", "thắng",
}  # fmt: skip


class Left(NamedTuple):
    """The last three words before a number, in small letters, and the character that touches it."""

    one: str
    two: str
    three: str
    touching: str


@cache
def cues() -> Mapping[str, Mapping[str, list[str]]]:
    """The cue words of ``number_cues.toml``."""
    with (files("chitieu.extraction") / "number_cues.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _table(section: str) -> dict[str, str]:
    return {phrase: name for name, phrases in cues()[section].items() for phrase in phrases}


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
    if before and (
        before.isalpha()
        or before == "_"
        or (before in "-./@" and text[at - 2 : at - 1].isalpha() and text[at - 2].isupper())
    ):
        return _in_code(text, at, end, floor)
    if m := _DATE.match(text, at):
        return OtherNumber(at, _time_after(text, m.end()), "date", "day, month and year")
    if after in "-/ " and (m := _YEARS.match(text, at)):
        return OtherNumber(at, m.end(), "period", "span of years")
    if after in "/- " and (m := _MONTH_YEAR.match(text, at)):
        return OtherNumber(at, m.end(), "period", "month and year")
    if after in " /-" and (m := _DATE_BLANKS.match(text, at)):
        return OtherNumber(at, m.end(), "date", "day, month and year")
    if after in ":hHgG " and (m := _TIME.match(text, at)) and not text.startswith("gram", end):
        return OtherNumber(at, m.end(), "time", "hour")
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
    limit = {"date": 31, "period": 2100}.get(name)
    if left.one == "tháng":
        limit = 12
    if left.one == "quý":
        limit = 4
    if limit is not None:
        if m := _DAY_MONTH.match(text, at):
            return OtherNumber(at, m.end(), name, left.one)
        if not whole.isdigit() or int(whole) > limit:
            return None
    if name == "document" and (not whole.isdigit() or len(whole) > 4):
        return None
    return OtherNumber(at, end, name, left.one)


def by_words_alone(text: str, at: int, end: int, left: Left) -> OtherNumber | None:
    """A class that the word before a number without unit tells; a year needs none."""
    whole = text[at:end]
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
