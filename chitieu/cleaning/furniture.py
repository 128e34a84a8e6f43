"""Recognise by its words alone that a line is page furniture, a byline, a menu or a caption."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files(__package__) / "furniture.toml").read_text(encoding="utf-8")
)


def _any(patterns: Iterable[str], end: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(patterns)}){end}", re.I)


_WHOLE = _any(_LISTS["whole"])
_BEGINS = _any(_LISTS["begins"])
_HOLDS = re.compile("|".join(_LISTS["holds"]))
_TAIL = _any(_LISTS["tail"], r"\s*(?:$|:)")
_BYLINE = _any(_LISTS["byline"])
_CAPTION = _any(_LISTS["caption"])
_PICTURE_CREDIT = re.compile(r"(?:Ảnh|Ảnh minh họa|Hình)\s*:\s*[^.]{0,40}\.?$")
_MENU_WORDS = frozenset(_LISTS["menu_words"])
_MENU_SEPARATOR = re.compile(r"[|›»>•\]\[]|\s{2,}")
_WRAPPING = " \t[](){}:>»›•*-–.0"
_NAME_SEPARATOR = re.compile(r"\s*[-–,&/]\s*|\s+(?:và\s+)?")
_AGENCY = re.compile(
    r"\s+[-–,]\s+(?:Trung tâm|TT\w*|Đài|Báo|Ban|Phòng|Văn phòng|Cổng|Sở|UBND|Hội|CTV)\b.*|\s*\([^)]{1,60}\)$", re.I
)
_MAX_NAME_WORDS, _MAX_NAME = 8, 120
_MAX_FURNITURE = 260
_MAX_MENU_PART = 32


@lru_cache(maxsize=32_768)  # the pages of one portal carry the same lines
def is_furniture(line: str) -> bool:
    """A counter, a button, a line of a footer or of a menu."""
    if len(line) > _MAX_FURNITURE:
        return False
    bare = line.strip(_WRAPPING)
    if not bare or _is_button(bare) or _BEGINS.match(line) or _HOLDS.search(line):
        return True
    if not _MENU_SEPARATOR.search(line):
        return False
    return is_menu(line) or all(
        _is_button(p.strip(_WRAPPING)) for p in _MENU_SEPARATOR.split(line) if p.strip(_WRAPPING)
    )


def _is_button(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None


def is_menu(line: str) -> bool:
    """Several short parts in a row, some of which menus have: ``Trang chủ | Giới thiệu | Liên hệ``."""
    parts = [p.strip(" \t.:") for p in _MENU_SEPARATOR.split(line) if p.strip(" \t.:")]
    if len(parts) < 3 or max(map(len, parts)) > _MAX_MENU_PART or any(c.isdigit() for c in line):
        return False
    return any(p.lower() in _MENU_WORDS for p in parts)


def opens_tail(line: str) -> bool:
    """The head of a list of other articles or of counters."""
    return _TAIL.match(line.strip(_WRAPPING)) is not None


def is_byline(line: str) -> bool:
    """Who wrote or where it came from, by a word that says so."""
    return len(line) < 160 and not line.endswith(":") and _BYLINE.match(line) is not None


def is_name(line: str) -> bool:
    """Nothing but names of persons or agencies, as under an article: ``Thu Hà - Lê Nam (CTV)``."""
    if len(line) > _MAX_NAME or not line[0].isupper():
        return False
    words = [w for w in _NAME_SEPARATOR.split(_AGENCY.sub("", line)) if w]
    return 0 < len(words) <= _MAX_NAME_WORDS and all(w[0].isupper() for w in words)


def is_caption(line: str) -> bool:
    """Begins or ends as the line under a picture does."""
    return _CAPTION.match(line) is not None or _PICTURE_CREDIT.search(line) is not None
