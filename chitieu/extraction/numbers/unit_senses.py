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
_GENERAL = frozenset({"đơn vị", "địa phương", "đơn vị hành chính"})


def settle(outline: Outline, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give each quantity the sense of its unit that the words around it ask for."""
    out: list[Quantity] = []
    for quantity in quantities:
        out.append(_settled(outline, quantity, out[-1] if out else None))
    return out


def _settled(outline: Outline, quantity: Quantity, last: Quantity | None) -> Quantity:
    text, unit = outline.text, quantity.unit
    if quantity.dimension == "money":
        return _money(outline, quantity, last)
    if unit == "POINT":
        low = max(outline.sentence(quantity.start).start, quantity.start - _REACH)
        return _as(quantity, "PP") if _cue("points").search(text, low, quantity.start) else quantity
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
        return _as(quantity, "USD_PP_PA") if _is_income(text, low, at) else quantity
    bare = "magnitude" in quantity.notes and quantity.unit in ("VND_MN", "VND_THOUSAND")
    if bare and _cue("visits").search(text, low, at):
        size = 1e6 if quantity.unit == "VND_MN" else 1e3
        return replace(quantity, value=quantity.value * size, unit="VISIT", dimension="count", scale=size)
    if quantity.unit != "VND_MN":
        return quantity
    if _cue("per_hectare").search(text, low, at):
        return _as(quantity, "VND_MN_PER_HA")
    if _is_income(text, low, at):
        return _as(quantity, "VND_MN_PP_PA")
    if last and last.unit in _CARRIED and at - last.end < _REACH:
        between = text[last.end : at]
        if "\n" not in between and _cue("resumes").search(between) and not _cue("other_money").search(between):
            return _as(quantity, _CARRIED[last.unit])
    return quantity


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
def _things() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _table()["things"].items())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("chitieu.extraction.numbers") / "unit_senses.toml").read_text(encoding="utf-8"))
