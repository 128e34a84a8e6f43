"""Raw document in, clean document out: true letters, blocks and their kinds, and what is known of the document."""

from __future__ import annotations

from chitieu.cleaning.head import PageMeta, page_meta
from chitieu.cleaning.kinds import kinds_of
from chitieu.cleaning.letters import put_right
from chitieu.cleaning.lines import Hint, lines_of, one_block_a_line
from chitieu.cleaning.mapped import Mapped
from chitieu.cleaning.markup import blocks_of
from chitieu.cleaning.metadata import metadata_of
from chitieu.cleaning.parents import parents_of
from chitieu.cleaning.segmented import unsegmented
from chitieu.cleaning.typed import in_true_letters
from chitieu.cleaning.wrapped import unwrapped
from chitieu.model import Block, CleanDocument, RawDocument
from chitieu.versions import room_version

__all__ = ["VERSION", "clean"]

VERSION = room_version(
    "cleaning",
    "choice/__init__",
    "choice/weights/year",
    "choice/weights/home",
    "model",
    "vocabulary/places",
    "vocabulary/fonts",
)


def clean(raw: RawDocument) -> CleanDocument:
    """Clean one raw document.

    For any span of the clean text, ``raw.text[slice(*document.to_raw(start, end))]`` holds what it was made of. Plain
    text that needs no correction stays as it is, character by character.
    """
    page, text = PageMeta(), Mapped.identity(raw.text)
    hints: list[tuple[int, Hint]] = []
    if raw.media_type == "text/html":
        page = page_meta(raw.text)
        edits, hints = blocks_of(raw.text)
        text = text.edited(edits)
    text = one_block_a_line(unwrapped(unsegmented(put_right(in_true_letters(text)))))
    lines = lines_of(text, hints)
    kinds = kinds_of(lines, raw.sidecar.title or page.title)
    parents = parents_of(lines, kinds)
    known = metadata_of(lines, kinds, raw.sidecar, page)
    return CleanDocument(
        document_id=raw.document_id,
        name=raw.name,
        text=text.text,
        segments=text.segments,
        blocks=tuple(Block(k, line.start, line.end, p) for line, k, p in zip(lines, kinds, parents, strict=True)),
        title=known.title,
        published=known.published,
        publisher=known.publisher,
        url=known.url,
        ref_area=known.ref_area,
        published_basis=known.published_basis,
    )
