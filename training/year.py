"""Decisions that teach the chooser of the year of undated texts: documents whose day is known, read without it.

Beside them it learns from the examples of ``tests/corpus/cleaning/estimates.tsv``. ``days.tsv`` beside the labels names
the day of each document that has no sidecar with one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from chitieu.cleaning import clean
from chitieu.cleaning.estimate import Told, event_of, told
from chitieu.cleaning.published import MARGINS
from chitieu.cleaning.year import candidates
from chitieu.evaluation.labels import load_labels, text_of
from chitieu.model import BlockKind, Sidecar
from chitieu.reading import read_file
from training.fit import Decision

_COUNTS = 3  # an example states a habit alone, a page among much else
EXAMPLES = Path(__file__).parent.parent / "tests" / "corpus" / "cleaning" / "estimates.tsv"


def decisions(labels_dir: Path, texts_dir: Path) -> Iterator[Decision]:
    """One decision a document, but for those whose opening gives the whole date of an event."""
    known = days(labels_dir)
    for doc in load_labels(labels_dir):
        raw = read_file(text_of(doc, texts_dir))
        day = raw.sidecar.published or known.get(doc)
        page = clean(replace(raw, sidecar=Sidecar()))
        if day is None:
            continue
        body = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.kind not in MARGINS)
        title = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.TITLE)
        seen = told(body, title)
        if event_of(body)[0] is None and seen.mentions:
            yield _decision(seen, day.year, doc)


def example_decisions(path: Path = EXAMPLES) -> list[Decision]:
    """One decision an example that has a day, as so many documents of its own."""
    out = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["day"] and event_of(row["body"])[0] is None:
                out.append(_decision(told(row["body"], row["title"]), int(row["day"][:4]), row["why"]))
    return out * _COUNTS


def _decision(seen: Told, year: int, doc: str) -> Decision:
    found = candidates(seen.text, seen.mentions, seen.month, seen.title_end)
    return Decision([c.features for c in found], frozenset(i for i, c in enumerate(found) if c.year == year), doc)


def days(folder: Path) -> dict[str, date]:
    """Days of documents without a sidecar, from ``days.tsv`` (doc, day), where the folder has one."""
    path = folder / "days.tsv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["doc"]: date.fromisoformat(row["day"]) for row in csv.DictReader(file, delimiter="\t")}
