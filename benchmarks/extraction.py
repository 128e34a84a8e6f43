"""How fast documents are read, on one core: ``python -m benchmarks.extraction [FOLDER]`` (default: the samples).

Prints documents, kilobytes and facts a second of cleaning and of extraction, and what each stage of extraction costs a
document. Processor time, so that other work on the machine matters little.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from chitieu.cleaning import clean
from chitieu.evaluation.labels import TEXT_SUFFIXES
from chitieu.extraction.assembly import extract
from chitieu.extraction.numbers.factness import is_fact
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.periods import find_periods
from chitieu.extraction.places.choose import find_places
from chitieu.extraction.structure import outline
from chitieu.reading import Refused, read_file

SAMPLES = Path(__file__).parent.parent / "samples"
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest of some rounds; the first one, which loads vocabularies, doesn't count."""
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main(folder: Path) -> None:
    """Read a folder and print the rates."""
    raws = []
    for path in sorted(p for p in folder.iterdir() if p.suffix in TEXT_SUFFIXES):
        try:
            raws.append(read_file(path))
        except Refused as refused:
            print(f"{path.name}: {refused.reason_en}", file=sys.stderr)
    documents = [clean(raw) for raw in raws]
    outlines = [outline(d) for d in documents]
    kilobytes = sum(len(raw.text.encode()) for raw in raws) / 1000
    facts = sum(len(extract(d, raw.text).facts) for d, raw in zip(documents, raws, strict=True))
    print(f"{len(raws)} documents, {kilobytes:.0f} kB, {facts} facts")
    stages: dict[str, Callable[[], object]] = {
        "cleaning": lambda: [clean(raw) for raw in raws],
        "extraction": lambda: [extract(d, raw.text) for d, raw in zip(documents, raws, strict=True)],
        "  outline": lambda: [outline(d) for d in documents],
        "  numbers": lambda: [find_quantities(o) for o in outlines],
        "  numbers and facts": lambda: [[is_fact(o, q) for q in find_quantities(o)[0]] for o in outlines],
        "  periods named": lambda: [find_periods(o) for o in outlines],
        "  places named": lambda: [find_places(o) for o in outlines],
    }
    for name, work in stages.items():
        took = seconds(work)
        each = f"{1000 * took / len(raws):7.2f} ms a document"
        print(f"{name:20} {each} {len(raws) / took:8.0f} documents/s {kilobytes / took:8.0f} kB/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
