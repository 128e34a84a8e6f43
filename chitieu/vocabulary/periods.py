"""Rules for phrases of time (``periods.tsv``): compiled once, by the word that opens the phrase."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

YEAR = r"(?:19[3-9]\d|20\d\d)"
_COUNT = r"\d{1,2}|mười một|mười|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_SEASONS = (
    r"(?:đông(?: |-| - )xuân|xuân(?: |-)hè|hè(?: |-)thu|thu(?: |-)đông|chiêm(?: |-)xuân|chiêm|xuân|mùa|hè|thu|đông)"
)
_PLACEHOLDERS = {
    "<year>": f"(?P<y>{YEAR})",
    "<first>": f"(?P<y1>{YEAR})",
    "YYYY": YEAR,
    "<count>": f"(?P<n>{_COUNT})",
    "<day>": r"(?P<d>\d{1,2})",
    "<month>": r"(?P<m>\d{1,2})",
    "<monthname>": r"(?P<m>\d{1,2}|giêng|hai|ba|tư|sáu|bảy|tám|chín|mười một|mười|chạp)",
    "<quarter>": r"(?P<q>iii|ii|iv|i|[1-4]|một|hai|ba|bốn|tư)",
    "<season>": _SEASONS,
    "<to>": r"_(?:[-–—]|đến|và)_(?:năm )?",
    "<sep>": r"_[/.-]_",
}
_SPACE = r"[\u0020\u00a0]"
_NO_WORD_BEFORE, _NO_WORD_AFTER = r"(?<![\wÀ-ỹ,/-])(?<!\d\.)", r"(?![\wÀ-ỹ])"


class Rule(NamedTuple):
    """One way to speak of a time."""

    name: str
    pattern: re.Pattern[str]
    reading: str  # name of the function that reads it


@cache
def load() -> Mapping[str, tuple[Rule, ...]]:
    """Rules by opening word; ``number`` holds those of phrases that open with a number."""
    text = (files("chitieu.vocabulary") / "periods.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found: dict[str, list[Rule]] = {}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        found.setdefault(row["opens"], []).append(Rule(row["rule"], _compile(row["pattern"]), row["reading"]))
    return {word: tuple(rules) for word, rules in found.items()}


@cache
def opening() -> re.Pattern[str]:
    """A pattern that finds the words (group ``word``) and numbers that can open a phrase of time."""
    words = "|".join(w for w in load() if w != "number")
    numbers = r"\d{1,2}t(?=/)|\d{1,2}|(?:19|20)\d\d|một|hai|ba|bốn|sáu|bảy|tám|chín|mười"
    return re.compile(f"{_NO_WORD_BEFORE}(?:(?P<word>{words})|(?P<number>{numbers})){_NO_WORD_AFTER}")


def _compile(pattern: str) -> re.Pattern[str]:
    for short, full in _PLACEHOLDERS.items():
        pattern = pattern.replace(short, full)
    return re.compile(pattern.replace("_", f"{_SPACE}*").replace(" ", f"{_SPACE}+") + _NO_WORD_AFTER)
