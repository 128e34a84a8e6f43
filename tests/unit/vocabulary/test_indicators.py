"""The catalogue of indicators and the phrases that name them."""

from __future__ import annotations

import pytest

from chitieu.extraction.indicators.phrases import find_matches
from chitieu.vocabulary import units
from chitieu.vocabulary.indicators import indicators, own_words, phrase_trie
from chitieu.vocabulary.words import fold, words


def test_every_indicator_is_well_described() -> None:
    catalogue = units.load().by_code
    for code, i in indicators().items():
        assert i.name_vi and i.name_en, code
        assert i.unit in catalogue, code
        assert catalogue[i.unit].dimension == i.unit_dimension, code
        assert i.direction in ("higher", "lower", "none"), code
        if i.hard_min is not None and i.hard_max is not None:
            assert i.hard_min < i.hard_max, code


def test_every_indicator_with_a_number_has_phrases() -> None:
    named = {code for code, own in own_words().items() if own}
    without = {code for code, i in indicators().items() if i.measure_type == "milestone"}
    assert named | without == set(indicators())
    assert phrase_trie().children


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nhân dân hiến trên 37.647 m2 đất", "land_donated"),
        ("xã đã được công nhận đạt chuẩn NTM nâng cao", "ntm_advanced_communes_total"),
        ("Tỉ lệ dân số tham gia BHYT", "health_insurance_rate"),
        ("SẢN LƯỢNG THUỶ SẢN", "fishery_output_total"),
        ("tổng đàn heo", "livestock_pig"),
    ],
)
def test_phrases_are_found(text: str, code: str) -> None:
    assert code in {m.code for m in find_matches(words(text))}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hộ cận nghèo", "poor_household_rate"),
        ("ho ngheo", "poor_household_rate"),  # diacritics count
        ("nợ xâu", "bad_debt_ratio"),
        ("trồng rau và bảo vệ rừng", "forest_planted_new"),
    ],
)
def test_phrases_are_not_found(text: str, code: str) -> None:
    assert code not in {m.code for m in find_matches(words(text)) if m.gaps == 0}


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Hoà", "hòa"), ("thuỷ", "thủy"), ("quý", "quý"), ("khoẻ", "khỏe"), ("hoa", "hoa"), ("THUỶ", "thủy")],
)
def test_tone_marks_are_placed_the_old_way(written: str, folded: str) -> None:
    assert fold(written) == folded
