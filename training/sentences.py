"""Example sentences with one number marked (``tests/corpus/indicators``): what it is of, and what it says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chitieu.cleaning import clean
from chitieu.extraction.indicators.context import Context
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.records import Quantity
from chitieu.extraction.structure import outline
from chitieu.model import Transformation
from chitieu.reading import read_bytes

FOLDER = Path(__file__).parent.parent / "tests" / "corpus" / "indicators"


@dataclass(frozen=True)
class Sentence:
    """One sentence that holds a single number."""

    name: str
    context: Context
    quantity: Quantity
    code: str | None
    transformation: Transformation


def sentences(folder: Path = FOLDER) -> Iterator[Sentence]:
    """The sentences of all files whose marked number is the first: those that continue another need its context."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if not line or line.startswith("#"):
                continue
            marked, code, transformation, _ = line.split("\t")
            text = marked.replace("[[", "").replace("]]", "")
            seen = outline(clean(read_bytes(text.encode(), "example", "example.txt")))
            found, _ = find_quantities(seen)
            if found and found[0].start == marked.index("[["):
                name = f"{path.stem}{number}"
                meant = None if code == "-" else code
                yield Sentence(name, Context(seen, found[:1]), found[0], meant, Transformation(transformation))
