"""Who published a page: the name of its portal or agency, the tag before its first sentence, its domain."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from urllib.parse import urlsplit

from chitieu.cleaning.lines import Line
from chitieu.model import BlockKind

_PORTAL = re.compile(
    r"(?:®|©)?\s*("
    r"(?:(?i:Trang (?:thông tin|tin) điện tử|Cổng (?:thông tin|TTĐT|tin) ?(?:điện tử)?|[UỦ][yỷ] ban nhân dân|UBND"
    r"|Đài (?:phát thanh|truyền thanh)|(?:Cục|Chi cục) Thống kê)|Báo(?= [A-ZĐ]))"
    r"\s+[^|,;:.\d]{3,80})"
)
_AROUND = frozenset({BlockKind.BOILERPLATE, BlockKind.BYLINE})
_DOMAIN_TAG = re.compile(r"\(([\w.-]+\.(?:vn|com|net|org)(?:\.vn)?)\)\s*[-–—:]?", re.I)
_TAG = re.compile(r"(?:\((?P<in>[^\W\d][\w ]{1,11})\)|(?P<bare>[A-ZĐ]{2,6})(?=\s*[-–—]))\s*[-–—]?\s*(?=\w)")
_WIDE = re.compile(r"\s{3,}")  # between the two halves of a letterhead
_ADDRESS = re.compile(r"\s+-\s+(?!(?:tỉnh|huyện|thành phố|thị xã)\b).*", re.I)
_BROKEN_OFF = re.compile(
    r"[UỦ][YỶ] BAN NHÂN DÂN|UBND|CỔNG THÔNG TIN ĐIỆN TỬ|TRANG THÔNG TIN ĐIỆN TỬ|HỘI ĐỒNG NHÂN DÂN", re.I
)
_PLACE = re.compile(r"(?:THỐNG KÊ )?(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN)\s[^,;:.\d]{2,60}", re.I)


@cache
def _agencies() -> dict[str, str]:
    """Tags that papers put before the first sentence, with the names of the papers."""
    text = (resources.files(__package__) / "agencies.csv").read_text(encoding="utf-8")
    return {row["tag"]: row["publisher"] for row in csv.DictReader(text.splitlines())}


def publisher_of(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> str | None:
    """Name of the publisher as the lines around the text give it, else by the tag that opens the text."""
    around = [_WIDE.split(line.text)[0] for line, kind in zip(lines, kinds, strict=True) if kind in _AROUND]
    for text, after in pairwise([*around, ""]):
        if _BROKEN_OFF.fullmatch(text) and _PLACE.fullmatch(after):  # a letterhead in two lines
            return f"{text} {after}"
        if name := portal_name(text):
            return name
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BlockKind.PARAGRAPH and (name := _by_tag(line.text)):
            return name
    return None


def _by_tag(text: str) -> str | None:
    if m := _DOMAIN_TAG.match(text):
        return m[1]
    m = _TAG.match(text)
    return _agencies().get(m["in"] or m["bare"]) if m else None


def portal_name(text: str) -> str | None:
    """The text, if it is the name of a portal, a paper or an agency."""
    m = _PORTAL.match(text)
    return _ADDRESS.sub("", m[1]).strip(" -–") if m else None


def domain_of(url: str | None) -> str | None:
    """Domain of an address."""
    return urlsplit(url).hostname if url else None
