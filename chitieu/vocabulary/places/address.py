"""The place in the address of a page: ``haihau.namdinh.gov.vn``, ``baohatinh.vn``.

Addresses carry no diacritics, so only here are names compared without them, and only inside a province that the same
address names.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from chitieu.vocabulary.places.registry import UNDATED, Place, load

_SUFFIXES = frozenset(("vn", "com", "gov", "org", "net", "edu"))
_AROUND = re.compile(
    r"^(?:www|bao|thongke|cucthongke|hdnd|dbnd|ubnd|portal|cong|congthongtin|tinhuy|dang|daibieunhandan)"
    r"|(?:tv|online|news|city|portal)$"
)
_SHORT_TYPES = {"Thành phố": ("tp", "thanhpho"), "Thị xã": ("tx", "thixa"), "Thị trấn": ("tt", "thitran")}


def place_of_address(url: str, day: date | None) -> str | None:
    """Code of the lowest place that a domain names; None where it names no province."""
    labels = [_AROUND.sub("", x) for x in (urlsplit(url).hostname or "").split(".") if x not in _SUFFIXES]
    named = [(label, place) for label in labels for place in _folded().get(label, ()) if place.valid_on(day or UNDATED)]
    province = next((place for _, place in named if place.level == "province"), None)
    if province is None:
        return None
    own_label = next(label for label, place in named if place is province)
    chain_near = load().chain_near
    inside = [p for x, p in named if x != own_label and province.code in chain_near(p.code, day)[1:]]
    for level in ("district", "commune"):
        for place in inside:
            if place.level == level:
                return place.code
    return province.code


@cache
def _folded() -> dict[str, tuple[Place, ...]]:
    """Places by name as an address writes it: base letters only, joined; with their type too ("xamaison")."""
    out: dict[str, list[Place]] = {}
    for place in load().places:
        bare = fold(place.name)
        for kind in ("", *_SHORT_TYPES.get(place.unit_type, (fold(place.unit_type),))):
            out.setdefault(kind + bare, []).append(place)
    return {k: tuple(v) for k, v in out.items()}


def fold(name: str) -> str:
    """Base letters only, joined: never to match text with, only addresses and what people type without marks."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in letters if c.isalnum() and not unicodedata.combining(c))
