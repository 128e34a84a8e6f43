"""For any span of clean text, the raw span holds what it was made of."""

from __future__ import annotations

import html
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from chitieu.cleaning import clean
from chitieu.cleaning.letters import put_right
from chitieu.cleaning.mapped import Edit, Mapped
from chitieu.model import CleanDocument, RawDocument

WORDS = st.sampled_from(
    (
        "Tỉnh Bình Định thu ngân sách đạt 25.224 tỷ đồng tăng 10,7% hộ nghèo giảm còn 2,14% ; , . : ( ) - + 1. a) I."
        " ÐBSCL ðạt nƣớc đ\u00adất &nbsp; &amp; &#273; kinh_tế xã_hội 04\u00a0xã 1\u200b2 \u2028 \r\n \n \t | ↵"
        " năm.Tổng date 2024-01"
    ).split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(WORDS, max_size=40).map(lambda words: unicodedata.normalize("NFD", " ".join(words))),
)
TAGS = st.sampled_from(
    (
        "<p>|</p>|<div class='menu'>|</div>|<br>|<br/>|<b>|</b>|<table>|<tr>|<td>|<td colspan=2>|</td>|</tr>|</table>"
        "|<ul>|<li>|</li>|</ul>|<h1>|</h1>|<h2>|</h2>|<!--x-->|<script>var a = '<p>9</p>';</script>|<style>p{}</style>"
        "|<img src='a>b.jpg'>|<a href=#>|</a>|< |<5 |&lt;|&nbsp;|<nav>|</nav>|<title>x</title>"
    ).split("|")
)
PAGES = st.lists(st.one_of(TAGS, WORDS), max_size=60).map(lambda parts: "<html>" + "".join(parts))


def document(text: str, media_type: str = "text/plain") -> RawDocument:
    return RawDocument("0" * 64, "x", "x", media_type, "utf-8", text)


def seen(text: str) -> str:
    """What a reader sees of raw text: no tags, no marks, no white space, letters put right."""
    text = re.sub(
        r"<script.*?</script>|<style.*?</style>|<title.*?</title>|<!--.*?-->|<[!/]?[a-zA-Z](?:[^<>']|'[^']*')*>",
        "",
        text,
        flags=re.S,
    )
    text = put_right(Mapped.identity(html.unescape(text))).text
    return re.sub(r"[\s_|\W]+", "", text)


def assert_maps_back(raw: RawDocument, doc: CleanDocument) -> None:
    assert unicodedata.is_normalized("NFC", doc.text)
    at = raw_at = 0
    for segment in doc.segments:
        assert segment.clean_start == at
        assert segment.raw_start >= raw_at
        assert segment.raw_end > segment.raw_start
        at, raw_at = segment.clean_end, segment.raw_end
    assert at == len(doc.text)
    for block in doc.blocks:
        words = doc.text[block.start : block.end]
        assert "\n" not in words
        assert words == words.strip()
        for m in re.finditer(r"\w+", words):
            start, end = doc.to_raw(block.start + m.start(), block.start + m.end())
            assert seen(m[0]) in seen(raw.text[start:end])


@settings(deadline=None)  # the first call loads the places
@given(TEXTS)
def test_plain_text_maps_back(text: str) -> None:
    raw = document(text)
    assert_maps_back(raw, clean(raw))


@settings(deadline=None)
@given(PAGES)
def test_page_maps_back(text: str) -> None:
    raw = document(text, "text/html")
    assert_maps_back(raw, clean(raw))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("Thu ngân sách 1.240 tỷ đồng, tăng 8%. Hộ nghèo 2,1%; 19/21 xã\n".split(" ")), max_size=15
    ).map(" ".join)
)
def test_text_in_order_is_left_alone(text: str) -> None:
    doc = clean(document(text))
    assert doc.text == text
    assert all(s.clean_start == s.raw_start for s in doc.segments)


@given(st.text(max_size=40), st.data())
def test_edits_compose(text: str, data: st.DataObject) -> None:
    mapped = Mapped.identity(text)
    for _ in range(3):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(mapped.text)), max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        edits = [Edit(a, b, data.draw(st.sampled_from(["", "x", "xxx", mapped.text[a:b]]))) for a, b in pairs]
        expected, at = "", 0
        for a, b, new in edits:
            expected, at = expected + mapped.text[at:a] + new, b
        expected += mapped.text[at:]
        mapped = mapped.edited(edits)
        assert mapped.text == expected
        assert [s.clean_start for s in mapped.segments] == [0, *(s.clean_end for s in mapped.segments)][
            : len(mapped.segments)
        ]
    for s in mapped.segments:
        if (
            s.clean_end - s.clean_start == s.raw_end - s.raw_start
            and "x" not in mapped.text[s.clean_start : s.clean_end]
        ):
            assert mapped.text[s.clean_start : s.clean_end] == text[s.raw_start : s.raw_end]
