"""The period a number is about: chosen among the times of its clause, sentence, paragraph, headings and title.

Every mention in scope is a candidate, and so are the year of publication and the one before. A small linear model
says which governs the number; mentions that name the same period add up.
"""

from __future__ import annotations

import re

from chitieu import sdmx
from chitieu.choice import probabilities, weights
from chitieu.extraction.periods.candidates import candidates
from chitieu.extraction.periods.timeline import Timeline
from chitieu.extraction.records import Choice
from chitieu.model import Span, Transformation


def choose_period(timeline: Timeline, quantity_span: Span, transformation: Transformation) -> Choice:
    """The period a number is about.

    Args:
        timeline: the text with its mentions of time, made once for all its numbers.
        quantity_span: the number with its unit.
        transformation: what the number says; a growth is of the present period, not of its base.

    Returns:
        An SDMX period with the span of the words that give it (none where only the date of the page does), or no
        period where the text has no time at all.
    """
    options = candidates(timeline, quantity_span, transformation)
    if not options:
        return Choice(None, None, 1.0, "no_time")
    chances = probabilities([o.features for o in options], weights("period"))
    by_value: dict[str, float] = {}
    for option, chance in zip(options, chances, strict=True):
        by_value[option.value] = by_value.get(option.value, 0.0) + chance
    value = max(by_value, key=by_value.__getitem__)
    best = max((i for i, o in enumerate(options) if o.value == value), key=chances.__getitem__)
    return Choice(value, options[best].span, by_value[value], options[best].features[0])


def base_period(timeline: Timeline, span: Span, transformation: Transformation, period: str | None) -> str | None:
    """The period a change is measured against: the base named after the number (or before it), else none.

    "so với cùng kỳ" is the same period a year before; a year named for a part of a year is that part of it.
    """
    if transformation not in (Transformation.GROWTH, Transformation.CHANGE) or period is None:
        return None
    sentence = timeline.outline.sentence(span.start)
    bases = [m for m in timeline.mentions_in(sentence) if m.kind == "base"]
    after = [m for m in bases if m.start >= span.end and not re.search(r"[;.]", timeline.text[span.end : m.start])]
    before = [m for m in bases if m.end <= span.start]
    named = after[0] if after else before[-1] if before else None
    if named is None:
        return None
    if named.rule == "same_period" and named.time_period[:4] != period[:4]:
        return sdmx.year_earlier(period, int(period[:4]) - int(named.time_period[:4]))
    return sdmx.year_earlier(period) if named.rule == "same_period" else named.time_period
