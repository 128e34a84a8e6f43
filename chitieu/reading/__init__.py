"""Bytes in, raw document out: decoding, media types, sidecars."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath

from chitieu.model import RawDocument, Sidecar
from chitieu.reading import html, plain
from chitieu.reading.refused import Refused
from chitieu.reading.sidecar import read_sidecar
from chitieu.versions import room_version

__all__ = ["VERSION", "Refused", "read_bytes", "read_file"]

VERSION = room_version("reading", "vocabulary/fonts", "model")


def read_file(path: Path) -> RawDocument:
    """Read one text or HTML file with its sidecar.

    Raises:
        Refused: the bytes are no text, or the sidecar is not in order.
        OSError: the file can't be opened.
    """
    return read_bytes(path.read_bytes(), path.stem, str(path), read_sidecar(path))


def read_bytes(data: bytes, name: str, source: str = "", sidecar: Sidecar | None = None) -> RawDocument:
    """Read a document that is already in memory.

    Args:
        data: bytes of the document.
        name: its short name, the stem of the file.
        source: path or address it came from; its suffix helps to tell HTML from plain text.
        sidecar: what is known of it beside its text.

    Raises:
        Refused: the bytes are no text.
    """
    format_ = html if PurePath(source).suffix.lower() in html.SUFFIXES or html.is_html(data) else plain
    text, encoding = format_.read(data)
    return RawDocument(
        document_id=hashlib.sha256(data).hexdigest(),
        name=name,
        source=source,
        media_type=format_.MEDIA_TYPE,
        encoding=encoding,
        text=text,
        sidecar=sidecar or Sidecar(),
    )
