"""Indicator and transformation of a marked number, on example sentences kept as data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from chitieu.cleaning import clean
from chitieu.extraction.assembly import extract
from chitieu.model import Fact, Sidecar
from chitieu.reading import read_bytes

CORPUS = Path(__file__).parents[2] / "corpus" / "indicators"
SHARE_RIGHT = 0.95  # choices are learned: a few of many may be wrong, none of the kinds


class Case(NamedTuple):
    """A sentence with one number marked, and what it says."""

    sentence: str
    start: int
    indicator: str | None
    transformation: str
    value: float


def cases(path: Path) -> list[Case]:
    """Rows of one file of examples."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            marked, indicator, transformation, value = line.split("\t")
            sentence = marked.replace("[[", "").replace("]]", "")
            code = None if indicator == "-" else indicator
            out.append(Case(sentence, marked.index("[["), code, transformation, float(value)))
    return out


def read(case: Case) -> Fact | None:
    """The fact that the system reads at the marked number of a page of Hải Hậu district."""
    sidecar = Sidecar(published=date(2023, 12, 20), ref_area="366", title="Tình hình kinh tế - xã hội năm 2023")
    raw = read_bytes(case.sentence.encode(), "example", "example.txt", sidecar)
    return next((f for f in extract(clean(raw), raw.text).facts if f.start == case.start), None)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.tsv")), ids=lambda p: p.stem)
def test_examples(path: Path) -> None:
    """Nearly all examples of a file are read right; the wrong ones are listed."""
    wrong = []
    for case in (found := cases(path)):
        fact = read(case)
        got = fact and (fact.indicator, fact.transformation.value, fact.value)
        if got != (case.indicator, case.transformation, case.value):
            wrong.append(f"{case.sentence}: {got}")
    assert len(wrong) <= (1 - SHARE_RIGHT) * len(found), "\n".join(wrong)
