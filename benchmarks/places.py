"""How fast places are: loading the registry, finding mentions, choosing the place of a number.

    python -m benchmarks.places [FOLDER]

FOLDER holds text files (default: the samples). Prints seconds of processor time, the best of five.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from chitieu.cleaning import clean
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.places.choose import choose_place, find_places
from chitieu.extraction.structure import outline
from chitieu.model import Span
from chitieu.reading import read_file
from chitieu.vocabulary.places import registry
from chitieu.vocabulary.places.lexicon import lexicon


def main(folder: Path) -> None:
    """Time each step."""
    print(f"registry            {best(load_registry) * 1e3:7.1f} ms")
    print(f"registry and names  {best(load_names) * 1e3:7.1f} ms")
    pages = [outline(clean(read_file(p))) for p in sorted(folder.glob("*.txt"))]
    megabytes = sum(len(p.text.encode()) for p in pages) / 1e6
    seconds = best(lambda: [find_places(p) for p in pages])
    print(f"find_places         {seconds * 1e3 / len(pages):7.2f} ms a page, {megabytes / seconds:.2f} MB/s")
    asked = [(p, find_places(p), [Span(q.start, q.end) for q in find_quantities(p)[0]]) for p in pages]
    numbers = sum(len(spans) for _, _, spans in asked)
    seconds = best(lambda: [choose_place(p, s, found) for p, found, spans in asked for s in spans])
    print(f"choose_place        {seconds * 1e6 / numbers:7.0f} µs a number")


def load_registry() -> None:
    """Read the file anew."""
    registry.load.cache_clear()
    registry.load()


def load_names() -> None:
    """Read the file and index all names anew."""
    load_registry()
    lexicon.cache_clear()
    lexicon()


def best(work: Callable[[], object], times: int = 5) -> float:
    """Least processor time of a few runs, in seconds."""
    out = []
    for _ in range(times):
        start = time.process_time()
        work()
        out.append(time.process_time() - start)
    return min(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("samples"))
