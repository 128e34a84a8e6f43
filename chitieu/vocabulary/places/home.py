"""The home place of a document: whose portal or paper it is, narrowed to what the page is about.

The publisher gives the frame (a district's portal speaks of the district, a provincial paper of the province); a title or
opening that names one place inside the frame narrows it. Addresses are compared without diacritics, as they are written.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from chitieu.vocabulary.places.match import Form, Named
from chitieu.vocabulary.places.registry import COUNTRY, Place, load
from chitieu.vocabulary.places.resolve import resolve
from chitieu.vocabulary.places.scan import scan


class Home(NamedTuple):
    """Code of the home place, and what it rests on; None where nothing says."""

    code: str | None
    basis: str | None  # sidecar, url, publisher, portal, title, text


_PORTAL = re.compile(
    r"(?im)^.{0,30}\b(?:trang (?:thông tin|tin|chủ|nhất)|cổng (?:thông tin|ttđt|tin)|[uủ][yỷ]\s+ban\s+nhân\s+dân|ubnd|hđnd|hội đồng nhân dân"
    r"|đảng bộ|huyện ủy|thị ủy|thành ủy|tỉnh ủy|(?:cục |chi cục )?thống kê|cơ quan (?:chủ quản|quản lý)|sở|đài|báo)\b.*$"
)
_PAPER = re.compile(r"(?i)^\s*(?:báo(?: và (?:phát thanh|đài)[^A-ZĐ]*)?|đài (?:phát thanh|truyền hình|pt-?th|truyền thanh)[^A-ZĐ]*)\s+")
_HOST_WORDS = re.compile(r"^(?:www|bao|thongke|cucthongke|hdnd|dbnd|ubnd|portal|cong|congthongtin|tinhuy|dang|daibieunhandan)|(?:tv|online|news|city|portal)$")


def home_place(
    *,
    title: str | None,
    publisher: str | None,
    url: str | None,
    furniture: str,
    body: str,
    published: date | None,
    sidecar: str | None = None,
) -> Home:
    """The place that a document speaks of unless it names another.

    Args:
        title: of the page.
        publisher: name of the portal, paper or agency.
        url: address of the page; its domain and path are evidence.
        furniture: lines around the text (portal name, menus, footer), one a line.
        body: the text itself, one paragraph a line.
        published: its day, on which codes must be valid; None where unknown.
        sidecar: code that came with the document; it settles the matter.

    Returns:
        The code as of `published`, and the kind of evidence.
    """
    if sidecar:
        return Home(sidecar, "sidecar")
    frame = _by_url(url, published) or _by_publisher(publisher, published) or _by_portal(furniture, published)
    first_line = next((x for x in furniture.split("\n") if x.strip()), "")
    return _narrow(frame, title or "", f"{first_line}\n{body}", published)


def _by_url(url: str | None, day: date | None) -> Home | None:
    if not url:
        return None
    parts = urlsplit(url)
    labels = [_HOST_WORDS.sub("", x) for x in (parts.hostname or "").split(".") if x not in ("vn", "com", "gov", "org", "net", "edu")]
    places = _folded()
    provinces = [p for x in labels for p in places.get(x, ()) if p.level == "province" and _on(p, day)]
    if not provinces:
        return None
    province = provinces[0]
    rest = [x for x in labels if province not in places.get(x, ())]
    inside = [p for x in rest for p in places.get(x, ()) if _on(p, day) and province.code in _chain(p, day)[1:]]
    for level in ("district", "commune"):
        for p in inside:
            if p.level == level:
                return Home(p.code, "url")
    return Home(province.code, "url")


@cache
def _folded() -> dict[str, tuple[Place, ...]]:
    """Places by the name as an address writes it: base letters only, joined; those with a type too ("xamaison")."""
    out: dict[str, list[Place]] = {}
    for p in load().places:
        bare = _fold(p.name)
        kinds = {"Thành phố": ("tp", "thanhpho"), "Thị xã": ("tx", "thixa"), "Thị trấn": ("tt", "thitran")}
        for name in (bare, *(k + bare for k in kinds.get(p.unit_type, (_fold(p.unit_type),)))):
            out.setdefault(name, []).append(p)
    return {k: tuple(v) for k, v in out.items()}


def _fold(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in letters if c.isalnum() and not unicodedata.combining(c))


def _on(place: Place, day: date | None) -> bool:
    return place.valid_on(day) if day else True


def _chain(place: Place, day: date | None) -> tuple[str, ...]:
    when = day or (date.fromisoformat(place.valid_to) if place.valid_to else date.today())
    return load().chain(place.code, when)


def _by_publisher(publisher: str | None, day: date | None) -> Home | None:
    return _lowest(_PAPER.sub("", publisher), day, "publisher") if publisher else None


def _by_portal(furniture: str, day: date | None) -> Home | None:
    for line in _PORTAL.finditer(furniture):
        found = _lowest(line.group(), day, "portal")
        if found is not None:
            return found
    return None


def _lowest(words: str, day: date | None, basis: str) -> Home | None:
    """The first place named in a few words: with the units above it behind, it is the lowest."""
    for one in resolve(words, scan(words), day, None):
        if one.code and one.code != COUNTRY:
            return Home(one.code, basis)
    return None


def _narrow(frame: Home | None, title: str, body: str, day: date | None) -> Home:
    """What title and text are about, inside the frame; the frame itself where they name no one place."""
    home = frame.code if frame else None
    text = title + "\n" + body
    found = scan(text)
    score: Counter[str] = Counter()
    if home:
        score[home] += _FRAME
    chain = _chain_of(home, day) if home else ()
    lines = [0, *(m.start() for m in re.finditer(r"\n(?=.*\S)", text))]
    by_line: dict[int, list[str]] = {}
    for place in resolve(text, found, day, home):
        code = place.code or _one_district(place.candidates)
        if code is None or place.named.form in (Form.TYPE_ONLY, Form.WHOLE):
            continue
        if home is None or (code != COUNTRY and (code in chain or home in _chain_of(code, day))):
            by_line.setdefault(bisect_right(lines, place.named.start) - 1, []).append(code)
    led: set[str] = set(chain)
    for i, codes in by_line.items():
        alike = Counter(_level(c) for c in set(codes))
        led.update(c for c in codes if i <= _LEAD_LINES and alike[_level(c)] == 1)
        for rank, code in enumerate(dict.fromkeys(codes)):
            if i == 0:
                score[code] += _TITLE if rank == 0 else _LATER
            elif i <= _LEAD_LINES:
                score[code] += _LATER / alike[_level(code)]
        for code in codes:
            score[code] += _MENTION
    for code, weight in _by_type_words(found, led, chain, lines):
        score[code] += weight
    local = sum(len(codes) for codes in by_line.values()) + sum(n.form in (Form.TYPE_ONLY, Form.WHOLE) for n in found)
    if local <= _STRAY and len(_NATIONAL.findall(text)) >= _MANY:
        return Home(COUNTRY, "text")
    if not score:
        return frame or Home(None, None)
    best = max(score, key=lambda c: (score[c], -len(c)))
    if frame and score[best] <= score[frame.code or ""] + _MARGIN:
        return frame
    return Home(best, "title" if best in by_line.get(0, ()) else "text")


# Weights of the evidence, in the order of the functions that use them.
_FRAME, _TITLE, _LATER, _MENTION, _MARGIN = 3.0, 5.0, 2.0, 0.5, 0.5
_TYPE_IN_TITLE, _TYPE_IN_TEXT, _OVERWHELMING = 3.0, 2.0, 4.0
_LEAD_LINES, _MANY, _STRAY = 2, 4, 1
_NATIONAL = re.compile(r"(?i)\b(?:thủ tướng|chính phủ|quốc hội|bộ trưởng|trung ương|các bộ, ngành|nước ta|cả nước|bộ (?:tài chính|công thương|y tế|nội vụ))\b")


def _by_type_words(
    found: list[Named], codes: Iterable[str], chain: Iterable[str], lines: list[int]
) -> Iterable[tuple[str, float]]:
    """ "huyện", "toàn tỉnh" standing alone tell at which level the text speaks."""
    alone = [n for n in found if n.form in (Form.TYPE_ONLY, Form.WHOLE)]
    in_text = Counter(level for n in alone for level in n.levels)
    top = max(in_text.values(), default=0)
    in_title = {level for n in alone if len(lines) > 1 and n.start < lines[1] for level in n.levels}
    for code in codes:
        level = _level(code)
        yield code, _TYPE_IN_TITLE * (level in in_title) + _TYPE_IN_TEXT * (top > 0 and in_text[level] == top)
        others = max((n for other, n in in_text.items() if other != level), default=0)
        if code in chain and in_text[level] >= max(_MANY, 4 * others):
            yield code, _OVERWHELMING


def _one_district(candidates: tuple[str, ...]) -> str | None:
    """ "Ba Tri" is the district and its town: with nothing to tell, the district is meant."""
    districts = [c for c in candidates if _level(c) == "district"]
    return districts[0] if len(districts) == 1 else None


def _chain_of(code: str, day: date | None) -> tuple[str, ...]:
    states = load().states(code)
    return _chain(states[-1], day if day and any(s.valid_on(day) for s in states) else None) if states else (code,)


def _level(code: str) -> str:
    return {2: "province", 3: "district", 5: "commune"}.get(len(code), "country") if code != COUNTRY else "country"
