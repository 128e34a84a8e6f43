"""Cue words of scenario and time (``cues.toml``), and one pattern that finds them all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


@cache
def load(section: str) -> Mapping[str, str]:
    """Class by phrase, of one section of the file: ``load("scenario")["phấn đấu"] == "target"``."""
    text = (files("chitieu.vocabulary") / "cues.toml").read_text(encoding="utf-8")
    return {phrase: name for name, phrases in tomllib.loads(text)[section].items() for phrase in phrases}


@cache
def pattern(section: str) -> re.Pattern[str]:
    """A pattern that finds the longest phrase of a section at each whole word, in lower-case text."""
    return re.compile(rf"(?<![\wÀ-ỹ]){_trie(load(section))}(?![\wÀ-ỹ])")


def _trie(phrases: Iterable[str]) -> str:
    """Phrases as nested alternatives with shared beginnings, the longer first: many times faster than a flat list."""
    ends = "" in (phrases := set(phrases))
    heads: dict[str, set[str]] = {}
    for phrase in phrases - {""}:
        heads.setdefault(phrase[0], set()).add(phrase[1:])
    if not heads:
        return ""
    branches = [re.escape(head) + _trie(tails) for head, tails in sorted(heads.items())]
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{body}?" if ends else body
