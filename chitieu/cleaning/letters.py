"""Characters as they should be: NFC, one kind of line end and of space, true Vietnamese letters, nothing invisible."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from chitieu.cleaning.mapped import Edit, Mapped

# letters that look like the Vietnamese ones and stand for them in badly converted files
_LOOK_ALIKES = {"ð": "đ", "Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "ƣ": "ư", "Ƣ": "Ư"}
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000↵", " "
)
_LINE_ENDS = dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n")
_WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_ONE_FOR_ONE = {**_LOOK_ALIKES, **_SPACES, **_LINE_ENDS, **_WIDE}
_REPLACED = re.compile(f"[{''.join(map(re.escape, _ONE_FOR_ONE))}]")
# nothing to see: soft hyphen, zero-width characters, marks of direction, controls
_DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]+"
)
_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,24}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_COMBINED = re.compile("[^\u0300-\u036f\x00-\x1f][\u0300-\u036f]+")
_FOREIGN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
# a sentence that begins right after the stop of the one before, as where paragraphs were joined
_GLUED = re.compile(rf"[.!?…][^\W\d_][{LOWER}]+[\s,]")
_SENTENCE_TAIL = re.compile(rf"[{LOWER}]{{3}}|.?\d\d|.*[%)”\"]", re.S)


def put_right(text: Mapped) -> Mapped:
    """All corrections of single characters."""
    if "&" in text.text:
        text = text.edited(_references(text.text))
    if "\r" in text.text:
        text = text.with_same_length(text.text.replace("\r\n", " \n").replace("\r", "\n"))
    if _REPLACED.search(text.text):
        text = text.with_same_length(_REPLACED.sub(lambda m: _ONE_FOR_ONE[m[0]], text.text))
    if _DROPPED.search(text.text):
        text = text.edited(Edit(*m.span(), "") for m in _DROPPED.finditer(text.text))
    if not unicodedata.is_normalized("NFC", text.text):
        text = text.edited(_compositions(text.text))
        if not unicodedata.is_normalized("NFC", text.text):
            text = text.edited(_rare_compositions(text.text))
    return text.edited(_sentence_breaks(text.text))


def _references(text: str) -> Iterator[Edit]:
    for m in _REFERENCE.finditer(text):
        if (new := html.unescape(m[0])) != m[0]:
            yield Edit(*m.span(), new)


def _compositions(text: str) -> Iterator[Edit]:
    """A letter and its marks, the way decomposed Vietnamese is written."""
    known: dict[str, str] = {}
    for m in _COMBINED.finditer(text):
        cluster = m[0]
        new = known.get(cluster)
        if new is None:
            new = known[cluster] = unicodedata.normalize("NFC", cluster)
        if new != cluster:
            yield Edit(*m.span(), new)


def _rare_compositions(text: str) -> Iterator[Edit]:
    """Anything else that has a composed form: runs between plain characters, taken as a whole."""
    for m in _FOREIGN.finditer(text):
        if not unicodedata.is_normalized("NFC", m[0]):
            yield Edit(*m.span(), unicodedata.normalize("NFC", m[0]))


def _sentence_breaks(text: str) -> Iterator[Edit]:
    for m in _GLUED.finditer(text):
        at = m.start()
        if text[at + 1].isupper() and _SENTENCE_TAIL.fullmatch(text[max(0, at - 3) : at]):
            yield Edit(at, at + 1, text[at] + " ")
