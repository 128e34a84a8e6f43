"""Words of a text that may be places, by form alone: which name, which type before it, what stands around it.

One pass over the words. A name is looked up in a dictionary, the longest first, and only where a capital letter or a
type word ("xã", "TP.") allows it. What the place *is* depends on day and context: see ``resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chitieu.vocabulary.places.match import Form, Named, Reader

_AFTER_TYPE = re.compile(r"[ \u00a0]{1,2}")
_AFTER_SHORT = re.compile(r"\.?[ \u00a0]{0,2}")  # "TP.Huế", "TX. Bỉm Sơn"
_SHORT = frozenset(("tp", "t p", "tx", "t x", "tt"))
_LETTERS = {"h": "huyện", "q": "quận", "p": "phường", "x": "xã", "t": "tỉnh"}  # only with a full stop: "H. Bình Sơn"
_GOES_ON = re.compile(r"[.,/]?\d|\s*[%/]")  # a number, not the name of a ward
_COUNTED = frozenset(
    (
        "các mỗi nhiều những một hai ba bốn năm sáu bảy tám chín mười số cấp từng vị quân khối tác liên nội ngoại"
        " hàng vài mấy đô bậc"
    ).split()
)
_PLAN = frozenset(("kế hoạch", "dự toán", "nghị quyết", "chỉ tiêu", "quyết định", "mục tiêu"))
_NOT_AFTER_TYPE = frozenset("hội viên giao đoàn đội lộ phố phân lân xã thành".split())
_WHOLE_BEFORE = frozenset(("toàn", "cả", "khắp"))
_WHOLE_AFTER = frozenset(("ta", "nhà", "này"))
_ORGANISATION = re.compile(
    r"(?:mặt trận|cộng hòa|đảng|hội|liên đoàn|quân đội|đoàn|bà mẹ|công đoàn|ngân hàng|tập đoàn|tổng công ty|liên hiệp"
    r"|tổ chức|viện|trường|báo|bhxh|bảo hiểm|phòng thương mại|nhà nước|hàng không|công ty|điện lực)[^,.;:()\n]{0,60}$",
    re.I,
)
_OFFICES = ("sở ", "cục ")
_VILLAGE = ("village",)

Found = tuple[int, Named | None] | None  # index of the word to go on with, and the mention; None: nothing starts here


def scan(text: str) -> list[Named]:
    """All that may be places in a text (NFC), in order, not overlapping."""
    return list(_scan(Reader(text)))


def _scan(reader: Reader) -> Iterable[Named]:
    i, words, longest, in_small = 0, reader.words, reader.lexicon.longest, reader.lexicon.in_small_letters
    while i < len(words):
        found: Found = None
        word = words[i]
        if word.key in in_small or (word.capital and (word.key in longest or word.key in _LETTERS)):
            found = _typed(reader, i) or _fixed(reader, i) or _bare(reader, i)
        if found is None:
            i += 1
            continue
        i, named = found
        if named is not None:
            yield named


def _typed(reader: Reader, i: int) -> Found:
    """A type word, with the name behind it or alone."""
    word, words, lexicon = reader.words[i], reader.words, reader.lexicon
    n = reader.phrase(i, lexicon.types)
    kind = reader.keys(i, n) if n else ""
    letter = not n and word.key in _LETTERS and word.text.isupper() and reader.text[word.end : word.end + 1] == "."
    if letter:
        n, kind = 1, _LETTERS[word.key]
    if not n:
        return None
    levels, types, j = lexicon.types[kind], lexicon.exact.get(kind, ()), i + n
    if levels == _VILLAGE and (reader.phrase(i, lexicon.names) > n or word.text.isupper()):
        return None  # Buôn Hồ, Sóc Trăng; in capitals "BẢN TIN" can't be told from a village
    if kind == "xã" and reader.before(i, 1) == ["tác"]:
        return j, None  # hợp tác xã
    gap = _AFTER_SHORT if letter or kind in _SHORT else _AFTER_TYPE
    if j < len(words) and words[j].capital and gap.fullmatch(reader.text, words[j - 1].end, words[j].start):
        if levels == _VILLAGE:
            if len(words[j].text) > 1 and words[j].text.isalpha() and words[j].text.isupper():
                return None  # "15 thôn NTM"
            m = _capitals(reader, j) if words[j].text.isalpha() else 1
            return j + m, reader.named(i, j, m, Form.VILLAGE, levels)
        if m := _known(reader, j, levels, types):
            return j + m, reader.named(i, j, m, Form.TYPED, levels, types)
        if kind not in _SHORT and not letter and words[j].named_like and words[j].key not in lexicon.surnames:
            m = _capitals(reader, j)
            return j + m, reader.named(i, j, m, Form.UNKNOWN, levels, types)
    if levels == _VILLAGE or letter or kind.endswith("ủy") or kind == "tt":
        return None
    return j, _type_only(reader, i, j, levels, types)


def _known(reader: Reader, j: int, levels: tuple[str, ...], types: tuple[str, ...]) -> int:
    """Words of the longest known name at `j` that a unit of these levels ever had."""
    word, names = reader.words[j], reader.lexicon.names
    if word.text[0].isdigit() and (not {"Quận", "Phường"} & set(types) or _GOES_ON.match(reader.text, word.end)):
        return 0  # "ngân sách huyện 6,2 tỷ"
    n = reader.phrase(j, names)
    while n and not any(p.level in levels for p in names.get(reader.keys(j, n), ())):
        n -= 1
    return n


def _capitals(reader: Reader, j: int) -> int:
    """Number of capitalised words in a row from `j` on, four at most; a single letter counts ("Đông A")."""
    n = 1
    while n < 4 and j + n < len(reader.words) and reader.joined(j + n - 1):
        word = reader.words[j + n]
        if not word.named_like and not (len(word.text) == 1 and word.text.isupper()):
            break
        n += 1
    return n


def _type_only(reader: Reader, i: int, j: int, levels: tuple[str, ...], types: tuple[str, ...]) -> Named | None:
    """Read "huyện" alone as the one that the text is about, unless it is counted or a plan's owner."""
    words, kinds = reader.words, reader.lexicon.types
    before = reader.before(i)
    last = before[0] if before else ""
    follows = words[j].key if j < len(words) and reader.between(j - 1).isspace() else ""
    if last in _COUNTED or last.isdigit() or _PLAN & set(before) or follows in _NOT_AFTER_TYPE:
        return None
    beside = (i and words[i - 1].key in kinds and reader.between(i - 1)) or (
        j < len(words) and words[j].key in kinds and reader.between(j - 1)
    )
    if beside and beside.strip() in (",", "-", "/"):
        return None  # "ngân sách huyện, xã"
    start, end, form = words[i].start, words[j - 1].end, Form.TYPE_ONLY
    if last in _WHOLE_BEFORE:
        start, form = words[i - 1].start, Form.WHOLE
    elif follows in _WHOLE_AFTER:
        end, form = words[j].end, Form.WHOLE
    return Named(start, end, form, "", levels, types)


