"""Which indicator a number is about, and the words that name it."""

from __future__ import annotations

from collections.abc import Sequence

from chitieu.choice import probabilities, weights
from chitieu.extraction.indicators.candidates import candidates
from chitieu.extraction.indicators.context import Context
from chitieu.extraction.indicators.history import Decided
from chitieu.extraction.records import Choice, Quantity
from chitieu.model import Span, Transformation
from chitieu.vocabulary.linking import cues
from chitieu.vocabulary.words import words

_SIGNS = " ,;:.()-–•+\u00a0"
_MOST_WORDS = 12


def choose_indicator(
    context: Context, quantity: Quantity, transformation: Transformation, history: Sequence[Decided]
) -> Choice:
    """The indicator of one number; value None where the catalogue has none that fits."""
    found = candidates(context, quantity, transformation, history)
    chances = probabilities([c.features for c in found], weights("indicator"))
    by_code: dict[str | None, float] = {}
    for c, p in zip(found, chances, strict=True):
        by_code[c.code] = by_code.get(c.code, 0.0) + p
    code = max(by_code, key=lambda k: by_code[k])
    best = max((p, i) for i, p in enumerate(chances) if found[i].code == code)[1]
    return Choice(code, found[best].span, by_code[code], found[best].source)


def quantity_words(context: Context, q: Quantity, span: Span | None) -> str | None:
    """The words that name the quantity: the phrase found, or else what stands before the number in its clause.

    Where nothing telling stands there, the noun that is counted and what follows it.
    """
    if span is not None:
        return " ".join(context.text[span.start : span.end].split())
    clause = context.outline.clause(q.start)
    last = context.index_before(q.start)
    start = max(clause.start, context.quantities[last].end if last >= 0 else 0)
    left = context.text[start : q.start].strip(_SIGNS)
    if all(w.form in cues("indicator", "empty") for w in words(left)):  # "và", "chiếm": what is counted says more
        left = ""
    right = context.text[q.number.end : context.outline.clause(q.end - 1).end].strip(_SIGNS)
    return " ".join(left.split()[-_MOST_WORDS:] or right.split()[:_MOST_WORDS]) or None
