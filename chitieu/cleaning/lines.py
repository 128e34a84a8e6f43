"""A clean text cut into lines, with what each line looks like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from chitieu.cleaning.mapped import Mapped
from chitieu.cleaning.stamps import inner_stamp
from chitieu.model import BlockKind

_LINE = re.compile(r"[^\s][^\n]*")
_RULE = re.compile(r"[\s|+=\-–—_*~.─━═│║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]{5,}")  # a drawn line: the border of a table, a row of dots
_LONG, _PARAGRAPH = 160, 400
_GLUED_WITHIN = 2  # long lines from the top that may hold title and date line
_STOP = re.compile(r"[.!?…;:][\"”’')\]]*$|\./\.?$")
_QUANTITY = re.compile(
    r"\d\s?[%‰]|\d\d?,\d|\d/\d+ ?(?:xã|hộ|thôn|chỉ tiêu|tiêu chí|trường)"
    r"|\d\s+(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|ha|héc ta|tấn|tạ|kg|km|m2|m3|m²|người|hộ|xã|thôn|bản|con|lao động|trường"
    r"|dự án|doanh nghiệp|tiêu chí|chỉ tiêu|lượt|USD|MW|sản phẩm|học sinh|vụ|ca)\b",
    re.I,
)
_MARKER = re.compile(
    r"(?P<roman>[IVX]{1,5}\s*[.)/-]+\s)"
    r"|(?P<article>(?:Điều|Chương|Phần|Mục)\s+(?:thứ\s+)?(?:\d{1,2}|[IVX]{1,5}|nhất|hai|ba)\s*[.:]\s)"
    r"|(?P<letter>[A-HĐa-hđ]\s*[.)/]\s?(?=\D))"
    r"|(?P<number>\(?\d{1,2}\s*[.)/](?:\s|(?=[^\W\d])))"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[^\W\d]))"
    r"|(?P<dash>[-–—]\s+(?=\S)|-(?=[^\W\d]))"
    r"|(?P<plus>\+\s*(?=\w))"
    r"|(?P<star>\*+\s*(?=\S))"
    r"|(?P<bullet>[•●○▪■◦·»›►▶✓✔➢❖o]\s+(?=\S))"
    r"|(?P<wiki>={2,4}(?=\s*\S))"
)
PROSE_WORDS = 20
CLOSED_PROSE_WORDS = 11


class Hint(NamedTuple):
    """What the markup of a page says of a line."""

    kind: BlockKind | None = None
    level: int = 0  # of a heading, 1 to 6; of a list item, how deep the list
    linked: bool = False  # nothing but links
    furniture: bool = False  # inside navigation, a footer or the like
    pictured: bool = False  # right after a picture


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text without the white space around it.

    Attributes:
        marker: kind of its list mark or number (``dash``, ``number``, ``roman`` ...), if it has one.
        hint: what the page's markup says of it.
    """

    start: int
    end: int
    text: str
    words: int
    marker: str | None
    stopped: bool  # ends with a stop, a colon or the like
    quantity: bool  # holds a number with a unit, or may (a paragraph)
    hint: Hint

    @property
    def is_top_heading(self) -> bool:
        """A heading of the first level by markup."""
        return self.hint.kind is BlockKind.HEADING and self.hint.level == 1

    @property
    def is_prose(self) -> bool:
        """Long enough for a paragraph of running text."""
        return self.words >= PROSE_WORDS or (self.words >= CLOSED_PROSE_WORDS and self.stopped)


def one_block_a_line(text: Mapped) -> Mapped:
    """Part title, date line and body where a page came as one long line."""
    cuts: list[int] = []
    long = 0
    for m in _LINE.finditer(text.text):
        is_long = m.end() - m.start() >= _LONG
        long += is_long
        if (span := inner_stamp(m[0], is_long)) is not None:
            start, end = m.start() + span[0], m.start() + span[1]
            cuts += [at for at in (start - 1, end) if m.start() < at < m.end() and text.text[at].isspace()]
        if long == _GLUED_WITHIN:
            break
    if not cuts:
        return text
    characters = list(text.text)
    for at in cuts:
        characters[at] = "\n"
    return text.with_same_length("".join(characters))


def lines_of(text: Mapped, hints: Sequence[tuple[int, Hint]] = ()) -> list[Line]:
    """Every line that says something, in order; ``hints`` go by the raw offset at which their lines begin."""
    lines = [_line(m.start(), m[0].rstrip(), Hint()) for m in _LINE.finditer(text.text) if not _RULE.fullmatch(m[0])]
    if not hints:
        return lines
    return [_line(line.start, line.text, _hint_at(hints, text.raw_at(line.end - 1))) for line in lines]


def _hint_at(hints: Sequence[tuple[int, Hint]], raw: int) -> Hint:
    return hints[max(0, bisect_right(hints, raw, key=itemgetter(0)) - 1)][1]


def _line(start: int, text: str, hint: Hint) -> Line:
    marker = _MARKER.match(text)
    return Line(
        start,
        start + len(text),
        text,
        len(text.split()) if len(text) < _PARAGRAPH else text.count(" ") + 1,
        marker.lastgroup if marker else None,
        _STOP.search(text, max(0, len(text) - 6)) is not None,
        len(text) >= _PARAGRAPH or _QUANTITY.search(text) is not None,
        hint,
    )


def without_marker(line: Line) -> str:
    """The line's text after its number or mark."""
    m = _MARKER.match(line.text)
    return line.text[m.end() :].strip() if m else line.text
