"""Plain text: bytes to characters and nothing else."""

from __future__ import annotations

from chitieu.reading.encodings import decode

MEDIA_TYPE = "text/plain"
SUFFIXES = frozenset({".txt", ".text", ".md"})


def read(data: bytes) -> tuple[str, str]:
    """Text and encoding of a plain text file. Raises `Refused` as `decode` does."""
    return decode(data)
