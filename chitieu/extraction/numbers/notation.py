"""Numbers as they are written: digits with their marks, and number words.

Vietnamese writes dots between thousands and a comma before decimals (``1.234,5``); a blank or U+00A0 may stand
for the dot (``119 240``). Some texts follow the foreign habit (``1,234.5``): the text itself must show it by
numbers that can be read in no other way.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Marks(Enum):
    """Which mark a text puts before decimals."""

    VIETNAMESE = "1.234,5"
    FOREIGN = "1,234.5"


class Literal(NamedTuple):
    """A number read: the value and the count of decimals as written."""

    value: float
    decimals: int


_MARKED = re.compile(r"\d+(?:[.,]\d+)+ ?%?")
_VIETNAMESE = re.compile(r"(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,})(?: ?%| )?")
_FOREIGN = re.compile(r"(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})(?: ?%| )?|\d{1,3}\.\d{1,2} ?%")
_GROUPS_DOT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPS_COMMA = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_LONGEST = 24  # no amount of anything has more digits
_BLANKS = str.maketrans("", "", " \u00a0\u202f")


def marks(text: str) -> Marks:
    """The habit of a text: foreign where more of its unmistakable numbers are written so than the Vietnamese way."""
    marked = _MARKED.findall(text) if "," in text else []
    foreign = sum(_FOREIGN.fullmatch(m) is not None for m in marked)
    if not foreign:
        return Marks.VIETNAMESE
    return Marks.FOREIGN if foreign > sum(_VIETNAMESE.fullmatch(m) is not None for m in marked) else Marks.VIETNAMESE


def read(written: str, habit: Marks = Marks.VIETNAMESE) -> Literal | None:
    """Value of digits with marks; None where they form no number (``1.5.2``, ``12.3,45,6``).

    A lone mark before three digits is a thousands mark or a decimal one as the habit of the text says
    (``1.234`` and ``1,234``); before any other count of digits it is a decimal mark, whichever it is.
    """
    s = written.translate(_BLANKS)
    if len(s) > _LONGEST:
        return None
    if s.isdigit():
        return Literal(float(s), 0)
    thousands, groups = (",", _GROUPS_COMMA) if habit is Marks.FOREIGN else (".", _GROUPS_DOT)
    if groups.fullmatch(s):
        return _literal(s.replace(thousands, "").replace(",", "."))
    if _DECIMAL.fullmatch(s):
        return _literal(s.replace(",", "."))
    other, groups = (".", _GROUPS_DOT) if habit is Marks.FOREIGN else (",", _GROUPS_COMMA)
    if groups.fullmatch(s):  # several groups, or both marks: only one reading
        return _literal(s.replace(other, "").replace(",", "."))
    return None


def _literal(plain: str) -> Literal:
    return Literal(float(plain), len(plain.partition(".")[2]))


WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_UNIT_WORDS = r"(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
WORD_NUMBER = re.compile(
    rf"(?:mười(?:[ \u00a0]{_UNIT_WORDS})?|{_UNIT_WORDS}(?:[ \u00a0](?:mươi|chục)(?:[ \u00a0]{_UNIT_WORDS})?)?)(?!\w)",
    re.IGNORECASE,
)


def read_words(written: str) -> float:
    """Value of number words up to ninety-nine: ``hai`` is 2, ``mười lăm`` 15, ``ba mươi tư`` 34.

    Raises:
        KeyError: a word is no number word.
    """
    total = 0
    for word in written.lower().replace("\u00a0", " ").split(" "):
        if word in ("mươi", "chục"):
            total *= 10
        else:
            total += 1 if word == "mốt" else WORDS[word]
    return float(total)
