"""Raw document in, clean document out."""

from __future__ import annotations

import re

from chitieu.model import Block, BlockKind, CleanDocument, RawDocument, Segment


def clean(raw: RawDocument) -> CleanDocument:
    """Clean one raw document."""
    text = raw.text
    blocks = tuple(Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip())
    return CleanDocument(
        raw.document_id, raw.name, text, (Segment(0, len(text), 0, len(text)),), blocks,
        title=raw.sidecar.title, published=raw.sidecar.published, publisher=raw.sidecar.publisher, url=raw.sidecar.url, ref_area=raw.sidecar.ref_area,
    )
