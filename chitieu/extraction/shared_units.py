"""Units of numbers that stand without one: of their table, list, heading, or of what the sentence counts.

``12, 15 và 18 ha``: three areas. ``Diện tích (ha): cà phê 5.300; hồ tiêu 1.150``: the unit in brackets governs.
``263 đảng viên (kế hoạch 220)``: the unit before. ``Số vụ giảm 12``: the noun that is counted. A number that
none of these explains is of class ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chitieu.extraction.number_classes import Bare, is_day, is_named
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline
from chitieu.extraction.table_units import Tables, stated_unit
from chitieu.model import BlockKind, Span
from chitieu.vocabulary.units import UnitMatch, Units

_JOINS = {",", "và", ";", ", và", "hoặc", "-", "–"}
_NAMED_ITEM = re.compile(
    r"(?:,|;| và)[ \u00a0](?:(?:xã|phường|thị trấn|huyện|thôn|bản)[ \u00a0])?(?:[A-ZÀ-ỸĐ]\w*[ \u00a0]){1,4}(?:\w+[ \u00a0]){0,2}"
)
_PER_PEOPLE = re.compile(
    r"(?:trên|/)[ \u00a0]?(?:1[ \u00a0])?(?:vạn|10\.000|10000)[ \u00a0](?:dân|người)|(?:trên|/)[ \u00a0]?(100\.000|100 nghìn)[ \u00a0]dân"
)
_CLAUSE = re.compile(r"[.;:,(][ \u00a0]")
_SUBJECT = re.compile(r"(?:[-–+*•.\d)]+[ \u00a0])?(?:tổng[ \u00a0])?(?:số[ \u00a0])?(?:lượng[ \u00a0])?", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?<!\w)(?:[Tt]ổng số|[Ss]ố lượng|[Ss]ố)[ \u00a0]")
_REACH = 90  # characters that a unit is carried on

Found = Quantity | OtherNumber


def resolve(outline: Outline, items: Sequence[Found | Bare], units: Units) -> list[Found]:
    """Give each bare number the unit it shares, or a class of its own."""
    tables = Tables(outline, units)
    out: list[Found] = []
    for index, item in enumerate(items):
        if isinstance(item, Bare):
            out.append(_resolved(outline, items, index, out, tables, units))
        else:
            out.append(item)
    return out


def _resolved(
    outline: Outline, items: Sequence[Found | Bare], index: int, done: list[Found], tables: Tables, units: Units
) -> Found:
    bare = items[index]
    assert isinstance(bare, Bare)
    if cell := tables.unit(bare.start):
        unit, where = cell
        if unit:
            return _quantity(bare, unit, f"table {where}", units)
        return OtherNumber(bare.start, bare.end, "list_mark" if where == "row number" else "unknown", where)
    block = outline.block(bare.start)
    if block.kind in (BlockKind.BOILERPLATE, BlockKind.BYLINE):
        return OtherNumber(bare.start, bare.end, "counter", "page furniture")
    if following := _following(outline.text, items, index):
        return _like(bare, following, "list")
    if unit := _stated(outline, bare.start, units):
        return _quantity(bare, unit, "heading", units)
    sentence = outline.sentence(bare.start)
    if m := _last(_PER_PEOPLE, outline.text, sentence.start, bare.start):
        return _quantity(
            bare,
            UnitMatch(0, "PER_100K_POP" if m.group(1) else "PER_10K_POP", 1.0, "count_per_population", "", "", False),
            "per people",
            units,
        )
    if unit := _subject(outline.text, sentence.start, bare, done, units):
        return _quantity(bare, unit, "counted noun", units)
    small = bare.value < 10 and bare.denominator is None and not bare.decimals
    if small and is_named(outline.text, bare.start, block.start):
        return OtherNumber(bare.start, bare.end, "name", "number of a name")
    if (
        small
        and done
        and done[-1].end > bare.start - 5
        and isinstance(done[-1], OtherNumber)
        and done[-1].number_class == "name"
    ):
        return OtherNumber(bare.start, bare.end, "name", "list: number of a name")
    if before := _before(sentence.start, bare, done):
        return _like(bare, before, "carried")
    if is_day(bare):
        return OtherNumber(bare.start, bare.end, "date", "day and month, by its shape")
    return OtherNumber(bare.start, bare.end, "unknown", "no unit and no word that explains it")


def _following(text: str, items: Sequence[Found | Bare], index: int) -> Quantity | None:
    """The quantity whose unit a list shares: ``12, 15 và 18 ha``, ``Châu Lộc 17, Hạ Sơn 16 tiêu chí``."""
    at = items[index].end
    for item in items[index + 1 :]:
        between = text[at : item.start]
        if between.strip() not in _JOINS and not _NAMED_ITEM.fullmatch(between):
            return None
        if isinstance(item, Quantity):
            return item
        if not isinstance(item, Bare):
            return None
        at = item.end
    return None


def _stated(outline: Outline, at: int, units: Units) -> UnitMatch | None:
    """The unit that a bracket before the number in its block states, or after it for all, or a short governing block."""
    block, sentence, text = outline.block(at), outline.sentence(at), outline.text
    if text.find("(", block.start, block.end) >= 0:
        bracket = text.rfind("):", sentence.start, at)
        if bracket >= 0 and (unit := stated_unit(text[max(block.start, bracket - 60) : bracket + 1], units)):
            return unit
        after = re.compile(r"\((?:đvt|đơn vị(?: tính)?):[^()]{1,30}\)", re.IGNORECASE).search(text, at, block.end)
        if after and (unit := stated_unit(after.group(), units)):
            return unit
    index = outline.block_index(at)
    above = [b for b in outline.governing(at)]
    for step in range(1, 8):  # short lines of one list under a heading with a unit
        if index - step < 0:
            break
        line = outline.document.blocks[index - step]
        above.append(line)
        if line.end - line.start > 120 or line.kind is BlockKind.HEADING:
            break
    for line in above:
        words = text[line.start : line.end]
        if len(words) <= 120 and words.rstrip(" :").endswith(")") and (unit := stated_unit(words, units)):
            return unit if unit.dimension != "time" else None
    return None


def _subject(text: str, start: int, bare: Bare, done: list[Found], units: Units) -> UnitMatch | None:
    """The noun counted by the clause of the number: its first word, or the one after ``số``."""
    if bare.decimals:
        return None
    low = max(start, bare.start - _REACH)
    if done and done[-1].end > low:
        low = done[-1].end
    for m in reversed(list(_NUMBER_OF.finditer(text, low, bare.start))):
        unit = units.match(text, m.end())
        if unit and unit.dimension == "count" and unit.end <= bare.start and not _named(text, unit.end):
            return unit
    clause = low
    for m in _CLAUSE.finditer(text, low, bare.start):
        clause = m.end()
    head = _SUBJECT.match(text, clause)
    unit = units.match(text, head.end() if head else clause)
    if unit and unit.dimension == "count" and unit.end < bare.start and not _named(text, unit.end):
        return unit
    return None


def _named(text: str, at: int) -> bool:
    """Whether a name follows: ``thị trấn Tràm Chim`` counts nothing."""
    return text[at + 1 : at + 2].isupper() and not text[at + 1 : at + 3].isupper()


def _before(start: int, bare: Bare, done: list[Found]) -> Quantity | None:
    """The quantity before in the sentence whose unit goes on; per cent only for a number with decimals."""
    reach = bare.start - _REACH
    for item in reversed(done[-6:]):
        if item.start < start or item.end < reach:
            return None
        if isinstance(item, Quantity):
            if item.dimension in ("proportion", "rank", "time") and not bare.decimals:
                continue
            if item.dimension == "count" and bare.decimals:
                continue
            return item
    return None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):
        pass
    return found


def _like(bare: Bare, other: Quantity, rule: str) -> Quantity:
    return _made(bare, other.unit, other.scale, other.dimension, rule)


def _quantity(bare: Bare, unit: UnitMatch, rule: str, units: Units) -> Quantity:
    return _made(bare, unit.code, unit.scale, unit.dimension, rule)


def _made(bare: Bare, code: str, scale: float, dimension: str | None, rule: str) -> Quantity:
    denominator = bare.denominator * scale if bare.denominator is not None else None
    return Quantity(
        start=bare.start, end=bare.end, number=Span(bare.start, bare.end), value=bare.value * scale, unit=code,
        dimension=dimension, operator=bare.operator, operator_span=bare.operator_span, denominator=denominator,
        decimals=bare.decimals, rule=rule, notes=("unit inferred",), scale=scale,
    )  # fmt: skip
