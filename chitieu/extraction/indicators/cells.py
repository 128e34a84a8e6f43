"""The cells around a number in a table: the header above it, and the label of its row."""

from __future__ import annotations

from chitieu.extraction.structure import Outline, cells_of
from chitieu.model import BlockKind, Span


def header(outline: Outline, at: int) -> Span | None:
    """The header cell above position ``at``, counted from the right, where rows of unequal length agree.

    None outside tables, in the header itself, or where the header has no such cell.
    """
    index = outline.block_index(at)
    blocks = outline.document.blocks
    first = index
    while first > 0 and blocks[first].kind is blocks[first - 1].kind is BlockKind.TABLE_ROW:
        first -= 1
    if first == index:
        return None
    row, head = cells_of(outline, index), cells_of(outline, first)
    from_right = sum(c.end > at for c in row)
    return head[-from_right] if 0 < from_right <= len(head) else None


def label(outline: Outline, at: int) -> Span | None:
    """The first cell with letters left of position ``at`` in its row; None outside tables or where there is none."""
    index = outline.block_index(at)
    if outline.document.blocks[index].kind is not BlockKind.TABLE_ROW:
        return None
    left = [c for c in cells_of(outline, index) if c.end <= at]
    return next((c for c in left if sum(x.isalpha() for x in outline.text[c.start : c.end]) > 2), None)
