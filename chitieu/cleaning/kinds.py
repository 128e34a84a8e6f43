"""Say of every line of a page what it is.

A page is head (menus, banner, title, date line), body, and tail (author, related links, counters, footer). The body
begins with the first line that can only be text: a paragraph, a numbered heading, a list or a table. Lines are judged
with care for figures: one that holds a number with a unit is furniture only where its words leave no doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chitieu.cleaning import furniture
from chitieu.cleaning.lines import Line, without_marker
from chitieu.cleaning.page import Page, page_of
from chitieu.cleaning.shapes import (
    HEADING_MARKS,
    LIST_MARKS,
    MAX_HEADING_WORDS,
    is_counting,
    is_dated,
    is_topic,
    leads_table,
)
from chitieu.cleaning.titles import title_of
from chitieu.model import BlockKind

_MAX_CAPTION_WORDS = 40
_MAX_SEEN_WORDS = 26  # of a sentence that tells who is seen doing what
_MAX_NAME_WORDS = 6
_MAX_SHORT_WORDS = 60
_MAX_TAIL_HEAD_WORDS = 8
_MANY = 3  # so many would-be headings in a row are captions of a row of pictures


def kinds_of(lines: Sequence[Line], named: str | None = None) -> list[BlockKind]:
    """The kind of each line, in order; ``named`` is what markup or sidecar call the page."""
    page = page_of(lines)
    solid = [i for i in range(len(lines)) if page.is_solid(i)]
    first, last = (solid[0], solid[-1]) if solid else (0, len(lines) - 1)
    title, first = title_of(page, first, last, named)
    kinds: list[BlockKind] = []
    in_tail = furnished = False
    for index, line in enumerate(lines):
        in_tail = index > last or (in_tail and (not line.is_prose or is_dated(line)))
        in_tail = in_tail or (index > first and _opens_tail(line))
        if index in title:
            kinds.append(BlockKind.TITLE)
        elif index < first:
            kinds.append(_in_head(page, index, min(title, default=first)))
        elif in_tail:
            kinds.append(_in_tail(page, index, furnished))
            furnished = furnished or kinds[-1] is BlockKind.BOILERPLATE
        else:
            kinds.append(_in_body(page, index))
    return _with_captions(lines, kinds)


def _in_head(page: Page, index: int, title: int) -> BlockKind:
    line = page.lines[index]
    if page.datelines[index]:
        return BlockKind.BYLINE
    if page.furniture[index]:
        return BlockKind.BOILERPLATE
    if leads_table(line):
        return BlockKind.HEADING
    if page.is_aside(index):
        return BlockKind.BYLINE
    if (line.quantity or page.is_solid(index)) and not is_dated(line):
        return BlockKind.PARAGRAPH
    if index > title:
        return BlockKind.CAPTION if furniture.is_caption(line.text) else BlockKind.HEADING
    return BlockKind.BOILERPLATE


def _in_tail(page: Page, index: int, furnished: bool) -> BlockKind:
    line = page.lines[index]
    if is_dated(line):  # the headline of another article: its figures count, its words are furniture
        return BlockKind.CAPTION if is_counting(line) else BlockKind.BOILERPLATE
    if page.furniture[index] or _opens_tail(line):
        return BlockKind.BOILERPLATE
    if page.is_aside(index) or furniture.is_name(line.text):
        return BlockKind.BYLINE
    if furniture.is_caption(line.text):
        return BlockKind.CAPTION
    if line.quantity or line.stopped:
        return BlockKind.PARAGRAPH
    return BlockKind.BOILERPLATE if furnished else BlockKind.CAPTION


def _opens_tail(line: Line) -> bool:
    return line.words <= _MAX_TAIL_HEAD_WORDS and furniture.opens_tail(line.text)


def _in_body(page: Page, index: int) -> BlockKind:
    line = page.lines[index]
    if index in page.rows:
        return BlockKind.TABLE_ROW
    if line.words > _MAX_SHORT_WORDS and line.marker is None and line.hint.kind is None:
        return BlockKind.PARAGRAPH
    if page.datelines[index]:
        return BlockKind.BYLINE
    if page.furniture[index] or (page.is_link(index) and not line.quantity and page.is_among_links(index)):
        return BlockKind.BOILERPLATE
    if line.hint.kind is not None:
        return line.hint.kind
    if furniture.is_byline(line.text):
        return BlockKind.BYLINE
    if leads_table(line) or (line.marker in HEADING_MARKS and _is_marked_heading(page, index)):
        return BlockKind.HEADING
    if line.marker in LIST_MARKS:
        return BlockKind.LIST_ITEM
    if line.words > _MAX_CAPTION_WORDS:
        return BlockKind.PARAGRAPH
    if line.words <= MAX_HEADING_WORDS and not line.quantity and line.text.isupper():
        return BlockKind.HEADING
    if line.words <= _MAX_NAME_WORDS and furniture.is_name(line.text) and not furniture.is_caption(line.text):
        return BlockKind.BYLINE
    return _short(page, index)


def _is_marked_heading(page: Page, index: int) -> bool:
    """Whether a numbered or starred line heads what follows, rather than being an item of a list."""
    line = page.lines[index]
    words = without_marker(line)
    if line.marker == "wiki":
        return True
    if line.quantity or line.words > MAX_HEADING_WORDS or words[-1:] in tuple(";,.!?…"):
        return False
    if line.marker in ("roman", "article", "star") or words.endswith(":"):
        return True
    after = page.lines[index + 1] if index + 1 < len(page.lines) else None
    return after is not None and (after.marker != line.marker or after.is_prose)


def _short(page: Page, index: int) -> BlockKind:
    """A short line between paragraphs: caption, heading, or a short paragraph."""
    line = page.lines[index]
    if line.text[-1] not in ":;," and _is_caption(page, index):
        return BlockKind.CAPTION
    if line.stopped or line.text[-1] == ",":
        return BlockKind.PARAGRAPH
    return BlockKind.HEADING if is_topic(line) else BlockKind.CAPTION


def _is_caption(page: Page, index: int) -> bool:
    """Under a picture, or a single sentence without figures that tells who is seen doing what."""
    line = page.lines[index]
    if line.words <= _MAX_SEEN_WORDS and page.is_pictured(index):
        return True
    if not furniture.is_caption(line.text):
        return False
    return not line.stopped or (line.words <= _MAX_SEEN_WORDS and not line.quantity and ". " not in line.text)


def _with_captions(lines: Sequence[Line], kinds: list[BlockKind]) -> list[BlockKind]:
    """A line said twice is a caption; of several would-be headings in a row all are."""
    times = Counter(line.text for line in lines)
    text = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    for i, line in enumerate(lines):
        if kinds[i] in text and times[line.text] > 1 and 3 < line.words <= _MAX_CAPTION_WORDS:
            kinds[i] = BlockKind.CAPTION
    start = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and kinds[i] is BlockKind.HEADING and _is_free_heading(lines[i]):
            continue
        if i - start >= _MANY:
            kinds[start:i] = [BlockKind.CAPTION] * (i - start)
        start = i + 1
    return kinds


def _is_free_heading(line: Line) -> bool:
    return line.marker is None and line.hint.kind is None and not line.text.isupper()
