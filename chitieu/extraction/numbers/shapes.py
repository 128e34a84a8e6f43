"""Classes that the shape of a number tells: dates, hours, documents, phones, marks of lists, parts of codes.

``shapes.toml`` lists the shapes. Only those that may begin with what stands there are tried: the sign after
the digits picks one compiled alternation.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from chitieu.extraction.records import OtherNumber


class Shape(NamedTuple):
    """One shape of the table: its class, the reason that the ledger gives, signs after the first digits, pattern."""

    number_class: str
    reason: str
    after: str
    pattern: str


_PARTS = {
    "{DAY}": r"(?:0?[1-9]|[12]\d|3[01])",
    "{MONTH}": r"(?:0?[1-9]|1[0-2])",
    "{YEAR}": r"(?:1[5-9]|20)\d\d",
    "{MEASURE}": r"(?:mm|m|ha|tấn|đồng|người|triệu|tỷ|hộ|con|kg)",
}
_PHONE = re.compile(r"(?:\+?84|0)\d{0,4}\)?(?:[ .-]?\d{2,7}){1,4}(?![\d.,]*\d)")
_STAMP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)[\w.-]*")
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)](?=\s|[A-ZÀ-ỸĐ]|$)|/(?=\s*[^\W\d])|[:-](?=\s))")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,5}\.?(?!\d)")
_TITLED = re.compile(r"[ \u00a0]+[A-ZÀ-ỸĐ][a-zà-ỹđ]")
_CODE = re.compile(r"[\w.\-/+@:&?=%]*\w")
_LINK = re.compile(r"://|www\.|@|\.(?:vn|com|htm|html|jpg|png|pdf|doc)\b", re.IGNORECASE)
_EXPONENT = re.compile(r"(?:^|[/\s])[kcdhm]?m[23]$", re.IGNORECASE)
_CODE_REACH = 60
_NAME_REACH = 60
_KIND = r"(?:(?:thị xã|thị trấn|thành phố|huyện|quận|xã|phường|thôn|bản|xóm|TP|TX|TT) )?"
_NAME = rf"{_KIND}(?P<name>[A-ZÀ-ỸĐ][\w']*(?: [A-ZÀ-ỸĐ][\w']*){{0,3}})"
_LISTED = r"\d{1,3}(?:\.\d{3})*"
_BETWEEN = r" ?(?:[,;]|và) ?"
_NAMED = re.compile(rf"(?<!\w){_NAME} \(?$")
_NEXT_NAMED = re.compile(rf"\)?{_BETWEEN}{_NAME} \(?{_LISTED}(?![\d.,]*\d)")
_LAST_NAMED = re.compile(rf"(?<!\w){_NAME} \(?{_LISTED}\)?{_BETWEEN}$")
_LINE_END = re.compile(r"[ \u00a0]*(?:\n|$)")


def by_shape(text: str, at: int, end: int, floor: int) -> OtherNumber | None:
    """The class that the shape of the number at ``text[at:end]`` tells.

    Args:
        text: the clean text.
        at: where the digits begin.
        end: where they end, marks between digits included.
        floor: where the block or table cell of the number begins.
    """
    before = text[at - 1] if at > floor else ""
    after = text[end : end + 1]
    if before and (before.isalpha() or before == "_" or (before in "-./@" and _begins_big(text, at - 1, floor))):
        return _in_code(text, at, end, floor)
    for sign in (after, ".") if "." in text[at:end] else (after,):
        shapes = _shapes_before(sign) if sign else None
        m = shapes.match(text, at) if shapes else None
        if m and m.end() >= end and m.lastgroup:
            shape = _shapes()[int(m.lastgroup.removeprefix("shape"))]
            return OtherNumber(at, m.end(), shape.number_class, shape.reason)
    return _phone_or_code(text, at, end, before) or _mark(text, at, end, floor, before, after)


def in_breakdown(text: str, at: int, end: int) -> bool:
    """Whether a number stands in a list of names that each have one: ``An Bình (12), Phú Hòa (9)``.

    Names of one kind that only their numbers tell apart (``Sông Ba 1, Sông Ba 2``) are no such list.
    """
    named = _NAMED.search(text, max(0, at - _NAME_REACH), at)
    if named is None:
        return False
    after = _NEXT_NAMED.match(text, end)
    before = _LAST_NAMED.search(text, max(0, named.start() - _NAME_REACH), named.start())
    return any(m is not None and m["name"] != named["name"] for m in (after, before))


def code_end(text: str, at: int) -> int:
    """Where the code ends that begins with the digits at ``at``: ``77C-123``."""
    m = _CODE.match(text, at)
    return m.end() if m else at + 1


@cache
def _shapes() -> tuple[Shape, ...]:
    table = tomllib.loads((files("chitieu.extraction.numbers") / "shapes.toml").read_text(encoding="utf-8"))["shape"]
    return tuple(Shape(row["class"], row["reason"], row["after"], _filled(row["pattern"])) for row in table)


def _filled(pattern: str) -> str:
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return pattern


@cache
def _shapes_before(sign: str) -> re.Pattern[str] | None:
    found = [f"(?P<shape{i}>{shape.pattern})" for i, shape in enumerate(_shapes()) if sign in shape.after]
    return re.compile("|".join(found)) if found else None


def _phone_or_code(text: str, at: int, end: int, before: str) -> OtherNumber | None:
    if (text[at] == "0" or before == "+") and end - at <= 13 and (m := _PHONE.match(text, at)):
        digits = sum(c.isdigit() for c in m.group())
        if 8 <= digits <= 13 and m.end() >= end:
            return OtherNumber(at, m.end(), "phone", "digits of a phone")
    if end - at >= 8 and text[at:end].isdigit():
        if m := _STAMP.match(text, at):
            return OtherNumber(at, m.end(), "date", "digits of a date")
        return OtherNumber(at, end, "identifier", "long run of digits")
    return None


def _mark(text: str, at: int, end: int, floor: int, before: str, after: str) -> OtherNumber | None:
    """The mark of a list item, of a section, or a reference in brackets."""
    if end - at > 9:
        return None
    if after in ".)/:-" and _starts_item(text, at, floor) and (m := _LIST_MARK.match(text, at)) and m.end() > end:
        if text[max(floor, at - 2) : at] == ": " and _LINE_END.match(text, m.end()):
            return None  # "doanh nghiệp mới: 85."
        return OtherNumber(at, m.end() - 1, "list_mark", "mark of a list item")
    if at == floor and end - at <= 3 and _TITLED.match(text, end):
        return OtherNumber(at, end, "list_mark", "number of a line")
    if at == floor and text.startswith("100%", at) and text[at + 4 : at + 5] in ("", "\n"):
        return OtherNumber(at, at + 4, "page", "size of the letters of a page")
    if before == "[" and after == "]" and end - at <= 3:
        return OtherNumber(at, end, "list_mark", "reference in brackets")
    if before == "(" and after == ")" and end - at <= 2 and not in_breakdown(text, at, end):
        return OtherNumber(at, end, "list_mark", "number in brackets")
    if "." in text[at:end] and (m := _SECTION.match(text, at)) and m.end() >= end:
        return OtherNumber(at, end, "list_mark", "number of a section")
    return None


def _starts_item(text: str, at: int, floor: int) -> bool:
    head = text[max(floor, at - 6) : at].rstrip(" \u00a0\t*+-–•([")
    return not head or head[-1] == "\n" or (head[-1] in ".;:!?" and at - floor > len(head))


def _begins_big(text: str, at: int, floor: int) -> bool:
    """Whether the word that ends at ``at`` begins with a capital: ``Covid-19``, ``V.07``."""
    start = at
    while start > max(floor, at - _CODE_REACH) and text[start - 1].isalnum():
        start -= 1
    return start < at and text[start].isupper()


def _in_code(text: str, at: int, end: int, floor: int) -> OtherNumber:
    start = at
    while start > max(floor, at - _CODE_REACH) and not text[start - 1].isspace() and text[start - 1] not in "(“\"'":
        start -= 1
    if text[end - 1] in "23" and _EXPONENT.search(text[start:end]):
        return OtherNumber(at, end, "unit", "exponent of a unit")
    stop = max(end, code_end(text, at))
    if _LINK.search(text[start:stop]):
        return OtherNumber(at, stop, "link", "part of a link")
    return OtherNumber(at, stop, "name", "part of a name or code")
