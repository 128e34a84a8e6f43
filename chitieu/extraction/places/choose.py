"""Places named in a text, and which of them a number is about.

A figure belongs to the home place of its document unless clause, list, table or heading name another. Candidates are
the home place, the places in scope, and none; a small linear model weighs how each is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from chitieu.choice import probabilities, weights
from chitieu.extraction.places.features import candidates
from chitieu.extraction.records import Choice, PlaceMention
from chitieu.extraction.structure import Outline
from chitieu.model import Span
from chitieu.vocabulary.places.resolve import resolve
from chitieu.vocabulary.places.scan import scan


def find_places(outline: Outline) -> tuple[PlaceMention, ...]:
    """All places named in a text, with codes as of its day.

    Returns:
        Mentions in order, not overlapping. A code of None is a place without one (a village, a country abroad, a name
        that no list knows), or an ambiguous name: then `candidates` holds the codes it may have.
    """
    document = outline.document
    found = resolve(document.text, scan(document.text), document.published, document.ref_area)
    return tuple(
        PlaceMention(r.named.start, r.named.end, r.code, r.level, r.candidates, r.rule)
        for r in found
        if r.rule != "ambiguous_bare" and not outline.is_boilerplate(r.named.start)
    )


def choose_place(outline: Outline, quantity_span: Span, mentions: Sequence[PlaceMention]) -> Choice:
    """The place that a number is about.

    Args:
        outline: the text.
        quantity_span: the number with its unit.
        mentions: what :func:`find_places` found.

    Returns:
        A code valid on the day of the document, ``VN`` for the country, None for what is no administrative unit or
        can't be known; with the span of the mention, where one decided.
    """
    offered = candidates(outline, quantity_span, mentions)
    chances = probabilities([c.features for c in offered], weights("place"))
    best = max(range(len(offered)), key=chances.__getitem__)
    chosen = offered[best]
    span = Span(chosen.mention.start, chosen.mention.end) if chosen.mention else None
    return Choice(chosen.code, span, chances[best], chosen.rule)
