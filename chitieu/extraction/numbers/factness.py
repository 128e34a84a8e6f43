"""Whether a quantity is a fact: what a place reached, plans or foresees; or what the guidelines leave out.

People at a meeting, tasks and solutions, rewards, thresholds inside a fact, norms, single projects and lengths
are quantities too. Features of the words around a number, weighed as labels taught (``choice/weights/fact.json``), tell
them apart. A feature is a name; which names hold is all that the model sees.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from chitieu.choice import probabilities, weights
from chitieu.extraction.records import Choice, Quantity
from chitieu.extraction.structure import Outline
from chitieu.model import Span

FACT = "fact"
_WORD = re.compile(r"[^\W\d_]+|%|\d+|[<>≥≤;:()+]")
_COUNT_SUBJECT = re.compile(
    r"(?:\d|hai|ba|bốn|các)[ \u00a0]+"
    r"(?:xã|thôn|bản|hộ|huyện|phường|trường|đơn vị|cơ sở|doanh nghiệp|địa phương)(?!\w)[^.;,:]{0,40}$",
    re.IGNORECASE,
)
_SENTENCE = 400  # characters; of a longer one only what stands near counts
_NO_FACT = ("attendance", "reward", "norm", "firm", "works", "background", "threshold")


def is_fact(outline: Outline, quantity: Quantity) -> Choice:
    """Decide whether a quantity is a fact.

    Args:
        outline: the text with its blocks.
        quantity: a quantity of that text.

    Returns:
        ``fact`` or the class of what it is instead (``attendance``, ``task``, ``norm`` ...), with its probability.
    """
    found = features(outline, quantity)
    fact, _ = probabilities([found, ()], weights("fact"))
    if fact >= 0.5:
        return Choice(FACT, Span(quantity.start, quantity.end), fact, "fact")
    return Choice(_class(quantity, found), None, 1.0 - fact, "no fact")


def _class(quantity: Quantity, found: list[str]) -> str:
    """What a quantity that is no fact counts: by its noun, else by the words near it."""
    group = quantity.rule.partition(":")[2]
    if group in ("task", "meeting", "reward"):
        return group
    return next((name for name in _NO_FACT if f"s:{name}" in found), "other")


def features(outline: Outline, quantity: Quantity) -> list[str]:
    """What of a quantity and its surroundings speaks for or against a fact, by name."""
    text, unit, dimension = outline.text, quantity.unit, quantity.dimension
    block = outline.block(quantity.start)
    low, high = max(block.start, quantity.start - 45), min(block.end, quantity.end + 30)
    before = text[low : quantity.start]
    left = _WORD.findall(before.lower())
    right = _WORD.findall(text[quantity.end : high].lower())
    one = left[-1] if left else "^"
    out = ["bias", f"k:{block.kind}", f"u:{unit}", f"d:{dimension}", f"r:{quantity.rule}", f"o:{quantity.operator}"]
    out += [f"l1:{one}", f"l2:{' '.join(left[-2:])}", f"ul:{unit}|{one}"]
    out += [f"n1:{right[0]}" if right else "n1:$", f"n2:{' '.join(right[:2])}"]
    out += [f"l:{w}" for w in set(left[-5:])]
    out += [f"n:{w}" for w in set(right[:4])]
    out += [f"ud:{dimension}|{w}" for w in set(left[-3:])]
    out += [f"p:{w}" for w in text[quantity.number.end : quantity.end].lower().split()[:2]]
    out += _shape(text, quantity, block.start, block.end)
    if quantity.operator_span is not None and quantity.operator_span.start < quantity.start:
        words = len(text[quantity.operator_span.start : quantity.start].split())
        out.append(f"lo:{left[-1 - words]}" if len(left) > words else "lo:^")
    if _COUNT_SUBJECT.search(before):
        out += ["count-subject", f"count-subject|{unit}"]
    sentence = outline.sentence(quantity.start)
    whole = sentence.end - sentence.start <= _SENTENCE
    start = sentence.start if whole else max(sentence.start, quantity.start - 200)
    end = sentence.end if whole else min(sentence.end, quantity.end + 120)
    for name in _near(text[start:end]):
        out += [f"s:{name}", f"s:{name}|{dimension}", f"s:{name}|{unit}"]
    for name in _genres(text):
        out += [f"g:{name}", f"g:{name}|{dimension}"]
    return out


def _shape(text: str, quantity: Quantity, start: int, end: int) -> list[str]:
    """How the number is written."""
    out = []
    if quantity.denominator is not None:
        out.append("denominator")
    if quantity.decimals:
        out.append("decimals")
    elif text[quantity.start] == "0":
        out.append("zero-led")
    else:
        out.append(f"size:{min(6, len(str(int(abs(quantity.value)))))}")
    if not text[quantity.start].isdigit():
        out.append("word")
    if text[quantity.end + 1 : quantity.end + 2].isupper():
        out += ["name-follows", f"name-follows|{'word' in out}"]
    if quantity.start == start and quantity.end == end:
        out.append("alone")
    return out


@cache
def _cues() -> Mapping[str, Mapping[str, list[str]]]:
    with (files("chitieu.extraction.numbers") / "fact_cues.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=64)
def _near(words: str) -> tuple[str, ...]:
    """Kinds of things that a sentence speaks of."""
    small = words.lower()
    found = []
    for name, phrases in _cues()["near"].items():
        for phrase in phrases:
            if phrase in small:
                found.append(name)
                break
    return tuple(found)


@lru_cache(maxsize=4)
def _genres(text: str) -> tuple[str, ...]:
    """Kinds of text that at least two cues speak for."""
    small = text.lower()
    return tuple(name for name, phrases in _cues()["genre"].items() if sum(p in small for p in phrases) >= 2)
