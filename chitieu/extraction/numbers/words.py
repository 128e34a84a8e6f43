"""Number words: ``hai xã`` counts, ``gấp đôi`` compares, ``một số hộ`` and ``trong năm`` do neither."""

from __future__ import annotations

import re

from chitieu.extraction.numbers import classes, notation
from chitieu.extraction.numbers.cues import Left, left_of
from chitieu.extraction.numbers.written import quantity
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.model import Span
from chitieu.vocabulary.units import UnitMatch, Units

WORDS = re.compile(  # the first letter, then what stands before it: a look-behind at every letter is slow
    r"[mhbnstcgvMHBNSTCGV](?<!\w.)(?:ột(?: nửa)?|ai|a|ốn|ăm(?! \d)|áu|[ảẩ]y|ám|hín|ười|ấp (?:đôi|ba|bốn|năm|rưỡi)|"
    r"(?:àng|ài|ấy|hiều) (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))(?!\w)"
)
_TIMES = {"gấp đôi": 2.0, "gấp ba": 3.0, "gấp bốn": 4.0, "gấp năm": 5.0, "gấp rưỡi": 1.5}
_COUNTS_AFTER = frozenset({"có", "gồm", "thêm", "khoảng", "cùng"})
_PART = re.compile(r" phần (ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)")
_TITLED = re.compile(r" [A-ZÀ-ỸĐ][a-zà-ỹđ]")
_ORDINAL_BEFORE = frozenset({"thứ ", "áng ", "lần ", "ạng "})  # the end of thứ, tháng, lần, hạng


def read_word(text: str, at: int, end: int, floor: int, units: Units) -> Quantity | OtherNumber | None:
    """What the number word at ``text[at:end]`` is; None where it is no number word after all."""
    written = text[at:end].lower()
    if written == "một nửa":
        return Quantity(at, end, Span(at, end), 50.0, "PCT", "proportion", rule="half")
    if written in _TIMES:
        times = units.match(text, end)
        stop = times.end if times and times.code == "TIMES" else end
        return Quantity(at, stop, Span(at, end), _TIMES[written], "TIMES", "dimensionless", rule="times")
    if " " in written:
        counted = units.match(text, end)
        return OtherNumber(at, counted.end if counted else end, "vague", "a count left open")
    m = notation.WORD_NUMBER.match(text, at)
    if m is None:
        return None
    if part := _PART.match(text, m.end()):
        share = 100 * notation.read_words(m.group()) / notation.read_words(part[1])
        return Quantity(at, part.end(), Span(at, part.end()), share, "PCT", "proportion", rule="fraction")
    end, unit, number = m.end(), units.match(text, m.end()), m.group()
    if text[max(0, at - 4) : at] not in _ORDINAL_BEFORE and (unit is None or (written == "một" and unit.scale == 1.0)):
        return OtherNumber(at, end, "word", "counts nothing here")  # most are, and need no closer look
    left, value = left_of(text, at, floor), notation.read_words(number)
    if classes.is_rank(text, end, left):
        return Quantity(at, end, Span(at, end), value, "RANK", "rank", rule="rank")
    if left.one in ("thứ", "tháng", "lần"):
        return OtherNumber(at, end, "ordinal", left.one)
    if left.one == "ngã" or (number.istitle() and _TITLED.match(text, end)):
        return OtherNumber(at, end, "name", "part of a name")
    if unit is None or not _counts(number.lower(), unit, left, text[at].isupper()):
        return OtherNumber(at, end, "word", "counts nothing here")
    return classes.by_unit(text, at, end, unit, left) or quantity(text, Span(at, end), value, unit, left)


def _counts(word: str, unit: UnitMatch, left: Left, capital: bool) -> bool:
    """Whether a number word counts the noun after it: ``một`` is mostly an article and ``năm`` the word for year."""
    if word == "một":
        return unit.scale > 1 or unit.dimension == "money"
    if word == "năm":
        return unit.dimension == "count" and left.one in _COUNTS_AFTER and not capital
    return True
