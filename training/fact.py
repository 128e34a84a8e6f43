"""Decisions that teach which quantities are facts."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from chitieu.evaluation.labels import Label
from chitieu.extraction.numbers.factness import features
from chitieu.extraction.numbers.quantities import find_quantities
from training.fit import Decision
from training.opened import opened


def decisions(labels_dir: pathlib.Path, texts_dir: pathlib.Path) -> Iterator[Decision]:
    """One decision a quantity: candidate 0 says fact, 1 none. Those that only optional labels meet are left out."""
    for doc, lines, labels in opened(labels_dir, texts_dir):
        for quantity in find_quantities(lines)[0]:
            span = lines.document.to_raw(quantity.start, quantity.end)
            met = [label for label in labels if _overlap(label, span.start, span.end)]
            if met and all(label.get("optional") for label in met):
                continue
            yield Decision([features(lines, quantity), []], frozenset([0 if met else 1]), doc)


def _overlap(label: Label, start: int, end: int) -> bool:
    return bool(label["start"] < end and start < label["end"])
