"""Decisions that teach the chooser of home places: documents by the place that most of their facts are about.

Beside them it learns from the pages of ``tests/corpus/places/home.tsv``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from chitieu.cleaning import clean
from chitieu.cleaning.published import MARGINS
from chitieu.evaluation.labels import Label, accepted, load_labels, text_of
from chitieu.reading import read_file
from chitieu.vocabulary.places.home import frame_of, with_first_line
from chitieu.vocabulary.places.topic import Candidate, candidates
from training.fit import Decision
from training.year import days

EXAMPLES = Path(__file__).parent.parent / "tests" / "corpus" / "places" / "home.tsv"
_MOST = 0.4  # of the facts: less makes no home


def decisions(labels_dir: Path, texts_dir: Path) -> Iterator[Decision]:
    """One decision a document that has a home place."""
    known = days(labels_dir)
    for doc, labels in load_labels(labels_dir).items():
        raw = read_file(text_of(doc, texts_dir))
        day = raw.sidecar.published or known.get(doc)
        page = clean(replace(raw, sidecar=replace(raw.sidecar, published=day, ref_area=None)))
        around = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.kind in MARGINS)
        body = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.kind not in MARGINS)
        frame = frame_of(page.publisher, page.url, around, page.published)
        found = candidates(frame.code, page.title or "", with_first_line(around, body), page.published)
        right = _homes(found, [x for x in labels if not x.get("optional")])
        if right:
            yield Decision([c.features for c in found], right, doc)


def _homes(found: list[Candidate], labels: list[Label]) -> frozenset[int]:
    """The candidates that suit most facts."""
    suits = [sum(c.code in accepted(x, "ref_area") for x in labels) for c in found]
    best = max(suits, default=0)
    return frozenset(i for i, n in enumerate(suits) if n == best and n >= max(1, _MOST * len(labels)))


def example_decisions(path: Path = EXAMPLES) -> list[Decision]:
    """One decision an example; each counts as a document of its own."""
    out = []
    with path.open(encoding="utf-8", newline="") as file:
        for i, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            said = {k: "" if v == "-" else v for k, v in row.items()}
            day = date.fromisoformat(said["day"]) if said["day"] else None
            frame = frame_of(said["publisher"] or None, said["url"] or None, said["furniture"], day)
            found = candidates(frame.code, said["title"], with_first_line(said["furniture"], said["body"]), day)
            right = frozenset(j for j, c in enumerate(found) if c.code == said["answer"])
            out.append(Decision([c.features for c in found], right, f"home{i}"))
    return out
