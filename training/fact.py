"""Decisions that teach which quantities are facts."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from chitieu.cleaning import clean
from chitieu.evaluation.labels import Label, load_labels, text_of
from chitieu.extraction.numbers.factness import features
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.structure import outline
from chitieu.reading import read_file
from training.fit import Decision


def decisions(labels_dir: pathlib.Path, texts_dir: pathlib.Path) -> Iterator[Decision]:
    """One decision a quantity: candidate 0 says fact, 1 none. Those that only optional labels meet are left out."""
    for doc, labels in load_labels(labels_dir).items():
        document = clean(read_file(text_of(doc, texts_dir)))
        lines = outline(document)
        for quantity in find_quantities(lines)[0]:
            span = document.to_raw(quantity.start, quantity.end)
            met = [label for label in labels if _overlap(label, span.start, span.end)]
            if met and all(label.get("optional") for label in met):
                continue
            yield Decision([features(lines, quantity), []], frozenset([0 if met else 1]), doc)


def _overlap(label: Label, start: int, end: int) -> bool:
    return bool(label["start"] < end and start < label["end"])
