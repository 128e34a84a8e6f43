"""Labelled documents, read and cut: what all decisions are made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chitieu.cleaning import clean
from chitieu.evaluation.labels import Label, load_labels, text_of
from chitieu.extraction.structure import Outline, outline
from chitieu.reading import read_file


class Opened(NamedTuple):
    """One document with its labels."""

    doc: str
    outline: Outline
    labels: list[Label]


def opened(labels_dir: Path, texts_dir: Path) -> Iterator[Opened]:
    """The documents of a folder of labels."""
    for doc, labels in load_labels(labels_dir).items():
        yield Opened(doc, outline(clean(read_file(text_of(doc, texts_dir)))), labels)
