"""Units of numbers that stand without one: of their table, list, heading, or of what the sentence counts.

``12, 15 và 18 ha``: three areas. ``Diện tích (ha): cà phê 5.300; hồ tiêu 1.150``: the unit in brackets governs.
``263 đảng viên (kế hoạch 220)``: the unit before. ``Số vụ giảm 12``: the noun that is counted. A number that
none of these explains is of class ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chitieu.extraction.numbers.classes import Bare, is_day, is_named
from chitieu.extraction.numbers.shapes import in_breakdown
from chitieu.extraction.numbers.tables import Tables, per_people, stated_unit
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary.units import UnitMatch, Units

_JOINS = frozenset({",", "và", ";", ", và", "hoặc", "-", "–"})
_NAMED_ITEM = re.compile(  # ", xã Phú Hòa được "
    r"(?:,|;| và) (?:(?:xã|phường|thị trấn|huyện|thôn|bản) )?(?:[A-ZÀ-ỸĐ]\w* ){1,4}(?:\w+ ){0,2}"
)
_CLAUSE = re.compile(r"[.;:,(] ")
_SUBJECT = re.compile(r"(?:[-–+*•.\d)]{1,8} )?(?:tổng )?(?:số )?(?:lượng )?", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?<!\w)(?:tổng số|số lượng|số) ", re.IGNORECASE)
_POPULATION = re.compile(r"(?<!\w)dân số(?: [^\W\d]+){0,3} $", re.IGNORECASE)
_UNIT_AFTER = re.compile(r"\((?:đvt|đơn vị(?: tính)?):[^()]{1,30}\)", re.IGNORECASE)
_LIST_REACH = 250  # characters from what a list of names counts to its next number
_NEVER_NUMBERED = frozenset({"PERSON", "HOUSEHOLD", "CASE", "VISIT", "HEAD_ANIMAL", "PUPIL", "CRITERION", "DOSSIER"})
_REACH = 90  # characters that a unit is carried on
_SHORT_LINE = 120
_LINES_ABOVE = 7
_LONGEST_LIST = 12

Found = Quantity | OtherNumber


def resolve(outline: Outline, items: Sequence[Found | Bare], units: Units) -> list[Found]:
    """Give each bare number the unit it shares, or a class of its own."""
    tables, out = Tables(outline, units), list[Found]()
    for index, item in enumerate(items):
        out.append(_resolved(outline, items, index, out, tables, units) if isinstance(item, Bare) else item)
    return out


def _resolved(
    outline: Outline, items: Sequence[Found | Bare], index: int, done: list[Found], tables: Tables, units: Units
) -> Found:
    bare = items[index]
    assert isinstance(bare, Bare)
    if (cell := tables.unit(bare.start)) is not None:
        unit, where = cell
        if unit:
            return _of_unit(bare, unit, f"table {where}")
        return _class(bare, "list_mark" if where == "row number" else "unknown", where)
    block, sentence = outline.block(bare.start), outline.sentence(bare.start)
    if block.kind in (BlockKind.BOILERPLATE, BlockKind.BYLINE):
        return _class(bare, "counter", "page furniture")
    if following := _following(outline.text, items, index):
        return _like(bare, following, "list")
    if unit := _stated(outline, bare.start, units):
        return _of_unit(bare, unit, "heading")
    if unit := per_people(outline.text[max(sentence.start, bare.start - 2 * _REACH) : bare.start]):
        return _of_unit(bare, unit, "per people")
    if counted := _breakdown(outline, bare, done):
        return _like(bare, counted, "breakdown")
    if bare.value < 10 and bare.denominator is None and not bare.decimals:
        last = done[-1] if done else None
        goes_on = isinstance(last, OtherNumber) and last.number_class == "name" and bare.start - last.end < 5
        if goes_on or is_named(outline.text, bare.start, block.start):
            return _class(bare, "name", "number of a name")
    if unit := _subject(outline.text, sentence.start, bare, done, units):
        return _of_unit(bare, unit, "counted noun")
    if before := _before(sentence.start, bare, done):
        return _like(bare, before, "carried")
    if is_day(bare):
        return _class(bare, "date", "day and month, by its shape")
    return _class(bare, "unknown", "no unit and no word that explains it")


def _following(text: str, items: Sequence[Found | Bare], index: int) -> Quantity | None:
    """The quantity whose unit a list shares: ``12, 15 và 18 ha``, ``An Bình 17, Phú Hòa 16 tiêu chí``."""
    at = items[index].end
    for item in items[index + 1 : index + 1 + _LONGEST_LIST]:
        between = text[at : item.start]
        if between.strip() not in _JOINS and not (len(between) < _REACH and _NAMED_ITEM.fullmatch(between)):
            return None
        if not isinstance(item, Bare):
            return item if isinstance(item, Quantity) else None
        at = item.end
    return None


def _stated(outline: Outline, at: int, units: Units) -> UnitMatch | None:
    """The unit that a bracket states: before the number, after all numbers of the block, or in a heading above."""
    block, sentence, text = outline.block(at), outline.sentence(at), outline.text
    low, high = max(sentence.start, at - 4 * _REACH), min(block.end, at + 4 * _REACH)
    if text.find("(", low, high) >= 0:
        bracket = text.rfind("):", low, at)
        if bracket >= 0 and (unit := stated_unit(text[max(block.start, bracket - 60) : bracket + 1], units)):
            return unit
        after = _UNIT_AFTER.search(text, at, high)
        if after and (unit := stated_unit(after.group(), units)):
            return unit
    above, index = list(outline.governing(at)), outline.block_index(at)
    for line in reversed(outline.document.blocks[max(0, index - _LINES_ABOVE) : index]):  # of one list of short lines
        above.append(line)
        if line.end - line.start > _SHORT_LINE or line.kind is BlockKind.HEADING:
            break
    for line in above:
        words = text[line.start : line.end] if line.end - line.start <= _SHORT_LINE else ""
        if words.rstrip(" :").endswith(")") and (unit := stated_unit(words, units)) and unit.dimension != "time":
            return unit
    return None


def _subject(text: str, start: int, bare: Bare, done: list[Found], units: Units) -> UnitMatch | None:
    """The noun counted by the clause of the number: the one after ``số``, or its first word."""
    if bare.decimals:
        return None
    low = max(start, bare.start - _REACH, done[-1].end if done else 0)
    clauses = [low, *(m.end() for m in _CLAUSE.finditer(text, low, bare.start))]
    if len(clauses) > 1 and clauses[-1] == bare.start and text[bare.start - 2] == ":":
        clauses.pop()  # "doanh nghiệp mới: 85" counts what stands before the colon
    if _POPULATION.search(text, low, bare.start):
        return units.match("người", 0)
    heads = [m.end() for m in _NUMBER_OF.finditer(text, low, bare.start)][::-1]
    m = _SUBJECT.match(text, clauses[-1])
    for head in [*heads, m.end() if m else clauses[-1]]:
        unit = units.match(text, head)
        if unit and unit.dimension == "count" and unit.end < bare.start and not _names(text, unit.end):
            return unit
    return None


def _names(text: str, at: int) -> bool:
    """Whether a name follows: ``thị trấn Tràm Chim`` counts nothing."""
    return text[at + 1 : at + 2].isupper() and not text[at + 1 : at + 3].isupper()


def _breakdown(outline: Outline, bare: Bare, done: list[Found]) -> Quantity | None:
    """What a list of names with numbers counts: the noun counted before it, in the sentence or the one before.

    ``64 cửa hàng, gồm: An Bình (18), Phú Hòa (7)``; ``kết nạp 86 người; An Bình 13, Phú Hòa 8``. Below ten and without
    brackets the number may belong to the name (``Sông Ba 1``) unless people or what befalls them is counted.
    """
    if bare.denominator is not None or bare.decimals or not in_breakdown(outline.text, bare.start, bare.end):
        return None
    bracketed = outline.text[bare.start - 1] == "("
    low = outline.block(bare.start).start if bare.value >= 10 else outline.sentence(bare.start).start
    for item in reversed(done):
        if item.start < low or bare.start - item.end > _LIST_REACH:
            return None
        if isinstance(item, Quantity) and item.dimension in ("count", None):
            sure = bracketed or bare.value >= 10 or item.unit in _NEVER_NUMBERED
            return item if sure else None
    return None


def _before(start: int, bare: Bare, done: list[Found]) -> Quantity | None:
    """The quantity before in the sentence whose unit goes on; per cent only for a number with decimals."""
    for item in reversed(done[-6:]):
        if item.start < start or item.end < bare.start - _REACH:
            return None
        if isinstance(item, Quantity):
            shares = item.dimension in ("proportion", "rank", "time") and not bare.decimals
            if not shares and not (item.dimension == "count" and bare.decimals and not item.decimals):
                return item
    return None


def _class(bare: Bare, number_class: str, reason: str) -> OtherNumber:
    return OtherNumber(bare.start, bare.end, number_class, reason)


def _like(bare: Bare, other: Quantity, rule: str) -> Quantity:
    whole = other.scale > 1 and bare.value >= 1000 and not bare.decimals  # "3,4 triệu lượt; quốc tế 52.300"
    return _made(bare, other.unit, 1.0 if whole and other.dimension == "count" else other.scale, other.dimension, rule)


def _of_unit(bare: Bare, unit: UnitMatch, rule: str) -> Quantity:
    return _made(bare, unit.code, unit.scale, unit.dimension, rule)


def _made(bare: Bare, code: str, scale: float, dimension: str | None, rule: str) -> Quantity:
    return Quantity(
        start=bare.start,
        end=bare.end,
        number=Span(bare.start, bare.end),
        value=bare.value * scale,
        unit=code,
        dimension=dimension,
        operator=bare.operator,
        operator_span=bare.operator_span,
        denominator=bare.denominator * scale if bare.denominator is not None else None,
        decimals=bare.decimals,
        rule=rule,
        notes=("unit inferred",),
        scale=scale,
    )
