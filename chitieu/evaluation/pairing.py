"""Which fact answers which label of one document, and how much of the answer is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chitieu.evaluation.labels import Label, accepted
from chitieu.vocabulary.units import Units

Answer = Mapping[str, Any]  # one fact in the form of the guidelines; `confidence` where known

LEVELS = ("quantity", "linked", "dated", "fact")
# What a level asks beside all that the levels before it ask. The first asks for the value in its unit.
_ASKED: tuple[tuple[str, ...], ...] = (("indicator", "transformation"), ("time_period", "scenario"), ("ref_area",))
_SAME_WEIGHT = {"PP": "PCT"}  # points and per cent are told apart by the transformation, not by the unit
_TOLERANCE = 1e-9


class Pair(NamedTuple):
    """A label and the fact that overlaps it; either may be missing."""

    label: Label | None
    fact: Answer | None


def pairs(labels: Sequence[Label], facts: Sequence[Answer], units: Units) -> list[Pair]:
    """Pair labels and facts of one document one to one: the longest overlap first, among equals the better answer.

    Facts that meet no label and labels that no fact meets come back alone. Optional labels pair like others,
    so that a fact that answers one is not taken for a wrong answer to its neighbour.
    """
    met = sorted(_overlaps(labels, facts, units), reverse=True)
    free_labels, free_facts = dict(enumerate(labels)), dict(enumerate(facts))
    found = []
    for *_, i, j in met:
        if -i in free_labels and -j in free_facts:
            found.append(Pair(free_labels.pop(-i), free_facts.pop(-j)))
    return found + [Pair(label, None) for label in free_labels.values()] + [Pair(None, f) for f in free_facts.values()]


def level(pair: Pair, units: Units) -> int:
    """How many of `LEVELS` the pair reaches: 0 nothing, 4 everything."""
    label, fact = pair
    if label is None or fact is None or not right_quantity(label, fact, units):
        return 0
    reached = 1
    for fields in _ASKED:
        if not all(right(label, fact, field) for field in fields):
            break
        reached += 1
    return reached


def right(label: Label, fact: Answer, field: str) -> bool:
    """The fact's answer for a field is one that the label accepts."""
    return fact.get(field) in accepted(label, field)


def right_quantity(label: Label, fact: Answer, units: Units) -> bool:
    """Value and unit together amount to what the label says, in whatever unit of the same kind."""
    got, base = _amount(fact["value"], fact["unit"], units)
    return any(
        base == wanted_base and abs(got - wanted) <= _TOLERANCE * max(1.0, abs(wanted))
        for value in accepted(label, "value")
        for wanted, wanted_base in (_amount(value, unit, units) for unit in accepted(label, "unit"))
    )


def _overlaps(
    labels: Sequence[Label], facts: Sequence[Answer], units: Units
) -> Iterator[tuple[int, bool, bool, int, int]]:
    """Every label and fact that share characters, as a key that sorts the best last; indexes are negated."""
    for i, label in enumerate(labels):
        for j, fact in enumerate(facts):
            shared = min(label["end"], fact["end"]) - max(label["start"], fact["start"])
            if shared > 0:
                linked = all(right(label, fact, field) for field in _ASKED[0])
                yield shared, right_quantity(label, fact, units), linked, -i, -j


def _amount(value: float, code: str, units: Units) -> tuple[float, str]:
    """A quantity in the base unit of its kind; a unit outside the catalogue is its own base."""
    code = code.replace(" ", "_")
    code = _SAME_WEIGHT.get(code, code)
    unit = units.by_code.get(code)
    if unit is None or unit.factor_to_base is None:
        return float(value), code
    return float(value) * unit.factor_to_base, _SAME_WEIGHT.get(unit.base_unit, unit.base_unit)
