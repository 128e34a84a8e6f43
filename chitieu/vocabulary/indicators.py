"""The catalogue of indicators, and the phrases by which texts name them.

``indicators.csv`` describes each code once (names, topic, unit, direction, how it adds up);
``indicator_phrases.tsv`` says how officials write it. Phrases are compiled into one trie of words.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from chitieu.vocabulary.words import abbreviations, fold


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the catalogue."""

    code: str
    name_vi: str
    name_en: str
    family: str  # indicators that are parts or forms of one another
    topic: str
    measure_type: str  # level, count, ratio, share, growth_rate, index, score, rank, milestone
    stock_flow: str  # stock, flow, or empty
    unit_dimension: str
    unit: str
    hard_min: float | None
    hard_max: float | None
    typical_min: float | None
    typical_max: float | None
    direction: str  # higher, lower, none: which way is better
    aggregation: str
    notes: str


@dataclass(slots=True)
class PhraseNode:
    """A node of the trie: the next words, a gap, and the codes that a phrase ending here names."""

    children: dict[str, PhraseNode] = field(default_factory=dict)
    gap: PhraseNode | None = None
    codes: list[str] = field(default_factory=list)


@cache
def indicators() -> dict[str, Indicator]:
    """The catalogue by code, in the order of the file."""
    text = (files("chitieu.vocabulary") / "indicators.csv").read_text(encoding="utf-8")
    return {row["code"]: _indicator(row) for row in csv.DictReader(text.splitlines())}


def _indicator(row: dict[str, str]) -> Indicator:
    def number(name: str) -> float | None:
        return float(row[name]) if row[name] else None

    return Indicator(
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        family=row["family"],
        topic=row["topic"],
        measure_type=row["measure_type"],
        stock_flow=row["stock_flow"],
        unit_dimension=row["unit_dimension"],
        unit=row["unit"],
        hard_min=number("hard_min"),
        hard_max=number("hard_max"),
        typical_min=number("typical_min"),
        typical_max=number("typical_max"),
        direction=row["direction"],
        aggregation=row["aggregation"],
        notes=row["notes"],
    )


@cache
def phrase_trie() -> PhraseNode:
    """All phrases of all indicators as one trie.

    Raises:
        ValueError: a line of ``indicator_phrases.tsv`` names a code that the catalogue lacks.
    """
    root = PhraseNode()
    lines = (files("chitieu.vocabulary") / "indicator_phrases.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        code, phrases = line.split("\t")
        if code not in indicators():
            raise ValueError(f"indicator_phrases.tsv:{number}: {code!r} is not in indicators.csv")
        for phrase in phrases.split("|"):
            for sequence in _spell_out(phrase):
                _plant(root, sequence, code)
    return root


@cache
def own_words() -> dict[str, frozenset[str]]:
    """For each code, all words of its name and phrases: what may stand around a number that is about it."""
    out: dict[str, set[str]] = {code: set(_fold_all(i.name_vi)) for code, i in indicators().items()}
    nodes: list[tuple[PhraseNode, tuple[str, ...]]] = [(phrase_trie(), ())]
    while nodes:
        node, path = nodes.pop()
        for code in node.codes:
            out[code].update(path)
        nodes += [(child, (*path, word)) for word, child in node.children.items()]
        if node.gap is not None:
            nodes.append((node.gap, path))
    return {code: frozenset(words) for code, words in out.items()}


def _plant(root: PhraseNode, sequence: tuple[str, ...], code: str) -> None:
    node = root
    for word in sequence:
        if word == "~":
            node.gap = node.gap or PhraseNode()
            node = node.gap
        else:
            node = node.children.setdefault(word, PhraseNode())
    if code not in node.codes:
        node.codes.append(code)


def _spell_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every plain word sequence that a phrase with ``[optional]`` and ``{either,or}`` parts stands for."""
    slots: list[list[tuple[str, ...]]] = []
    for part in re.findall(r"\[[^]]*\]|\{[^}]*\}|\S+", phrase):
        if part[0] == "[":
            slots.append([(), _fold_all(part[1:-1])])
        elif part[0] == "{":
            slots.append([_fold_all(choice) for choice in part[1:-1].split(",")])
        else:
            slots.append([_fold_all(part)])
    for combination in itertools.product(*slots):
        sequence = tuple(itertools.chain.from_iterable(combination))
        if sequence and sequence[0] != "~":
            yield sequence


def _fold_all(text: str) -> tuple[str, ...]:
    known = abbreviations()
    return tuple(w for part in re.findall(r"[^\W_]+|~", text) for w in known.get(fold(part), (fold(part),)))
