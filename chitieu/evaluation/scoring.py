"""Precision, recall and F1 at four levels, by field and by document; and whether confidences keep their word.

The levels, each asking all that the one before asks:

``quantity``  the right value in the right unit
``linked``    and the right indicator and transformation
``dated``     and the right time period and scenario
``fact``      and the right place: everything
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chitieu.evaluation.labels import Label
from chitieu.evaluation.pairing import LEVELS, Answer, Pair, level, pairs, right
from chitieu.vocabulary.units import Units

SCORED_FIELDS = ("indicator", "transformation", "scenario", "time_period", "ref_area")
REPORTED_FIELDS = ("operator", "denominator", "base_period")
_TENTHS = 10


@dataclass(slots=True)
class Tally:
    """Counts over some documents: labels that ask for an answer, facts that count, facts right at each level."""

    labels: int = 0
    facts: int = 0
    right: list[int] = field(default_factory=lambda: [0] * len(LEVELS))

    def precision(self, name: str) -> float:
        """Share of the facts that are right at the level; 0 without facts."""
        return self._right(name) / self.facts if self.facts else 0.0

    def recall(self, name: str) -> float:
        """Share of the labels that were found right at the level; 0 without labels."""
        return self._right(name) / self.labels if self.labels else 0.0

    def f1(self, name: str) -> float:
        """Harmonic mean of precision and recall; 0 where both are."""
        answers = self.facts + self.labels
        return 2 * self._right(name) / answers if answers else 0.0

    def add(self, other: Tally) -> None:
        """Count the documents of another tally in."""
        self.labels += other.labels
        self.facts += other.facts
        self.right = [a + b for a, b in zip(self.right, other.right, strict=True)]

    def _right(self, name: str) -> int:
        return self.right[LEVELS.index(name)]


@dataclass(slots=True)
class Tenth:
    """Facts whose confidence lies in one tenth, and how many of them are right in everything."""

    facts: int = 0
    right: int = 0
    confidence: float = 0.0  # sum


@dataclass(slots=True)
class Report:
    """What an evaluation found."""

    total: Tally = field(default_factory=Tally)
    documents: dict[str, Tally] = field(default_factory=dict)
    fields_right: Counter[str] = field(default_factory=Counter)  # among the facts whose quantity is right
    tenths: list[Tenth] = field(default_factory=lambda: [Tenth() for _ in range(_TENTHS)])
    wrong: list[tuple[str, Pair, int]] = field(default_factory=list)  # document, pair, level reached

    def field_share(self, name: str) -> float:
        """Among the facts whose quantity is right, the share whose field is right too."""
        quantities = self.total.right[0]
        return self.fields_right[name] / quantities if quantities else 0.0


def score(labels: Mapping[str, Sequence[Label]], facts: Mapping[str, Sequence[Answer]], units: Units) -> Report:
    """Judge facts by the labels of their documents.

    A fact that meets only an optional label, and an optional label that no fact meets, count neither way. Documents
    without labels to their name are not looked at; a document whose labels are none is: every fact in it is wrong.

    Args:
        labels: labels by document.
        facts: facts by document, in the form of the guidelines, with a ``confidence`` where there is one.
        units: catalogue that makes ``1,2 triệu`` and ``1.200 nghìn`` the same amount.
    """
    report = Report()
    for doc in sorted(labels):
        tally = Tally()
        for pair in pairs(labels[doc], facts.get(doc, ()), units):
            if pair.label is None or not pair.label.get("optional"):
                _count(pair, level(pair, units), doc, tally, report)
        report.documents[doc] = tally
        report.total.add(tally)
    return report


def _count(pair: Pair, reached: int, doc: str, tally: Tally, report: Report) -> None:
    label, fact = pair
    tally.labels += label is not None
    tally.facts += fact is not None
    for i in range(reached):
        tally.right[i] += 1
    if label is not None and fact is not None and reached:
        report.fields_right.update(f for f in SCORED_FIELDS + REPORTED_FIELDS if right(label, fact, f))
    everything = reached == len(LEVELS)
    if not everything:
        report.wrong.append((doc, pair, reached))
    if fact is not None and "confidence" in fact:
        tenth = report.tenths[min(int(fact["confidence"] * _TENTHS), _TENTHS - 1)]
        tenth.facts += 1
        tenth.right += everything
        tenth.confidence += fact["confidence"]
