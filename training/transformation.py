"""Decisions that teach the chooser of transformations."""

from __future__ import annotations

from pathlib import Path

from chitieu.choice import option_features
from chitieu.evaluation.labels import accepted
from chitieu.extraction.indicators.context import Context
from chitieu.extraction.indicators.history import Decided
from chitieu.extraction.indicators.transformations import OPTIONS, features
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
            shared = features(context, q, history)
            history.append(Decided(q, label["indicator"], Transformation(label["transformation"])))
            if not label.get("optional"):
                right = frozenset(i for i, o in enumerate(OPTIONS) if o in accepted(label, "transformation"))
                out.append(Decision([option_features(o, shared) for o in OPTIONS], right, e.doc))
    return out


def sentence_decisions() -> list[Decision]:
    """One decision an example sentence; each counts as a document of its own."""
    out = []
    for s in sentences():
        shared = features(s.context, s.quantity, [])
        right = frozenset([OPTIONS.index(s.transformation)])
        out.append(Decision([option_features(o, shared) for o in OPTIONS], right, s.name))
    return out
