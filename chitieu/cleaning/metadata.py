"""What is known of a document: title, day of publication, publisher, home place. The sidecar first, then the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chitieu.cleaning.head import PageMeta
from chitieu.cleaning.lines import Line
from chitieu.cleaning.published import MARGINS, published_of
from chitieu.cleaning.publishers import domain_of, portal_name, publisher_of
from chitieu.model import BlockKind, Sidecar
from chitieu.vocabulary.places.home import home_place

_DATE_AT_END = re.compile(r"\s*[(\[]\s*(?:\d{4}-\d\d-\d\d[^)\]]*|\d{1,2}[/.]\d{1,2}[/.]\d{4}[^)\]]*)[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document, and what its date rests on."""

    title: str | None
    published: date | None
    published_basis: str | None
    publisher: str | None
    url: str | None
    ref_area: str | None


def metadata_of(lines: Sequence[Line], kinds: Sequence[BlockKind], sidecar: Sidecar, page: PageMeta) -> Metadata:
    """Gather what sidecar, markup and text say."""
    url = sidecar.url or page.url or _header_url(lines)
    day, basis = published_of(lines, kinds, sidecar.published, page.published, url)
    site = portal_name(page.title or "")  # pages often carry the portal's name for a title
    title = sidecar.title or _title(lines, kinds) or (None if site else page.title)
    publisher = sidecar.publisher or page.publisher or publisher_of(lines, kinds) or site or domain_of(url)
    home = home_place(
        title=title,
        publisher=publisher,
        url=url,
        furniture=_text(line for line, kind in zip(lines, kinds, strict=True) if kind in MARGINS),
        body=_text(line for line, kind in zip(lines, kinds, strict=True) if kind not in MARGINS),
        published=day,
        sidecar=sidecar.ref_area,
    )
    return Metadata(title, day, basis, publisher, url, home.code)


def _text(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _title(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> str | None:
    words = " ".join(line.text for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.TITLE)
    return _DATE_AT_END.sub("", words).strip() or None


_HEADER_URL = re.compile(r"#\s*(?:url|source)\s*=\s*(https?://\S+)")


def _header_url(lines: Sequence[Line]) -> str | None:
    return next((m[1] for line in lines[:6] if (m := _HEADER_URL.match(line.text))), None)
