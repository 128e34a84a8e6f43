"""Learning the weights of a chooser: maximum likelihood of a softmax over candidates, with an L2 penalty.

One *decision* is a list of candidates (each a list of feature names) and the set of those that are right;
more than one may be. Features rarer than `min_count` are left out, so that weights say habits, not words of
one text.
"""

from __future__ import annotations

import collections
import json
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Decision:
    """Candidates as feature lists, the indexes of the right ones, the document they come from, how much it counts."""

    candidates: Sequence[Sequence[str]]
    right: frozenset[int]
    doc: str
    weight: float = 1.0


def fit(decisions: Sequence[Decision], l2: float = 1.0, min_count: int = 3) -> dict[str, float]:
    """Weights by feature name. Decisions without a right candidate teach nothing and are left out."""
    decisions = [d for d in decisions if d.right and len(d.candidates) > 1]
    seen = collections.Counter(f for d in decisions for f in {f for c in d.candidates for f in c})
    names = sorted(f for f, n in seen.items() if n >= min_count)
    index = {f: i for i, f in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    starts: list[int] = []
    right: list[bool] = []
    n = 0
    for d in decisions:
        starts.append(n)
        for i, c in enumerate(d.candidates):
            columns.extend(index[f] for f in c if f in index)
            rows.extend(n for f in c if f in index)
            right.append(i in d.right)
            n += 1
    x = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(n, len(names)))
    ok = np.array(right)
    cut = np.array(starts)
    counts = np.array([d.weight for d in decisions])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.repeat(np.maximum.reduceat(s, cut), np.diff(np.append(cut, n)))
        e = np.exp(s - top)
        lengths = np.diff(np.append(cut, n))
        z = np.add.reduceat(e, cut)
        zr = np.add.reduceat(e * ok, cut)
        p = e / np.repeat(z, lengths)
        q = e * ok / np.repeat(zr, lengths)
        value = float(np.sum(counts * (np.log(z) - np.log(zr))) + l2 / 2 * w @ w)
        return value, x.T @ (np.repeat(counts, lengths) * (p - q)) + l2 * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {f: round(float(w), 4) for f, w in zip(names, best.x, strict=True) if abs(w) > 5e-4}


def accuracy(decisions: Sequence[Decision], weights: dict[str, float]) -> float:
    """Share of decisions whose best candidate is right; one without a right candidate counts as wrong."""
    hits = 0
    for d in decisions:
        scores = [sum(weights.get(f, 0.0) for f in c) for c in d.candidates]
        hits += bool(scores) and int(np.argmax(scores)) in d.right
    return hits / len(decisions)


def cross_validate(decisions: Sequence[Decision], folds: int = 5, l2: float = 1.0, min_count: int = 3) -> float:
    """Accuracy on documents held out, fold by fold: a document is never in both halves."""
    docs = sorted({d.doc for d in decisions})
    hits = 0.0
    for k in range(folds):
        held = set(docs[k::folds])
        learned = fit([d for d in decisions if d.doc not in held], l2, min_count)
        test = [d for d in decisions if d.doc in held]
        hits += accuracy(test, learned) * len(test) if test else 0.0
    return hits / len(decisions)


def save(weights: dict[str, float], path: pathlib.Path) -> None:
    """Write weights as JSON, one feature a line, sorted, so that a diff shows what learning changed."""
    path.write_text(json.dumps(dict(sorted(weights.items())), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
