"""The period a number is about: chosen among the times of its clause, sentence, paragraph, headings and title.

Every mention in scope is a candidate, and so are the year of publication and the one before. A small linear model
says which governs the number; mentions that name the same period add up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chitieu import sdmx
from chitieu.extraction.choice import probabilities, weights
from chitieu.extraction.periods_find import find_periods
from chitieu.extraction.records import Choice, PeriodMention
from chitieu.extraction.structure import Outline
from chitieu.extraction.timeline import Timeline
from chitieu.model import Span, Transformation
from chitieu.vocabulary import cues

__all__ = ["Candidate", "base_period", "candidates", "choose_period", "find_periods", "timeline_of"]

_SILENT = ("event", "document")  # days of meetings and of papers: never the time of a figure


class Candidate(NamedTuple):
    """A period the number may be about, where it is said, and what speaks for it."""

    value: str
    span: Span | None
    features: list[str]


def timeline_of(outline: Outline, mentions: Sequence[PeriodMention] | None = None) -> Timeline:
    """The timeline of a text; the last one is kept, for the numbers of a text are asked for one after the other."""
    global _last
    if _last is None or _last.outline is not outline or (mentions is not None and _last.mentions is not mentions):
        _last = Timeline(outline, find_periods(outline) if mentions is None else mentions)
    return _last


_last: Timeline | None = None


def choose_period(
    outline: Outline, quantity_span: Span, mentions: Sequence[PeriodMention], transformation: Transformation
) -> Choice:
    """The period a number is about.

    Args:
        outline: the text.
        quantity_span: the number with its unit.
        mentions: all of :func:`find_periods`.
        transformation: what the number says; a growth is of the present period, not of its base.

    Returns:
        An SDMX period with the span of the words that give it (none where only the date of the page does), or no
        period where the text has no time at all.
    """
    options = candidates(timeline_of(outline, mentions), quantity_span, transformation)
    if not options:
        return Choice(None, None, 1.0, "no_time")
    chances = probabilities([o.features for o in options], weights("period"))
    by_value: dict[str, float] = {}
    for option, chance in zip(options, chances, strict=True):
        by_value[option.value] = by_value.get(option.value, 0.0) + chance
    value = max(by_value, key=by_value.__getitem__)
    best = max((i for i, o in enumerate(options) if o.value == value), key=chances.__getitem__)
    return Choice(value, options[best].span, by_value[value], options[best].features[0])


def base_period(
    outline: Outline, span: Span, mentions: Sequence[PeriodMention], transformation: Transformation, period: str | None
) -> str | None:
    """The period a change is measured against: the base named after the number (or before it), else none.

    "so với cùng kỳ" is the same period a year before; a year named for a part of a year is that part of it.
    """
    if transformation not in (Transformation.GROWTH, Transformation.CHANGE) or period is None:
        return None
    timeline = timeline_of(outline, mentions)
    sentence = outline.sentence(span.start)
    bases = [m for m in timeline.mentions_in(sentence) if m.kind == "base"]
    after = [m for m in bases if m.start >= span.end and not re.search(r"[;.]", timeline.text[span.end : m.start])]
    before = [m for m in bases if m.end <= span.start]
    named = after[0] if after else before[-1] if before else None
    if named is None:
        return None
    if named.rule == "same_period" and named.time_period[:4] != period[:4]:
        return sdmx.year_earlier(period, int(period[:4]) - int(named.time_period[:4]))
    return sdmx.year_earlier(period) if named.rule == "same_period" else named.time_period


def candidates(timeline: Timeline, span: Span, transformation: Transformation) -> list[Candidate]:
    """Periods a number may be about, with features; the first feature names the scope."""
    situation = _situation(timeline, span)
    out: list[Candidate] = []
    seen: set[int] = set()
    for scope, index, extra in _in_scope(timeline, span):
        mention = timeline.mentions[index]
        if index in seen or mention.kind in _SILENT or mention.doubted:
            continue
        seen.add(index)
        features = _features(timeline, span, scope, mention, transformation, situation) + extra
        out.append(Candidate(mention.time_period, Span(mention.start, mention.end), features))
    _add_same_period(timeline, span, out)
    today = timeline.today
    if today is not None:
        season = "early" if 1 <= today.month <= 2 else "late" if today.month == 12 else "mid"
        for name, year in (("this_year", today.year), ("last_year", today.year - 1)):
            said = "said" if any(c.value == str(year) for c in out) else "unsaid"
            features = [f"default:{name}", f"default:{name}:{season}", f"default:{name}:{said}"]
            features += [f"default:{name}:{s}" for s in situation] + [f"default:{name}:{season}:{s}" for s in situation]
            out.append(Candidate(str(year), None, features))
    return out


def _add_same_period(timeline: Timeline, span: Span, found: list[Candidate]) -> None:
    """``(cùng kỳ tăng 6,1%)``: the figure is of the year before; offered where "cùng kỳ" is no base."""
    now = next((c for c in found if c.features[0] != "clause_after" and "kind=base" not in c.features), None)
    for c in list(found):
        if c.span and "rule=same_period" in c.features and c.features[0] == "clause_before" and now is not None:
            found.append(
                Candidate(
                    sdmx.year_earlier(now.value),
                    c.span,
                    ["same_period_itself", f"same_period_itself:{_before_at(timeline, c.span.start)}"],
                )
            )


def _in_scope(timeline: Timeline, span: Span) -> Iterator[tuple[str, int, list[str]]]:
    """Mentions that may govern a number: (place, index, features of the place), the nearest first."""
    outline = timeline.outline
    sentence, clause = outline.sentence(span.start), outline.clause(span.start)
    first = timeline.last_before(span.start)
    for rank, index in enumerate(range(first, -1, -1)):
        m = timeline.mentions[index]
        if m.start < sentence.start:
            break
        place = "clause_before" if m.start >= clause.start else "sentence_before"
        yield place, index, [f"{place}:rank={min(rank, 2)}"]
    yield from _farther(timeline, sentence)
    for rank, index in enumerate(range(first + 1, len(timeline.mentions))):
        m = timeline.mentions[index]
        if m.start >= sentence.end:
            break
        place = "clause_after" if m.end <= clause.end else "sentence_after"
        yield place, index, [f"{place}:rank={min(rank, 2)}"]
    for number, stretch in enumerate(timeline.opening):
        at = timeline.last_before(stretch.start) + 1
        for rank, index in enumerate(range(at, len(timeline.mentions))):
            if timeline.mentions[index].start >= stretch.end:
                break
            place = "opening" if number else "title"
            yield place, index, [f"{place}:rank={min(rank, 2)}"]


def _farther(timeline: Timeline, sentence: Span) -> Iterator[tuple[str, int, list[str]]]:
    """Mentions before the sentence of a number, back to the fifth that sets a time."""
    outline = timeline.outline
    block = outline.block_index(sentence.start)
    heads = {g.start for g in timeline.governing(sentence.start)}
    ranks: Counter[str] = Counter()
    for index in range(timeline.last_before(sentence.start), -1, -1):
        m = timeline.mentions[index]
        if m.kind == "base" or m.kind in _SILENT or m.doubted or outline.is_boilerplate(m.start):
            continue
        frame, own = timeline.frame(index), outline.block_index(m.start)
        rank = min(ranks[frame], 2)
        ranks[frame] += 1
        if frame == "heading":
            place = f"heading{rank}"
            extra = [
                f"governs={outline.document.blocks[own].start in heads}",
                f"after_sentences={min(ranks['opens'], 1)}",
            ]
        else:
            distance = "paragraph" if own == block else f"block{min(block - own, 3)}"
            place = f"{distance}:{frame}"
            crossed = timeline.headings_between(m.start, sentence.start) if own != block else 0
            extra = [
                f"{place}:rank={rank}",
                f"{frame}:rank={rank}",
                f"{frame}:crossed={min(crossed, 1)}",
                f"{frame}:headed={min(ranks['heading'], 1)}",
                distance,
            ]
            if own != block and outline.document.blocks[own].start in heads:
                extra.append(f"{frame}:governs")
        yield place, index, extra
        if ranks["heading"] >= 3 or ranks.total() >= 14:
            break


def _situation(timeline: Timeline, span: Span) -> list[str]:
    """What the words around a number say of its tense: the nearest cue before it, and the cue of what leads it."""
    sentence = timeline.outline.sentence(span.start)
    near = [c.kind for c in timeline.cues_in(sentence) if c.end <= span.start]
    target = "target" in near or "plan" in near[-1:]
    lead = "none"
    for stretch in [*timeline.governing(span.start)[:1], *list(timeline.sentences_before(sentence))[:3]]:
        kinds = [c.kind for c in timeline.cues_in(stretch)]
        if "target" in kinds:
            lead = "target"
            break
        if kinds:
            lead = "other"
    return [f"near={near[-1] if near else 'none'}", f"aim={target}", f"lead={lead}"]


def _features(
    timeline: Timeline, span: Span, scope: str, m: PeriodMention, t: Transformation, situation: list[str]
) -> list[str]:
    rel = _relation(timeline, m.time_period)
    change = "change" if t in (Transformation.GROWTH, Transformation.CHANGE) else "level"
    word = _before_at(timeline, m.start)
    out = [
        scope, f"kind={m.kind}", f"rule={m.rule}", f"{scope}:kind={m.kind}",
        f"kind={m.kind}:{change}", f"rel={rel}", f"{scope}:rel={rel}", f"before={word}", f"{scope}:before={word}",
        f"usual={m.time_period == timeline.usual}",
    ]  # fmt: skip
    out += [f"rel={rel}:{s}" for s in situation] + [f"{scope}:rel={rel}:{situation[1]}"]
    if scope.startswith(("clause", "sentence")):
        out += _between(timeline, span, m, scope)
    return out


def _relation(timeline: Timeline, period: str) -> str:
    """A period against the year of the document: which side, and whether part of a year."""
    today = timeline.today
    if today is None:
        return "undated"
    days = sdmx.parse(period)
    if days.freq == "_O" and days.start.year < days.end.year:
        return "span_past" if days.end.year <= today.year else "span_open"
    distance = days.end.year - today.year
    side = {-1: "last", 0: "this", 1: "next"}.get(distance, "past" if distance < 0 else "future")
    season = "_early" if 1 <= today.month <= 2 and distance in (-1, 0) else ""
    return f"{side}{season}{'' if days.freq == 'A' else '_part'}"


_WORD_BEFORE = re.compile(r"[\wÀ-ỹ]+(?:[ \u00a0]+[\wÀ-ỹ]+)?(?=[ \u00a0,(]*$)")


def _before_at(timeline: Timeline, at: int) -> str:
    """Class of the words before a time: a base of comparison, a plan, or other."""
    text = timeline.text[max(0, at - 24) : at]
    classes = cues.load("period")
    found = _WORD_BEFORE.search(text)
    if found is None:
        return "opens"
    words = found.group().replace("\u00a0", " ")
    return classes.get(words) or classes.get(words.split()[-1], "other")


def _between(timeline: Timeline, span: Span, m: PeriodMention, scope: str) -> list[str]:
    """What stands between a time and a number of one sentence."""
    gap = timeline.text[m.end : span.start] if m.end <= span.start else timeline.text[span.end : m.start]
    side = "before" if m.end <= span.start else "after"
    words = len(gap.split())
    size = (
        "0"
        if words == 0
        else "1"
        if words == 1
        else "2-3"
        if words <= 3
        else "4-8"
        if words <= 8
        else "9-20"
        if words <= 20
        else "21+"
    )
    out = [f"{side}:gap={size}", f"{scope}:gap={size}"]
    if re.search(r"\d", gap):
        out.append(f"{side}:number_between")
    if ";" in gap:
        out.append(f"{side}:semicolon_between")
    if side == "after" and re.fullmatch(r"[ \u00a0]*\((?:[\wÀ-ỹ]+ )?", gap):
        out.append("after:bracket")
    if "(" in gap and ")" not in gap:
        out.append(f"{side}:opens_bracket")
    if ")" in gap and "(" not in gap:
        out.append(f"{side}:leaves_bracket")
    return out
