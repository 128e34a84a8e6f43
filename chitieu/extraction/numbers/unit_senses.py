"""What a unit means where the words around it decide: money per person, points of per cent, units of an area.

``thu nhập bình quân ... 75 triệu đồng`` is money per person and year; ``khách ... 3,3 triệu`` counts visits;
``góp 2,87 điểm`` are percentage points; ``4 đơn vị`` are communes where the sentence speaks of communes. A sense
once found goes on to the next amounts that take it up (``năm 2018 là 45,2 triệu đồng``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from chitieu.extraction.records import Quantity
from chitieu.extraction.structure import Outline
from chitieu.vocabulary import units as vocabulary

_REACH = 160
_CARRIED = {"VND_MN_PP_PA": "VND_MN_PP_PA", "USD_PP_PA": "VND_MN_PP_PA", "VND_MN_PER_HA": "VND_MN_PER_HA"}
_RATES = {"QUINTAL": "QUINTAL_PER_HA", "TONNE": "TONNE_PER_HA", "VND": "VND_PER_KG", "VND_MN": "VND_MN_PP_PM"}
_MAGNITUDES = {"VND_MN": 1e6, "VND_THOUSAND": 1e3}
_SENSES = {"MAU_BB": ("samples", "MAU"), "CLASSROOM": ("rooms", "PHONG")}  # unit -> words of its sentence, other sense
_JOINS = frozenset({",", ";", "và", "-"})
_NEAR = 30
_GENERAL = frozenset({"đơn vị", "địa phương", "đơn vị hành chính"})


def settle(outline: Outline, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give each quantity the sense of its unit that the words around it ask for."""
    out: list[Quantity] = []
    for quantity in quantities:
        out.append(_settled(outline, quantity, out))
    return out


def _settled(outline: Outline, quantity: Quantity, done: Sequence[Quantity]) -> Quantity:
    text, unit = outline.text, quantity.unit
    last = done[-1] if done else None
    if "magnitude" in quantity.notes and unit in _MAGNITUDES and (counted := _counted(outline, quantity, done)):
        return counted
    if unit in _RATES and last and (rate := _rate(text, quantity, last)):
        return rate
    if quantity.dimension == "money":
        return _money(outline, quantity, last)
    sentence = outline.sentence(quantity.start)
    if unit == "POINT":
        return _point(text, quantity, max(sentence.start, quantity.start - _REACH))
    if unit in _SENSES and _cue(_SENSES[unit][0]).search(text, sentence.start, sentence.end):
        return _as(quantity, _SENSES[unit][1])
    if unit not in ("ITEM", "COMMUNE", "CASE"):
        return quantity
    word = text[quantity.number.end : quantity.end].strip().lower()
    if word == "vụ" and _cue("crops").search(text, max(0, quantity.start - 25), quantity.end + 15):
        return _as(quantity, "CROP_SEASON")
    return _thing(text, quantity, word == "đơn vị hành chính") if word in _GENERAL else quantity


def _money(outline: Outline, quantity: Quantity, last: Quantity | None) -> Quantity:
    """Money of its own kind where the words since the last number say so, or the last amount that is taken up."""
    text, at = outline.text, quantity.start
    low = max(outline.sentence(at).start, last.end if last else 0, at - _REACH)
    if quantity.rule.startswith("table"):
        low = max(outline.block(at).start, at - _REACH)
    if quantity.unit == "USD":
        goes_on = last is not None and last.unit == "USD_PP_PA" and _resumes(text, last.end, at)
        return _as(quantity, "USD_PP_PA") if goes_on or _is_income(text, low, at) else quantity
    if quantity.unit != "VND_MN":
        return quantity
    if _cue("per_hectare").search(text, low, at):
        return _as(quantity, "VND_MN_PER_HA")
    if _is_income(text, low, at):
        return _as(quantity, "VND_MN_PP_PA")
    if last and last.unit in _CARRIED and _resumes(text, last.end, at):
        return _as(quantity, _CARRIED[last.unit])
    return quantity


