"""Which indicator a number is about.

Candidates: the indicators named around the number (to its left, right, across it, in the sentence before,
in the heading), the indicator of the number before ("đạt 285 tỷ đồng, tăng 5%"), or none of the catalogue.
Hard gates drop those whose dimension cannot be; a linear model chooses among the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from chitieu.extraction import cells
from chitieu.extraction.choice import probabilities, weights
from chitieu.extraction.context import NUMBER, Context, NamedIndicator
from chitieu.extraction.history import Decided, continued, kin
from chitieu.extraction.phrases import SMALL, find_matches
from chitieu.extraction.records import Choice, Quantity
from chitieu.model import Span, Transformation
from chitieu.vocabulary import units
from chitieu.vocabulary.indicators import Indicator, indicators, own_words
from chitieu.vocabulary.words import Word

# Words that say nothing of what is counted: verbs, comparisons, time.
_EMPTY = SMALL | frozenset(
    "tăng giảm còn chiếm bằng vượt so kế hoạch cùng kỳ năm trước khoảng hơn gần trên dưới thêm tổng tỷ lệ lên xuống "
    "qua nay tháng quý đầu cuối ngày tính đến hết nâng tốc độ bình quân giao tỉnh huyện xã dự toán nghị quyết chỉ tiêu "
    "trong đó phấn đấu mục tiêu thực hiện kết quả giá trị riêng trở tương ứng đương là ở".split()
)
# Words that tell what was added in a period from what stands in all.
_STOCK_CUES = frozenset("thêm mới lũy tổng nâng hiện nay phấn mục xây nhận đã toàn lên đưa giữ duy có dự".split())
_LIST_CUES = frozenset("lượt ứng tự".split())  # lần lượt, tương ứng, theo thứ tự
_NEGATIVE = frozenset("không chưa thiếu trừ tái trễ ngoài thừa dưới".split())  # "chưa đạt", "trừ tiền đất", "tái nghèo"
# Words that open the name of a quantity: one after the phrase found means that the number is about another.
_HEADS = frozenset("sản diện năng đàn giá tỷ số vốn doanh dư tổng thu chi lượng mức nhu kinh".split())
_SHARE = frozenset("cơ trọng chiếm".split())


class Candidate(NamedTuple):
    """A reading of what the number is about, with the features that speak for or against it."""

    code: str | None
    span: Span | None
    source: str  # name of the way it was found
    features: tuple[str, ...]


def fits(indicator: Indicator, quantity: Quantity, transformation: Transformation) -> bool:
    """Whether a number of this unit and transformation can be about the indicator at all."""
    if transformation in (Transformation.GROWTH, Transformation.PCT_OF_PLAN, Transformation.EXCESS_OVER_PLAN):
        return True
    have, want = quantity.dimension, indicator.unit_dimension
    if transformation is Transformation.CHANGE and have in ("proportion", "proportion_difference"):
        return want == "proportion"
    if have == want:
        return True
    if indicator.measure_type in ("score", "index"):
        return have in ("score", "proportion", "index")
    # "thu nhập bình quân đạt 75 triệu đồng": a person and a year are understood
    return (have is None and want == "count") or (have == "money" and want == "money_per_capita_time")


def candidates(
    context: Context, quantity: Quantity, transformation: Transformation, history: Sequence[Decided]
) -> list[Candidate]:
    """All readings of one number; the last is "none of the catalogue"."""
    sentence = context.outline.sentence(quantity.start)
    previous = continued(context, quantity, history)
    scene = _Scene(context, quantity, transformation, sentence, previous)
    found = list(scene.same_sentence())
    found += scene.elsewhere("P", context.sentence_before(sentence))
    for n, block in enumerate(context.outline.governing(quantity.start)):
        if n < 2:
            found += scene.elsewhere("H" if n == 0 else "T", Span(block.start, block.end))
    found += scene.in_table()
    if previous is not None:
        found.append(scene.carried(previous, "carry"))
        related = kin(context, quantity, history)
        if related is not None and related is not previous:
            found.append(scene.carried(related, "kin"))
        found += scene.siblings({c.code for c in found})
    found.append(scene.none(found))
    return found


def choose_indicator(
    context: Context, quantity: Quantity, transformation: Transformation, history: Sequence[Decided]
) -> Choice:
    """The indicator of one number; value None where the catalogue has none that fits."""
    found = candidates(context, quantity, transformation, history)
    chances = probabilities([c.features for c in found], weights("indicator"))
    by_code: dict[str | None, float] = {}
    for c, p in zip(found, chances, strict=True):
        by_code[c.code] = by_code.get(c.code, 0.0) + p
    code = max(by_code, key=lambda k: by_code[k])
    best = max((c for c in zip(found, chances, strict=True) if c[0].code == code), key=lambda c: c[1])[0]
    return Choice(code, best.span, by_code[code], f"indicator:{best.source}")


def quantity_words(context: Context, q: Quantity, span: Span | None) -> str | None:
    """The words that name the quantity: the phrase found, or else what stands next to the number in its clause."""
    if span is not None:
        return " ".join(context.text[span.start : span.end].split())
    clause = context.outline.clause(q.start)
    last = context.index_before(q.start)
    start = max(clause.start, context.quantities[last].end if last >= 0 else 0)
    left = context.text[start : q.start].strip(" ,;:.()-–•+\u00a0")
    right = context.text[q.end : context.outline.clause(q.end - 1).end].strip(" ,;:.()-–•+\u00a0")
    return " ".join((left or right).split()[-12:] if left else right.split()[:12]) or None


class _Scene:
    """One number in its sentence."""

    def __init__(
        self, context: Context, q: Quantity, t: Transformation, sentence: Span, previous: Decided | None
    ) -> None:
        self.context, self.q, self.t, self.sentence, self.previous = context, q, t, sentence, previous
        self.text = context.text
        self.row = context.words(sentence)
        here = [n for n in context.named(sentence) if fits(indicators()[n.code], q, t)]
        self.here = here
        last = context.index_before(q.start)
        start = max(sentence.start, context.quantities[last].end if last >= 0 else 0)
        self.left_zone = Span(min(start, q.start), q.start)
        following = context.between(q.end, sentence.end)
        stop = following[0].start if following else sentence.end
        for mark in ",;":
            at = self.text.find(mark, q.end, stop)
            stop = at if at >= 0 else stop
        self.right_zone = Span(q.end, max(q.end, stop))
        self.stock_cues = sorted({w.form for w in self.row if q.start - 50 <= w.start < q.end + 30} & _STOCK_CUES)
        self.takes_share = any(w.form == "chiếm" for w in self.row if q.start - 20 <= w.start < q.start)
        self.place_in_list = self._place_in_list()
        self.listed = bool({w.form for w in self.row if w.start < q.start} & _LIST_CUES)
        self.share_cue = any(w.form in _SHARE for w in self.row)

    def _place_in_list(self) -> int:
        """How many numbers stand right before this one with nothing but signs between: "33,9% - 38,0% - 28,1%"."""
        n, index, end = 0, self.context.index_before(self.q.start), self.q.start
        while index >= 0:
            before = self.context.quantities[index]
            if before.start < self.sentence.start or self.text[before.end : end].strip(" ,;–-và|/\u00a0"):
                break
            n, index, end = n + 1, index - 1, before.start
        return n

    def _order(self, n: NamedIndicator, named: Sequence[NamedIndicator]) -> str:
        """Whether the indicator's place among its family is the number's place in its list."""
        family = indicators()[n.code].family
        kin = sorted({o.start for o in named if indicators()[o.code].family == family and o.start < self.q.start})
        same = n.start in kin and kin.index(n.start) == self.place_in_list
        return f"order:{same}:{min(self.place_in_list, 1)}:{self.listed}:{min(len(kin), 3)}"

    def same_sentence(self) -> Iterator[Candidate]:
        seen: set[tuple[str, str]] = set()
        ordered = sorted(self.here, key=lambda n: self._distance(n))
        for n in ordered:
            side = self._side(n)
            if (n.code, side) in seen:
                continue
            seen.add((n.code, side))
            yield Candidate(n.code, Span(n.start, n.end), side, tuple(self._named_features(n, side)))

    def elsewhere(self, source: str, stretch: Span | None) -> Iterator[Candidate]:
        if stretch is None:
            return
        found = [n for n in self.context.named(stretch) if fits(indicators()[n.code], self.q, self.t)]
        latest: dict[str, tuple[int, NamedIndicator]] = {}
        for n in found:
            after = len({m.start for m in found if m.start > n.end})
            latest[n.code] = (after, n)
        for after, n in latest.values():
            features = [
                source,
                f"{source}:{self.t}",
                f"{source}:after{min(after, 2)}",
                f"{source}:here{min(len(self.here), 2)}",
            ]
            strange = self._alien(self.left_zone, n.code), self._alien(self.right_zone, n.code)
            features += [
                f"{source}:alien{strange[0]}:{min(strange[1], 2)}",
                f"{source}:alien{min(sum(strange), 4)}:{self.t}",
            ]
            features += self._common(n.code) + self._size(n)
            if source == "P" and (self.listed or self.place_in_list):
                features.append(self._order(n, found))
            yield Candidate(n.code, Span(n.start, n.end), source, tuple(features))

    def in_table(self) -> Iterator[Candidate]:
        """Indicators that a cell's header names together with the row's label or the table's title."""
        outline = self.context.outline
        header = cells.header(outline, self.q.start)
        if header is None:
            return
        label = cells.label(outline, self.q.start)
        title = next((Span(b.start, b.end) for b in outline.governing(header.start)), None)
        best: dict[str, tuple[int, str]] = {}
        for name, other in (("label", label), ("title", title)):
            for first, second in ((header, other), (other, header)):
                row = [*self.context.words(first), *self.context.words(second)] if first and second else []
                for m in find_matches(row):
                    crosses = row[m.first].start in range(*header) or row[m.last].start in range(*header)
                    if crosses and fits(indicators()[m.code], self.q, self.t):
                        best[m.code] = max(best.get(m.code, (0, "")), (m.size, name))
        for code, (size, name) in best.items():
            bits = ["table", f"table:{name}:size{min(size, 4)}", f"table:alien{self._alien(self.left_zone, code)}"]
            yield Candidate(code, header, "table", tuple(bits + self._common(code)))

    def carried(self, p: Decided, way: str) -> Candidate:
        """The indicator of a number before: of the last one (``carry``), or of the last of the same unit (``kin``)."""
        same = p.quantity.start >= self.sentence.start
        outline = self.context.outline
        block = outline.block_index(p.quantity.start) == outline.block_index(self.q.start)
        where = f"{way}:{'same' if same else 'block' if block else 'far'}"
        since = len({n.start for n in self.here if p.quantity.end <= n.start < self.q.start})
        free = self._free(self.left_zone, None)
        right = min(self._free(self.right_zone, None), 3)
        step = f"{p.transformation}>{self.t}"
        bits = [where, f"{where}:{self.t}", f"{where}:{step}", f"{where}:right{right}"]
        bits += [f"{where}:since{min(since, 2)}", f"{where}:since{min(since, 2)}:{self.t}"]
        bits += [
            f"{where}:free{free}",
            f"{where}:free{free}:{step}",
            f"{way}:unit{p.quantity.unit == self.q.unit}:{self.t}",
        ]
        if same:
            gap = _mark(self.text[p.quantity.end : self.q.start])
            bits += [f"{way}:gap:{gap}", f"{way}:gap:{gap}:{self.t}"]
        if p.code is None:
            bits += [f"{way}:null", f"{way}:null:{self.t}"]
            return Candidate(None, None, "carried", tuple(bits))
        if not fits(indicators()[p.code], self.q, self.t):
            bits.append(f"{way}:unfit")
        strange = self._alien(self.left_zone, p.code)
        bits += [f"{where}:alien{strange}:{self.t}", f"{where}:rightalien{self._alien(self.right_zone, p.code)}"]
        return Candidate(p.code, None, "carried" if way == "carry" else way, tuple(bits + self._common(p.code)))

    def siblings(self, known: set[str | None]) -> Iterator[Candidate]:
        """Other forms of the indicator before: "33/58 trường đạt chuẩn (56,9%)" states a count and its rate."""
        if self.previous is None or self.previous.code is None:
            return
        family = indicators()[self.previous.code].family
        near = "same" if self.previous.quantity.start >= self.sentence.start else "away"
        gap = self.text[self.previous.quantity.end : self.q.start] if near == "same" else "."
        for i in _families()[family]:
            if i.code not in known and fits(i, self.q, self.t):
                bits = [
                    f"sibling:{near}",
                    f"sibling:{near}:{self.t}",
                    f"sibling:{_mark(gap)}",
                    f"sibling:alien{self._alien(self.left_zone, i.code)}",
                    f"sibling:rightalien{self._alien(self.right_zone, i.code)}",
                ]
                yield Candidate(i.code, None, "sibling", tuple(bits + self._common(i.code)))

    def none(self, found: Sequence[Candidate]) -> Candidate:
        matches = sum(c.source in "LRO" for c in found)
        return Candidate(
            None,
            None,
            "none",
            (
                "none",
                f"none:{self.t}",
                f"none:unit:{self.q.unit}",
                f"none:dim:{self.q.dimension}",
                f"none:dim:{self.q.dimension}:m{min(matches, 2)}",
                f"none:m{min(matches, 3)}",
                f"none:share{self.takes_share}:{self.t}",
                f"none:free:{min(self._free(self.left_zone, None), 4)}:{min(self._free(self.right_zone, None), 3)}",
            ),
        )

    def _side(self, n: NamedIndicator) -> str:
        if n.start >= self.q.end:
            return "R"
        return "L" if n.end <= self.q.start else "O"

    def _distance(self, n: NamedIndicator) -> int:
        return max(0, n.start - self.q.end, self.q.start - n.end)

    def _named_features(self, n: NamedIndicator, side: str) -> Iterator[str]:
        lo, hi = (n.end, self.q.start) if side == "L" else (self.q.end, n.start)
        gap = self.text[lo:hi] if side != "O" else ""
        numbers = len([o for o in self.context.between(lo, hi) if o is not self.q]) if side != "O" else 0
        commas, strong = gap.count(",") + gap.count("("), gap.count(";") + gap.count(":") * (side == "R")
        apart = f"{side}{min(numbers, 3)}"
        yield apart
        yield f"{apart}:{self.t}"
        yield f"{apart}:comma{min(commas, 3)}"
        if strong:
            yield f"{side}:strong"
        yield f"{side}:far{min(len(gap) // 15, 6)}"
        closer = [
            o
            for o in self.here
            if o.code != n.code
            and self._side(o) == side
            and self._distance(o) < self._distance(n)
            and not (n.start <= o.start and o.end <= n.end)
        ]
        yield f"{side}:closer{min(len({o.start for o in closer}), 2)}"
        yield f"{apart}:closer{min(len({o.start for o in closer}), 2)}"
        if numbers == 0:
            zone, other = (self.right_zone, self.left_zone) if side != "L" else (self.left_zone, self.right_zone)
            free = self._free(zone, n)
            yield f"{side}:free{free}"
            yield f"{side}:free{free}:size{min(n.size, 3)}"
            yield f"{side}:other{min(self._free(other, n), 3)}"
            alien = self._alien(zone, n.code)
            yield f"{side}:alien{alien}"
            yield f"{side}:alien{alien}:{self.t}"
            yield f"{side}:otheralien{self._alien(other, n.code)}"
        if side == "O":
            yield f"O:begins{n.start < self.q.start}"
            following = next((w.form for w in self.row if w.start >= max(n.end, self.q.end)), "")
            own = following in own_words()[n.code]
            yield f"O:next:{'own' if own else 'empty' if following in _EMPTY or not following else 'alien'}"
            if n.start >= self.q.start and n.end <= self.q.end:  # "62 HTX": no more than the unit says
                yield f"O:bare:free{self._free(self.right_zone, n)}"
        if n.start <= self.sentence.start + 2:
            yield f"{side}:subject"
        if numbers == 0:
            follows = self.previous is not None and self.previous.quantity.start >= self.sentence.start
            yield f"{apart}:{self.t}:after{follows}"
        yield f"{apart}:size{min(n.size, 4)}"
        around = [
            w.form for w in self.row if min(n.start, self.left_zone.start) <= w.start < max(n.end, self.right_zone.end)
        ]
        if _NEGATIVE & set(around):
            yield f"{side}:negative"
        if side == "L" and numbers == 0:
            after = {w.form for w in self.row if n.end <= w.start < self.q.start}
            yield f"L:head{bool(after & _HEADS)}"
        if n.covered:
            yield f"covered:{side}"
        if any(o.start < n.end < o.end and o.size >= n.size for o in self.here):
            yield "outrun"
        if self.listed or self.place_in_list:
            yield self._order(n, self.here)
        yield from self._size(n)
        yield from self._common(n.code)

    def _size(self, n: NamedIndicator) -> list[str]:
        return [f"size{min(n.size, 7)}", f"gaps{min(n.gaps, 4)}"] + (["covered"] if n.covered else [])

    def _common(self, code: str) -> list[str]:
        i = indicators()[code]
        unit = "same" if i.unit == self.q.unit else "dim" if i.unit_dimension == self.q.dimension else "other"
        kind = i.stock_flow or i.measure_type
        bits = [f"unit:{unit}:{self.t}", f"code:{code}", f"kind:{kind}:ratio{self.q.denominator is not None}"]
        if i.unit_dimension == "count":
            bits.append(f"count:{unit}")
        if i.stock_flow and i.unit_dimension == "count":
            bits += [f"kind:{kind}:{cue}" for cue in self.stock_cues]
            bits.append(f"kind:{kind}:value{min(int(self.q.value).bit_length(), 8)}:{self.q.denominator is not None}")
        bits.append(f"dim:{i.unit_dimension == 'proportion'}:{self.t}")
        if self.takes_share:
            bits.append(f"takes_share:{i.family == 'econ_share'}:{i.unit_dimension == 'proportion'}")
        if i.family == "econ_share":
            bits.append(f"share:{self.share_cue}")
        elif self.share_cue and i.unit_dimension != "proportion" and self.q.unit == "PCT":
            bits.append(f"share:other:{self.t}")
        if self.previous and self.previous.code:
            p = indicators()[self.previous.code]
            if p.family == i.family and p.code != code:
                bits.append("family:previous")
            if p.topic == i.topic:
                bits.append("topic:previous")
            if p.code == code:
                bits.append(f"again:{self.t}")
        if self.t is Transformation.LEVEL:
            bits.append(f"range:{_plausible(i, self.q)}")
        if i.family in ("grdp", "gross_output"):
            bits.append(f"home:{self.context.home_level}:{i.family}:{i.code == i.family}")
            bits.append(f"doc:{self.context.speaks_of_grdp}{self.context.speaks_of_output}:{i.family}")
        return bits

    def _free(self, zone: Span, n: NamedIndicator | None) -> int:
        """Words of a zone, the last ten, that are neither empty nor part of the phrase: 0 to 4."""
        count = 0
        row = [w for w in self.row if zone.start <= w.start < zone.end][-10:]
        for w in row:
            if w.form in _EMPTY or w.form == NUMBER or w.form.isdigit():
                continue
            if self._is_name(w):
                continue
            if n is None or not n.start <= w.start < n.end:
                count += 1
        return min(count, 4)

    def _alien(self, zone: Span, code: str) -> int:
        """Words of a zone, nearest the number, that the indicator's own vocabulary doesn't have: 0 to 4."""
        own = own_words()[code]
        row = [w for w in self.row if zone.start <= w.start < zone.end]
        row = row[-10:] if zone.end <= self.q.start else row[:10]
        strange = [w for w in row if w.form not in own and w.form not in _EMPTY and w.form != NUMBER]
        return min(4, sum(not w.form.isdigit() and not self._is_name(w) for w in strange))

    def _is_name(self, w: Word) -> bool:
        """Whether a word is part of a proper name: a capital, and not just because the sentence begins."""
        if not self.text[w.start].isupper():
            return False
        if w.start > self.sentence.start + 1:
            return True
        after = self.text[w.end + 1 : w.end + 2]
        return after.isupper()


def _plausible(i: Indicator, q: Quantity) -> str:
    """Whether a level is of the size that the indicator has: typical, possible, impossible, or not comparable."""
    catalogue = units.load().by_code
    mine, its = catalogue.get(q.unit), catalogue.get(i.unit)
    if (
        mine is None
        or its is None
        or mine.base_unit != its.base_unit
        or not mine.factor_to_base
        or not its.factor_to_base
    ):
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


def _mark(gap: str) -> str:
    """The weightiest sign between two numbers."""
    for sign in (".", ";", ":", "(", ")", ","):
        if sign in gap:
            return sign
    return "word" if gap.strip() else "none"
