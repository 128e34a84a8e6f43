"""Extraction as a whole: it never fails on a text, and whatever it says points at the characters it came from."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chitieu.api import extract_file
from chitieu.cleaning import clean
from chitieu.evaluation.labels import TEXT_SUFFIXES
from chitieu.extraction.assembly import FACT, extract
from chitieu.model import DATE_DOUBTED, Extraction, Sidecar
from chitieu.reading import read_bytes, read_file
from chitieu.vocabulary import places

ROOT = Path(__file__).parents[3]
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in TEXT_SUFFIXES)
PIECES = [
    "Thu ngân sách", "tỷ lệ hộ nghèo", "đạt", "tăng", "giảm còn", "so với cùng kỳ", "kế hoạch", "năm 2023",
    "quý I/2024",
    "25.224 tỷ đồng", "10,7%", "19/21 xã", "5 - 7%", "hơn 1,2 triệu lượt khách", "xã Đông Thịnh", "huyện Bình Sơn",
    "(", ")", ";", ".", ",", "\n", "- ", "| ", "\t", "%", "12", "0", "1.", "/", "–", "hai", "một", "gấp đôi", "\u00a0",
]  # fmt: skip


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)  # control signs: reading refuses


def read(text: str) -> tuple[Extraction, str]:
    """Extraction of a text, and the text as read."""
    sidecar = Sidecar(published=date(2024, 1, 19), ref_area="524")
    raw = read_bytes(text.encode(), "t", "t.txt", sidecar)
    return extract(clean(raw), raw.text), raw.text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_facts_and_ledger_point_at_their_characters(path: Path) -> None:
    source = read_file(path).text
    found = extract_file(path)
    assert all(f.text == source[f.start : f.end] for f in found.facts)
    assert all(n.text == source[n.start : n.end] for n in found.ledger)
    assert [(n.start, n.end) for n in found.ledger if n.number_class == FACT] == [(f.start, f.end) for f in found.facts]
    for f in found.facts:
        spans = (f.indicator_span, f.period_span, f.place_span, f.scenario_span)
        assert all(0 <= s.start < s.end <= len(source) for s in spans if s)
        assert 0 <= f.confidence <= 1


@given(st.lists(st.one_of(st.sampled_from(PIECES), WORDS), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_fails(pieces: list[str]) -> None:
    found, source = read("Báo cáo: " + " ".join(pieces))
    assert all(f.text == source[f.start : f.end] for f in found.facts)
    spans = sorted((n.start, n.end) for n in found.ledger)
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "every number is in one class"
    assert all(f.ref_area is None or f.ref_area == "VN" or places.load().states(f.ref_area) for f in found.facts)


def test_a_district_page_of_targets() -> None:
    """Level, plan and growth of one indicator, each a fact of its own, in a page of a district."""
    found, _ = read("Năm 2024, huyện phấn đấu thu ngân sách đạt 650 tỷ đồng, tăng 8% so với năm 2023.")
    level, growth = found.facts
    assert (level.indicator, level.transformation, level.value, level.unit) == (
        "budget_revenue_local", "LEVEL", 650.0, "VND_BN",
    )  # fmt: skip
    assert (growth.indicator, growth.transformation, growth.value) == ("budget_revenue_local", "GROWTH", 8.0)
    assert {f.scenario for f in found.facts} == {"TARGET"}
    assert {f.time_period for f in found.facts} == {"2024"}
    assert {f.ref_area for f in found.facts} == {"524"}
    assert growth.base_period == "2023"


def test_a_date_that_contradicts_the_page_is_marked_and_not_believed() -> None:
    found, _ = read(
        "Ngày 19/01/2023, huyện họp bàn nhiệm vụ năm 2024. Năm 2024, huyện phấn đấu thu ngân sách 650 tỷ đồng."
    )
    (fact,) = found.facts
    assert fact.time_period == "2024"
    assert DATE_DOUBTED in fact.notes
    assert DATE_DOUBTED in {n.reason for n in found.ledger if n.number_class == "date"}
