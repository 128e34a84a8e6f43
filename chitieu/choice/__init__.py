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
from itertools import repeat

Weights = Mapping[str, float]


_in_use: dict[str, Weights] = {}
_rows_in_use: dict[str, Mapping[str, Sequence[float]]] = {}


def weights(name: str) -> Weights:
    """Weights of one chooser, from ``chitieu/choice/weights/NAME.json`` (empty where not trained yet)."""
    if name not in _in_use:
        _in_use[name] = _stored(name)
    return _in_use[name]


def use_weights(name: str, table: Weights | None) -> None:
    """Let a chooser use other weights than the stored ones, to try them on documents held out; None: the stored."""
    _in_use[name] = _stored(name) if table is None else table
    _rows_in_use.pop(name, None)


@cache
def _stored(name: str) -> Weights:
    path = files("chitieu.choice") / "weights" / f"{name}.json"
    if not path.is_file():
        return {}
    loaded: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def score(features: Iterable[str], table: Weights) -> float:
    """Sum of the weights of the features that hold; a feature never seen in training weighs nothing."""
    return sum(map(table.get, features, repeat(0.0)))


def probabilities(candidates: Sequence[Iterable[str]], table: Weights) -> list[float]:
    """Probability of each candidate, given by its features; they sum to 1.

    Raises:
        ValueError: there is no candidate to choose from.
    """
    if not candidates:
        raise ValueError("no candidates: offer at least one, such as 'none of them'")
    return _softmax([score(c, table) for c in candidates])


def option_features(option: str, shared: Iterable[str]) -> list[str]:
    """Features of one of a few fixed options: those of the situation, each told apart by option."""
    return [f"{option}|{f}" for f in shared]


def option_probabilities(options: Sequence[str], shared: Iterable[str], name: str) -> list[float]:
    """Probability of each of a few fixed options, which all see the same features.

    The same as `probabilities` of their `option_features`, read from the chooser's weights a row of options at a time.
    """
    rows = _rows_in_use.get(name)
    if rows is None:
        rows = _rows_in_use[name] = _rows(options, weights(name))
    found = [rows[f] for f in shared if f in rows]
    return _softmax([sum(weight) for weight in zip(*found, strict=True)] or [0.0] * len(options))


def _rows(options: Sequence[str], table: Weights) -> dict[str, list[float]]:
    rows: dict[str, list[float]] = {}
    for named, weight in table.items():
        option, _, feature = named.partition("|")
        rows.setdefault(feature, [0.0] * len(options))[options.index(option)] = weight
    return rows


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    exps = [math.exp(s - top) for s in scores]
    total = sum(exps)
    return [e / total for e in exps]
