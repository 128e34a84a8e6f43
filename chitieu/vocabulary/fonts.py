"""Vietnamese typed for the old fonts TCVN3 (ABC) and VNI: Latin-1 characters drawn as Vietnamese letters.

``fonts.csv`` has one row a letter: the font, the Latin-1 characters as hexadecimal codes, the letter. Both tables are
public standards (TCVN 5712:1993, VNI-Windows). TCVN3 has no codes for accented capitals; they were written with the
small letters in a font of capitals, so they come out small.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

# words that nearly every text has, as these fonts write them
_TELLING = {
    "tcvn3": r"vµ|cña|c¸c|n¨m|tØnh|huyÖn|x·|®ång|®\u00ad[îê]c|®¹t|t¨ng|gi¶m|triÖu|tû|nghÌo|hé|cã|trªn",
    "vni": r"vaø|cuûa|caùc|naêm|tænh|huyeän|xaõ|ñoàng|ñöôïc|ñaït|taêng|giaûm|trieäu|tyû|ngheøo|hoä|coù|treân",
}
_VIETNAMESE = re.compile("[ăĂơƠưƯđĐ\u1ea0-\u1ef9]")
_MIN_TELLING = 3


@dataclass(frozen=True, slots=True)
class Font:
    """One font: which characters stand for which letters."""

    name: str
    letters: dict[str, str]
    written: re.Pattern[str]  # any character, or pair, that stands for a letter
    telling: re.Pattern[str]  # words that tell the font


@cache
def load() -> tuple[Font, ...]:
    """Both fonts."""
    letters: dict[str, dict[str, str]] = {name: {} for name in _TELLING}
    text = (resources.files(__package__) / "fonts.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        letters[row["font"]]["".join(chr(int(code, 16)) for code in row["written"].split())] = row["letter"]
    return tuple(
        Font(
            name,
            table,
            re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))),
            re.compile(rf"(?<!\w)(?:{_TELLING[name]})(?!\w)", re.I),
        )
        for name, table in letters.items()
    )


def font_of(text: str) -> Font | None:
    """The font that a text was typed for; None for true Vietnamese and for other languages."""
    if _VIETNAMESE.search(text):
        return None
    counts = [(len(font.telling.findall(text)), font) for font in load()]
    count, font = max(counts, key=lambda c: c[0])
    return font if count >= _MIN_TELLING else None
