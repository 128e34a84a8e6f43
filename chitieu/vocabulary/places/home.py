"""The home place of a document: whose portal or paper it is, narrowed to what the page is about.

The publisher gives the frame (a district's portal speaks of the district, a provincial paper of the province); a title
or opening that names one place inside the frame narrows it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from chitieu.vocabulary.places.address import place_of_address
from chitieu.vocabulary.places.registry import COUNTRY
from chitieu.vocabulary.places.resolve import resolve
from chitieu.vocabulary.places.scan import scan
from chitieu.vocabulary.places.topic import topic


class Home(NamedTuple):
    """Code of the home place, and what it rests on; None where nothing says."""

    code: str | None
    basis: str | None  # sidecar, url, publisher, portal, title, text


_PORTAL = re.compile(
    r"(?im)^.{0,30}\b(?:trang (?:thông tin|tin|chủ|nhất)|cổng (?:thông tin|ttđt|tin)|[uủ][yỷ]\s+ban\s+nhân\s+dân"
    r"|ubnd|hđnd|hội đồng nhân dân|đảng bộ|huyện ủy|thị ủy|thành ủy|tỉnh ủy|(?:cục |chi cục )?thống kê"
    r"|cơ quan (?:chủ quản|quản lý)|sở|đài|báo)\b.*$"
)
_PAPER = re.compile(
    r"(?i)^\s*(?:báo(?: và (?:phát thanh|đài)[^A-ZĐ]*)?|đài (?:phát thanh|truyền hình|pt-?th|truyền thanh)[^A-ZĐ]*)\s+"
)


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
        url: address of the page; its domain is evidence.
        furniture: lines around the text (portal name, menus, footer), one a line.
        body: the text itself, one paragraph a line.
        published: its day, on which codes must be valid; None where unknown.
        sidecar: code that came with the document; it settles the matter.

    Returns:
        The code as of `published`, and the kind of evidence.
    """
    if sidecar:
        return Home(sidecar, "sidecar")
    frame = frame_of(publisher, url, furniture, published)
    code, in_title = topic(frame.code, title or "", with_first_line(furniture, body), published)
    if code == frame.code:
        return frame
    return Home(code, "title" if in_title else "text")


def with_first_line(furniture: str, body: str) -> str:
    """The text under the first line of the page, which often names the place."""
    return f"{next((x for x in furniture.split(chr(10)) if x.strip()), '')}\n{body}"


def frame_of(publisher: str | None, url: str | None, furniture: str, day: date | None) -> Home:
    """Whose page it is."""
    if url and (code := place_of_address(url, day)):
        return Home(code, "url")
    if publisher and (code := _first_place(_PAPER.sub("", publisher), day)):
        return Home(code, "publisher")
    for line in _PORTAL.finditer(furniture):
        if code := _first_place(line.group(), day):
            return Home(code, "portal")
    return Home(None, None)


def _first_place(words: str, day: date | None) -> str | None:
    """The first place named in a few words: where the units above it stand behind, it is the lowest."""
    found = resolve(words, scan(words), day, None)
    return next((one.code for one in found if one.code and one.code != COUNTRY), None)
