"""Whether a figure was reached, estimated, planned or foreseen.

The words say it ("ước đạt", "phấn đấu", "dự kiến"), scoped to clause, sentence, list and heading, and so does the time
of the figure against the day of the document. A small linear model weighs them.
"""

from __future__ import annotations

import re
from datetime import timedelta

from chitieu import sdmx
from chitieu.choice import option_probabilities
from chitieu.extraction.periods.candidates import is_plan
from chitieu.extraction.periods.timeline import Timeline
from chitieu.extraction.periods.wording import STRONG, Cue
from chitieu.extraction.records import Choice
from chitieu.model import Scenario, Span, Transformation

OPTIONS = tuple(Scenario)
_CLOSING = timedelta(days=80)  # a year or quarter that ends so soon is as good as known: its figures are estimates
_REACH = 400  # characters between cue and number that are looked at
_WEAK = ("duty", "plan")
_NUMBER = re.compile(r"\d[\d.,]*")
_FEW_WORDS = re.compile(r"(?:[ \u00a0]+[^\s\d,;.()]+){0,4}[ \u00a0]*")


def choose_scenario(timeline: Timeline, quantity_span: Span, period: Choice, transformation: Transformation) -> Choice:
    """The scenario of a number, given the period chosen for it.

    Args:
        timeline: the text with its mentions of time.
        quantity_span: the number with its unit.
        period: the choice of :func:`choose_period`.
        transformation: what the number says.

    Returns:
        One of :class:`Scenario`, with the span of the cue that decided, where one stands before the number.
    """
    found, cue = features(timeline, quantity_span, period, transformation)
    chances = option_probabilities(OPTIONS, found, "scenario")
    best = max(range(len(chances)), key=chances.__getitem__)
    return Choice(
        OPTIONS[best].value,
        Span(cue.start, cue.end) if cue else None,
        chances[best],
        cue.phrase if cue else "no_cue",
    )


def features(
    timeline: Timeline, span: Span, period: Choice, transformation: Transformation
) -> tuple[list[str], Cue | None]:
    """What speaks for a scenario, and the cue before the number that says most."""
    wording, sentence = timeline.wording, timeline.outline.sentence(span.start)
    before = wording.cues_before(sentence, span.start)
    strong = [c for c in before if c.kind in STRONG and not wording.in_closed_bracket(c.end, span.start)]
    cue = strong[-1] if strong else None
    time = _time(timeline, span, period)
    ends = time[1] in ("over=over", "over=closing") if len(time) > 1 else False
    own = _meant(cue.kind, ends) if cue else "none"
    out = ["any", f"change={transformation.value}", *time, *(f"own={own}:{t}" for t in time[:2])]
    if cue:
        out += _own(timeline, span, cue, own)
        out += sorted({f"own={own}:earlier={c.kind}" for c in strong[:-1] if c.kind != own})
    out += _near(timeline, span, before, own)
    goes_on = wording.goes_on(sentence)
    out += _around(timeline, span, "said" if cue else "goes_on" if goes_on else "silent", ends)
    return out, cue or (before[-1] if before else None)


def _meant(kind: str, ends: bool) -> str:
    """What is foreseen of a period that is over, or soon will be, is an estimate; of a later one, a projection."""
    return "estimate" if kind == "projection" and ends else kind


def _own(timeline: Timeline, span: Span, cue: Cue, own: str) -> list[str]:
    """The cue that decides by itself, and what stands between it and the number."""
    gap = timeline.text[max(cue.end, span.start - _REACH) : span.start]
    scope = "clause" if cue.start >= timeline.outline.clause(span.start).start else "sentence"
    numbers = min(len(_NUMBER.findall(gap)), 3)
    kind = f"own={own}"
    return [
        kind,
        f"own:{cue.phrase}",
        f"{kind}:{scope}",
        f"{kind}:numbers={numbers}",
        f"{kind}:cut={';' in gap}",
        f"{kind}:bracket={gap.rfind('(') > gap.rfind(')')}",
    ]


def _near(timeline: Timeline, span: Span, before: list[Cue], own: str) -> list[str]:
    """Weaker words of the sentence, the words right before and after the number, the header of its column."""
    wording, outline = timeline.wording, timeline.outline
    clause = outline.clause(span.start)
    out = sorted({f"with={c.kind}:{own}" for c in before if c.kind in _WEAK})
    verbs = [c for c in before if c.kind == "verb" and c.start >= clause.start]
    if verbs:
        out.append(f"verb={verbs[-1].phrase}")
    weak = [c for c in before if c.kind in _WEAK]
    if weak and _FEW_WORDS.fullmatch(timeline.text, weak[-1].end, span.start):
        out += [f"just_before={weak[-1].kind}", f"just_before:{weak[-1].phrase}"]
    after = wording.cues_after(outline.sentence(span.start), span.end)
    out += sorted({f"after={c.kind}" for c in after if c.start < clause.end and c.kind in STRONG})
    if timeline.text[span.end : span.end + 12].strip().startswith("trở lên"):
        out.append("trở lên")
    if is_plan(timeline, span):
        out += ["plan_in_bracket", f"plan_in_bracket:{own}"]
    cell = wording.column_header(span.start)
    return out + [f"column={kind}" for kind in (wording.kinds_in(cell) if cell else ())]


def _around(timeline: Timeline, span: Span, state: str, ends: bool) -> list[str]:
    """Cues of the sentences before, of list leads and headings: what goes on where the sentence itself says nothing."""
    wording = timeline.wording
    found, near = wording.leads_of(timeline.outline.sentence(span.start))
    leads = [_meant(kind, ends) for kind in found]
    out = [f"{state}:lead={leads[-1]}", f"{state}:lead={leads[-1]}:{near}"] if leads else []
    out += sorted({f"{state}:leads={kind}" for kind in leads})
    for depth, stretch in enumerate(wording.governing(span.start)):
        kinds = "+".join(wording.kinds_in(stretch))
        if kinds:
            out += [f"{state}:{bool(leads)}:governing={kinds}", f"{state}:governing{min(depth, 1)}={kinds}"]
            break
    for stretch in wording.headings_above(span.start):
        kinds = "+".join(wording.kinds_in(stretch))
        if kinds or "chỉ tiêu" in timeline.text[stretch.start : stretch.end]:
            out.append(f"{state}:heading={kinds or 'duty'}")
            break
    return out


def _time(timeline: Timeline, span: Span, period: Choice) -> list[str]:
    """The period against the day of the document: how many years away, whether it is over, and how it was said."""
    if period.value is None or timeline.today is None:
        return ["time=unknown"]
    days, today = sdmx.parse(period.value), timeline.today
    distance = max(-2, min(2, days.end.year - today.year))
    part = "year" if days.freq == "A" else "years" if days.end.year > days.start.year else "part"
    season = "" if distance else "_early" if 1 <= today.month <= 2 else "_late" if today.month >= 11 else "_mid"
    over = "unsure"
    if today.day is not None:
        over = "over" if days.end <= today.day else "closing" if days.end <= today.day + _CLOSING else "open"
    said = timeline.mentions_in(period.span) if period.span else ()
    kind = said[0].kind if said else "none"
    return [f"time={distance}{season}:{part}", f"over={over}", f"time:kind={kind}", f"time:kind={kind}:{over}"]
