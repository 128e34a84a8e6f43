"""Comparators beside a number: ``khoảng``, ``trên``, ``ít nhất`` before it, ``trở lên`` after it."""

from __future__ import annotations

import re

from chitieu.extraction.numbers.cues import Left, cue_set, cue_table
from chitieu.model import Span

_AFTER = re.compile(r"(?:[ \u00a0][^\W\d]+){0,5}?[ \u00a0\u202f]trở[ \u00a0](lên|xuống|lại)(?!\w)")
_ONWARD = re.compile(r"(?<!\w)(?:còn|xuống|lên|sang|thành|đến)(?!\w)")
_CLAUSE = 45


def comparator(text: str, at: int, end: int, left: Left) -> tuple[str, Span | None]:
    """The operator of a quantity at ``text[at:end]`` and where it is said; ``=`` where nothing is.

    ``cao hơn 5%`` compares two quantities and says nothing of the exactness of the 5%.
    """
    if (m := _AFTER.match(text, end)) is not None:
        return (">=" if m.group(1) == "lên" else "<="), Span(m.start(1) - len("trở "), m.end())
    table = cue_table("operator_before")
    for count, phrase in ((3, left.three), (2, left.two), (1, left.one)):
        name = table.get(phrase)
        if name is None or (count == 1 and left.one == "hơn" and left.two.split(" ")[0] in cue_set("than_before")):
            continue
        if phrase == "từ" and _ONWARD.search(text, end, end + _CLAUSE):
            continue  # "từ 6,7% giảm còn 5,1%": where a change begins
        return name, Span(_words_before(text, at, count), at)
    return "=", None


def _words_before(text: str, at: int, count: int) -> int:
    """Where the last ``count`` words before ``at`` begin."""
    for _ in range(count):
        while at > 0 and text[at - 1].isspace():
            at -= 1
        while at > 0 and not text[at - 1].isspace():
            at -= 1
    while text[at] in "(,;:[\"“'":
        at += 1
    return at
