"""Which quantities are facts: examples, and the labels that the repository carries."""

from __future__ import annotations

import pathlib

import pytest

from chitieu.cleaning import clean
from chitieu.extraction.numbers.factness import is_fact
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.structure import outline
from chitieu.model import RawDocument
from training.fact import decisions

CORPUS = pathlib.Path(__file__).parents[2] / "corpus"


def _examples() -> list[tuple[str, str, str]]:
    lines = (CORPUS / "facts" / "examples.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, written, verdict) for text, written, verdict in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(("text", "written", "verdict"), _examples())
def test_example(text: str, written: str, verdict: str) -> None:
    seen = outline(clean(RawDocument("0" * 64, "text", "text.txt", "text/plain", "utf-8", text)))
    quantity = next(q for q in find_quantities(seen)[0] if seen.text[q.start : q.end] == written)
    choice = is_fact(seen, quantity)
    assert (choice.value == "fact") == (verdict == "fact"), choice
    assert 0.5 <= choice.probability <= 1


def test_the_labels_of_the_repository_are_met() -> None:
    """The weights were learned from these labels: a fall below means that the features no longer say what they did."""
    from chitieu.choice import score, weights

    found = list(decisions(CORPUS / "written", CORPUS / "written"))
    right = sum((score(d.candidates[0], weights("fact")) >= 0) == (0 in d.right) for d in found)
    assert len(found) > 2000
    assert right / len(found) > 0.985
