"""The catalogue of units and the longest unit at a place."""

from __future__ import annotations

import pytest

from chitieu.vocabulary import units


def test_every_unit_with_a_factor_has_a_base() -> None:
    for unit in units.load().by_code.values():
        assert unit.dimension
        if unit.factor_to_base is None:
            assert unit.code in {"CATEGORY", "KG_PER_SAO"}  # no fixed size
        else:
            assert unit.base_unit


def test_a_phrase_means_one_unit() -> None:
    seen: dict[str, str] = {}
    for unit in units.load().by_code.values():
        for variant in unit.variants:
            assert seen.setdefault(variant, unit.code) == unit.code
            assert variant == variant.lower()


def test_the_catalogue_is_found_by_its_own_phrases() -> None:
    table = units.load()
    for unit in table.by_code.values():
        for variant in unit.variants:
            if variant[0].isalpha() and not variant.startswith("trên") and "1" not in variant:
                found = table.match(f"5 {variant}.", 1)
                assert found is not None, variant
                assert found.code == unit.code, variant


@pytest.mark.parametrize(
    ("text", "code", "scale", "end"),
    [
        (" tỷ đồng,", "VND_BN", 1, 8),
        (" triệu lượt khách", "VISIT", 1e6, 17),
        (" trăm triệu", "VND", 1e8, 11),
        ("đ/kg", "VND_PER_KG", 1, 4),
        (" ngàn đồng/kg", "VND_PER_KG", 1000, 13),
        (" tỷ đồng/ha", "VND_MN_PER_HA", 1000, 11),
        (" hộ/54.310 khẩu", "HOUSEHOLD", 1, 3),
        (" lao động/KH 29.000", "PERSON", 1, 9),
        (" xã, thị trấn còn", "COMMUNE", 1, 13),
        (" tr.đ/người", "VND_MN_PP_PA", 1, 11),
    ],
)
def test_longest_match(text: str, code: str, scale: float, end: int) -> None:
    found = units.load().match(text, 0)
    assert found is not None
    assert (found.code, found.scale, found.end) == (code, scale, end)


@pytest.mark.parametrize("text", [" tỷ lệ hộ nghèo", "      xã", " lần lượt"])
def test_no_unit(text: str) -> None:
    assert units.load().match(text, 0) is None


def test_codes_of_nouns() -> None:
    assert units.noun_code("trường hợp") == "TRUONG_HOP"
    assert units.noun_code("đơn vị máu") == "DON_VI_MAU"
