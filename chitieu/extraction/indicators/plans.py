"""Who set the plan that a share or excess is measured against: "kế hoạch tỉnh giao", "dự toán HĐND huyện"."""

from __future__ import annotations

from chitieu.extraction.indicators.context import NUMBER, Context
from chitieu.extraction.records import Quantity
from chitieu.model import Transformation

_SETTERS = {"tỉnh": "province", "huyện": "district", "xã": "commune", "ương": "centre", "phủ": "centre"}
_CITY = {"thành", "thị"}  # thành phố, thị xã: above the commune, below the province


def plan_ref(context: Context, q: Quantity, kind: Transformation) -> str | None:
    """province, district, commune or centre; None where the text doesn't say, or the number is about no plan."""
    if kind not in (Transformation.PCT_OF_PLAN, Transformation.EXCESS_OVER_PLAN):
        return None
    row = context.words(context.outline.sentence(q.start))
    for w in [w.form for w in row if w.start >= q.end][:8]:
        if w == NUMBER:
            return None
        if w in _SETTERS:
            return _SETTERS[w]
        if w in _CITY:
            return "district"
    return None
