"""Texts that passed a word segmenter: ``nông_nghiệp , thuỷ_sản tăng 3,5 %`` for ``nông nghiệp, thuỷ sản tăng 3,5%``.

Whether a text is one is judged on the whole of it: a web address or a file name alone holds ``_`` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chitieu.cleaning.mapped import Edit, Mapped

_JOINED = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
_SPACE = re.compile(r"(?<=\S)[ \t]+(?=[,.;:%)\]!?…”])|(?<=[(\[“])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=/ )|(?<= /)[ \t]+(?=\S)")
_LOOSE_STOP = re.compile(r"\w [,.](?=\s)")
_TIGHT_STOP = re.compile(r"\w[,.](?=\s)")
_MIN_JOINED = 3
_CHARACTERS_A_JOINED_WORD = 100


def unsegmented(text: Mapped) -> Mapped:
    """The text as a person writes it, if a segmenter took it apart; else the same."""
    if not _is_segmented(text.text):
        return text
    text = text.with_same_length(_JOINED.sub(" ", text.text))
    return text.edited(_spaces(text.text))


def _is_segmented(text: str) -> bool:
    if text.count("_") < _MIN_JOINED or len(_JOINED.findall(text)) * _CHARACTERS_A_JOINED_WORD < len(text):
        return False
    return len(_LOOSE_STOP.findall(text)) >= len(_TIGHT_STOP.findall(text))


def _spaces(text: str) -> Iterator[Edit]:
    for m in _SPACE.finditer(text):
        yield Edit(*m.span(), "")
