"""Decisions that teach the chooser of indicators. The numbers before are taken as their labels have them."""

from __future__ import annotations

from pathlib import Path

from chitieu.evaluation.labels import accepted
from chitieu.extraction.indicators.candidates import candidates
from chitieu.extraction.indicators.context import Context
from chitieu.extraction.indicators.history import Decided
from chitieu.model import Transformation
from training.examples import examples
from training.fit import Decision
from training.sentences import sentences


def decisions(labels_dir: Path, texts_dir: Path) -> list[Decision]:
    """One decision a labelled number."""
    out = []
    for e in examples(labels_dir, texts_dir):
        context = Context(e.outline, [q for q, _ in e.pairs])
        history: list[Decided] = []
        for q, label in e.pairs:
            t = Transformation(label["transformation"])
            options = candidates(context, q, t, history)
            history.append(Decided(q, label["indicator"], t))
            if not label.get("optional"):
                right = frozenset(i for i, c in enumerate(options) if c.code in accepted(label, "indicator"))
                out.append(Decision([c.features for c in options], right, e.doc))
    return out


def sentence_decisions() -> list[Decision]:
    """One decision an example sentence; each counts as a document of its own."""
    out = []
    for s in sentences():
        options = candidates(s.context, s.quantity, s.transformation, [])
        right = frozenset(i for i, c in enumerate(options) if c.code == s.code)
        out.append(Decision([c.features for c in options], right, s.name))
    return out
