"""What became of the numbers of a folder of texts: ``python -m benchmarks.number_classes FOLDER [CLASS ...]``.

Prints how many numbers ended in each class and the share that nothing explains; with classes named, every number of
them with the words around it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chitieu.cleaning import clean
from chitieu.extraction.numbers.factness import is_fact
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.structure import outline
from chitieu.reading import Refused, read_file

_AROUND = 50


def numbers(path: Path) -> Iterator[tuple[str, str]]:
    """Class and surroundings of every number of one text; quantities are ``fact`` or the class of what they are."""
    seen = outline(clean(read_file(path)))
    quantities, others = find_quantities(seen)
    found = [(q.start, q.end, is_fact(seen, q).value or "unknown") for q in quantities]
    found += [(o.start, o.end, o.number_class) for o in others]
    for start, end, name in sorted(found):
        before, after = seen.text[max(0, start - _AROUND) : start], seen.text[end : end + _AROUND]
        yield name, f"{path.stem[:24]}: {before}[[{seen.text[start:end]}]]{after}".replace("\n", "⏎")


def main(folder: str, *shown: str) -> None:
    """Count the classes and print what was asked for."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(folder).glob("*.txt")):
        try:
            for name, around in numbers(path):
                counts[name] += 1
                if name in shown:
                    print(name, around)
        except Refused as reason:
            print(path, reason, file=sys.stderr)
    total = counts.total()
    for name, count in counts.most_common():
        print(f"{name:14} {count:7} {count / total:7.2%}")


if __name__ == "__main__":
    main(*sys.argv[1:])
