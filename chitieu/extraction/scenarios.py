"""Whether a figure was reached, estimated, planned or foreseen.

The words say it ("ước đạt", "phấn đấu", "dự kiến"), scoped to clause, sentence, list and heading, and so does the time
of the figure against the day of the document. A small linear model weighs them.
"""

from __future__ import annotations

import re

from chitieu import sdmx
from chitieu.extraction.choice import probabilities, weights
from chitieu.extraction.periods import timeline_of
from chitieu.extraction.records import Choice
from chitieu.extraction.structure import Outline
from chitieu.extraction.timeline import Cue, Timeline
from chitieu.model import Scenario, Span, Transformation

_PLAN_IN_BRACKET = re.compile(
    r"\((?:theo )?(?:kế hoạch|kh|dự toán|dt|mục tiêu|chỉ tiêu|nghị quyết|nq|kịch bản)[^()\d]*$"
)
_SLASHED_PLAN = re.compile(r"/ ?(?:kh|kế hoạch|dự toán)(?: năm)? *$")


def choose_scenario(outline: Outline, quantity_span: Span, period: Choice, transformation: Transformation) -> Choice:
    """The scenario of a number, given the period chosen for it.

    Args:
        outline: the text.
        quantity_span: the number with its unit.
        period: the choice of :func:`choose_period`.
        transformation: what the number says.

    Returns:
        One of :class:`Scenario`, with the span of the cue that decided, where one stands before the number.
    """
    timeline = timeline_of(outline)
    found, cue = features(timeline, quantity_span, period, transformation)
    chances = probabilities([[f"{s}:{f}" for f in found] for s in Scenario], weights("scenario"))
    best = max(range(len(chances)), key=chances.__getitem__)
    return Choice(
        list(Scenario)[best].value,
        Span(cue.start, cue.end) if cue else None,
        chances[best],
        cue.phrase if cue else "no_cue",
    )


def features(
    timeline: Timeline, span: Span, period: Choice, transformation: Transformation
) -> tuple[list[str], Cue | None]:
    """What speaks for a scenario, and the nearest cue before the number."""
    outline = timeline.outline
    sentence, clause = outline.sentence(span.start), outline.clause(span.start)
    before = [c for c in timeline.cues_in(sentence) if c.end <= span.start]
    own = [c for c in before if c.start >= clause.start]
    out = ["any", f"change={transformation.value}"]
    out += [f"clause:{c.kind}" for c in own] + [f"clause:{c.phrase}" for c in own[-3:]]
    out += [f"last:{before[-1].phrase}", f"last:{before[-1].kind}"] if before else ["last:none"]
    out += sorted({f"sentence:{c.kind}" for c in before}) + sorted(
        {f"sentence:{c.phrase}" for c in before if c.kind != "actual"}
    )
    for kind in ("target", "estimate", "projection"):
        at = max((c.end for c in before if c.kind == kind), default=None)
        if at is not None:
            gap = timeline.text[at : span.start]
            out.append(f"{kind}:numbers={min(len(re.findall(r'[0-9][0-9.,]*', gap)), 3)}")
            out.append(f"{kind}:cut={';' in gap}:{')' in gap}")
    lead = timeline.text[max(sentence.start, span.start - 60) : span.start]
    if _PLAN_IN_BRACKET.search(lead) or _SLASHED_PLAN.search(lead):
        out.append("plan_in_bracket")
    for number, earlier in enumerate(timeline.sentences_before(sentence)):
        kinds = {c.kind for c in timeline.cues_in(earlier)}
        out += [f"previous{min(number, 1)}:{k}" for k in sorted(kinds)]
        if number == 2:
            break
    for depth, stretch in enumerate(timeline.governing(span.start)):
        out += sorted({f"governing{min(depth, 1)}:{c.kind}" for c in timeline.cues_in(stretch)})
        out += sorted({f"governing{min(depth, 1)}:{c.phrase}" for c in timeline.cues_in(stretch) if c.kind == "target"})
    return out + _time(timeline, span, period), before[-1] if before else None


def _time(timeline: Timeline, span: Span, period: Choice) -> list[str]:
    if period.value is None or timeline.today is None:
        return ["time:unknown"]
    days, today = sdmx.parse(period.value), timeline.today
    distance = max(-2, min(2, days.end.year - today.year))
    season = "early" if 1 <= today.month <= 2 else "late" if today.month >= 11 else "mid"
    open_ = today.day is not None and days.end > today.day
    place = "none" if period.span is None else "before" if period.span.end <= span.start else "after"
    kind = next((m.kind for m in timeline.mentions if period.span and m.start == period.span.start), "none")
    return [
        f"time:{distance}:{days.freq}",
        f"time:{distance}:{season}",
        f"time:open={open_}",
        f"time:{distance}:{place}",
        f"time:kind={kind}",
        f"time:rule={period.rule}",
    ]
