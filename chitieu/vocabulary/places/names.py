"""Spellings of place names: one key for all ways to write a name, tones and marks kept.

"Hoà Bình" and "Hòa Bình", "BÌNH SƠN" and "Bình Sơn", "Bà Rịa - Vũng Tàu" and "Bà Rịa–Vũng Tàu", "Qui Nhơn" and
"Quy Nhơn", "Đăk Song" and "Đắk Song" share a key. Names that differ otherwise by a letter or tone never do.
"""

from __future__ import annotations

import re
from functools import lru_cache

TOKEN = re.compile(r"[^\W_]+(?:['’‘`ʼ][^\W_]+)*")

# Old placement of the tone mark on a final oa, oe, uy ("hoà") against the one in use ("hòa").
_OLD = [plain + toned for plain, row in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ")) for toned in row]
_NEW = [toned + plain for marks, plain in (("òóỏõọ", "a"), ("òóỏõọ", "e"), ("ùúủũụ", "y")) for toned in marks]
_MOVE = {
    shape(old): shape(new)
    for old, new in zip(_OLD, _NEW, strict=True)
    for shape in (str.lower, str.upper, str.capitalize)
}
_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_MOVE) + r")(?![^\W\d_])")
_QUOTES = str.maketrans("’‘`ʼð", "''''đ")
_I_FOR_Y = re.compile(r"(h|k|l|m|s|t|qu)([iìíỉĩị])")  # "Mĩ", "Quí" beside "Mỹ", "Quý"
_Y = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))
_DAK = {"đăk": "đắk", "đak": "đắk", "dak": "đắk", "đắc": "đắk"}


def modern(text: str) -> str:
    """The text with its tone marks in the placement that official lists use: "Hoà" to "Hòa"."""
    return _TONE.sub(lambda m: _MOVE[m.group()], text)


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """The key of one word."""
    low = modern(word.lower().translate(_QUOTES))
    if m := _I_FOR_Y.fullmatch(low):
        low = m[1] + _Y[m[2]]
    return _DAK.get(low, low)


def key(name: str) -> str:
    """The key of a name, or of words of a text (NFC)."""
    return " ".join(map(word_key, TOKEN.findall(name)))
