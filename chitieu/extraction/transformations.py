"""What a number says of its indicator: its level, its growth or change, its share of a plan or excess over it.

The cues stand close: verbs before the number ("tăng 5%", "giảm còn 2,14%", "vượt 13%"), what it is compared
with after it ("so với cùng kỳ", "kế hoạch tỉnh giao"), and whether the indicator named is itself a share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chitieu.extraction.choice import probabilities, weights
from chitieu.extraction.context import NUMBER, Context
from chitieu.extraction.records import Choice, Quantity
from chitieu.model import Span, Transformation
from chitieu.vocabulary.indicators import indicators
from chitieu.vocabulary.words import Word

OPTIONS = tuple(Transformation)
_UP = frozenset("tăng cao hơn thêm vượt".split())
_DOWN = frozenset("giảm hụt sụt thấp kém thiếu".split())
_COMPARED = frozenset("cùng kỳ trước ngoái".split())
_PLAN = frozenset("kế dự nghị chỉ mục".split())
_VERBS = _UP | _DOWN | frozenset("còn lên xuống đạt bằng chiếm từ đến là trưởng gấp tới so nâng ước".split())


def choose_transformation(context: Context, quantity: Quantity, previous: Quantity | None) -> Choice:
    """The transformation of one number, given the number before it."""
    shared = features(context, quantity, previous)
    found = [option_features(o, shared) for o in OPTIONS]
    chances = probabilities(found, weights("transformation"))
    best = max(range(len(OPTIONS)), key=lambda i: chances[i])
    return Choice(OPTIONS[best], None, chances[best], "transformation:cues")


def option_features(option: Transformation, shared: Sequence[str]) -> list[str]:
    """Features of one option: those of the number, each told apart by option."""
    return [f"{option}|{f}" for f in shared]


def features(context: Context, q: Quantity, previous: Quantity | None) -> list[str]:
    """What speaks for one transformation or another."""
    sentence = context.outline.sentence(q.start)
    row = context.words(sentence)
    left = [w for w in row if w.end <= q.number.start]
    right = [w for w in row if w.start >= q.end]
    return ["bias", f"unit:{_unit(q)}", *_near(left, right, q), *_statement(context, q, previous, sentence, left)]


def direction(context: Context, q: Quantity) -> int:
    """1 for a rise, -1 for a fall, by the nearest verb of movement before the number (after it, if none)."""
    sentence = context.outline.sentence(q.start)
    row = context.words(sentence)
    for w in reversed([w for w in row if w.end <= q.number.start]):
        if w.form in _DOWN:
            return -1
        if w.form in _UP or w.form == "trưởng":
            return 1
    return 1


def _unit(q: Quantity) -> str:
    if q.unit in ("PCT", "PP", "TIMES", "RANK", "INDEX_100", "PERMILLE"):
        return q.unit
    return q.dimension or "other"


def _near(left: Sequence[Word], right: Sequence[Word], q: Quantity) -> Iterator[str]:
    unit = "PCT" if q.unit == "PCT" else "PP" if q.unit == "PP" else "abs"
    back = [w.form for w in left[-6:]][::-1]
    for i, form in enumerate(back[:2]):
        yield f"l{i}:{form}"
        yield f"l{i}:{form}:{unit}"
    if len(back) > 1:
        yield f"l:{back[1]}_{back[0]}"
    verb = next((form for form in back if form in _VERBS or form == NUMBER), "-")
    yield f"verb:{verb}:{unit}"
    ahead = [w.form for w in right[:6]]
    for i, form in enumerate(ahead[:3]):
        yield f"r{i}:{form}"
    if len(ahead) > 1:
        yield f"r:{ahead[0]}_{ahead[1]}:{unit}"
    stop = ahead.index(NUMBER) if NUMBER in ahead else len(ahead)
    after = set(ahead[:stop])
    yield f"compared:{bool(after & _COMPARED)}:{unit}:{verb}"
    yield f"plan:{bool(after & _PLAN)}:{unit}:{verb}"
    yield f"so:{'so' in after}:{unit}"
    yield f"over100:{q.value >= 100}:{unit}"
    if q.denominator is not None:
        yield "ratio"


def _statement(
    context: Context, q: Quantity, previous: Quantity | None, sentence: Span, left: Sequence[Word]
) -> Iterator[str]:
    unit = "PCT" if q.unit == "PCT" else "PP" if q.unit == "PP" else "abs"
    start = previous.end if previous and previous.end > sentence.start else sentence.start
    zone = [w.form for w in left if w.start >= start]
    for cue in ("tốc", "trưởng", "tăng", "giảm", "tỷ", "cơ", "chiếm", "vượt", "còn", "đạt", "bằng", "kế", "nâng", "hơn", "mức", "hoàn", "giải"):
        if cue in zone:
            yield f"zone:{cue}:{unit}"
    named = [n for n in context.named(sentence) if n.end <= q.start + 2 and n.start >= start]
    shares = {indicators()[n.code].unit_dimension in ("proportion",) for n in named if not n.covered}
    yield f"named:{'none' if not shares else 'share' if shares == {True} else 'level' if shares == {False} else 'both'}:{unit}"
    beyond = [n for n in context.named(sentence) if n.end >= q.start and n.start <= q.end + 30]
    yield f"right:{any(indicators()[n.code].unit_dimension == 'proportion' for n in beyond)}:{unit}"
    if previous is not None and previous.end > sentence.start:
        gap = context.text[previous.end : q.start]
        yield f"prev:{_unit(previous)}>{unit}:{'.' if ';' in gap else len(zone) if len(zone) < 5 else 5}"
        yield f"prevsame:{previous.unit == q.unit}:{unit}"
        if "(" in gap and ")" not in gap:
            yield f"bracket:{unit}"
    else:
        yield f"first:{unit}"
