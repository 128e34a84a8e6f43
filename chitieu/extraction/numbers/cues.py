"""The cue words of ``cues.toml`` and the words before a number to look up in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_REACH = 40  # three words of Vietnamese are never longer
_BETWEEN = re.compile(r"\s+|[,;](?=[^\W\d_])")  # a comma may touch the next word: "đồng/năm,gấp 3 lần"


class Left(NamedTuple):
    """The last words before a number, in small letters: the last one, two, three and all in reach."""

    one: str
    two: str
    three: str
    words: tuple[str, ...]


def left_of(text: str, at: int, floor: int) -> Left:
    """The words before ``at``, not before ``floor`` (the start of the block or table cell)."""
    words = [w.strip("(\"“'[,;") for w in _BETWEEN.split(text[max(floor, at - _REACH) : at].lower().strip())]
    return Left(words[-1] if words else "", " ".join(words[-2:]), " ".join(words[-3:]), tuple(words))


def lookup(section: str, left: Left) -> str | None:
    """What the longest phrase before a number means in a section of the cues; for class ``none`` nothing."""
    table = cue_table(section)
    name = next((table[phrase] for phrase in (left.three, left.two, left.one) if phrase in table), None)
    return None if name == "none" else name


@cache
def cue_table(section: str) -> Mapping[str, str]:
    """Phrase to class, for a section whose keys are classes."""
    return {phrase: name for name, phrases in _cues()[section].items() for phrase in phrases}


@cache
def cue_set(name: str) -> frozenset[str]:
    """One of the sets of words that single rules ask for."""
    return frozenset(_cues()["sets"][name])


@cache
def _cues() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("chitieu.extraction.numbers") / "cues.toml").read_text(encoding="utf-8"))
