"""Decisions that teach the chooser of places: gold spans, places as found by the system."""

from __future__ import annotations

import sys
from pathlib import Path

from chitieu.evaluation.labels import accepted
from chitieu.extraction.place_features import candidates
from chitieu.extraction.places import find_places
from training.fit import Decision, accuracy, cross_validate, fit, save
from training.spans import labelled

WEIGHTS = Path("chitieu/extraction/weights/place.json")
L2, MIN_COUNT = 1.0, 3


def decisions(labels_dir: Path, texts_dir: Path) -> list[Decision]:
    """One decision a labelled number that a system must output."""
    out = []
    for document in labelled(labels_dir, texts_dir):
        mentions = find_places(document.outline)
        for span, label in document.labels:
            if label.get("optional"):
                continue
            offered = candidates(document.outline, span, mentions)
            right = frozenset(i for i, c in enumerate(offered) if c.code in accepted(label, "ref_area"))
            out.append(Decision([c.features for c in offered], right, document.doc))
    return out


def main(arguments: list[str]) -> None:
    """Learn from pairs LABELS TEXTS, print held-out accuracy by folder, write the weights."""
    folders = [decisions(Path(a), Path(b)) for a, b in zip(arguments[::2], arguments[1::2], strict=True)]
    every = [d for f in folders for d in f]
    print(f"{len(every)} decisions, held out {cross_validate(every, 10, L2, MIN_COUNT):.4f}")
    for name, folder in zip(arguments[::2], folders, strict=True):
        held = {d.doc for d in folder}
        docs, hits = sorted(held), 0.0
        for k in range(10):
            out = set(docs[k::10])
            test = [d for d in folder if d.doc in out]
            learned = fit([d for d in every if d.doc not in out], L2, MIN_COUNT)
            hits += accuracy(test, learned) * len(test) if test else 0.0
        reachable = sum(bool(d.right) for d in folder) / len(folder)
        print(f"{name}: {len(folder)} decisions, right one offered {reachable:.4f}, held out {hits / len(folder):.4f}")
    save(fit(every, L2, MIN_COUNT), WEIGHTS)


if __name__ == "__main__":
    main(sys.argv[1:])
