"""The readings of what a number is about, each with the features that speak for or against it.

An indicator may be named around the number (to its left, right, or across it), in the sentence before, in a
heading, in a table's header; it may be that of the number before ("đạt 285 tỷ đồng, tăng 5%") or a sibling of it
("33/58 trường đạt chuẩn (56,9%)"); or the catalogue has none that fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from chitieu.extraction.indicators import cells
from chitieu.extraction.indicators.context import Context, NamedIndicator
from chitieu.extraction.indicators.history import Decided, continued, kin
from chitieu.extraction.indicators.phrases import find_matches
from chitieu.extraction.indicators.scene import Scene, fits
from chitieu.extraction.records import Quantity
from chitieu.model import Span, Transformation
from chitieu.vocabulary import units
from chitieu.vocabulary.indicators import Indicator, indicators, own_words
from chitieu.vocabulary.linking import cues


class Candidate(NamedTuple):
    """A reading of what the number is about."""

    code: str | None
    span: Span | None
    source: str  # name of the way it was found
    features: tuple[str, ...]


def candidates(
    context: Context, quantity: Quantity, transformation: Transformation, history: Sequence[Decided]
) -> list[Candidate]:
    """All readings of one number; the last is "none of the catalogue"."""
    previous = continued(context, quantity, history)
    scene = Scene(context, quantity, transformation, previous)
    found = list(_same_sentence(scene))
    found += _elsewhere(scene, "P", context.sentence_before(scene.sentence))
    for source, block in zip("HT", context.outline.governing(quantity.start), strict=False):
        found += _elsewhere(scene, source, Span(block.start, block.end))
    found += _in_table(scene)
    if previous is not None:
        found.append(_carried(scene, previous, "carry"))
        related = kin(context, quantity, history)
        if related is not None and related is not previous:
            found.append(_carried(scene, related, "kin"))
        found += _siblings(scene, previous, {c.code for c in found})
    found.append(_none(scene, found))
    return found


def _same_sentence(scene: Scene) -> Iterator[Candidate]:
    seen: set[tuple[str, str]] = set()
    for n in sorted(scene.here, key=scene.distance):
        side = scene.side(n)
        if (n.code, side) not in seen:
            seen.add((n.code, side))
            yield Candidate(n.code, Span(n.start, n.end), side, tuple(_around(scene, n, side)))


def _around(scene: Scene, n: NamedIndicator, side: str) -> Iterator[str]:
    q, t = scene.q, scene.t
    lo, hi = (n.end, q.start) if side == "L" else (q.end, n.start)
    gap = scene.text[lo:hi] if side != "O" else ""
    numbers = sum(o is not q for o in scene.context.between(lo, hi)) if side != "O" else 0
    apart = f"{side}{min(numbers, 3)}"
    commas, strong = gap.count(",") + gap.count("("), gap.count(";") + gap.count(":") * (side == "R")
    yield from (apart, f"{apart}:{t}", f"{apart}:comma{min(commas, 3)}", f"{side}:far{min(len(gap) // 15, 6)}")
    if strong:
        yield f"{side}:strong"
    closer = min(len(_closer(scene, n, side)), 2)
    yield from (f"{side}:closer{closer}", f"{apart}:closer{closer}", f"{apart}:size{min(n.size, 4)}")
    if numbers == 0:
        yield from _explained(scene, n, side)
        yield f"{apart}:{t}:after{scene.previous is not None and scene.in_sentence(scene.previous)}"
    if side == "O":
        yield from _across(scene, n)
    if n.start <= scene.sentence.start + 2:
        yield f"{side}:subject"
    span = range(min(n.start, scene.left.start), max(n.end, scene.right.end))
    if any(at in span for at in scene.negatives):
        yield f"{side}:negative"
    if n.covered:
        yield f"covered:{side}"
    if any(o.start < n.end < o.end and o.size >= n.size for o in scene.here):
        yield "outrun"
    if scene.listed or scene.place_in_list:
        yield scene.in_order(n, scene.here)
    yield from _size(n)
    yield from _common(scene, n.code)


def _closer(scene: Scene, n: NamedIndicator, side: str) -> set[int]:
    """Places nearer the number where another indicator is named."""
    return {
        o.start
        for o in scene.here
        if o.code != n.code
        and scene.side(o) == side
        and scene.distance(o) < scene.distance(n)
        and not (n.start <= o.start and o.end <= n.end)
    }


def _explained(scene: Scene, n: NamedIndicator, side: str) -> Iterator[str]:
    """How much of the words next to the number the phrase and the indicator's vocabulary account for."""
    zone, other = (scene.left, scene.right) if side == "L" else (scene.right, scene.left)
    free, alien = scene.free(zone, n), scene.alien(zone, n.code)
    yield from (f"{side}:free{free}", f"{side}:free{free}:size{min(n.size, 3)}", f"{side}:alien{alien}")
    yield f"{side}:alien{alien}:{scene.t}"
    yield f"{side}:other{min(scene.free(other, n), 3)}"
    yield f"{side}:otheralien{scene.alien(other, n.code)}"
    if side == "L":
        after = {w.form for w in scene.row if n.end <= w.start < scene.q.start}
        yield f"L:head{bool(after & cues('indicator', 'head'))}"


