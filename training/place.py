"""Decisions that teach the chooser of places: gold spans, places as found by the system.

Beside labelled documents it learns from single sentences (``tests/corpus/places/numbers.tsv``), one for each way to say
whose a figure is.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from chitieu.evaluation.labels import accepted
from chitieu.extraction.places.choose import find_places
from chitieu.extraction.places.features import candidates
from chitieu.extraction.structure import Outline, outline
from chitieu.model import Block, BlockKind, CleanDocument, Segment, Span
from training.fit import Decision
from training.spans import labelled

_COUNTS = 3  # a sentence states a habit alone, a page among much else
SENTENCES = Path(__file__).parent.parent / "tests" / "corpus" / "places" / "numbers.tsv"


def decisions(labels_dir: Path, texts_dir: Path) -> list[Decision]:
    """One decision a labelled number that a system must output."""
    out = []
    for document in labelled(labels_dir, texts_dir):
        mentions = find_places(document.outline)
        for span, label in document.labels:
            if not label.get("optional"):
                offered = candidates(document.outline, span, mentions)
                right = frozenset(i for i, c in enumerate(offered) if c.code in accepted(label, "ref_area"))
                out.append(Decision([c.features for c in offered], right, document.doc))
    return out


def sentence_decisions(path: Path = SENTENCES) -> list[Decision]:
    """One decision a sentence of the corpus, as so many documents of its own."""
    out = []
    for name, lines, span, answer in marked_sentences(path):
        offered = candidates(lines, span, find_places(lines))
        right = frozenset(i for i, c in enumerate(offered) if c.code == answer)
        out.append(Decision([c.features for c in offered], right, name))
    return out * _COUNTS


def marked_sentences(path: Path) -> list[tuple[str, Outline, Span, str | None]]:
    """Sentences with a span marked ``[[...]]``, the home place and day of their document, and the answer."""
    out = []
    with path.open(encoding="utf-8", newline="") as f:
        for i, row in enumerate(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)):
            before, rest = row["text"].split("[[")
            marked, after = rest.split("]]")
            text = before + marked + after
            document = CleanDocument(
                document_id=f"{path.stem}{i}",
                name=f"{path.stem}{i}",
                text=text,
                segments=(Segment(0, len(text), 0, len(text)),),
                blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
                published=date.fromisoformat(row["day"]),
                ref_area=row["home"] or None,
            )
            span = Span(len(before), len(before) + len(marked))
            out.append((document.name, outline(document), span, row["answer"] or None))
    return out
