"""Decisions that teach the chooser of periods: gold spans and gold transformations, every mention in scope offered."""

from __future__ import annotations

from pathlib import Path

from chitieu.evaluation.labels import accepted
from chitieu.extraction.periods.candidates import candidates
from chitieu.extraction.periods.find import find_periods
from chitieu.extraction.periods.timeline import Timeline
from chitieu.model import Transformation
from training.fit import Decision
from training.spans import labelled


def decisions(labels_dir: Path, texts_dir: Path) -> list[Decision]:
    """One decision a labelled number."""
    out = []
    for document in labelled(labels_dir, texts_dir):
        timeline = Timeline(document.outline, find_periods(document.outline))
        for span, label in document.labels:
            if label.get("optional"):
                continue
            options = candidates(timeline, span, Transformation(label["transformation"]))
            right = frozenset(i for i, c in enumerate(options) if c.value in accepted(label, "time_period"))
            out.append(Decision([c.features for c in options], right, document.doc))
    return out
