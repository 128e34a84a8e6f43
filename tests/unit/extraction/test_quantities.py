"""Numbers in texts: examples by rule family, and what holds for any text whatever."""

from __future__ import annotations

import pathlib
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chitieu.cleaning import clean
from chitieu.extraction.numbers.quantities import find_quantities
from chitieu.extraction.records import OtherNumber, Quantity
from chitieu.extraction.structure import Outline, outline
from chitieu.model import RawDocument

CORPUS = pathlib.Path(__file__).parents[2] / "corpus" / "numbers"
_MEANING = re.compile(
    r"(?:(?P<operator>[~<>]=?) )?(?P<value>[\d.]+) (?P<unit>[\w/]+)(?: / (?P<of>[\d.]+))?(?: \.\. (?P<upper>[\d.]+))?"
)


def _examples() -> list[object]:
    found: list[object] = []
    for path in sorted(CORPUS.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                text, written, meaning = line.split("\t")
                text = text.replace("⏎", "\n").replace("⇥", "\t")
                found.append(pytest.param(text, written, meaning, id=f"{path.stem}-{number}"))
    return found


def _outline(text: str) -> Outline:
    return outline(clean(RawDocument("0" * 64, "text", "text.txt", "text/plain", "utf-8", text)))


def _at(text: str, written: str, meaning: str) -> Quantity | OtherNumber | None:
    """What was found at the place of a number, where a text holds it more than once the one that fits best."""
    seen = _outline(text)
    quantities, others = find_quantities(seen)
    numbers: list[Quantity | OtherNumber] = [*quantities, *others]
    here = [n for n in numbers if seen.text[n.start : n.end] == written]
    wanted = OtherNumber if meaning.startswith("(") else Quantity
    return next((n for n in here if isinstance(n, wanted)), here[0] if here else None)


@pytest.mark.parametrize(("text", "written", "meaning"), _examples())
def test_example(text: str, written: str, meaning: str) -> None:
    found = _at(text, written, meaning)
    assert found is not None, find_quantities(_outline(text))
    if meaning.startswith("("):
        assert isinstance(found, OtherNumber)
        assert found.number_class == meaning[1:-1]
        return
    assert isinstance(found, Quantity)
    wanted = _MEANING.fullmatch(meaning)
    assert wanted, f"write the meaning as the README of the corpus says: {meaning}"
    assert (found.unit, found.operator) == (wanted["unit"], wanted["operator"] or "=")
    assert found.value == pytest.approx(float(wanted["value"]))
    assert found.denominator == (pytest.approx(float(wanted["of"])) if wanted["of"] else None)
    assert found.upper == (pytest.approx(float(wanted["upper"])) if wanted["upper"] else None)


def test_the_corpus_is_large() -> None:
    assert len(_examples()) >= 300


PIECES = (
    "12|1.234,5|19/21|5 - 7|2024|17.4|58-NQ/TW|01|1 234|0255.3851261|%| xã| tỷ đồng| và |, |. |\n|;|\t|   |ngày |năm |"
    "hai |một |khoảng |(|)|đạt|/|-|–| đến |°|Quốc lộ |lần thứ |gấp đôi| triệu| lượt khách|http://a.vn/|@|₫|m2|\u00a0|Đ|x|:|T/"
).split("|")
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_digit_is_in_exactly_one_number(text: str) -> None:
    seen = _outline(text)
    quantities, others = find_quantities(seen)
    covered = [0] * len(seen.text)
    numbers: list[Quantity | OtherNumber] = [*quantities, *others]
    for number in numbers:
        assert 0 <= number.start < number.end <= len(seen.text)
        for i in range(number.start, number.end):
            covered[i] += 1
    assert max(covered, default=0) <= 1
    assert all(covered[i] for i, c in enumerate(seen.text) if c in "0123456789")


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_quantities_hold_together(text: str) -> None:
    for quantity in find_quantities(_outline(text))[0]:
        assert quantity.start <= quantity.number.start < quantity.number.end <= quantity.end
        assert quantity.unit
        assert quantity.upper is None or quantity.upper > quantity.value


LONG = {
    "numbers": "12 ",
    "digits": "1",
    "groups": "123 456 ",
    "thousands": "1.234.",
    "scores": "1-2-",
    "list": "12, ",
    "money": "thu 5 tỷ đồng, ",
    "brackets": "(12 ",
    "cells": "1 | ",
    "rows": "a | 1 | 2\n",
    "dittos": '" | " | 1\n',
    "parts": "- trong đó | 1 | 2\n",
    "words": "hai ",
    "links": "http:1/",
    "letters": "x1",
    "income": "thu nhập 5 triệu đồng ",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    def work(size: int) -> int:
        seen, calls = _outline(piece * (size // len(piece))), 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            find_quantities(seen)
        finally:
            sys.setprofile(None)
        return calls

    assert work(8_000) < 2.6 * work(4_000)
