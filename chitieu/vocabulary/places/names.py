"""Spellings of place names: one key for all ways to write a name, diacritics kept.

"Hoà Bình" and "Hòa Bình", "BÌNH SƠN" and "Bình Sơn", "Bà Rịa - Vũng Tàu" and "Bà Rịa–Vũng Tàu" share a key. Names that
differ by a letter or tone never do.
"""

from __future__ import annotations

import re

# Old placement of the tone mark on a final oa, oe, uy ("hoà") against the one in use ("hòa").
_OLD = [
    plain + toned
    for plain, row in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ"))
    for toned in row
]
_NEW = [
    toned + plain
    for toneds, plain in (("òóỏõọ", "a"), ("òóỏõọ", "e"), ("ùúủũụ", "y"))
    for toned in toneds
]
_MOVE = {
    shape(old): shape(new)
    for old, new in zip(_OLD, _NEW, strict=True)
    for shape in (str.lower, str.upper, str.capitalize)
}
_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_MOVE) + r")(?![^\W\d_])")
_SEPARATORS = re.compile(r"[\s\-–—_,.]+")
_QUOTES = re.compile(r"\s*['’‘`ʼ]\s*")


def modern(text: str) -> str:
    """The text with its tone marks in the placement that official lists use: "Hoà" to "Hòa"."""
    return _TONE.sub(lambda m: _MOVE[m.group()], text)


def key(name: str) -> str:
    """The key of a name, or of words of a text (NFC): lower case, modern tone marks, one space between words."""
    return modern(_SEPARATORS.sub(" ", _QUOTES.sub("'", name.lower().replace("ð", "đ")))).strip()
