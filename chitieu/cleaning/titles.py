"""Find the line that names the article, and where its text begins."""

from __future__ import annotations

from typing import NamedTuple

from chitieu.cleaning.page import Page
from chitieu.cleaning.shapes import MAX_HEADING_WORDS, NUMBERED, is_dated_title, names_document

_MIN_WORDS, _MAX_WORDS = 3, 45


class Title(NamedTuple):
    """Indices of the title's lines, and of the first line of the text below it."""

    lines: tuple[int, ...]
    first: int


def title_of(page: Page, first: int, last: int, named: str | None) -> Title:
    """The title of a page.

    Args:
        page: the page.
        first: index of the first line that can only be text.
        last: index of the last such line.
        named: what markup or sidecar call the page.
    """
    if (index := _by_name(page, first, named)) is not None:
        return Title((index,), max(first, index + 1))
    if (typed := _below_document_type(page, first)) is not None:
        return typed
    index, first = _above_text(page, first)
    if first < last and _opens_as_title(page, first, index is None):
        return Title((first,), first + 1)
    return Title(() if index is None else (index,), first)


def _by_name(page: Page, first: int, named: str | None) -> int | None:
    """The line that the page's own name repeats, else its only heading of the first level."""
    top: list[int] = [i for i, line in enumerate(page.lines) if line.is_top_heading]
    if (not named and not top) or not page.lines:
        return None
    name = _folded(named or "")
    same: list[int] = [i for i in (*range(first + 1), *top) if name and _folded(page.lines[i].text) == name]
    if same:
        return same[0]
    repeated = [i for i in top if _folded(page.lines[i].text) in name]
    own = repeated or [i for i in top if not page.furniture[i]]
    return own[0] if repeated or len(own) == 1 else None


def _below_document_type(page: Page, first: int) -> Title | None:
    """The kind of document alone on its line (``BÁO CÁO``) with the subject below it."""
    for index in range(min(first + 1, len(page.lines) - 1)):
        if names_document(page.lines[index]):
            below = page.lines[index + 1]
            if below.words > _MAX_WORDS or below.marker or below.text[0] == "(":
                return Title((index,), max(first, index + 1))
            return Title((index, index + 1), max(first, index + 2))
    return None


def _above_text(page: Page, first: int) -> tuple[int | None, int]:
    """The nearest line above the text that can be a title; numbered headings on the way belong to the text."""
    for index in range(first - 1, -1, -1):
        line = page.lines[index]
        if index and line.words <= MAX_HEADING_WORDS and is_dated_title(page.lines[index - 1]):
            return index - 1, first
        if page.furniture[index] or page.is_aside(index):
            continue
        if line.marker in NUMBERED and any(not page.furniture[i] and not page.is_aside(i) for i in range(index)):
            first = index
            continue
        if index > 1 and page.datelines[index - 1] and _outweighs(page, index - 2, index):
            return index - 2, first
        return (index if _MIN_WORDS <= line.words <= _MAX_WORDS else None), first
    return None, first


def _outweighs(page: Page, above: int, below: int) -> bool:
    """Whether of two lines around a date line the upper is the title and the lower a heading."""
    return not page.furniture[above] and page.lines[above].words > max(4, page.lines[below].words)


def _opens_as_title(page: Page, index: int, untitled: bool) -> bool:
    """Whether the first long line is itself the title: a date line comes after it, or it has no stop."""
    line, after = page.lines[index], page.lines[index + 1]
    if line.marker or index in page.rows or line.words > _MAX_WORDS or line.text[-1] in ":;,":
        return False
    return page.datelines[index + 1] or (untitled and not line.stopped and after.is_prose)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
