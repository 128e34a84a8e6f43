"""Decisions that teach the chooser of transformations."""

from __future__ import annotations

from collections.abc import Iterable

from chitieu.evaluation.labels import accepted
from chitieu.extraction.context import Context
from chitieu.extraction.transformations import OPTIONS, features, option_features
from training.examples import Example
from training.fit import Decision


def decisions(found: Iterable[Example]) -> list[Decision]:
    """One decision a labelled number."""
    out = []
    for e in found:
        context = Context(e.outline, [q for q, _ in e.pairs])
        before = None
        for q, label in e.pairs:
            shared = features(context, q, before)
            before = q
            if not label.get("optional"):
                right = frozenset(i for i, o in enumerate(OPTIONS) if o in accepted(label, "transformation"))
                out.append(Decision([option_features(o, shared) for o in OPTIONS], right, e.doc))
    return out
