"""How sure one may be of a fact: the chances of its choices, brought to the share of facts that were right.

The product of the chances says how facts rank; what a product is worth was measured on labelled documents held
out, and is kept as steps in ``choice/weights/confidence.json``: [product, share right], rising, in between linear.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from chitieu.extraction.records import Choice


def product(choices: Iterable[Choice]) -> float:
    """Chance that all choices are right, were they independent."""
    return math.prod(c.probability for c in choices)


def confidence(choices: Iterable[Choice]) -> float:
    """Calibrated confidence of a fact, 0 to 1, with three decimals."""
    at = product(choices)
    steps = _steps()
    if not steps:
        return round(at, 3)
    i = bisect_right(steps, at, key=lambda s: s[0])
    if i in (0, len(steps)):
        return round(steps[min(i, len(steps) - 1)][1], 3)
    (x0, y0), (x1, y1) = steps[i - 1], steps[i]
    return round(y0 + (y1 - y0) * (at - x0) / (x1 - x0), 3)


def use_steps(steps: list[tuple[float, float]] | None) -> None:
    """Let other steps than the stored ones hold, to measure confidence itself; none at all: the bare product."""
    _in_use[:] = [_stored() if steps is None else steps]


def _steps() -> list[tuple[float, float]]:
    if not _in_use:
        use_steps(None)
    return _in_use[0]


_in_use: list[list[tuple[float, float]]] = []


@cache
def _stored() -> list[tuple[float, float]]:
    path = files("chitieu.choice") / "weights" / "confidence.json"
    if not path.is_file():
        return []
    return [(float(x), float(y)) for x, y in json.loads(path.read_text(encoding="utf-8"))]
