"""Where a place in the text stands: its block, sentence and clause, and the headings above it.

What governs a number (its period, scenario, place, indicator) is nearly always a matter of scope, so all
choosers ask one outline. Sentences end at ``. ! ? …`` before white space, or with the block. Clauses end at
``;``, or at a comma or bracket that opens something new; abbreviations (``TP.``, ``tr.đ``) end nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from chitieu.model import Block, BlockKind, CleanDocument, Span

_SENTENCE_END = re.compile(r"(?<!\bTP)(?<!\bTp)(?<!\bTX)(?<!\bTT)(?<!\bP)(?<!\bQ)(?<!\bSt)[.!?…]+[\"”’)]*(?=\s|$)")
_CLAUSE_END = re.compile(r"[;:(]|\)|,(?!\d)|\s[-–—]\s")
IN_ORDER = re.compile(r"\b(?:lần lượt|tương ứng|theo thứ tự)\b", re.I)  # figures of a row named before, one by one
_CELL_END = re.compile(r"[ \u00a0]*(?:\||\t|[ \u00a0]{3,})[ \u00a0]*")


@dataclass(frozen=True)
class Outline:
    """Blocks, sentences and clauses of one clean text, each sorted by start."""

    document: CleanDocument
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The clean text."""
        return self.document.text

    def block_index(self, at: int) -> int:
        """Index of the block that holds position ``at`` (the one before, between blocks)."""
        return max(0, bisect_right(self._block_starts, at) - 1)

    def block(self, at: int) -> Block:
        """The block that holds position ``at``."""
        return self.document.blocks[self.block_index(at)]

    def sentence(self, at: int) -> Span:
        """The sentence that holds position ``at``."""
        return _holder(self.sentences, self.sentence_starts, at)

    def clause(self, at: int) -> Span:
        """The clause that holds position ``at``."""
        return _holder(self.clauses, self._clause_starts, at)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence begins."""
        return [s.start for s in self.sentences]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [c.start for c in self.clauses]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.start for b in self.document.blocks]

    def governing(self, at: int) -> Iterable[Block]:
        """Blocks that govern the one at ``at``, the nearest first: headings, list leads, table headers."""
        index = self.document.blocks[self.block_index(at)].parent
        while index is not None:
            block = self.document.blocks[index]
            yield block
            index = block.parent

    def is_boilerplate(self, at: int) -> bool:
        """Whether position ``at`` stands in page furniture."""
        return self.block(at).kind is BlockKind.BOILERPLATE


def outline(document: CleanDocument) -> Outline:
    """Cut a clean document into sentences and clauses."""
    sentences: list[Span] = []
    clauses: list[Span] = []
    for block in document.blocks:
        for sentence in _cut(document.text, block.start, block.end, _SENTENCE_END):
            sentences.append(sentence)
            clauses.extend(_cut(document.text, sentence.start, sentence.end, _CLAUSE_END))
    return Outline(document, tuple(sentences), tuple(clauses))


def cells_of(seen: Outline, index: int) -> tuple[Span, ...]:
    """The cells of a row of a table, the block at ``index``: cut at bars, tabs or wide gaps."""
    block = seen.document.blocks[index]
    cells, at = [], block.start
    for m in _CELL_END.finditer(seen.text, block.start, block.end):
        if m.start() > block.start:
            cells.append(Span(at, m.start()))
        at = m.end()
    return (*cells, Span(at, block.end))


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterable[Span]:
    at = start
    for m in pattern.finditer(text, start, end):
        if m.end() > at:
            yield Span(at, m.end())
            at = m.end()
    if at < end:
        yield Span(at, end)


def _holder(spans: tuple[Span, ...], starts: list[int], at: int) -> Span:
    index = bisect_right(starts, at) - 1
    return spans[max(0, index)] if spans else Span(at, at)