def _fixed(reader: Reader, i: int) -> Found:
    """The country, other countries and regions."""
    lexicon = reader.lexicon
    if n := reader.phrase(i, lexicon.country):
        named = reader.named(i, i, n, Form.COUNTRY, ("country",))
        line = reader.text[max(0, named.start - 90) : named.start]
        if named.key == "việt nam" and (not reader.words[i].capital or _ORGANISATION.search(line)):
            return i + n, None
        return i + n, named
    n = reader.phrase(i, lexicon.other)
    if not n or (not reader.words[i].capital and reader.keys(i, n) not in lexicon.any_case):
        return None
    if reader.keys(i, n) in lexicon.short:
        follows = i + n < len(reader.words) and reader.joined(i + n - 1) and reader.words[i + n].capital
        if follows or not lexicon.short_before & set(reader.before(i)):
            return None
    if reader.phrase(i, lexicon.names) > n:
        return None
    if reader.before(i, 2)[-1:] == ["ngân hàng"]:
        return i + n, None  # "Ngân hàng Thế giới"
    return i + n, reader.named(i, i, n, Form.OTHER, ("other",))


def _bare(reader: Reader, i: int) -> Found:
    """A name with no type before it, where nothing says that it is a person, a street, a firm."""
    words, lexicon = reader.words, reader.lexicon
    if not words[i].capital or words[i].text[0].isdigit():
        return None
    n = reader.phrase(i, lexicon.names)
    if not n or any(not w.capital for w in words[i : i + n]) or (n == 1 and len(words[i].text) < 3):
        return None
    if reader.keys(i, n) in lexicon.typed_only or _part_of_longer(reader, i, n) or _of_other_kind(reader, i):
        return i + n, None
    return i + n, reader.named(i, i, n, Form.BARE)


def _of_other_kind(reader: Reader, i: int) -> bool:
    """Whether words before say that a name is no unit ("núi [Bà Đen]"); "huyện miền núi" says that it is one."""
    before = set(reader.before(i))
    return bool(reader.lexicon.not_before & before) and not reader.lexicon.place_before & before


def _part_of_longer(reader: Reader, i: int, n: int) -> bool:
    """Whether other capitalised words touch the name: "Đặng [Văn Minh]", "[Bình Sơn] Group"."""
    words, lexicon, j = reader.words, reader.lexicon, i + n
    shouted = reader.shouted(i, n)
    if j < len(words) and reader.joined(j - 1):
        spaced = reader.between(j - 1).strip() == ""
        new_name = spaced and not shouted and words[j].named_like and words[j].key not in lexicon.types
        if words[j].key in lexicon.not_after or new_name:
            return True
    if i and not shouted and reader.between(i - 1) in (" ", "\u00a0", "-"):
        previous = words[i - 1]
        if previous.text[0].isupper() and not previous.text.isupper():
            if previous.key not in lexicon.surnames and any(p.startswith(_OFFICES) for p in reader.before(i)):
                return False  # "Sở Công Thương [Đồng Nai]"
            return not (reader.opens(i - 1) and previous.key in lexicon.place_before)
    return False
