"""Labelled documents as the choosers see them: outline, quantities as labelled, and the labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chitieu.evaluation.labels import Label
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.records import Quantity
from chitieu.extraction.structure import Outline
from training.opened import opened


@dataclass(frozen=True)
class Example:
    """One document: the numbers that are labelled facts, in order, each with its label."""

    doc: str
    outline: Outline
    pairs: list[tuple[Quantity, Label]]


def examples(labels_dir: Path, texts_dir: Path) -> Iterator[Example]:
    """Labelled documents with the quantities found in them that meet a label (by the longest overlap)."""
    for doc, seen, labels in opened(labels_dir, texts_dir):
        pairs = []
        for q in find_quantities(seen)[0]:
            start, end = seen.document.to_raw(q.start, q.end)
            met = [(min(end, x["end"]) - max(start, x["start"]), -i) for i, x in enumerate(labels)]
            best = max((m for m in met if m[0] > 0), default=None)
            if best is not None:
                pairs.append((q, labels[-best[1]]))
        yield Example(doc, seen, pairs)
