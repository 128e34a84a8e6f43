"""Words of a text that may be places, by form alone: which name, which type before it, what stands around it.

One pass over the words. A name is looked up in a dictionary, the longest first, and only where a capital letter or a type
word ("xã", "TP.") allows it. What the place *is* depends on day and context: see ``resolve``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from chitieu.vocabulary.places.names import TOKEN, key, word_key
from chitieu.vocabulary.places.registry import Place, load


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
    shouted: bool = False  # in capitals throughout


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


class Vocabulary:
    """The words around names, and the names, indexed for the scan."""

    def __init__(self, words: Mapping[str, Mapping[str, list[str]]], aliases: Mapping[str, str]) -> None:
        """Index names by first word; aliases stand beside what they mean."""
        self.types = {k: tuple(v) for k, v in words["types"].items()}
        self.exact = {k: tuple(v) for k, v in words["exact"].items()}
        self.country = frozenset(map(key, words["country"]["names"]))
        self.not_before = frozenset(map(key, words["not_before"]["words"]))
        self.not_after = frozenset(words["not_after"]["words"])
        self.place_before = frozenset(map(key, words["place_before"]["words"]))
        self.typed_only = frozenset(map(key, words["typed_only"]["names"]))
        self.surnames = frozenset(map(key, words["surnames"]["names"]))
        self.other = frozenset(map(key, words["other"]["names"]))
        self.short = frozenset(map(key, words["other"]["short"]))
        self.short_before = frozenset(map(key, words["other"]["short_before"]))
        self.names: dict[str, tuple[Place, ...]] = dict(load().by_key)
        for name, places in load().by_key.items():
            units = tuple(p for p in places if p.level != "commune" and " " in p.name and " " not in p.name.replace(" ", "", 1))
            if units and name == key(units[0].name):  # "ĐắkNông", "Đakrông"
                self.names.setdefault(key(units[0].name.replace(" ", "")), units)
        for alias, full_name in aliases.items():
            self.names[key(alias)] = self.names.get(key(alias), ()) + self.names[key(full_name)]
        self.longest: dict[str, int] = {}
        for name in (*self.names, *self.types, *self.country, *self.other):
            words_of = name.split(" ")
            self.longest[words_of[0]] = max(self.longest.get(words_of[0], 0), len(words_of))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the library."""
    room = files("chitieu.vocabulary.places")
    words = tomllib.loads((room / "words.toml").read_text(encoding="utf-8"))
    rows = (line.split("\t") for line in (room / "aliases.tsv").read_text(encoding="utf-8").splitlines()[1:])
    return Vocabulary(words, {alias: name for alias, name in rows})


_JOINT = re.compile(r"[ \u00a0]?(?:[-–—][ \u00a0]?)?")  # between the words of one name
_AFTER_TYPE = re.compile(r"[ \u00a0]{1,2}")
_AFTER_SHORT = re.compile(r"\.?[ \u00a0]{0,2}")  # "TP.Huế", "TX. Bỉm Sơn"
_GOES_ON = re.compile(r"[.,/]?\d|\s*[%/]")  # a number, not the name of a ward
_FORMER = re.compile(r"\s*\(?(?:cũ|trước đây)\b")
_LETTER_TYPE = {"h": "huyện", "q": "quận", "p": "phường", "x": "xã", "t": "tỉnh"}  # only with a full stop: "H. Bình Sơn"
_COUNTED = frozenset(
    "các mỗi nhiều những một hai ba bốn năm sáu bảy tám chín mười số cấp từng vị quân khối tác liên nội ngoại hàng vài mấy đô trong-các bậc".split()
)
_PLAN = frozenset(("kế hoạch", "dự toán", "nghị quyết", "chỉ tiêu", "quyết định", "mục tiêu"))
_NOT_TYPE_AFTER = frozenset("hội viên giao đoàn đội lộ phố phân lân xã thành".split())
_WHOLE_BEFORE = frozenset(("toàn", "cả", "khắp"))
_WHOLE_AFTER = frozenset(("ta", "nhà", "này"))
_ORGANISATION = re.compile(
    r"(?:mặt trận|cộng hòa|đảng|hội|liên đoàn|quân đội|đoàn|bà mẹ|công đoàn|ngân hàng|tập đoàn|tổng công ty|liên hiệp|tổ chức|viện|trường|báo"
    r"|phòng thương mại|nhà nước|hàng không|công ty|điện lực)[^,.;:()\n]{0,60}$",
    re.I,
)


def words_of(text: str) -> list[Word]:
    """The words of a text, with their keys."""
    return [Word(m.start(), m.end(), m.group(), word_key(m.group())) for m in TOKEN.finditer(text)]


