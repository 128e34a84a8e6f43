"""Words as the catalogues compare them: small letters, one spelling, abbreviations written out.

Diacritics are kept (``hộ nghèo`` is not ``hò nghèo``); only the two habits of placing the tone mark
(``hoà``/``hòa``, ``thuỷ``/``thủy``) and the spellings of ``abbreviations.tsv`` are brought together.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+|\d+")
# New-style tone placement on the second vowel -> old style, at the end of a syllable; `q` keeps `uy` (quý).
_NEW_STYLE = {
    old: new
    for plain, marked in (("oa", "òóỏõọ"), ("oe", "òóỏõọ"), ("uy", "ùúủũụ"))
    for old, new in zip(
        (plain[0] + v for v in {"oa": "àáảãạ", "oe": "èéẻẽẹ", "uy": "ỳýỷỹỵ"}[plain]),
        (v + plain[1] for v in marked),
        strict=True,
    )
}


class Word(NamedTuple):
    """A word of a text: its compared form, and where it stands."""

    form: str
    start: int
    end: int


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Written form -> the words it means (small letters), from ``abbreviations.tsv``."""
    lines = (files("chitieu.vocabulary") / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {written: tuple(means.split()) for written, means in pairs}


@cache
def fold(word: str) -> str:
    """One word in small letters with the tone mark placed the old way (``hoà`` -> ``hòa``, ``quý`` stays)."""
    low = word.lower()
    if len(low) > 2 and low[-2:] in _NEW_STYLE and low[-3] != "q":
        return low[:-2] + _NEW_STYLE[low[-2:]]
    return low


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]`` in order; an abbreviation gives all its words, at its own place."""
    out: list[Word] = []
    known = abbreviations()
    for m in _WORD.finditer(text, start, len(text) if end is None else end):
        form = fold(m.group())
        for part in known.get(form, (form,)):
            out.append(Word(part, m.start(), m.end()))
    return out
