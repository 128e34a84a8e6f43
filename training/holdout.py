"""Scores on documents held out, and confidences that keep their word.

``python -m training.holdout LABELS TEXTS [LABELS TEXTS ...]``: the documents are cut into five folds; for each, all
choosers learn from the other four and read the fifth. Prints the scores of each pair of folders, and writes
``choice/weights/confidence.json``: the chance that a fact is right, by the product of the chances of its choices.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import isotonic_regression

from chitieu.choice import use_weights
from chitieu.cleaning import clean
from chitieu.evaluation.labels import load_labels, text_of
from chitieu.evaluation.pairing import LEVELS, Answer, level, pairs
from chitieu.evaluation.scoring import score
from chitieu.extraction import calibration
from chitieu.extraction.assembly import extract
from chitieu.reading import read_file
from chitieu.vocabulary import units
from training.__main__ import WEIGHTS
from training.fit import fit
from training.settings import CHOOSERS, Corpus, decisions_of

FOLDS = 5
STEPS = 20  # of the calibration


def main(arguments: list[str]) -> None:
    """Read the folds, print the scores, write the calibration."""
    corpora: list[Corpus] = [(Path(a), Path(b)) for a, b in zip(arguments[::2], arguments[1::2], strict=True)]
    calibration.use_steps([])  # confidence is the bare product while it is measured
    answers = held_out_answers(corpora)
    reports = {str(labels): score(load_labels(labels), answers, units.load()) for labels, _ in dict(corpora).items()}
    for name, report in reports.items():
        print(f"{name}: {len(report.documents)} documents held out")
        for name_of_level in LEVELS:
            p, r, f1 = (m(name_of_level) for m in (report.total.precision, report.total.recall, report.total.f1))
            print(f"  {name_of_level:9} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}")
    steps = calibrate(corpora, answers)
    (WEIGHTS / "confidence.json").write_text(json.dumps(steps) + "\n", encoding="utf-8")


def held_out_answers(corpora: list[Corpus]) -> dict[str, list[Answer]]:
    """Facts by document, each document read with weights learned from the documents of the other folds."""
    docs = sorted({doc for labels, _ in corpora for doc in load_labels(labels)})
    taught = {name: decisions_of(name, corpora) for name in CHOOSERS}
    out: dict[str, list[Answer]] = {}
    for k in range(FOLDS):
        held = set(docs[k::FOLDS])
        for name, chooser in CHOOSERS.items():
            known = [d for d in taught[name] if d.doc not in held]
            use_weights(name, fit(known, chooser.l2, chooser.min_count))
        for labels, texts in corpora:
            for doc in held & set(load_labels(labels)):
                raw = read_file(text_of(doc, texts))
                out[doc] = [answer(f) for f in extract(clean(raw), raw.text).facts]
    return out


def answer(fact: object) -> Answer:
    """A fact in the form that labels have."""
    names = (
        "doc start end text value unit indicator transformation scenario time_period ref_area operator denominator "
        "base_period confidence"
    )
    return {name: getattr(fact, name) for name in names.split()}


def calibrate(corpora: list[Corpus], answers: dict[str, list[Answer]]) -> list[list[float]]:
    """Steps [product, share right], rising, from the facts of documents that were held out."""
    seen: list[tuple[float, bool]] = []
    catalogue = units.load()
    for labels_dir in {labels for labels, _ in corpora}:
        for doc, labels in load_labels(labels_dir).items():
            for pair in pairs(labels, answers[doc], catalogue):
                if pair.fact is not None and not (pair.label and pair.label.get("optional")):
                    seen.append((pair.fact["confidence"], level(pair, catalogue) == len(LEVELS)))
    seen.sort()
    rising = isotonic_regression([float(right) for _, right in seen]).x
    steps = []
    for part in np.array_split(np.arange(len(seen)), min(STEPS, len(seen))):
        steps.append([round(float(np.mean([seen[i][0] for i in part])), 4), round(float(np.mean(rising[part])), 4)])
    return steps


if __name__ == "__main__":
    main(sys.argv[1:])
