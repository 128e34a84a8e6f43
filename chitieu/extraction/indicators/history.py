"""The numbers before, and what was decided for them: what a number that names nothing itself may continue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chitieu.extraction.indicators.context import Context
from chitieu.extraction.records import Quantity
from chitieu.model import Span, Transformation

_KIN = 8  # how far back in the block a number of the same unit is looked for


class Decided(NamedTuple):
    """A number, and what was decided for it."""

    quantity: Quantity
    code: str | None
    transformation: Transformation


def continued(context: Context, q: Quantity, history: Sequence[Decided]) -> Decided | None:
    """The number that this one continues: the one before, or the one before a bracket that has closed since.

    "thu ngân sách 2.385 tỷ đồng (nội địa 1.830 tỷ đồng, xuất nhập khẩu 555 tỷ đồng), đạt 18,3% dự toán": the 18,3%
    are of the 2.385 tỷ đồng.
    """
    if not history:
        return None
    last = history[-1]
    sentence = context.outline.sentence(q.start)
    if last.quantity.start < sentence.start:
        return last
    opening = _closed_bracket(context.text, Span(sentence.start, q.start), last.quantity.start)
    if opening is None:
        return last
    return next(
        (d for d in reversed(history) if sentence.start <= d.quantity.start and d.quantity.end <= opening), last
    )


def kin(context: Context, q: Quantity, history: Sequence[Decided]) -> Decided | None:
    """The last number of the block with the same unit whose indicator is known: the head of a breakdown by place."""
    block = context.outline.block_index(q.start)
    for d in reversed(history[-_KIN:]):
        if context.outline.block_index(d.quantity.start) != block:
            return None
        if d.quantity.unit == q.unit and d.code is not None and d.transformation is Transformation.LEVEL:
            return d
    return None


def _closed_bracket(text: str, stretch: Span, inside: int) -> int | None:
    """Where the bracket opens that holds ``inside`` and is closed again before the stretch ends."""
    depth = 0
    closed: list[bool] = []
    for at in range(stretch.end - 1, stretch.start - 1, -1):
        if text[at] == ")":
            depth += 1
            closed.append(at > inside)
        elif text[at] == "(" and depth:
            depth -= 1
            if closed.pop() and at < inside and depth == 0:
                return at
    return None
