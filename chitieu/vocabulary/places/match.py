"""A text as a row of words, and the phrases of the lexicon found at a word."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from chitieu.vocabulary.places.lexicon import lexicon
from chitieu.vocabulary.places.names import TOKEN, word_key


class Form(StrEnum):
    """How a text names a place."""

    TYPED = "typed"  # "huyện Bình Sơn"
    BARE = "bare"  # "Bình Sơn"
    WHOLE = "whole"  # "toàn huyện", "tỉnh ta", "huyện nhà"
    TYPE_ONLY = "type_only"  # "huyện"
    COUNTRY = "country"  # "cả nước"
    OTHER = "other"  # abroad, or a region that is no unit
    VILLAGE = "village"  # "thôn Đông", "ấp 3"
    UNKNOWN = "unknown"  # a type and a name that no list knows


@dataclass(frozen=True, slots=True)
class Named:
    """Words that may name a place. Offsets are into the text given."""

    start: int
    end: int
    form: Form
    key: str  # of the name, without type; "" where there is none
    levels: tuple[str, ...]  # that the words allow; empty for any
    types: tuple[str, ...] = ()  # that the type word demands in the registry
    former: bool = False  # "cũ", "trước đây" follows


class Word(NamedTuple):
    """One word of a text."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter or digit."""
        return not self.text[0].islower()

    @property
    def named_like(self) -> bool:
        """Whether it looks like a word of a name: capitalised, no acronym, no number."""
        return self.text.isalpha() and self.text[0].isupper() and not self.text.isupper()


_JOINT = re.compile(r"[ \u00a0]?(?:[-–—][ \u00a0]?)?")  # between the words of one name
_FORMER = re.compile(r"\s*\(?(?:cũ|trước đây)\b")
_WITHIN_CLAUSE = frozenset(("", "-", "–"))


class Reader:
    """The words of a text (NFC), by index."""

    def __init__(self, text: str) -> None:
        """Cut the text into words."""
        self.text = text
        self.lexicon = lexicon()
        self.words = [Word(m.start(), m.end(), m.group(), word_key(m.group())) for m in TOKEN.finditer(text)]
        self._opened: dict[int, list[tuple[int, str]]] = {}

    def keys(self, i: int, n: int) -> str:
        """The key of `n` words from `i` on."""
        return " ".join([w.key for w in self.words[i : i + n]])

    def joined(self, i: int) -> bool:
        """Whether word `i` and the next can be of one name."""
        return _JOINT.fullmatch(self.text, self.words[i].end, self.words[i + 1].start) is not None

    def between(self, i: int) -> str:
        """What stands between word `i` and the next; a line's end where there is none."""
        return self.text[self.words[i].end : self.words[i + 1].start] if 0 <= i < len(self.words) - 1 else "\n"

    def phrase(self, i: int, phrases: Container[str]) -> int:
        """Number of words of the longest of `phrases` that stands at `i`; 0 for none."""
        for n, phrase in self._openings(i):
            if phrase in phrases:
                return n
        return 0

    def _openings(self, i: int) -> list[tuple[int, str]]:
        """Phrases that start at word `i`, the longest first, with their number of words; as long as any phrase goes."""
        known = self._opened.get(i)
        if known is None:
            words, known = self.words, []
            limit = min(self.lexicon.longest.get(words[i].key, 0), len(words) - i)
            phrase = ""
            for n in range(1, limit + 1):
                phrase = f"{phrase} {words[i + n - 1].key}" if n > 1 else words[i].key
                known.append((n, phrase))
                if n < limit and not self.joined(i + n - 1):
                    break
            known.reverse()
            self._opened[i] = known
        return known

    def before(self, i: int, most: int = 4) -> list[str]:
        """Phrases of one to `most` words that end right before word `i`, within the clause."""
        out: list[str] = []
        phrase = ""
        for j in range(i - 1, max(-1, i - 1 - most), -1):
            if self.between(j).strip(" \u00a0\"“'’") not in _WITHIN_CLAUSE:
                break
            phrase = f"{self.words[j].key} {phrase}".strip()
            out.append(phrase)
        return out

    def opens(self, i: int) -> bool:
        """Whether word `i` opens a sentence, line or bracket."""
        return i == 0 or self.between(i - 1).strip(" \u00a0") != ""

    def shouted(self, i: int, n: int) -> bool:
        """Whether `n` words from `i` on stand in capitals throughout."""
        return self.text[self.words[i].start : self.words[i + n - 1].end].isupper()

    def named(
        self, i: int, j: int, n: int, form: Form, levels: tuple[str, ...] = (), types: tuple[str, ...] = ()
    ) -> Named:
        """A mention from word `i` on whose name is the `n` words from `j` on."""
        end = self.words[j + n - 1].end
        former = _FORMER.match(self.text, end) is not None
        return Named(self.words[i].start, end, form, self.keys(j, n), levels, types, former)
