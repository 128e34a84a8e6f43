"""What a unit means where the words around it decide: money per person, points of per cent, units of an area.

``thu nhập bình quân ... 75 triệu đồng`` is money per person and year; ``khách ... 3,3 triệu`` counts visits;
``góp 2,87 điểm`` are percentage points; ``4 đơn vị`` are communes where the sentence speaks of communes. A sense
once found goes on to the next amounts of the paragraph that take it up (``năm 2018 là 45,2 triệu đồng``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chitieu.extraction.records import Quantity
from chitieu.extraction.structure import Outline
from chitieu.vocabulary import units as vocabulary

_INCOME = re.compile(
    r"(?:thu nhập|GDP|GRDP|GRPD|tổng sản phẩm|giá trị tăng thêm)(?![ \u00a0](?:doanh nghiệp|cá nhân|từ|hỗn hợp)).{0,60}?"
    r"(?:đầu người|mỗi người|/người|một người|bình quân|(?=[^.;]{0,40}$))|bình quân (?:mỗi người|đầu người)|"
    r"mỗi người dân.{0,40}|GDP/người|GRDP/người",
    re.IGNORECASE,
)
_PER_HECTARE = re.compile(
    r"(?:trên|/|mỗi)[ \u00a0]?(?:1|01|một)?[ \u00a0]?(?:ha|héc ta|héc-ta|đơn vị diện tích)(?!\w)", re.IGNORECASE
)
_VISITS = re.compile(r"(?<!\w)(?:lượt khách|khách du lịch|du khách|lượt người|khách)(?!\w)", re.IGNORECASE)
_POINTS = re.compile(r"(?<!\w)(?:góp|đóng góp|điểm phần trăm|điểm %)(?!\w)", re.IGNORECASE)
_RESUMES = re.compile(
    r"(?<!\w)(?:tăng|giảm|vượt|thêm|chỉ tiêu này|con số|năm \d{4}|\d{4}:|lên|xuống|năm nay|năm trước|năm ngoái|cả năm|"
    r"cùng kỳ|kế hoạch|KH|mục tiêu)(?!\w)",
    re.IGNORECASE,
)
_OTHER_MONEY = re.compile(
    r"(?<!\w)(?:ngân sách|tổng|vốn|doanh thu|giá trị|chi|thuế|đầu tư|hỗ trợ|quỹ)(?!\w)", re.IGNORECASE
)
_CROPS = re.compile(
    r"(?<!\w)(?:lúa|đất|gieo|canh tác|sản xuất|trồng|rau|màu)[ \u00a0](?:\w+[ \u00a0])?\w+[ \u00a0]vụ|vụ/năm|vụ (?:lúa|mùa|màu)",
    re.IGNORECASE,
)
_PLACES = (
    (re.compile(r"(?<!\w)(?:xã|phường|thị trấn)(?!\w)", re.IGNORECASE), "COMMUNE"),
    (re.compile(r"(?<!\w)(?:huyện|quận|thị xã|thành phố)(?!\w)", re.IGNORECASE), "DISTRICT"),
    (re.compile(r"(?<!\w)(?:doanh nghiệp|DN|công ty)(?!\w)", re.IGNORECASE), "ENTERPRISE"),
    (re.compile(r"(?<!\w)trường(?!\w)", re.IGNORECASE), "SCHOOL"),
)
_REACH = 160


def settle(outline: Outline, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give each quantity the sense of its unit that the words around it ask for."""
    text = outline.text
    out: list[Quantity] = []
    for quantity in quantities:
        word = text[quantity.number.end : quantity.end].strip().lower()
        if quantity.unit in ("VND_MN", "VND_THOUSAND", "VND_BN"):
            quantity = _money(outline, quantity, out)
        elif quantity.unit == "USD":
            if _income(text, outline.clause(quantity.start).start, quantity.start):
                quantity = _as(quantity, "USD_PP_PA")
        elif quantity.unit == "POINT":
            if _POINTS.search(
                text, max(outline.sentence(quantity.start).start, quantity.start - _REACH), quantity.start
            ):
                quantity = _as(quantity, "PP")
        elif word == "vụ" and _CROPS.search(text, max(0, quantity.start - 25), quantity.end + 15):
            quantity = _as(quantity, "CROP_SEASON")
        elif word in ("đơn vị", "địa phương", "đơn vị hành chính"):
            quantity = _place(outline, quantity, word == "đơn vị hành chính")
        out.append(quantity)
    return out


def _money(outline: Outline, quantity: Quantity, before: Sequence[Quantity]) -> Quantity:
    text = outline.text
    sentence = outline.sentence(quantity.start)
    low = max(sentence.start, before[-1].end if before else 0, quantity.start - _REACH)
    if quantity.rule.startswith("table"):
        low = outline.block(quantity.start).start
    if "magnitude" in quantity.notes and quantity.unit != "VND_BN" and _VISITS.search(text, low, quantity.start):
        return replace(quantity, value=quantity.value * 1e6, unit="VISIT", dimension="count", scale=1e6)
    if quantity.unit != "VND_MN":
        return quantity
    if _PER_HECTARE.search(text, low, quantity.start):
        return _as(quantity, "VND_MN_PER_HA")
    if _income(text, low, quantity.start):
        return _as(quantity, "VND_MN_PP_PA")
    last = before[-1] if before else None
    if last and last.unit in ("VND_MN_PP_PA", "VND_MN_PER_HA") and quantity.start - last.end < _REACH:
        between = text[last.end : quantity.start]
        if "\n" not in between and _RESUMES.search(between) and not _OTHER_MONEY.search(between):
            return _as(quantity, last.unit)
    return quantity


def _income(text: str, low: int, at: int) -> bool:
    m = None
    for m in _INCOME.finditer(text, low, at):
        pass
    return m is not None and not _OTHER_MONEY.search(text, m.end(), at)


def _place(outline: Outline, quantity: Quantity, parts_follow: bool) -> Quantity:
    """What ``đơn vị`` stands for: the kind of unit named last before, or of the parts named after it."""
    text = outline.text
    if parts_follow:
        after = [
            (m.start(), code)
            for pattern, code in _PLACES
            if (m := pattern.search(text, quantity.end, quantity.end + 60))
        ]
        return _as(quantity, min(after)[1]) if after else quantity
    low = max(0, quantity.start - 2 * _REACH)
    found = [(m.end(), code) for pattern, code in _PLACES for m in pattern.finditer(text, low, quantity.start)]
    return _as(quantity, max(found)[1]) if found else quantity


def _as(quantity: Quantity, code: str) -> Quantity:
    return replace(quantity, unit=code, dimension=vocabulary.load().dimension(code))
