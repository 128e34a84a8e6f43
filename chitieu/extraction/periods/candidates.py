"""Periods that a number may be about, each with what speaks for it.

Every time in scope is a candidate (clause, sentence, paragraph, list lead, headings, title; in a table the header of the
column alone), and so are the year of the document and the one before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from chitieu import sdmx
from chitieu.extraction.periods.timeline import Timeline
from chitieu.extraction.records import PeriodMention
from chitieu.model import BlockKind, Span, Transformation
from chitieu.vocabulary import cues

_FAR = 14  # times above the sentence of a number that are looked at
_NEAR = 8  # times of its own sentence, on each side
_SILENT = ("event", "document")  # days of meetings and of papers: never the time of a figure
_WEAK = ("base", "duration", "since", "deadline", "programme")  # seldom govern: others are ranked without them


class Candidate(NamedTuple):
    """A period the number may be about, where it is said, and what speaks for it."""

    value: str
    span: Span | None
    features: list[str]


def candidates(timeline: Timeline, span: Span, transformation: Transformation) -> list[Candidate]:
    """Periods a number may be about, with features; the first feature names the place that offers it."""
    situation = _situation(timeline, span)
    out = _of_column(timeline, span)
    if out:
        return out
    seen: set[int] = set()
    nearer = 0
    for place, index, extra in _in_scope(timeline, span):
        mention = timeline.mentions[index]
        if index in seen or mention.kind in _SILENT or mention.doubted:
            continue
        seen.add(index)
        features = [place, *extra, *_features(timeline, span, place, index, transformation, situation)]
        if not place.endswith("after") and mention.kind not in _WEAK and mention.rule != "plan_year":
            features += [f"nearer={min(nearer, 3)}", f"{place}:nearer={min(nearer, 2)}"]
            nearer += "before:leaves_bracket" not in features and not place.endswith("bracket")
        out.append(Candidate(mention.time_period, Span(mention.start, mention.end), features))
    _add_same_period(timeline, span, out)
    today = timeline.today
    if today is not None:
        season = "early" if 1 <= today.month <= 2 else "late" if today.month == 12 else "mid"
        aim, plan = situation
        for name, year in (("this_year", today.year), ("last_year", today.year - 1)):
            said = any(c.value == str(year) for c in out)
            features = [
                f"default:{name}",
                f"default:{name}:{season}:{aim}",
                f"default:{name}:said={said}",
                f"default:{name}:plan={plan}",
            ]
            out.append(Candidate(str(year), None, features))
    return out


def _of_column(timeline: Timeline, span: Span) -> list[Candidate]:
    """The times in the header of the number's column: in a table nothing else counts."""
    return [
        Candidate(m.time_period, Span(m.start, m.end), ["column", f"column:kind={m.kind}"])
        for m in timeline.column(span.start)
    ]


def _add_same_period(timeline: Timeline, span: Span, found: list[Candidate]) -> None:
    """``(cùng kỳ tăng 6,1%)``: the figure is of the year before; offered where "cùng kỳ" is no base."""
    now = next((c for c in found if not c.features[0].endswith("after") and "kind=base" not in c.features), None)
    for c in list(found):
        if c.span and "rule=same_period" in c.features and c.features[0] == "clause_before" and now is not None:
            word = _before_at(timeline, c.span.start)
            found.append(Candidate(sdmx.year_earlier(now.value), c.span, ["same_period", f"same_period:before={word}"]))


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
        if m.kind == "base":
            continue
        place = "clause_after" if m.end <= clause.end else "sentence_after"
        yield place, index, [f"{place}:rank={min(rank, 1)}"]
    if outline.block(span.start).kind is BlockKind.TITLE:
        for stretch in timeline.opening[1:]:
            at = timeline.last_before(stretch.start) + 1
            yield from (("opening", i, []) for i in range(at, at + len(timeline.mentions_in(stretch))))


def _farther(timeline: Timeline, sentence: Span) -> Iterator[tuple[str, int, list[str]]]:
    """Mentions before the sentence of a number: those of its paragraph, and what sets a time above it."""
    outline = timeline.outline
    block = outline.block_index(sentence.start)
    heads = {g.start for g in timeline.governing(sentence.start)}
    ranks: Counter[str] = Counter()
    for index in range(timeline.last_before(sentence.start), -1, -1):
        m = timeline.mentions[index]
        if m.kind == "base" or m.kind in _SILENT or m.doubted or outline.is_boilerplate(m.start):
            continue
        frame, own = timeline.frame(index), outline.block_index(m.start)
        if frame in ("heading", "title"):
            place = frame
        elif own == block:
            place = f"paragraph_{frame}"
        elif outline.document.blocks[own].start in heads:
            place = f"lead_{frame}"
        else:
            crossed = ranks["heading"] or timeline.headings_between(m.start, sentence.start)
            place = f"{'crossed' if crossed else 'above'}_{frame}"
        rank = min(ranks[place], 2)
        ranks[place] += 1
        extra = [f"{place}:rank={rank}"]
        if place == "heading":
            extra.append(f"heading:governs={outline.document.blocks[own].start in heads}")
        elif place == "above_opens" and ranks["paragraph_opens"]:
            extra.append("above_opens:reopened")
        yield place, index, extra
        if ranks["heading"] >= 3 or ranks.total() >= 14:
            break


