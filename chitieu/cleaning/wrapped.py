"""Texts whose lines were broken at a fixed width, as words taken from a PDF are: join them into paragraphs again."""

from __future__ import annotations

import re

from chitieu.cleaning.letters import LOWER
from chitieu.cleaning.mapped import Mapped

_BREAK = re.compile(r"(?<=[^\s.:;!?…|])[ \t]*\n[ \t]*(?=[^\s|])")
_GOES_ON = re.compile(rf"\n[ \t]*[{LOWER}]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MIN_WRAPS = 5
_MIN_SHARE = 0.2
_MIN_WIDTH = 40  # of a page; shorter lines are lists
_FULL = 0.75  # of the usual width: a shorter line ends its paragraph
_OPENS = re.compile(r"[-–+•*]|\(?\w{1,4}[.)/]\s|[IVX]+\.")


def unwrapped(text: Mapped) -> Mapped:
    """The text with the line breaks inside its sentences turned into spaces; the same where lines are paragraphs."""
    source = text.text
    if len(_GOES_ON.findall(source)) < _MIN_WRAPS:
        return text
    breaks = [m for m in _BREAK.finditer(source) if source[m.end()].islower()]
    if len(breaks) < _MIN_WRAPS or len(breaks) < _MIN_SHARE * len(_LINE.findall(source)):
        return text
    usual = sorted(_width(source, m.start()) for m in breaks)[len(breaks) // 2]
    if usual < _MIN_WIDTH:
        return text
    characters = list(source)
    for m in _BREAK.finditer(source):
        goes_on = source[m.end()].islower() or not _OPENS.match(source, m.end())
        if goes_on and _width(source, m.start()) >= usual * _FULL:
            characters[source.index("\n", m.start())] = " "
    return text.with_same_length("".join(characters))


def _width(source: str, end: int) -> int:
    return end - source.rfind("\n", 0, end) - 1
