"""Numbers as they are written: marks, habits of a text, number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu.extraction.numbers.notation import Marks, marks, read, read_words


@pytest.mark.parametrize(
    ("written", "habit", "value", "decimals"),
    [
        ("12", Marks.VIETNAMESE, 12, 0),
        ("04", Marks.VIETNAMESE, 4, 0),
        ("1.234", Marks.VIETNAMESE, 1234, 0),
        ("1.234", Marks.FOREIGN, 1.234, 3),
        ("1,234", Marks.VIETNAMESE, 1.234, 3),
        ("1,234", Marks.FOREIGN, 1234, 0),
        ("1.234,5", Marks.VIETNAMESE, 1234.5, 1),
        ("1,234.5", Marks.VIETNAMESE, 1234.5, 1),  # only one reading
        ("2.148.600.000", Marks.VIETNAMESE, 2148600000, 0),
        ("0.123", Marks.VIETNAMESE, 0.123, 3),  # no group begins with a nought
        ("11.85", Marks.VIETNAMESE, 11.85, 2),
        ("119 240", Marks.VIETNAMESE, 119240, 0),
        ("119\u00a0240,5", Marks.VIETNAMESE, 119240.5, 1),
    ],
)
def test_a_number_has_its_value(written: str, habit: Marks, value: float, decimals: int) -> None:
    found = read(written, habit)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert found.decimals == decimals


@pytest.mark.parametrize("written", ["1.5.2", "12.3,45,6", "1,23,456", "9" * 40])
def test_what_is_no_number_has_none(written: str) -> None:
    assert read(written) is None


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_what_is_written_is_read_back(whole: int, hundredths: int) -> None:
    thousands, value = f"{whole:,}", float(f"{whole}.{hundredths:02}")
    assert read(f"{thousands.replace(',', '.')},{hundredths:02}") == (value, 2)
    assert read(f"{thousands}.{hundredths:02}", Marks.FOREIGN) == (value, 2)


def test_the_habit_is_shown_by_unmistakable_numbers() -> None:
    assert marks("đạt 1.234,5 tấn và 2,5%") is Marks.VIETNAMESE
    assert marks("revenue 1,234.5 and 2,345,678 units, 0.5%") is Marks.FOREIGN
    assert marks("đạt 1,234 tấn") is Marks.VIETNAMESE


@pytest.mark.parametrize(("written", "value"), [("hai", 2), ("mười lăm", 15), ("ba mươi tư", 34), ("Hai mươi mốt", 21)])
def test_number_words(written: str, value: float) -> None:
    assert read_words(written) == value
