"""The tags of HTML: where they stand in the source, their attributes, and what kind of element each opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INSIDE = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*+"
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<%.*?%>|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>"
    rf"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>{_INSIDE})>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

# elements whose content is no text of the page
NO_TEXT = frozenset("script style noscript template svg iframe object select button textarea title math".split())
VOID = frozenset("br img hr input meta link source area base col embed param track wbr".split())
BLOCKS = frozenset(
    (
        "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure"
        " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody"
        " tfoot thead tr ul td th"
    ).split()
)
# an element that ends an open one of its kind, unless one of these stands between
IMPLIED_END = {
    "li": {"ul", "ol"},
    "tr": {"table"},
    "td": {"table", "tr"},
    "th": {"table", "tr"},
    "p": {"td", "th", "li", "div", "table"},
    "dd": {"dl"},
    "dt": {"dl"},
    "a": {"td", "li", "p", "div"},
}
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|footer|sidebar|related|comments?|social|share|sharing"
    r"|copyright|pagination|pager|banner|counter|statistics?|search|toolbar|login)(?=$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|(?<![\w-])hidden(?=\s|$)", re.I)
_NEVER_FURNITURE = frozenset("html body main article form td tr table tbody".split())


def attributes_of(text: str) -> dict[str, str]:
    """Attributes of a tag, their names in small letters, values as written."""
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(text)}


def tags_of(source: str, name: str) -> Iterator[dict[str, str]]:
    """Attributes of every tag of a name."""
    for m in re.finditer(rf"<{name}\b({_INSIDE})>", source, re.I):
        yield attributes_of(m[1])


def opens_furniture(name: str, attributes: str) -> bool:
    """Whether an element holds page furniture, by its name or by the names that its author gave it."""
    if name in _FURNITURE_TAGS or _HIDDEN.search(attributes):
        return True
    if name in _NEVER_FURNITURE or ("class" not in attributes and "id" not in attributes):
        return False
    given = attributes_of(attributes)
    return any(_FURNITURE_NAMES.search(given.get(key, "")) for key in ("class", "id", "role"))
