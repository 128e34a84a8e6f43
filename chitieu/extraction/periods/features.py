"""What a time is to a number: features that the weights of the chooser weigh."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from chitieu import sdmx
from chitieu.extraction.periods.timeline import Timeline
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.structure import IN_ORDER
from chitieu.model import Span
from chitieu.vocabulary import cues

_REACH = 400  # characters between time and number that are looked at


class Situation(NamedTuple):
    """What holds of a number whichever period it is about."""

    aim: str  # result, target or none: what the words around it tell of
    plan: bool  # told as the plan beside a result
    change: bool  # a growth or change, which has a base
    average: bool  # a yearly average


def _common(timeline: Timeline, index: int, scope: str, situation: Situation) -> list[str]:
    """What a time is, against the day of the document and the situation of the number."""
    m = timeline.mentions[index]
    rel = _relation(timeline, m.time_period)
    days = sdmx.parse(m.time_period)
    out = [
        f"kind={m.kind}",
        f"rule={m.rule}",
        f"{scope}:kind={m.kind}",
        f"kind={m.kind}:{'change' if situation.change else 'level'}",
        f"rel={rel}",
        f"rel={rel}:{situation.aim}",
        f"rel={rel}:plan={situation.plan}",
        f"{scope}:rel={rel}",
        f"usual={m.time_period == timeline.usual}",
        f"average={situation.average}:{days.end.year > days.start.year}",
    ]
    if m.rule == "plan_year":
        out.append(f"plan_year:plan={situation.plan}")
    return out


def local(timeline: Timeline, index: int, place: str, situation: Situation) -> list[str]:
    """A time of the number's own sentence."""
    m = timeline.mentions[index]
    word = word_before(timeline, m.start)
    common = _common(timeline, index, place, situation)
    sentence = timeline.outline.sentence(m.start)
    earlier = [
        t for t in timeline.mentions_in(Span(sentence.start, m.start)) if t.kind not in ("base", "event", "document")
    ]
    common.append(f"rule={m.rule}:beside={bool(earlier)}")
    return [*common, f"local:{timeline.frame(index)}", f"before={word}", f"{place}:before={word}"]


def far(timeline: Timeline, index: int, place: str, situation: Situation, sentence: Span) -> list[str]:
    """A time above the number's sentence: what it is about should be what the number is about."""
    aims = f"{timeline.aim_of(index)}/{situation.aim}"
    out = [*_common(timeline, index, place.split("_")[0], situation), f"{place}:aims={aims}", f"aims={aims}"]
    away = _SIZES_AWAY[
        bisect_left(_STEPS_AWAY, timeline.sentences_between(timeline.mentions[index].start, sentence.start))
    ]
    goes_on = timeline.wording.goes_on(sentence)
    out += [f"{place}:away={away}", f"away={away}", f"away={away}:goes_on={goes_on}"]
    if place in ("heading", "title", "opening"):
        out.append(f"told_apart={timeline.told_apart(index)}:{aims}")
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


def word_before(timeline: Timeline, at: int) -> str:
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


_STEPS_AWAY, _SIZES_AWAY = (1, 2, 4, 8), ("1", "2", "3-4", "5-8", "9+")
_STEPS, _SIZES = (0, 1, 3, 8, 20), ("0", "1", "2-3", "4-8", "9-20", "21+")


_OPENS_BRACKET = re.compile(r"[ \u00a0]*\([ \u00a0]*(?:[^\W\d]+[ \u00a0]+){0,2}")
_SMALL = re.compile(
    r"[ \u00a0,:]*(?:(là|đạt|chỉ|có|còn|mới|vào|từ|trong|của|ở|thì|ước|ước đạt|chỉ đạt|chỉ còn)[ \u00a0]+)?"
)


_OWNS = re.compile(r"[^.;()\d\n]{0,16}\d")  # a time with a number right behind it is that number's
_FIGURE = re.compile(r"(?<![\w.,/])\d[\d.,]*(?<![.,])")


def _in_order(timeline: Timeline, span: Span, m: PeriodMention) -> str:
    """Whether the time's place in a row of times is the number's: "năm 2020 và 2021 lần lượt đạt 1,6% và 6,7%"."""
    sentence = timeline.outline.sentence(span.start)
    cues_before = list(IN_ORDER.finditer(timeline.text, sentence.start, span.start))
    if not cues_before:
        return ""
    times = [t for t in timeline.mentions_in(Span(sentence.start, span.start)) if t.kind not in ("event", "document")]
    last = max((t.end for t in times), default=cues_before[-1].end())
    number = len(_FIGURE.findall(timeline.text, max(last, sentence.start), span.start))
    return f"order:{min(len(times), 3)}:{times.index(m) == number if m in times else False}" if len(times) > 1 else ""


def _nearness(gap: str) -> str:
    """What joins a time and a number that stand side by side: a bracket, a small word, nothing; or they stand apart."""
    if _OPENS_BRACKET.fullmatch(gap):
        return "bracket"
    small = _SMALL.fullmatch(f"{gap.strip()} " if gap.strip() else gap)
    return "apart" if small is None else small[1] or "touching"


def between(timeline: Timeline, span: Span, m: PeriodMention) -> list[str]:
    """What stands between a time and a number of one sentence."""
    side = "before" if m.end <= span.start else "after"
    gap = timeline.text[m.end : span.start] if side == "before" else timeline.text[span.end : m.start]
    gap = gap[-_REACH:] if side == "before" else gap[:_REACH]
    size = _SIZES[bisect_left(_STEPS, len(gap.split()))]
    near = _nearness(gap)
    out = [f"{side}:gap={size}"]
    if re.search(r"\d", gap):
        out.append(f"{side}:number_between")
    if side == "after" and re.search(r",(?!\d)", gap):
        out.append("after:comma_between")
    if ";" in gap:
        out.append(f"{side}:semicolon_between")
    if side == "after" and re.fullmatch(r"[ \u00a0]*\((?:[\wÀ-ỹ]+ )?", gap):
        out.append("after:bracket")
    if side == "after" and _OWNS.match(timeline.text, m.end):
        out += ["after:owns", f"after:owns:near={near}"]
    if gap.rfind("(") > gap.rfind(")"):
        out.append(f"{side}:opens_bracket")
    if ")" in gap and "(" not in gap:
        out.append(f"{side}:leaves_bracket")
    if side == "before" and (order := _in_order(timeline, span, m)):
        out.append(order)
    out += [f"{side}:near={near}", f"{side}:near={near}:kind={m.kind}"]
    if side == "before":
        out += [f"before:{w}" for w in ("xuống", "lên", "còn", "nay") if re.search(rf"\b{w}\b", gap)]
        out += [f"before:{timeline.aside(m)}"]
        if _BOUND.search(timeline.text[max(0, m.start - 32) : m.start]):
            out.append("before:bound")
    return out
