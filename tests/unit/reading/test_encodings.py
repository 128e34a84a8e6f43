"""What is decoded encodes to the same bytes again, whatever the encoding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu.reading import Refused, read_bytes
from chitieu.vocabulary import fonts

TEXT = (
    "Năm 2007, thu ngân sách của huyện đạt 45,2 tỷ đồng, tăng 12%; các xã và thị trấn đều vượt.\n"
    "Hộ nghèo của tỉnh giảm còn 9,5%."
)


def as_cp1258(text: str) -> bytes:
    """Vietnamese as CP1258 holds it: letters with circumflex, breve or horn composed, tone marks apart."""
    out = ""
    for letter in text:
        if len(letter.encode("cp1258", "ignore")) == 1:
            out += letter
            continue
        marks = unicodedata.normalize("NFD", letter)
        tone = next(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
        out += unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return out.encode("cp1258")


def as_typed_for(name: str, text: str) -> str:
    """Text in the characters that a typist of an old font produced."""
    font = next(f for f in fonts.load() if f.name == name)
    codes = {letter: written for written, letter in font.letters.items()}
    return "".join(codes.get(letter, letter) for letter in text)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (TEXT.encode(), "utf-8", TEXT),
        (("\ufeff" + TEXT).encode(), "utf-8", "\ufeff" + TEXT),
        (TEXT.encode("utf-16"), "utf-16", TEXT),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16", TEXT),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8", TEXT.replace("\n", "\r\n")),
    ],
)
def test_unicode(data: bytes, encoding: str, text: str) -> None:
    raw = read_bytes(data, "x")
    assert (raw.encoding, raw.text) == (encoding, text)


def test_cp1258() -> None:
    data = as_cp1258(TEXT)
    raw = read_bytes(data, "x")
    assert raw.encoding == "cp1258"
    assert raw.text.encode("cp1258") == data
    assert unicodedata.normalize("NFC", raw.text) == TEXT


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_old_fonts_decode_as_latin_1(name: str) -> None:
    typed = as_typed_for(name, TEXT)
    raw = read_bytes(typed.encode("latin-1"), "x")
    assert (raw.encoding, raw.text) == ("latin-1", typed)


@given(st.text(min_size=1).filter(lambda t: t.strip(" \t\r\n\0\ufeff") and "\0" not in t))
def test_utf8_round_trip(text: str) -> None:
    data = text.encode()
    try:
        raw = read_bytes(data, "x")
    except Refused as refused:  # a text of control characters is no text
        assert refused.code == "binary"
        return
    assert raw.text.encode(raw.encoding) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.4 text", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\xff\xd8\xff\xe0 JFIF", "binary"),
        (b"PK\x03\x04 zip", "binary"),
        (b"{\\rtf1\\ansi text}", "binary"),
        (b"abc\0def", "binary"),
        (b"\x01\x02\x03 abc", "binary"),
        (b"\xff\xfe\x00", "undecodable"),
        ("Über große Flüsse".encode("latin-1"), "undecodable"),
        ("Năm".encode()[:-2] + b"\xff\xfe\xe1 x", "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_in_both_languages(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as info:
        read_bytes(data, "x")
    assert info.value.code == code
    assert info.value.reason_vi != info.value.reason_en
    assert isinstance(info.value, ValueError)


def test_declared_character_set_of_a_page_is_believed_where_utf8_fails() -> None:
    page = '<html><head><meta charset="windows-1252"></head><p>déjà vu</p></html>'
    assert read_bytes(page.encode("cp1252"), "x", "x.html").text == page
    assert read_bytes(page.encode(), "x", "x.html").encoding == "utf-8"


def test_unknown_declared_character_set_is_no_crash() -> None:
    page = '<html><head><meta charset="x-mystery"></head><p>d\xe9j\xe0 vu</p></html>'
    with pytest.raises(Refused, match="UTF-8"):
        read_bytes(page.encode("latin-1"), "x", "x.html")
