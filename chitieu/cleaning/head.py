"""What the head of an HTML page says of it: title, day of publication, publisher, address."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from chitieu.cleaning.tags import tags_of

_TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.I | re.S)
_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.I | re.S)
_DAY = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:19|20)\d\d)"
)
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_SITE_SUFFIX = re.compile(
    r"\s+[-–|»]\s+(?:(?:báo|trang|cổng|website|ubnd|ủy ban|tin tức|đài)\b.*|[\w.-]+\.(?:vn|com)\b.*)$", re.I
)


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What the markup of a page says of it."""

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


def page_meta(source: str) -> PageMeta:
    """Read title, meta tags, JSON-LD and the canonical address of a page."""
    named: dict[str, str] = {}
    for tag in tags_of(source, "meta"):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if key and tag.get("content"):
            named.setdefault(key, _plain(tag["content"]))
    linked = _linked_data(source)
    title = _TITLE.search(source)
    canonical = next((t.get("href") for t in tags_of(source, "link") if t.get("rel", "").lower() == "canonical"), None)
    address = html.unescape(canonical or named.get("og:url", ""))
    return PageMeta(
        title=named.get("og:title") or (_SITE_SUFFIX.sub("", _plain(title[1])) if title else None) or None,
        published=_first_day([*(named.get(k) for k in _PUBLISHED), linked.get("datePublished"), *_times(source)]),
        publisher=named.get("og:site_name") or linked.get("publisher"),
        url=address if urlsplit(address).hostname else None,
    )


def _linked_data(source: str) -> dict[str, str]:
    """``datePublished`` and the publisher's name of the first JSON-LD block that has them."""
    found: dict[str, str] = {}
    for m in _JSON_LD.finditer(source):
        try:
            data = json.loads(m[1])
        except ValueError:  # pages often carry broken JSON here; the rest of the page still counts
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                publisher = item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                values = {"datePublished": item.get("datePublished"), "publisher": name}
                found |= {k: v for k, v in values.items() if isinstance(v, str) and k not in found}
    return found


def _times(source: str) -> list[str]:
    return [t["datetime"] for t in tags_of(source, "time") if t.get("datetime")][:1]


def _first_day(values: list[str | None]) -> date | None:
    for value in values:
        m = _DAY.search(value or "")
        try:
            if m:
                return date(*(int(m[k] or m[f"{k}2"]) for k in "ymd"))
        except ValueError:  # no such day: the next tag may be right
            continue
    return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text)).strip()
