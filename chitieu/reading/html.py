"""HTML pages: to recognise one, and the character set that it declares."""

from __future__ import annotations

import re

from chitieu.reading.encodings import decode

MEDIA_TYPE = "text/html"
SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".aspx", ".php"})

_HEAD_BYTES = 4096
_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml.*?\?>|<%.*?%>)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def is_html(data: bytes) -> bool:
    """Whether bytes begin as an HTML page does, whatever the file is called."""
    return _START.match(data[:_HEAD_BYTES].replace(b"\0", b"")) is not None


def read(data: bytes) -> tuple[str, str]:
    """Source text and encoding of a page. Raises `Refused` as `decode` does."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    return decode(data, declared[1].decode("ascii") if declared else None)
