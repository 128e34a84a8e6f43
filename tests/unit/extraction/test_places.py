"""Places in a text, and the one that a number is about: corpora of sentences, and what holds of any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from chitieu.extraction.places.choose import choose_place, find_places
from chitieu.extraction.records import PlaceMention
from chitieu.extraction.structure import Outline, outline
from chitieu.model import Block, BlockKind, CleanDocument, Segment, Span
from chitieu.vocabulary.places import load
from training.place import marked_sentences

CORPUS = Path(__file__).parents[2] / "corpus" / "places"
ENOUGH = 0.97


def answer(lines: Outline, span: Span) -> str:
    """What the corpus says of a span: a code, ``village``, ``other``, ``?`` for an open one, ``-`` for no place."""
    met: PlaceMention | None = next((m for m in find_places(lines) if m.start < span.end and span.start < m.end), None)
    if met is None:
        return "-"
    return met.code or (met.level if met.level in ("village", "other") else "?")


def test_mentions_mean_what_the_corpus_says() -> None:
    cases = marked_sentences(CORPUS / "mentions.tsv")
    wrong = [(lines.text, span, want, got) for _, lines, span, want in cases if (got := answer(lines, span)) != want]
    assert len(cases) >= 150
    assert len(wrong) <= (1 - ENOUGH) * len(cases), wrong


def test_numbers_belong_to_the_place_that_the_corpus_says() -> None:
    cases = marked_sentences(CORPUS / "numbers.tsv")
    got = [(lines.text, want, choose_place(lines, span, find_places(lines)).value) for _, lines, span, want in cases]
    wrong = [case for case in got if case[1] != case[2]]
    assert len(wrong) <= (1 - ENOUGH) * len(cases), wrong


def test_an_ambiguous_name_tells_its_candidates() -> None:
    (mention,) = find_places(page("Mưa lớn ở huyện Châu Thành."))
    assert mention.code is None
    assert len(mention.candidates) > 5
    assert all(p.name == "Châu Thành" for code in mention.candidates for p in load().states(code)[:1])


def test_a_figure_has_the_span_of_the_place_that_decided() -> None:
    lines = page("Tại huyện Vân Canh, thu ngân sách đạt 45 tỷ đồng.")
    at = lines.text.index("45 tỷ đồng")
    choice = choose_place(lines, Span(at, at + 10), find_places(lines))
    assert choice.value == "551"
    assert choice.span is not None
    assert lines.text[slice(*choice.span)] == "huyện Vân Canh"


WORDS = st.sampled_from(
    "huyện xã tỉnh TP. TX Bình Sơn Hà Nội toàn cả nước đạt 12% , và ( ) . thôn Đông cũ Q.1 của so với | 5 xã \n".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from([None, "524", "51", "VN"]))
def test_mentions_stand_in_order_and_choices_are_sure_of_something(text: str, home: str | None) -> None:
    lines = page(text, home)
    found = find_places(lines)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(m.code is None or m.code == "VN" or load().states(m.code) for m in found)
    for at, letter in enumerate(text):
        if letter.isdigit():
            choice = choose_place(lines, Span(at, at + 1), found)
            assert 0 < choice.probability <= 1
            assert choice.value in {None, "VN", home, *(m.code for m in found)}


def page(text: str, home: str | None = None) -> Outline:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    whole = (Segment(0, len(text), 0, len(text)),)
    return outline(CleanDocument("0", "page", text, whole, tuple(blocks), ref_area=home))
