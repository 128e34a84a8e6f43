"""How each chooser is taught: the room of its decisions, and how much its weights are held back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from training import fact, home, indicator, period, place, scenario, transformation, year
from training.fit import Decision

TAUGHT = "taught"  # name of the folder of documents written to teach
Corpus = tuple[Path, Path]  # folder of labels, folder of their texts


@dataclass(frozen=True)
class Chooser:
    """One chooser: its decisions on labelled documents, the L2 penalty, and how often a feature must occur.

    `beside` gives decisions on single sentences of ours, which teach in every fold. A document written to teach counts
    `taught`: such documents are full of traps, so what is plain in life is rarer in them.
    """

    decisions: Callable[[Path, Path], Iterable[Decision]]
    l2: float = 1.0
    min_count: int = 3
    beside: Callable[[], list[Decision]] = list
    taught: float = 1.0


# In the order in which they are taught: periods depend on the day of the text, scenarios look at the period chosen.
CHOOSERS = {
    "year": Chooser(year.decisions, l2=2.0, beside=year.example_decisions),
    "home": Chooser(home.decisions, l2=1.0, beside=home.example_decisions),
    "fact": Chooser(fact.decisions, l2=1.5),
    "transformation": Chooser(transformation.decisions, beside=transformation.sentence_decisions),
    "indicator": Chooser(indicator.decisions, l2=2.0, beside=indicator.sentence_decisions),
    "period": Chooser(period.decisions, l2=10.0, min_count=5, taught=0.5),
    "place": Chooser(place.decisions, beside=place.sentence_decisions),
    "scenario": Chooser(scenario.decisions, l2=1.5, taught=0.5),
}


def decisions_of(name: str, corpora: Iterable[Corpus]) -> list[Decision]:
    """All that teaches one chooser: the labelled documents, and the sentences beside them."""
    chooser = CHOOSERS[name]
    found: list[Decision] = []
    for labels, texts in corpora:
        weight = chooser.taught if labels.name == TAUGHT else 1.0
        found += [replace(d, weight=weight) for d in chooser.decisions(labels, texts)]
    return found + chooser.beside()