def _resumes(text: str, end: int, at: int) -> bool:
    """Whether an amount at ``at`` takes up the one that ends at ``end``: they share a list, or words say so."""
    between = text[end:at]
    if at - end > _REACH or "\n" in between or _cue("other_money").search(between):
        return False
    return between.strip() in _JOINS or _cue("resumes").search(between) is not None


def _rate(text: str, quantity: Quantity, last: Quantity) -> Quantity | None:
    """An amount that takes up the rate before it: ``61,4 tạ/ha, hụt 1,8 tạ``, ``6.800 đồng/kg, giảm 300 đồng``."""
    whole = _RATES[quantity.unit]
    changed = _cue("changes").search(text, last.end, quantity.start)
    return _as(quantity, whole) if last.unit == whole and changed and _resumes(text, last.end, quantity.start) else None


def _counted(outline: Outline, quantity: Quantity, done: Sequence[Quantity]) -> Quantity | None:
    """What a magnitude alone counts, unless its clause speaks of money.

    The noun of the clause (``số người có việc còn 51,4 triệu``), the one after it (``4,2 triệu, chiếm 30% lượng
    khách``), or what the same magnitude counted before in the sentence (``16 triệu khách, hơn năm trước 2,5 triệu``).
    """
    text, at, sentence = outline.text, quantity.start, outline.sentence(quantity.start)
    last = done[-1].end if done else 0
    clause = max(last, sentence.start, *(text.rfind(mark, sentence.start, at) + 1 for mark in ".;:,("))
    if quantity.rule.startswith("table") or _cue("money").search(text, clause, at):
        return None
    size = _MAGNITUDES[quantity.unit]
    low = max(sentence.start, last, at - _REACH)
    share = _cue("share_of").match(text, quantity.end)
    for code, pattern in _nouns():
        if pattern.search(text, low, at) or (share and pattern.search(text, share.end(), share.end() + _NEAR)):
            return replace(_as(quantity, code), value=quantity.value * size, scale=size)
    word = text[quantity.number.end : quantity.end].strip().lower()
    for other in reversed(done):
        if other.start < sentence.start:
            return None
        if word not in text[other.number.end : other.end].lower().split():
            continue
        if other.unit == quantity.unit.replace("VND", "USD"):
            return _as(quantity, other.unit)
        counts = other.dimension == "count" and other.scale == size
        return replace(_as(quantity, other.unit), value=quantity.value * size, scale=size) if counts else None
    return None


def _point(text: str, quantity: Quantity, low: int) -> Quantity:
    """``điểm``: points of per cent, a place (``quy hoạch 12 điểm``, ``4 điểm mỏ``), or points of a score."""
    if _cue("points").search(text, low, quantity.start):
        return _as(quantity, "PP")
    is_place = not quantity.decimals and not _cue("scores").search(text, low, quantity.start)
    return _as(quantity, "ITEM") if is_place and _cue("spots").search(text, low, quantity.end + _NEAR) else quantity


def _is_income(text: str, low: int, at: int) -> bool:
    """Whether the words between speak of income per person, and of no other money after that."""
    found = list(_cue("income").finditer(text, low, at))
    return bool(found) and not _cue("other_money").search(text, found[-1].end(), at)


def _thing(text: str, quantity: Quantity, parts_follow: bool) -> Quantity:
    """What ``đơn vị`` stands for: the kind of thing named last before, or the parts named after it."""
    if parts_follow:
        high = quantity.end + _REACH // 2
        after = [(m.start(), code) for code, p in _things() if (m := p.search(text, quantity.end, high))]
        return _as(quantity, min(after)[1]) if after else quantity
    low = max(0, quantity.start - 2 * _REACH)
    found = [(m.end(), code) for code, p in _things() for m in p.finditer(text, low, quantity.start)]
    return _as(quantity, max(found)[1]) if found else quantity


def _as(quantity: Quantity, code: str) -> Quantity:
    return replace(quantity, unit=code, dimension=vocabulary.load().dimension(code))


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(_table()[name].replace(" ", "[ \u00a0]"), re.IGNORECASE)


@cache
def _nouns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _table()["counted"].items())


@cache
def _things() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _table()["things"].items())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("chitieu.extraction.numbers") / "unit_senses.toml").read_text(encoding="utf-8"))
