"""Recognise by its words alone that a line is page furniture, a byline, a menu or a caption."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files(__package__) / "furniture.toml").read_text(encoding="utf-8")
)


def _any(patterns: Iterable[str], end: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(patterns)}){end}", re.I)


_WHOLE = _any(_LISTS["whole"])
_BEGINS = _any(_LISTS["begins"])
_TAIL = _any(_LISTS["tail"], r"\s*(?:$|:)")
_BYLINE = _any(_LISTS["byline"])
_CAPTION = _any(_LISTS["caption"])
_PICTURE_CREDIT = re.compile(r"(?:Ảnh|Ảnh minh họa|Hình)\s*:\s*[^.]{0,40}\.?$")
_MENU_WORDS = frozenset(_LISTS["menu_words"])
_MENU_SEPARATOR = re.compile(r"\s*[|›»>•\]\[]\s*|\s{2,}")
_WRAPPING = " \t[](){}:>»›•*-–.\u2022"
_NAME = re.compile(
    r"(?:[^\W\d_a-zà-ỹđ][\w’'.-]*\.?)(?:\s*[-–,&/]?\s*(?:[^\W\d_a-zà-ỹđ][\w’'.-]*\.?|và))*(?:\s*\([^)]{1,60}\))?\.?"
)
_MAX_FURNITURE = 260
_MAX_MENU_PART = 32


def is_furniture(line: str) -> bool:
    """A counter, a button, a line of a footer or of a menu."""
    if len(line) > _MAX_FURNITURE:
        return False
    bare = line.strip(_WRAPPING)
    return not bare or _WHOLE.fullmatch(bare) is not None or _BEGINS.match(line) is not None or is_menu(line)


def is_menu(line: str) -> bool:
    """Several short parts in a row, some of which menus have: ``Trang chủ | Giới thiệu | Liên hệ``."""
    parts = [p.strip(" .:") for p in _MENU_SEPARATOR.split(line) if p.strip(" .:")]
    if len(parts) < 3 or max(map(len, parts)) > _MAX_MENU_PART or any(c.isdigit() for c in line):
        return False
    return any(p.lower() in _MENU_WORDS for p in parts)


def opens_tail(line: str) -> bool:
    """The head of a list of other articles or of counters."""
    return _TAIL.match(line.strip(_WRAPPING)) is not None


def is_byline(line: str) -> bool:
    """Who wrote or where it came from, by a word that says so."""
    return len(line) < 160 and _BYLINE.match(line) is not None


def is_name(line: str) -> bool:
    """Nothing but names of persons or agencies, as under an article: ``Thu Hà - Lê Nam (CTV)``."""
    return len(line.split()) <= 10 and _NAME.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Begins or ends as the line under a picture does."""
    return _CAPTION.match(line) is not None or _PICTURE_CREDIT.search(line) is not None
