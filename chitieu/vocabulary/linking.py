"""Cue words by which a number finds its indicator and its transformation, from ``linking.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def cues(section: str, name: str) -> frozenset[str]:
    """One list of words: ``cues("indicator", "head")``.

    Raises:
        KeyError: the file has no such section or list.
    """
    return frozenset(_lists()[section][name].split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("chitieu.vocabulary") / "linking.toml").read_text(encoding="utf-8"))
