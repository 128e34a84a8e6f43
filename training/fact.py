"""Learn from labels which quantities are facts: ``python -m training.fact LABELS TEXTS [LABELS TEXTS ...]``."""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Iterator

from chitieu.cleaning import clean
from chitieu.evaluation.labels import Label, load_labels, text_of
from chitieu.extraction.numbers.factness import features
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.structure import outline
from chitieu.reading import read_file
from training.fit import Decision, cross_validate, fit, save

WEIGHTS = pathlib.Path("chitieu/extraction/weights/fact.json")
L2, MIN_COUNT = 3.0, 4


def decisions(labels_dir: pathlib.Path, texts_dir: pathlib.Path) -> Iterator[Decision]:
    """One decision a quantity: candidate 0 says fact, 1 none. Those that only optional labels meet are left out."""
    for doc, labels in load_labels(labels_dir).items():
        document = clean(read_file(text_of(doc, texts_dir)))
        lines = outline(document)
        for quantity in find_quantities(lines)[0]:
            span = document.to_raw(quantity.start, quantity.end)
            met = [label for label in labels if _overlap(label, span.start, span.end)]
            if met and all(label.get("optional") for label in met):
                continue
            yield Decision([features(lines, quantity), []], frozenset([0 if met else 1]), doc)


def _overlap(label: Label, start: int, end: int) -> bool:
    return bool(label["start"] < end and start < label["end"])


def main(arguments: list[str]) -> None:
    """Learn, print the accuracy on held-out documents, and write the weights."""
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    found = [d for labels, texts in pairs for d in decisions(pathlib.Path(labels), pathlib.Path(texts))]
    accuracy = cross_validate(found, l2=L2, min_count=MIN_COUNT)
    print(f"{len(found)} quantities; accuracy on held-out documents {accuracy:.4f}")
    save(fit(found, L2, MIN_COUNT), WEIGHTS)


if __name__ == "__main__":
    main(sys.argv[1:])
