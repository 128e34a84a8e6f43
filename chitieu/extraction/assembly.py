"""A clean document in, its facts and the ledger of all its numbers out.

Scanners find numbers, periods, places; choosers decide, number by number from left to right, whether it is a
fact and what it says of what, when, where and in which scenario. Here they are only called and put together.
"""

from __future__ import annotations

from collections.abc import Sequence

from chitieu.extraction.calibration import confidence
from chitieu.extraction.indicators.choose import choose_indicator, quantity_words
from chitieu.extraction.indicators.context import Context
from chitieu.extraction.indicators.history import Decided
from chitieu.extraction.indicators.plans import plan_ref
from chitieu.extraction.indicators.transformations import choose_transformation, direction
from chitieu.extraction.numbers.factness import is_fact
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.periods import Timeline, base_period, choose_period, find_periods
from chitieu.extraction.places.choose import choose_place, find_places
from chitieu.extraction.records import Choice, OtherNumber, PeriodMention, Quantity
from chitieu.extraction.scenarios import choose_scenario
from chitieu.extraction.structure import Outline, outline
from chitieu.model import DATE_DOUBTED, CleanDocument, Extraction, Fact, LedgerEntry, Scenario, Span, Transformation
from chitieu.versions import room_version
from chitieu.vocabulary.indicators import indicators

FACT = "fact"
_SHARE_UNITS = {"PCT", "PP", "PERMILLE"}


VERSION = room_version("extraction", "choice", "vocabulary", "sdmx")


def extract(document: CleanDocument, source: str) -> Extraction:
    """Read all facts of one document. Never raises on any text.

    Args:
        document: the clean document.
        source: the raw text that it was made of, which offsets of the result are into and ``text`` is cut from.
    """
    seen = outline(document)
    quantities, others = find_quantities(seen)
    verdicts = [(q, is_fact(seen, q)) for q in quantities]
    periods = find_periods(seen)
    facts = _facts(seen, source, [(q, v) for q, v in verdicts if v.value == FACT], periods)
    dismissed = [OtherNumber(q.start, q.end, v.value or "unknown", v.rule) for q, v in verdicts if v.value != FACT]
    ledger = [LedgerEntry(f.start, f.end, f.text, FACT, f.rule) for f in facts]
    ledger += [_entry(seen, source, o, periods) for o in (*others, *dismissed)]
    return Extraction(tuple(facts), tuple(sorted(ledger)))


def _facts(
    seen: Outline, source: str, judged: list[tuple[Quantity, Choice]], periods: Sequence[PeriodMention]
) -> list[Fact]:
    context = Context(seen, [q for q, _ in judged])
    timeline, places = Timeline(seen, periods), find_places(seen)
    doubtful = {seen.block_index(m.start) for m in periods if m.doubted}
    out: list[Fact] = []
    history: list[Decided] = []
    for q, verdict in judged:
        span = Span(q.start, q.end)
        transformed = choose_transformation(context, q, history)
        kind = Transformation(str(transformed.value))
        about = choose_indicator(context, q, kind, history)
        period = choose_period(timeline, span, kind)
        scenario = choose_scenario(timeline, span, period, kind)
        place = choose_place(seen, span, places)
        choices = {
            FACT: verdict,
            "transformation": transformed,
            "indicator": about,
            "period": period,
            "scenario": scenario,
            "place": place,
        }
        value, unit, upper = _value(context, q, kind, about.value)
        history.append(Decided(q, about.value, kind))
        raw = seen.document.to_raw(q.start, q.end)
        out.append(
            Fact(
                doc=seen.document.name,
                start=raw.start,
                end=raw.end,
                text=source[raw.start : raw.end],
                value=value,
                unit=unit,
                indicator=about.value,
                indicator_text=quantity_words(context, q, about.span),
                transformation=kind,
                scenario=Scenario(str(scenario.value)),
                time_period=period.value,
                ref_area=place.value,
                operator=q.operator,
                denominator=q.denominator,
                upper=upper,
                base_period=base_period(timeline, span, kind, period.value),
                plan_ref=plan_ref(context, q, kind),
                decimals=q.decimals,
                indicator_span=_raw(seen, about.span),
                period_span=_raw(seen, period.span),
                place_span=_raw(seen, place.span),
                scenario_span=_raw(seen, scenario.span),
                rule=_rule(q, choices),
                confidence=confidence(choices.values()),
                notes=(*q.notes, *((DATE_DOUBTED,) if seen.block_index(q.start) in doubtful else ())),
            )
        )
    return out


def _rule(q: Quantity, choices: dict[str, Choice]) -> str:
    """The ways in which number and choices were read: ``number:unit indicator:L period:title ...``."""
    named = {"number": q.rule} | {name: c.rule for name, c in choices.items() if name != FACT}
    return " ".join(f"{name}:{rule.replace(' ', '_')}" for name, rule in named.items())


def _value(
    context: Context, q: Quantity, kind: Transformation, indicator: str | None
) -> tuple[float, str, float | None]:
    """Value, unit and upper bound as the fact states them: signed, in points or per person where so meant."""
    value, unit, upper = q.value, q.unit, q.upper
    if kind is Transformation.GROWTH and unit == "PCT" and value >= 100 and _is_index(context, q):
        return round(value - 100, 6), unit, None if upper is None else round(upper - 100, 6)
    if kind in (Transformation.GROWTH, Transformation.CHANGE, Transformation.EXCESS_OVER_PLAN):
        sign = direction(context, q)
        value, upper = sign * value, None if upper is None else sign * upper
    entry = indicators().get(indicator or "")
    if kind is Transformation.CHANGE and unit == "PCT" and (entry is None or entry.unit_dimension == "proportion"):
        unit = "PP"
    if entry and entry.unit_dimension == "money_per_capita_time" and unit == "VND_MN":
        unit = "VND_MN_PP_PA"
    return value, unit, upper


def _is_index(context: Context, q: Quantity) -> bool:
    """Whether the number is the level in per cent of the base, no growth yet: "bằng 119,5% so với cùng kỳ"."""
    words = [w.form for w in context.words(context.outline.sentence(q.start)) if w.end <= q.number.start][-4:]
    return any(w in ("bằng", "đạt") for w in words) and not any(w in ("tăng", "giảm", "vượt") for w in words)


def _raw(seen: Outline, span: Span | None) -> Span | None:
    return seen.document.to_raw(span.start, span.end) if span and span.end > span.start else None


def _entry(seen: Outline, source: str, o: OtherNumber, periods: Sequence[PeriodMention]) -> LedgerEntry:
    doubted = any(m.doubted and m.start < o.end and o.start < m.end for m in periods)
    raw = seen.document.to_raw(o.start, o.end)
    return LedgerEntry(
        raw.start, raw.end, source[raw.start : raw.end], o.number_class, DATE_DOUBTED if doubted else o.reason
    )