def _across(scene: Scene, n: NamedIndicator) -> Iterator[str]:
    q = scene.q
    yield f"O:begins{n.start < q.start}"
    following = next((w.form for w in scene.row if w.start >= max(n.end, q.end)), "")
    own = following in own_words()[n.code]
    empty = not following or following in cues("indicator", "empty")
    yield f"O:next:{'own' if own else 'empty' if empty else 'alien'}"
    if n.start >= q.start and n.end <= q.end:  # "62 HTX": no more than the unit says
        yield f"O:bare:free{scene.free(scene.right, n)}"


def _elsewhere(scene: Scene, source: str, stretch: Span | None) -> Iterator[Candidate]:
    """Indicators named in the sentence before (P), in the governing block (H) or the one above it (T)."""
    if stretch is None:
        return
    found = [n for n in scene.context.named(stretch) if fits(indicators()[n.code], scene.q, scene.t)]
    latest = {n.code: n for n in found}
    for n in latest.values():
        after = min(len({m.start for m in found if m.start > n.end}), 2)
        left, right = scene.alien(scene.left, n.code), scene.alien(scene.right, n.code)
        features = [source, f"{source}:{scene.t}", f"{source}:after{after}", f"{source}:here{min(len(scene.here), 2)}"]
        features += [f"{source}:alien{left}:{min(right, 2)}", f"{source}:alien{min(left + right, 4)}:{scene.t}"]
        features += [*_common(scene, n.code), *_size(n)]
        if source == "P" and (scene.listed or scene.place_in_list):
            features.append(scene.in_order(n, found))
        yield Candidate(n.code, Span(n.start, n.end), source, tuple(features))


def _in_table(scene: Scene) -> Iterator[Candidate]:
    """Indicators that a cell's header names together with the row's label or the table's title."""
    outline, words = scene.context.outline, scene.context.words
    header = cells.header(outline, scene.q.start)
    if header is None:
        return
    title = next((Span(b.start, b.end) for b in outline.governing(header.start)), None)
    best: dict[str, tuple[int, str]] = {}
    for name, other in (("label", cells.label(outline, scene.q.start)), ("title", title)):
        for first, second in ((header, other), (other, header)):
            row = [*words(first), *words(second)] if first and second else []
            for m in find_matches(row):
                crosses = row[m.first].start in range(*header) or row[m.last].start in range(*header)
                if crosses and fits(indicators()[m.code], scene.q, scene.t):
                    best[m.code] = max(best.get(m.code, (0, "")), (m.size, name))
    for code, (size, name) in best.items():
        bits = ["table", f"table:{name}:size{min(size, 4)}", f"table:alien{scene.alien(scene.left, code)}"]
        yield Candidate(code, header, "table", (*bits, *_common(scene, code)))


def _carried(scene: Scene, d: Decided, way: str) -> Candidate:
    """The indicator of a number before: of the last one (``carry``), or of the last of the same unit (``kin``)."""
    outline, t = scene.context.outline, scene.t
    block = outline.block_index(d.quantity.start) == outline.block_index(scene.q.start)
    where = f"{way}:{'same' if scene.in_sentence(d) else 'block' if block else 'far'}"
    since = min(len({n.start for n in scene.here if d.quantity.end <= n.start < scene.q.start}), 2)
    free, right = scene.free(scene.left), min(scene.free(scene.right), 3)
    step = f"{d.transformation}>{t}"
    bits = [where, f"{where}:{t}", f"{where}:{step}", f"{where}:right{right}", f"{where}:since{since}"]
    bits += [f"{where}:since{since}:{t}", f"{where}:free{free}", f"{where}:free{free}:{step}"]
    bits.append(f"{way}:unit{d.quantity.unit == scene.q.unit}:{t}")
    if scene.in_sentence(d):
        mark = scene.mark_since(d)
        bits += [f"{way}:gap:{mark}", f"{way}:gap:{mark}:{t}"]
    if d.code is None:
        return Candidate(None, None, "carried", (*bits, f"{way}:null", f"{way}:null:{t}"))
    if not fits(indicators()[d.code], scene.q, t):
        bits.append(f"{way}:unfit")
    bits += [f"{where}:alien{scene.alien(scene.left, d.code)}:{t}"]
    bits += [f"{where}:rightalien{scene.alien(scene.right, d.code)}"]
    return Candidate(d.code, None, "carried" if way == "carry" else way, (*bits, *_common(scene, d.code)))


