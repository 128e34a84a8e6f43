"""Whether a figure was reached, estimated, planned or foreseen.

The words say it ("ước đạt", "phấn đấu", "dự kiến"), scoped to clause, sentence, list and heading, and so does the time
of the figure against the day of the document. A small linear model weighs them.
"""

from __future__ import annotations

import re
from datetime import timedelta

from chitieu import sdmx
from chitieu.extraction.choice import probabilities, weights
from chitieu.extraction.periods.candidates import PLAN_BEFORE
from chitieu.extraction.periods.choose import timeline_of
from chitieu.extraction.records import Choice
from chitieu.extraction.structure import Outline
from chitieu.extraction.periods.timeline import Cue, Timeline
from chitieu.model import Scenario, Span, Transformation

_CLOSING = timedelta(days=80)  # a year or quarter that ends so soon is as good as known: its figures are estimates
_STRONG = ("target", "estimate", "projection", "actual")  # kinds of cues that decide by themselves
_CONTINUES = re.compile(
    r"\W*(?:trong đó|cụ thể|bao gồm|gồm|riêng|cùng với đó|bên cạnh đó|ngoài ra|đồng thời|theo đó)\b"
)

_NEAR = re.compile(r"(?:[ \u00a0]+[^\s\d,;.()]+){0,4}[ \u00a0]*")


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
    """What speaks for a scenario, and the cue before the number that says most."""
    sentence, clause = timeline.outline.sentence(span.start), timeline.outline.clause(span.start)
    cues = timeline.cues_in(sentence)
    before = [c for c in cues if c.end <= span.start]
    strong = [c for c in before if c.kind in _STRONG and not timeline.in_closed_bracket(c.end, span.start)]
    time = _time(timeline, span, period)
    out = ["any", f"change={transformation.value}", *time]
    own = strong[-1].kind if strong else "none"
    if strong:
        nearest = strong[-1]
        gap = timeline.text[nearest.end : span.start]
        numbers = min(len(re.findall(r"\d[\d.,]*", gap)), 3)
        out += [
            f"own={own}", f"own:{nearest.phrase}", f"own={own}:{'clause' if nearest.start >= clause.start else 'sentence'}",
            f"own={own}:numbers={numbers}", f"own={own}:cut={';' in gap}", f"own={own}:bracket={gap.rfind('(') > gap.rfind(')')}",
        ]  # fmt: skip
        out += sorted({f"own={own}:earlier={c.kind}" for c in strong[:-1] if c.kind != own})
    out += [f"own={own}:{t}" for t in time[:2]]
    out += sorted({f"with={c.kind}:{own}" for c in before if c.kind in ("duty", "plan")})
    verbs = [c for c in before if c.kind == "verb" and c.start >= clause.start]
    if verbs:
        out.append(f"verb={verbs[-1].phrase}")
    out += sorted({f"after={c.kind}" for c in cues if span.end <= c.start < clause.end and c.kind in _STRONG})
    named = [c for c in before if c.kind in ("plan", "duty")]
    if named and _NEAR.fullmatch(timeline.text, named[-1].end, span.start):
        out += [f"just_before={named[-1].kind}", f"just_before:{named[-1].phrase}"]
    out += sorted({f"column={c.kind}" for c in timeline.column_cues(span.start) if c.kind in (*_STRONG, "plan")})
    after = timeline.text[span.end : min(clause.end, span.end + 12)].strip()
    if after.startswith("trở lên"):
        out.append("trở lên")
    if PLAN_BEFORE.search(timeline.text[max(clause.start - 24, 0) : span.start]):
        out += ["plan_in_bracket", f"plan_in_bracket:{own}"]
    out += _around(timeline, span, sentence, own)
    return out, strong[-1] if strong else before[-1] if before else None


def _around(timeline: Timeline, span: Span, sentence: Span, own: str) -> list[str]:
    """Cues of the sentences before, of headings and list leads: what goes on where the sentence itself says nothing."""
    out = []
    goes_on = bool(_CONTINUES.match(timeline.text, sentence.start, sentence.end))
    state = "said" if own != "none" else "goes_on" if goes_on else "silent"
    lead = "none"
    for number, earlier in enumerate(timeline.sentences_before(sentence)):
        kinds = [
            c.kind
            for c in timeline.cues_in(earlier)
            if c.kind in _STRONG and not timeline.in_closed_bracket(c.end, earlier.end)
        ]
        if kinds:
            lead = kinds[-1]
            out += [f"{state}:lead={lead}", f"{state}:lead={lead}:{min(number, 1)}"]
            out += sorted({f"{state}:leads={k}" for k in kinds})
            break
        if number == 24:
            break
    for depth, stretch in enumerate(timeline.governing(span.start)):
        kinds = sorted({c.kind for c in timeline.cues_in(stretch) if c.kind in (*_STRONG, "plan")})
        if kinds:
            out.append(f"{state}:{lead != 'none'}:governing={'+'.join(kinds)}")
            out.append(f"{state}:governing{min(depth, 1)}={'+'.join(kinds)}")
            break
    for stretch in timeline.headings_above(span.start):
        kinds = sorted({c.kind for c in timeline.cues_in(stretch) if c.kind in (*_STRONG, "plan")})
        if kinds or "chỉ tiêu" in timeline.text[stretch.start : stretch.end]:
            out.append(f"{state}:heading={'+'.join(kinds) or 'duty'}")
            break
    return out


def _time(timeline: Timeline, span: Span, period: Choice) -> list[str]:
    if period.value is None or timeline.today is None:
        return ["time=unknown"]
    days, today = sdmx.parse(period.value), timeline.today
    distance = max(-2, min(2, days.end.year - today.year))
    part = "year" if days.freq == "A" else "years" if days.end.year > days.start.year else "part"
    season = "" if distance else "_early" if 1 <= today.month <= 2 else "_late" if today.month >= 11 else "_mid"
    over = (
        "unsure"
        if today.day is None
        else "over"
        if days.end <= today.day
        else "closing"
        if days.end <= today.day + _CLOSING
        else "open"
    )
    kind = next((m.kind for m in timeline.mentions if period.span and m.start == period.span.start), "none")
    return [f"time={distance}{season}:{part}", f"over={over}", f"time:kind={kind}", f"time:kind={kind}:{over}"]
