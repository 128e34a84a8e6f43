"""Periods that a number may be about, each with what speaks for it.

Every time in scope is a candidate (clause, sentence, paragraph, list lead, headings, title; in a table the header of
the column alone), and so are the year of the document and the one before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from chitieu import sdmx
from chitieu.extraction.periods.features import Situation, between, far, local, word_before
from chitieu.extraction.periods.kinds import is_compared
from chitieu.extraction.periods.timeline import Timeline
from chitieu.extraction.records import PeriodMention
from chitieu.model import BlockKind, Span, Transformation

_FAR = 14  # times above the sentence of a number that are looked at
_NEAR = 8  # times of its own sentence, on each side
_COMPARED = 60  # characters before a number in which a comparison may begin
_SILENT = ("event", "document")  # days of meetings and of papers: never the time of a figure
_NOW = re.compile(r"\b(?:nay|giờ đây|bây giờ|hiện)\b(?! trạng| vật| trường)")
_LOCAL = ("clause_before", "sentence_before", "clause_after", "sentence_after")
_YEAR_UNSAID = ("rule=whole_year", "rule=in_year", "rule=year_end", "rule=plan_year")
_WEAK = ("base", "duration", "since", "deadline", "programme")  # seldom govern: others are ranked without them

_PLAN_BEFORE = re.compile(
    r"(?:\((?:theo |mức )?(?:kế hoạch|kh|dự toán|dt|mục tiêu|chỉ tiêu|nghị quyết|nq|kịch bản)[^()\d]*"
    r"|/ ?(?:kh|kế hoạch|dự toán)(?: năm)? *"
    r"|(?:kế hoạch|kh|dự toán|chỉ tiêu|mục tiêu|nghị quyết)(?: năm| cả năm| giao)? *\()$"
)


class Candidate(NamedTuple):
    """A period the number may be about, where it is said, and what speaks for it."""

    value: str
    span: Span | None
    features: list[str]


def candidates(timeline: Timeline, span: Span, transformation: Transformation) -> list[Candidate]:
    """Periods a number may be about, with features; the first feature names the place that offers it."""
    column = timeline.column(span.start)
    if column:  # in a table nothing but the header of the column counts
        return [Candidate(m.time_period, Span(m.start, m.end), ["column", f"column:kind={m.kind}"]) for m in column]
    situation = Situation(
        timeline.wording.aim_at(span.start),
        is_plan(timeline, span),
        transformation in (Transformation.GROWTH, Transformation.CHANGE),
        timeline.wording.is_average(span),
    )
    before, nearer = _before(timeline, span, situation)
    out = [*before, *_above(timeline, span, situation, min(nearer, 3)), *_after(timeline, span, situation)]
    if timeline.outline.block(span.start).kind is BlockKind.TITLE:
        out += _opening(timeline, situation, timeline.outline.sentence(span.start))
    out += _same_period(timeline, span, out)
    out += _closed_year(timeline, out, situation)
    return out + _defaults(timeline, span, situation, {c.value for c in out})


def is_plan(timeline: Timeline, span: Span) -> bool:
    """Whether a number is told as the plan beside a result: ``(kế hoạch 55%)``, ``14 người/KH năm 35 người``."""
    start = max(timeline.outline.clause(span.start).start - 24, span.start - 80, 0)
    return _PLAN_BEFORE.search(timeline.text[start : span.start]) is not None


def _before(timeline: Timeline, span: Span, situation: Situation) -> tuple[list[Candidate], int]:
    """Times of the sentence before the number, the nearest first, and how many of them may govern it."""
    sentence, clause = timeline.outline.sentence(span.start), timeline.outline.clause(span.start)
    out = []
    nearer = 0
    first = timeline.last_before(span.start)
    for rank, index in enumerate(range(first, max(-1, first - _NEAR), -1)):
        m = timeline.mentions[index]
        if m.start < sentence.start:
            break
        if _is_silent(m):
            continue
        place = "clause_before" if m.start >= clause.start else "sentence_before"
        gap = between(timeline, span, m)
        features = [place, f"{place}:rank={min(rank, 2)}", *local(timeline, index, place, situation), *gap]
        if _may_govern(m):
            features += [f"nearer={min(nearer, 3)}", f"{place}:nearer={min(nearer, 2)}"]
            nearer += "before:leaves_bracket" not in gap
        out.append(_offer(m, features))
    return out, nearer


def _above(timeline: Timeline, span: Span, situation: Situation, nearer: int) -> list[Candidate]:
    """Times above the sentence of the number; the same for all its numbers in the same situation."""
    key = (timeline.outline.sentence(span.start).start, situation, nearer)
    known: list[Candidate] | None = timeline.memory.get(key)
    if known is None:
        known = timeline.memory[key] = _read_above(timeline, span, situation, nearer)
    return known


def _read_above(timeline: Timeline, span: Span, situation: Situation, nearer: int) -> list[Candidate]:
    outline, wording = timeline.outline, timeline.wording
    sentence = outline.sentence(span.start)
    block = outline.block_index(sentence.start)
    heads = {g.start for g in wording.governing(sentence.start)}
    ranks: Counter[str] = Counter()
    out = []
    last = timeline.last_before(sentence.start)
    for index in range(last, max(-1, last - 3 * _FAR), -1):
        m = timeline.mentions[index]
        if m.kind == "base" or _is_silent(m) or outline.is_boilerplate(m.start):
            continue
        frame, own = timeline.frame(index), outline.block_index(m.start)
        if frame == "bracket":  # an aside: it tells the time of what its bracket holds
            continue
        governs = outline.document.blocks[own].start in heads
        crossed = ranks["heading"] or (own != block and wording.headings_between(m.start, sentence.start))
        if frame in ("heading", "title"):
            place = frame
        else:
            where = "paragraph" if own == block else "lead" if governs else "crossed" if crossed else "above"
            place = f"{where}_{frame}"
        features = [place, f"{place}:rank={min(ranks[place], 2)}", *far(timeline, index, place, situation, sentence)]
        ranks[place] += 1
        if place == "heading":
            features.append(f"heading:governs={governs}")
        elif place == "above_opens" and ranks["paragraph_opens"]:
            features.append("above_opens:reopened")
        if _may_govern(m):
            features += [f"nearer={min(nearer, 3)}", f"{place}:nearer={min(nearer, 2)}"]
            nearer += 1
        out.append(_offer(m, features))
        if ranks["heading"] >= 3 or ranks.total() >= _FAR:
            break
    return out


def _after(timeline: Timeline, span: Span, situation: Situation) -> list[Candidate]:
    """Times of the sentence after the number. A base there is the base of the number."""
    sentence, clause = timeline.outline.sentence(span.start), timeline.outline.clause(span.start)
    out = []
    first = timeline.last_before(span.start) + 1
    for rank, index in enumerate(range(first, min(first + _NEAR, len(timeline.mentions)))):
        m = timeline.mentions[index]
        if m.start >= sentence.end:
            break
        if _is_silent(m):
            continue
        if m.kind == "base":
            if rank == 0 and is_compared(timeline.text[max(sentence.start, span.start - _COMPARED) : span.start]):
                out.append(_offer(m, ["compared", *between(timeline, span, m)]))
            continue
        place = "clause_after" if m.end <= clause.end else "sentence_after"
        features = [place, f"{place}:rank={min(rank, 1)}", *local(timeline, index, place, situation)]
        out.append(_offer(m, [*features, *between(timeline, span, m)]))
    return out


def _opening(timeline: Timeline, situation: Situation, sentence: Span) -> list[Candidate]:
    """Times of the first paragraphs, for a number of the title."""
    return [
        _offer(timeline.mentions[i], ["opening", *far(timeline, i, "opening", situation, sentence)])
        for stretch in timeline.opening[1:]
        for i in range(timeline.last_before(stretch.start) + 1, timeline.last_before(stretch.end) + 1)
        if not _is_silent(timeline.mentions[i])
    ]


def _same_period(timeline: Timeline, span: Span, found: list[Candidate]) -> list[Candidate]:
    """``(cùng kỳ tăng 6,1%)``: the figure is of the year before; offered where "cùng kỳ" is no base."""
    same = [c.span for c in found if c.span and c.features[0] == "clause_before" and "rule=same_period" in c.features]
    now = next((c for c in found if not c.features[0].endswith("after") and "kind=base" not in c.features), None)
    if now is None:
        return []
    value = sdmx.year_earlier(now.value)
    return [Candidate(value, named, _of_same_period(timeline, span, named)) for named in same]


def _of_same_period(timeline: Timeline, span: Span, named: Span) -> list[str]:
    """How "cùng kỳ" stands to the number: whether it opens a bracket, and what lies between."""
    gap = timeline.text[named.end : span.start]
    opens = timeline.text[max(0, named.start - 2) : named.start].rstrip().endswith("(")
    step = f"{min(len(gap.split()), 5)}:{any(c.isdigit() for c in gap)}"
    word = word_before(timeline, named.start)
    return ["same_period", f"same_period:before={word}", f"same_period:{opens}", f"same_period:{opens}:{step}"]


def _closed_year(timeline: Timeline, found: list[Candidate], situation: Situation) -> list[Candidate]:
    """In January "cả năm", "trong năm" of a number's own sentence is mostly the year that closed."""
    today = timeline.today
    if today is None or not 1 <= today.month <= 2:
        return []
    usual = timeline.usual is not None and timeline.usual[:4] == str(today.year)
    out = []
    for c in found:
        rule = next((f for f in c.features if f.startswith("rule=")), "")
        if rule in _YEAR_UNSAID and c.features[0] in _LOCAL and c.value[:4] == str(today.year):
            features = [f"closed_year:{x}" for x in (rule, situation.aim, f"usual={usual}", f"{situation.aim}:{usual}")]
            out.append(Candidate(sdmx.year_earlier(c.value), c.span, ["closed_year", *features]))
    return out


