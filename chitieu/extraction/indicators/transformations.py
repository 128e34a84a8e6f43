"""What a number says of its indicator: its level, its growth or change, its share of a plan or excess over it.

The cues stand close: verbs and signs before the number ("tăng 5%", "giảm còn 2,14%", "▲ 8%"), what it is
compared with after it ("so với cùng kỳ", "kế hoạch tỉnh giao"), whether the indicator named is itself a share,
and what the number before was ("công nghiệp tăng 11,4%, dịch vụ 7,3%").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chitieu.choice import option_probabilities
from chitieu.extraction.indicators.context import NUMBER, Context
from chitieu.extraction.indicators.history import Decided, continued
from chitieu.extraction.records import Choice, Quantity
from chitieu.model import Span, Transformation
from chitieu.vocabulary.indicators import indicators
from chitieu.vocabulary.linking import cues
from chitieu.vocabulary.words import Word

OPTIONS = tuple(Transformation)
_MOVES = ("up", "down", "over", "to", "is", "times")  # in the order in which a word is looked up
_PLUS, _MINUS = "+▲↑", "-–−▼↓"


class _Number(NamedTuple):
    """One number as its features see it."""

    context: Context
    quantity: Quantity
    previous: Decided | None  # the number that it continues
    sentence: Span
    left: Sequence[Word]
    right: Sequence[Word]
    unit: str  # kind of unit
    verb: str  # class of the nearest verb


def choose_transformation(context: Context, quantity: Quantity, history: Sequence[Decided]) -> Choice:
    """The transformation of one number, given what was decided for the numbers before it."""
    shared = features(context, quantity, history)
    chances = option_probabilities(OPTIONS, shared, "transformation")
    best = max(range(len(OPTIONS)), key=lambda i: chances[i])
    return Choice(OPTIONS[best], None, chances[best], "cues")


def direction(context: Context, q: Quantity) -> int:
    """1 for a rise, -1 for a fall, by the sign or the nearest verb of movement before the number."""
    sign = _sign(context, q)
    if sign:
        return -1 if sign in _MINUS else 1
    row = context.words(context.outline.sentence(q.start))
    for w in reversed([w for w in row if w.end <= q.number.start]):
        if w.form in cues("transformation", "down"):
            return -1
        if w.form in cues("transformation", "up") or w.form in cues("transformation", "over"):
            return 1
    return 1


def features(context: Context, q: Quantity, history: Sequence[Decided]) -> list[str]:
    """What speaks for one transformation or another."""
    sentence = context.outline.sentence(q.start)
    row = context.words(sentence)
    left = [w for w in row if w.end <= q.number.start]
    right = [w for w in row if w.start >= q.end]
    unit, verb = _unit(q), _verb([w.form for w in left[-6:]][::-1])
    sign = _sign(context, q)
    number = _Number(context, q, continued(context, q, history), sentence, left, right, unit, verb)
    return [
        "bias",
        f"unit:{unit}:{q.dimension}",
        f"ofplan:{q.unit == 'PERCENT_OF_PLAN'}:{verb}",
        f"sign:{'+' if sign and sign in _PLUS else '-' if sign else '0'}:{unit}",
        *_near(number),
        *_named(number),
        *_before(number),
    ]


def _unit(q: Quantity) -> str:
    if q.unit == "PERCENT_OF_PLAN":  # "108% dự toán": the plan is part of the unit
        return "PCT"
    return q.unit if q.unit in ("PCT", "PP", "TIMES", "RANK", "INDEX_100", "PERMILLE") else "abs"


def _sign(context: Context, q: Quantity) -> str:
    """A sign of rise or fall right before the digits; a dash between two words or numbers is none."""
    before = context.text[max(0, q.number.start - 4) : q.number.start].rstrip(" \u00a0")
    last = before[-1:]
    if not last or last not in _PLUS + _MINUS:
        return ""
    if last in _MINUS and last not in "▼↓":
        return last if before[:-1].rstrip(" \u00a0")[-1:] in ("(", ":", ",") else ""
    return last


def _verb(back: Sequence[str]) -> str:
    """The nearest verb before the number, as a class."""
    for form in back:
        for name in _MOVES:
            if form in cues("transformation", name):
                return name
        if form == NUMBER:
            return "number"
    return "none"


def _near(number: _Number) -> Iterator[str]:
    _, q, _, _, left, right, unit, verb = number
    back = [w.form for w in left[-6:]][::-1]
    for i, form in enumerate(back[:2]):
        yield f"l{i}:{form}"
        yield f"l{i}:{form}:{unit}"
    if len(back) > 1:
        yield f"l:{back[1]}_{back[0]}"
    yield f"verb:{verb}:{unit}"
    second = _verb(back[1:]) if verb in ("is", "to") else "-"
    yield f"verbs:{verb}:{second}:{unit}"
    ahead = [w.form for w in right[:6]]
    for i, form in enumerate(ahead[:3]):
        yield f"r{i}:{form}"
    if len(ahead) > 1:
        yield f"r:{ahead[0]}_{ahead[1]}:{unit}"
    stop = ahead.index(NUMBER) if NUMBER in ahead else len(ahead)
    after = set(ahead[:stop])
    yield f"compared:{bool(after & cues('transformation', 'compared'))}:{unit}:{verb}"
    yield f"plan:{bool(after & cues('transformation', 'plan'))}:{unit}:{verb}"
    yield f"so:{'so' in after}:{unit}:{verb}"
    yield f"over100:{q.value >= 100}:{unit}:{verb}"
    if q.denominator is not None:
        yield "ratio"


def _named(number: _Number) -> Iterator[str]:
    context, q, _, sentence, left, _, unit, verb = number
    last = context.index_before(q.start)
    start = max(sentence.start, context.quantities[last].end if last >= 0 else 0)
    zone = {w.form for w in left if w.start >= start}
    yield from (f"zone:{cue}:{unit}" for cue in sorted(zone & cues("transformation", "zone")))
    named = [n for n in context.named(sentence) if start <= n.start and n.end <= q.start + 2 and not n.covered]
    shares = {indicators()[n.code].unit_dimension == "proportion" for n in named}
    kind = "none" if not shares else "share" if shares == {True} else "level" if shares == {False} else "both"
    yield f"named:{kind}:{unit}"
    yield f"named:{kind}:{unit}:{verb}"
    beyond = [n for n in context.named(sentence) if n.end >= q.start and n.start <= q.end + 30]
    yield f"right:{any(indicators()[n.code].unit_dimension == 'proportion' for n in beyond)}:{unit}:{verb}"


def _before(number: _Number) -> Iterator[str]:
    context, q, previous, sentence, left, _, unit, verb = number
    if previous is None:
        yield f"first:{unit}"
        return
    p = previous.quantity
    near = "same" if p.end > sentence.start else "away"
    gap = context.text[p.end : q.start] if near == "same" else "."
    mark = next((sign for sign in ".;:()," if sign in gap), "word")
    words = min(sum(w.start >= p.end for w in left), 4) if near == "same" else 5
    prior = f"{previous.transformation}:{_unit(p)}>{unit}"
    share = "none" if previous.code is None else indicators()[previous.code].unit_dimension == "proportion"
    yield f"prior:{near}:{prior}:{verb}"
    yield f"prior:{near}:{prior}:{mark}"
    yield f"prior:{near}:{prior}:{words}"
    yield f"priorshare:{near}:{share}:{unit}:{verb}"
    yield f"priorshare:{near}:{share}:{prior}"
    yield f"samesize:{p.unit == q.unit}:{unit}:{verb}"
    if "(" in gap and ")" not in gap:
        yield f"bracket:{prior}:{verb}"
        yield f"bracket:{share}:{unit}:{verb}"
