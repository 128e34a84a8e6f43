"""Labelled documents with the labels' own spans, for choosers that are taught apart from the finder of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chitieu.evaluation.labels import Label
from chitieu.extraction.structure import Outline
from chitieu.model import CleanDocument, Span
from training.opened import opened


@dataclass(frozen=True)
class Labelled:
    """One document: its outline, and its labels with their spans in the clean text, in order."""

    doc: str
    outline: Outline
    labels: list[tuple[Span, Label]]


def labelled(labels_dir: Path, texts_dir: Path) -> Iterator[Labelled]:
    """Documents of a folder of labels. A label whose characters cleaning dropped is left out."""
    for doc, seen, labels in opened(labels_dir, texts_dir):
        spans = [(clean_span(seen.document, x["start"], x["end"]), x) for x in labels]
        yield Labelled(doc, seen, sorted(((s, x) for s, x in spans if s), key=lambda pair: pair[0]))


def clean_span(document: CleanDocument, start: int, end: int) -> Span | None:
    """The clean text made of raw ``[start:end]``; None where it was all dropped."""
    pieces = []
    for s in document.segments:
        if s.raw_end <= start or s.raw_start >= end:
            continue
        same = s.clean_end - s.clean_start == s.raw_end - s.raw_start
        first = s.clean_start + max(0, start - s.raw_start) if same else s.clean_start
        last = s.clean_end - max(0, s.raw_end - end) if same else s.clean_end
        pieces.append((first, last))
    return Span(min(p[0] for p in pieces), max(p[1] for p in pieces)) if pieces else None