def scan(text: str) -> list[Named]:
    """All that may be places in a text (NFC), in order, not overlapping."""
    return list(_Scan(text).run())


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.v = vocabulary()

    def run(self) -> Iterable[Named]:
        i = 0
        while i < len(self.words):
            word = self.words[i]
            found = None
            if word.key in self.v.longest or word.key in _LETTER_TYPE:
                found = self.typed(i) or self.fixed(i) or (self.bare(i) if word.capital else None)
            if found is None:
                i += 1
                continue
            i, named = found
            if named is not None:
                yield named

    def phrase(self, i: int, names: Iterable[str] | Mapping[str, object], most: int | None = None) -> int:
        """Number of words of the longest name of a collection that stands at `i`; 0 for none."""
        limit = min(most or self.v.longest.get(self.words[i].key, 0), len(self.words) - i)
        n = 1
        while n < limit and self.joined(i + n - 1):
            n += 1
        while n and " ".join(w.key for w in self.words[i : i + n]) not in names:
            n -= 1
        return n

    def joined(self, i: int) -> bool:
        """Whether word `i` and the next can be of one name."""
        return _JOINT.fullmatch(self.text, self.words[i].end, self.words[i + 1].start) is not None

    def keys(self, i: int, n: int) -> str:
        return " ".join(w.key for w in self.words[i : i + n])

    def before(self, i: int, most: int = 4) -> list[str]:
        """Phrases of one to four words that end right before word `i`, within the clause."""
        out: list[str] = []
        phrase = ""
        for j in range(i - 1, max(-1, i - 1 - most), -1):
            gap = self.text[self.words[j].end : self.words[j + 1].start]
            if gap.strip(" \u00a0\"“'’") not in ("", "-", "–"):
                break
            phrase = f"{self.words[j].key} {phrase}".strip()
            out.append(phrase)
        return out

    def former(self, end: int) -> bool:
        return _FORMER.match(self.text, end) is not None

    def make(self, i: int, j: int, n: int, form: Form, levels: tuple[str, ...], types: tuple[str, ...] = ()) -> Named:
        start, end = self.words[i].start, self.words[j + n - 1].end
        shouted = self.text[start:end].isupper()
        return Named(start, end, form, self.keys(j, n), levels, types, self.former(end), shouted)

    def typed(self, i: int) -> tuple[int, Named | None] | None:
        """A type word, with the name behind it or alone."""
        word = self.words[i]
        n = self.phrase(i, self.v.types)
        kind = self.keys(i, n) if n else ""
        if not n and word.key in _LETTER_TYPE and word.text.isupper() and self.text[word.end : word.end + 1] == ".":
            n, kind = 1, _LETTER_TYPE[word.key]
        if not n:
            return None
        levels, types = self.v.types[kind], self.v.exact.get(kind, ())
        j = i + n
        if levels == ("village",) and (self.phrase(i, self.v.names) > n or word.text.isupper()):
            return None  # Buôn Hồ, Sóc Trăng; in capitals "BẢN TIN" can't be told from a village
        if kind == "xã" and self.before(i, 1) == ["tác"]:
            return j, None  # hợp tác xã
        letter = kind != self.keys(i, n)
        gap = _AFTER_SHORT if letter or len(kind) < 4 and kind not in ("xã", "ấp") else _AFTER_TYPE
        near = j < len(self.words) and gap.fullmatch(self.text, self.words[j - 1].end, self.words[j].start)
        if near and self.words[j].capital:
            if levels == ("village",):
                return self.village(i, j)
            m = self.name(j, levels, types)
            if m:
                return j + m, self.make(i, j, m, Form.TYPED, levels, types)
            if len(kind) > 2 and not letter and self.unknown(j) and self.words[j].key not in self.v.surnames:
                m = self.capitals(j)
                return j + m, self.make(i, j, m, Form.UNKNOWN, levels, types)
        if levels == ("village",) or letter or kind.endswith("ủy") or kind == "tt":
            return None
        return self.type_only(i, j, kind, levels, types)

    def name(self, j: int, levels: tuple[str, ...], types: tuple[str, ...]) -> int:
        """Words of the longest known name at `j` that a unit of these levels ever had."""
        word = self.words[j]
        if word.text[0].isdigit() and (not {"Quận", "Phường"} & set(types) or _GOES_ON.match(self.text, word.end)):
            return 0  # "ngân sách huyện 6,2 tỷ"
        n = self.phrase(j, self.v.names)
        while n:
            if any(p.level in levels for p in self.v.names.get(self.keys(j, n), ())):
                return n
            n -= 1
        return 0

    def unknown(self, j: int) -> bool:
        """Whether capitalised words behind a type look like a name: no acronym, no number."""
        text = self.words[j].text
        return text.isalpha() and not text.isupper() and text[0].isupper()

    def capitals(self, j: int) -> int:
        n = 1
        while n < 4 and j + n < len(self.words) and self.joined(j + n - 1):
            if not self.unknown(j + n) and not (len(self.words[j + n].text) == 1 and self.words[j + n].text.isupper()):
                break
            n += 1
        return n

    def village(self, i: int, j: int) -> tuple[int, Named | None]:
        n = self.capitals(j) if self.words[j].text.isalpha() else 1
        return j + n, self.make(i, j, n, Form.VILLAGE, ("village",))

    def type_only(
        self, i: int, j: int, kind: str, levels: tuple[str, ...], types: tuple[str, ...]
    ) -> tuple[int, Named | None]:
        """ "huyện" alone is the one that the text is about, unless it is counted or a plan's owner."""
        before = self.before(i)
        last = before[0] if before else ""
        after = self.words[j].key if j < len(self.words) and self.text[self.words[j - 1].end : self.words[j].start].isspace() else ""
        nothing = j, None
        if self.listed(i, j) or last in _COUNTED or last.isdigit() or _PLAN & set(before) or after in _NOT_TYPE_AFTER:
            return nothing
        start, end = self.words[i].start, self.words[j - 1].end
        form = Form.TYPE_ONLY
        if last in _WHOLE_BEFORE:
            start, form = self.words[i - 1].start, Form.WHOLE
        elif after in _WHOLE_AFTER:
            end, form = self.words[j].end, Form.WHOLE
        return j, Named(start, end, form, "", levels, types)

    def listed(self, i: int, j: int) -> bool:
        """Whether the type word stands among others: "ngân sách huyện, xã", "các xã, phường"."""
        before = i and self.words[i - 1].key in self.v.types and self.text[self.words[i - 1].end : self.words[i].start].strip() in (",", "-", "/")
        after = j < len(self.words) and self.words[j].key in self.v.types and self.text[self.words[j - 1].end : self.words[j].start].strip() in (",", "-", "/")
        return bool(before or after)

    def fixed(self, i: int) -> tuple[int, Named | None] | None:
        """The country, other countries and regions."""
        n = self.phrase(i, self.v.country)
        if n:
            named = self.make(i, i, n, Form.COUNTRY, ("country",))
            line = self.text[max(0, named.start - 90) : named.start]
            if named.key == "việt nam" and (not self.words[i].capital or _ORGANISATION.search(line)):
                return i + n, None
            return i + n, named
        n = self.phrase(i, self.v.other)
        if not n or (self.keys(i, n) not in self.v.country and self.keys(i, n) != "thế giới" and self.keys(i, n) != "toàn cầu" and not self.words[i].capital):
            return None
        if self.keys(i, n) in self.v.short:
            before = self.before(i)
            follows = i + n < len(self.words) and self.joined(i + n - 1) and self.words[i + n].capital
            if follows or not self.v.short_before & set(before):
                return None
        if self.phrase(i, self.v.names) > n:
            return None
        return i + n, self.make(i, i, n, Form.OTHER, ("other",))

    def bare(self, i: int) -> tuple[int, Named | None] | None:
        """A name with no type before it, where nothing says that it is a person, a street, a firm."""
        n = self.phrase(i, self.v.names)
        if not n or any(not w.capital for w in self.words[i : i + n]) or self.words[i].text[0].isdigit():
            return None
        end = self.words[i + n - 1].end
        shouted = self.text[self.words[i].start : end].isupper()
        if n == 1 and len(self.words[i].text) < 3:
            return None
        if self.keys(i, n) in self.v.typed_only:
            return i + n, None
        if self.part_of_longer(i, n, shouted) or self.v.not_before & set(self.before(i)):
            return i + n, None
        return i + n, self.make(i, i, n, Form.BARE, ())

    def part_of_longer(self, i: int, n: int, shouted: bool) -> bool:
        """Whether other capitalised words touch the name: "Đặng [Văn Minh]", "[Bình Sơn] Group"."""
        j = i + n
        if j < len(self.words) and _JOINT.fullmatch(self.text, self.words[j - 1].end, self.words[j].start):
            after = self.words[j]
            spaced = self.text[self.words[j - 1].end : after.start].strip() == ""
            if after.key in self.v.not_after or (spaced and not shouted and self.unknown(j) and after.key not in self.v.types):
                return True
        if i and not shouted and self.text[self.words[i - 1].end : self.words[i].start] in (" ", "\u00a0", "-"):
            previous = self.words[i - 1]
            if previous.text[0].isupper() and not previous.text.isupper():
                return not (self.opens(i - 1) and previous.key in self.v.place_before)
        return False

    def opens(self, i: int) -> bool:
        """Whether word `i` opens a sentence, line or bracket."""
        return i == 0 or self.text[self.words[i - 1].end : self.words[i].start].strip(" \u00a0") != ""
