"""One call from a file to its facts: reading, cleaning and extraction in a row."""

from __future__ import annotations

from pathlib import Path

from chitieu.cleaning import clean
from chitieu.extraction.assembly import extract
from chitieu.model import CleanDocument, Extraction
from chitieu.reading import read_file


def read_document(path: Path) -> CleanDocument:
    """Read and clean one file.

    Raises:
        Refused: the bytes are no text that can be read, or the sidecar is wrong.
    """
    return clean(read_file(path))


def extract_file(path: Path) -> Extraction:
    """All facts of one file, with the ledger of its numbers. Raises as `read_document` does."""
    raw = read_file(path)
    return extract(clean(raw), raw.text)
