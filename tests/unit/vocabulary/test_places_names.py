"""Keys of names: one for all spellings, and different for different names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu.vocabulary.places import load
from chitieu.vocabulary.places.names import key, modern

NAMES = sorted({p.name for p in load().places})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("THUỶ NGUYÊN", "Thủy Nguyên"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
        ("Qui Nhơn", "Quy Nhơn"),
        ("Đăk R’lấp", "Đắk R'Lấp"),
        ("Bình Ðịnh", "Bình Định"),
        ("Thừa Thiên-Huế", "Thừa Thiên Huế"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Bình Sơn", "Bình Sờn"), ("Tân Lập", "Tấn Lập"), ("Bình Thanh", "Bình Thạnh")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_tone_inside_a_syllable_stays() -> None:
    assert modern("Hoàn Kiếm, Quý Lộc, Thuyền") == "Hoàn Kiếm, Quý Lộc, Thuyền"


@given(st.sampled_from(NAMES))
def test_a_key_is_its_own_key_in_any_case(name: str) -> None:
    assert key(key(name)) == key(name) == key(name.upper())


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert key(key(text)) == key(text)
