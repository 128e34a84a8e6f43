"""The words around place names (``words.toml``), other spellings (``aliases.tsv``), and all names, by first word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from chitieu.vocabulary.places.names import key
from chitieu.vocabulary.places.registry import Place, Registry, load


class Lexicon:
    """Phrases by what they tell; all are keys."""

    def __init__(
        self, words: Mapping[str, Mapping[str, list[str]]], aliases: Mapping[str, str], registry: Registry
    ) -> None:
        """Index names by first word; aliases stand beside what they mean."""
        self.types = {k: tuple(v) for k, v in words["types"].items()}  # type word -> levels
        self.exact = {k: tuple(v) for k, v in words["exact"].items()}  # type word -> types in the registry
        self.country = _keys(words["country"]["names"])
        self.other = _keys(words["other"]["names"])
        self.any_case = _keys(words["other"]["any_case"])
        self.short = _keys(words["other"]["short"])
        self.short_before = _keys(words["other"]["short_before"])
        self.not_before = _keys(words["not_before"]["words"])
        self.not_after = _keys(words["not_after"]["words"])
        self.place_before = _keys(words["place_before"]["words"])
        self.typed_only = _keys(words["typed_only"]["names"])
        self.surnames = _keys(words["surnames"]["names"])
        self.names = _with_other_spellings(registry, aliases)
        # first words of what needs no capital letter
        self.in_small_letters = frozenset(p.partition(" ")[0] for p in (*self.types, *self.country, *self.any_case))
        self.longest: dict[str, int] = {}  # first word -> words of the longest phrase that it opens
        for phrase in (*self.names, *self.types, *self.country, *self.other):
            first, _, rest = phrase.partition(" ")
            self.longest[first] = max(self.longest.get(first, 0), 1 + rest.count(" ") + bool(rest))


def _keys(phrases: list[str]) -> frozenset[str]:
    return frozenset(map(key, phrases))


def _with_other_spellings(registry: Registry, aliases: Mapping[str, str]) -> dict[str, tuple[Place, ...]]:
    names = dict(registry.by_key)
    for place in registry.places:
        if place.level != "commune" and place.key.count(" ") == 1:  # "ĐắkNông", "Đakrông"
            joined = key(place.name.replace(" ", ""))
            names[joined] = (*names.get(joined, ()), place)
    for alias, full_name in aliases.items():
        names[key(alias)] = (*names.get(key(alias), ()), *names[key(full_name)])
    return names


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the library."""
    room = files("chitieu.vocabulary.places")
    words = tomllib.loads((room / "words.toml").read_text(encoding="utf-8"))
    rows = (line.split("\t") for line in (room / "aliases.tsv").read_text(encoding="utf-8").splitlines()[1:])
    return Lexicon(words, dict(rows), load())