def _defaults(timeline: Timeline, span: Span, situation: Situation, said: set[str]) -> list[Candidate]:
    """The year of the document and the one before, which no words need to name."""
    today = timeline.today
    if today is None:
        return []
    sentence, block = timeline.outline.sentence(span.start), timeline.outline.block(span.start)
    now = _NOW.search(timeline.text, sentence.start, span.start) is not None
    own = len(timeline.mentions_in(Span(sentence.start, span.start)))
    above = len(timeline.mentions_in(Span(block.start, sentence.start)))
    basis = timeline.outline.document.published_basis
    season = "early" if 1 <= today.month <= 2 else "late" if today.month == 12 else "mid"
    out = []
    for name, year in (("this_year", str(today.year)), ("last_year", str(today.year - 1))):
        place = f"default:{name}"
        aim, plan = f"{place}:{season}:{situation.aim}", f"{place}:plan={situation.plan}"
        alone = f"{place}:own={min(own, 2)}:above={min(above, 2)}"
        features = [place, aim, f"{place}:said={year in said}", plan, alone, f"{place}:now={now}", f"{place}:{basis}"]
        usual = timeline.usual is not None and timeline.usual[:4] == year
        out.append(Candidate(year, None, [*features, f"{place}:usual={usual}:{bool(own)}"]))
    return out


def _offer(m: PeriodMention, features: list[str]) -> Candidate:
    return Candidate(m.time_period, Span(m.start, m.end), features)


def _is_silent(m: PeriodMention) -> bool:
    return m.kind in _SILENT or m.doubted


def _may_govern(m: PeriodMention) -> bool:
    return m.kind not in _WEAK and m.rule != "plan_year"
