"""Choice between readings by a small linear model.

Rules propose candidates, each described by named features; the weights, learned from labels and kept as
data (``weights/*.json``), say how much each feature speaks for it. A softmax over the candidates gives
the probability of each, which is the confidence of the choice.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

Weights = Mapping[str, float]


_in_use: dict[str, Weights] = {}


def weights(name: str) -> Weights:
    """Weights of one chooser, from ``chitieu/extraction/weights/NAME.json`` (empty where not trained yet)."""
    if name not in _in_use:
        _in_use[name] = _stored(name)
    return _in_use[name]


def use_weights(name: str, table: Weights | None) -> None:
    """Let a chooser use other weights than the stored ones, to try them on documents held out; None: the stored."""
    _in_use[name] = _stored(name) if table is None else table


@cache
def _stored(name: str) -> Weights:
    path = files("chitieu.extraction") / "weights" / f"{name}.json"
    if not path.is_file():
        return {}
    loaded: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def score(features: Iterable[str], table: Weights) -> float:
    """Sum of the weights of the features that hold; a feature never seen in training weighs nothing."""
    total, weight = 0.0, table.get
    for f in features:
        total += weight(f, 0.0)
    return total


def probabilities(candidates: Sequence[Iterable[str]], table: Weights) -> list[float]:
    """Probability of each candidate, given by its features; they sum to 1.

    Raises:
        ValueError: there is no candidate to choose from.
    """
    if not candidates:
        raise ValueError("no candidates: offer at least one, such as 'none of them'")
    scores = [score(c, table) for c in candidates]
    top = max(scores)
    exps = [math.exp(s - top) for s in scores]
    total = sum(exps)
    return [e / total for e in exps]
