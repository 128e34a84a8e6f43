"""The samples' score is a floor. The samples never teach the choosers, so this is what unseen pages may expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from chitieu.api import extract_file
from chitieu.evaluation.labels import as_label, load_labels, text_of
from chitieu.evaluation.scoring import Report, score
from chitieu.vocabulary import units

SAMPLES = Path(__file__).parents[2] / "samples"
FLOORS = {"quantity": 0.97, "linked": 0.885, "dated": 0.82, "fact": 0.805}
SURE = 0.8  # of facts this sure, at least so many are right
SURE_RIGHT = 0.92


@pytest.fixture(scope="module")
def report() -> Report:
    labels = load_labels(SAMPLES / "labels")
    found = {doc: extract_file(text_of(doc, SAMPLES)).facts for doc in labels}
    answers = {doc: [as_label(f) | {"confidence": f.confidence} for f in facts] for doc, facts in found.items()}
    return score(labels, answers, units.load())


@pytest.mark.parametrize("level", FLOORS)
def test_floor(report: Report, level: str) -> None:
    assert report.total.f1(level) >= FLOORS[level]


def test_confidence_keeps_its_word(report: Report) -> None:
    sure = report.tenths[round(SURE * 10) :]
    assert (facts := sum(tenth.facts for tenth in sure)) >= 200
    assert sum(tenth.right for tenth in sure) / facts >= SURE_RIGHT