def _situation(timeline: Timeline, span: Span) -> tuple[str, bool]:
    """What a number is about (result, target or none), and whether it stands as a plan in a bracket."""
    clause = timeline.outline.clause(span.start)
    return timeline.aim_at(span.start), bool(PLAN_BEFORE.search(timeline.text[max(clause.start - 24, 0) : span.start]))


PLAN_BEFORE = re.compile(
    r"(?:\((?:theo |mức )?(?:kế hoạch|kh|dự toán|dt|mục tiêu|chỉ tiêu|nghị quyết|nq|kịch bản)[^()\d]*|/ ?(?:kh|kế hoạch|dự toán)(?: năm)? *"
    r"|(?:kế hoạch|kh|dự toán|chỉ tiêu|mục tiêu|nghị quyết)(?: năm| cả năm| giao)? *\()$"
)


def _features(
    timeline: Timeline, span: Span, place: str, index: int, t: Transformation, situation: tuple[str, bool]
) -> list[str]:
    m = timeline.mentions[index]
    aim, plan = situation
    rel = _relation(timeline, m.time_period)
    change = "change" if t in (Transformation.GROWTH, Transformation.CHANGE) else "level"
    local = place.startswith(("clause", "sentence"))
    scope = place if local else place.split("_")[0]
    word = _before_at(timeline, m.start)
    out = [
        f"kind={m.kind}", f"rule={m.rule}", f"{scope}:kind={m.kind}", f"kind={m.kind}:{change}",
        f"rel={rel}", f"rel={rel}:{aim}", f"rel={rel}:plan={plan}", f"{scope}:rel={rel}", f"usual={m.time_period == timeline.usual}",
    ]  # fmt: skip
    if local:
        out += [
            f"local:{timeline.frame(index)}",
            f"before={word}",
            f"{scope}:before={word}",
            *_between(timeline, span, m, place),
        ]
    else:
        own = timeline.aim_of(index)
        out += [f"{place}:aims={own}/{aim}", f"aims={own}/{aim}"]
        if place in ("heading", "title", "opening"):
            out.append(f"told_apart={timeline.told_apart(index)}:{own}/{aim}")
    several = sdmx.parse(m.time_period).end.year > sdmx.parse(m.time_period).start.year
    out.append(f"average={timeline.is_average(span)}:{several}")
    if m.rule == "plan_year":
        out.append(f"plan_year:plan={plan}")
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


_BOUND = re.compile(
    r"\d\S*(?:[ \u00a0]+[^\s,;.()\d]+){0,2}[ \u00a0]+(?:đầu |cuối |của |vào |\()?$"
)  # to the number before it


def _between(timeline: Timeline, span: Span, m: PeriodMention, place: str) -> list[str]:
    """What stands between a time and a number of one sentence."""
    side = "before" if m.end <= span.start else "after"
    gap = timeline.text[m.end : span.start] if side == "before" else timeline.text[span.end : m.start]
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
    out = [f"{side}:gap={size}"]
    if re.search(r"\d", gap):
        out.append(f"{side}:number_between")
    if side == "after" and re.search(r",(?!\d)", gap):
        out.append("after:comma_between")
    if ";" in gap:
        out.append(f"{side}:semicolon_between")
    if side == "after" and re.fullmatch(r"[ \u00a0]*\((?:[\wÀ-ỹ]+ )?", gap):
        out.append("after:bracket")
    if gap.rfind("(") > gap.rfind(")"):
        out.append(f"{side}:opens_bracket")
    if ")" in gap and "(" not in gap:
        out.append(f"{side}:leaves_bracket")
    if side == "before":
        out += [f"before:{w}" for w in ("xuống", "lên", "còn", "nay") if re.search(rf"\b{w}\b", gap)]
        out += [f"before:{timeline.aside(m)}"]
        if _BOUND.search(timeline.text[max(0, m.start - 32) : m.start]):
            out.append("before:bound")
    return out