def _siblings(scene: Scene, d: Decided, known: set[str | None]) -> Iterator[Candidate]:
    """Other forms of the indicator before: "33/58 trường đạt chuẩn (56,9%)" states a count and its rate."""
    if d.code is None:
        return
    near = "same" if scene.in_sentence(d) else "away"
    mark = scene.mark_since(d) if near == "same" else "."
    for i in _families()[indicators()[d.code].family]:
        if i.code not in known and fits(i, scene.q, scene.t):
            bits = [f"sibling:{near}", f"sibling:{near}:{scene.t}", f"sibling:{mark}"]
            bits += [f"sibling:alien{scene.alien(scene.left, i.code)}"]
            bits += [f"sibling:rightalien{scene.alien(scene.right, i.code)}"]
            yield Candidate(i.code, None, "sibling", (*bits, *_common(scene, i.code)))


def _none(scene: Scene, found: Sequence[Candidate]) -> Candidate:
    named = sum(c.source in "LRO" for c in found)
    left, right = scene.free(scene.left), min(scene.free(scene.right), 3)
    dimension = scene.q.dimension
    bits = ["none", f"none:{scene.t}", f"none:unit:{scene.q.unit}", f"none:dim:{dimension}", f"none:m{min(named, 3)}"]
    bits += [f"none:dim:{dimension}:m{min(named, 2)}", f"none:share{scene.takes_share}:{scene.t}"]
    bits += [f"none:{w}" for w in scene.near_words]
    return Candidate(None, None, "none", (*bits, f"none:free:{left}:{right}"))


def _size(n: NamedIndicator) -> list[str]:
    return [f"size{min(n.size, 7)}", f"gaps{min(n.gaps, 4)}"] + (["covered"] if n.covered else [])


def _common(scene: Scene, code: str) -> Iterator[str]:
    """Features of any candidate with a code: whether unit, size, form and kind suit, and what stood before."""
    i, q, t = indicators()[code], scene.q, scene.t
    unit = "same" if i.unit == q.unit else "dim" if i.unit_dimension == q.dimension else "other"
    kind, ratio, share = i.stock_flow or i.measure_type, q.denominator is not None, i.unit_dimension == "proportion"
    yield from (f"unit:{unit}:{t}", f"code:{code}", f"kind:{kind}:ratio{ratio}", f"dim:{share}:{t}")
    if i.unit_dimension == "count":
        yield f"count:{unit}"
        if i.stock_flow:
            yield from (f"kind:{kind}:{cue}" for cue in scene.stock_cues)
            yield f"kind:{kind}:value{min(int(abs(q.value)).bit_length(), 8)}:{ratio}"
    if scene.takes_share:
        yield f"takes_share:{i.family == 'econ_share'}:{share}"
    if i.family == "econ_share":
        yield f"share:{scene.speaks_of_shares}"
    elif scene.speaks_of_shares and not share and q.unit == "PCT":
        yield f"share:other:{t}"
    yield from (f"{code}:{w}" for w in scene.near_words)
    yield from (f"{code}:{t}", f"{code}:u:{q.unit}", f"{i.topic}:u:{q.unit}")
    if t is Transformation.LEVEL:
        yield f"range:{_plausible(i, q)}"
    if i.family in ("grdp", "gross_output"):
        context = scene.context
        yield f"home:{context.home_level}:{i.family}:{i.code == i.family}"
        yield f"doc:{context.speaks_of_grdp}{context.speaks_of_output}:{i.family}"
    if scene.previous and scene.previous.code:
        p = indicators()[scene.previous.code]
        if p.family == i.family and p.code != code:
            yield "family:previous"
        if p.topic == i.topic:
            yield "topic:previous"
        if p.code == code:
            yield f"again:{t}"


def _plausible(i: Indicator, q: Quantity) -> str:
    """Whether a level is of the size that the indicator has: typical, possible, impossible, or not comparable."""
    catalogue = units.load().by_code
    mine, its = catalogue.get(q.unit), catalogue.get(i.unit)
    if mine is None or its is None or mine.base_unit != its.base_unit:
        return "unknown"
    if not mine.factor_to_base or not its.factor_to_base:
        return "unknown"
    value = q.value * mine.factor_to_base / its.factor_to_base
    if (i.hard_min is not None and value < i.hard_min) or (i.hard_max is not None and value > i.hard_max):
        return "impossible"
    if i.typical_min is None or i.typical_max is None:
        return "unknown"
    if value < i.typical_min:
        return "low" if value >= i.typical_min / 10 else "very_low"
    return "typical" if value <= i.typical_max else "high" if value <= i.typical_max * 10 else "very_high"


@cache
def _families() -> dict[str, list[Indicator]]:
    out: dict[str, list[Indicator]] = {}
    for i in indicators().values():
        out.setdefault(i.family, []).append(i)
    return out
