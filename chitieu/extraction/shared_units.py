"""Units of numbers that stand without one: from their list, the sentence, or the heading."""

from __future__ import annotations

from collections.abc import Sequence

from chitieu.extraction.quantities import Bare, Item
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline
from chitieu.model import Span

_JOINS = {",", "và", ";", ", và", "hoặc", "/", "-", "–", "đến", "lên", "xuống"}


def resolve(outline: Outline, items: Sequence[Item]) -> list[Quantity | OtherNumber]:
    """Give each bare number the unit it shares with its list, or the class ``unknown``."""
    text = outline.text
    out: list[Quantity | OtherNumber] = []
    following: Quantity | OtherNumber | None = None
    for item in reversed(items):
        if isinstance(item, Bare):
            resolved: Quantity | OtherNumber = OtherNumber(
                item.start, item.end, "unknown", "no unit and no word that explains it"
            )
            if isinstance(following, Quantity) and text[item.end : following.start].strip() in _JOINS:
                resolved = _with(item, following, "list")
            item = resolved
        out.append(item)
        following = item
    return out[::-1]


def _with(bare: Bare, other: Quantity, rule: str) -> Quantity:
    return Quantity(
        bare.start, bare.end, Span(bare.start, bare.end), bare.value, other.unit, other.dimension,
        denominator=bare.denominator, upper=bare.upper, decimals=bare.decimals, rule=rule, notes=("unit inferred",),
    )  # fmt: skip
