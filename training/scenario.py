"""Decisions that teach the chooser of scenarios: gold spans and transformations, the period as chosen by the system."""

from __future__ import annotations

from pathlib import Path

from chitieu.choice import option_features
from chitieu.evaluation.labels import accepted
from chitieu.extraction.periods.choose import choose_period
from chitieu.extraction.periods.find import find_periods
from chitieu.extraction.periods.timeline import Timeline
from chitieu.extraction.scenarios import OPTIONS, features
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
            transformation = Transformation(label["transformation"])
            period = choose_period(timeline, span, transformation)
            found, _ = features(timeline, span, period, transformation)
            right = frozenset(i for i, s in enumerate(OPTIONS) if s.value in accepted(label, "scenario"))
            out.append(Decision([option_features(s, found) for s in OPTIONS], right, document.doc))
    return out
