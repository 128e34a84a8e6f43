"""Who published a page: the name of its portal or agency, the tag before its first sentence, its domain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from chitieu.cleaning.lines import Line
from chitieu.model import BlockKind

_PORTAL = re.compile(
    r"(?:®|©)?\s*("
    r"(?:(?i:Trang (?:thông tin|tin) điện tử|Cổng (?:thông tin|TTĐT|tin) ?(?:điện tử)?|[UỦ][yỷ] ban nhân dân|UBND"
    r"|Đài (?:phát thanh|truyền thanh)|(?:Cục|Chi cục) Thống kê)|Báo(?= [A-ZĐ]))"
    r"\s+[^|,;:.\d]{3,80})"
)
_TAG = re.compile(r"\(([\w.-]+\.(?:vn|com|net|org)(?:\.vn)?)\)\s*[-–—:]?", re.I)


def publisher_of(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> str | None:
    """Name of the publisher as the lines around the text give it, else the tag that opens the text."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind in (BlockKind.BOILERPLATE, BlockKind.BYLINE) and (name := portal_name(line.text)):
            return name
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BlockKind.PARAGRAPH and (m := _TAG.match(line.text)):
            return m[1]
    return None


def portal_name(text: str) -> str | None:
    """The text, if it is the name of a portal, a paper or an agency."""
    m = _PORTAL.match(text)
    return m[1].strip(" -–") if m else None


def domain_of(url: str | None) -> str | None:
    """Domain of an address."""
    return urlsplit(url).hostname if url else None
