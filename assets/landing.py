"""The landing folder: which of its files are documents, and whether they have changed."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from chitieu.reading import html
from chitieu.reading.sidecar import sidecar_path

SUFFIXES = frozenset({".txt", *html.SUFFIXES})


def listing(landing: Path) -> pl.DataFrame:
    """Files of the landing folder as ``source`` (path below it) and ``input_hash`` (size and time of change).

    Size and time are enough to see that a file need not be opened; whether it is a new document, its bytes tell.
    """
    found = sorted(p for p in landing.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    rows = [(p.relative_to(landing).as_posix(), stamp(p) + stamp(sidecar_path(p))) for p in found]
    return pl.DataFrame(rows, schema={"source": pl.String(), "input_hash": pl.String()}, orient="row")


def stamp(path: Path) -> str:
    """Size and time of change of a file; a dash where there is none."""
    if not path.is_file():
        return "-"
    known = path.stat()
    return f"{known.st_size}@{known.st_mtime_ns};"
