"""Times in a text, the one a number is about, its scenario: corpora of phrases and sentences, and any text at all."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chitieu.extraction.periods import Timeline, base_period, choose_period, find_periods
from chitieu.extraction.periods.candidates import candidates
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.scenarios import choose_scenario
from chitieu.extraction.structure import Outline, outline
from chitieu.model import Block, BlockKind, CleanDocument, Scenario, Segment, Span, Transformation

CORPUS = Path(__file__).parents[2] / "corpus"
KINDS = {"= ": BlockKind.TITLE, "# ": BlockKind.HEADING, "- ": BlockKind.LIST_ITEM}


def rows(name: str) -> list[dict[str, str]]:
    """Lines of a corpus, without its comments."""
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    lines = [x for x in lines if x and not x.startswith("# ")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def page(text: str, day: str = "-") -> Outline:
    """A page of blocks parted by ¶; a block under a heading has it as its parent."""
    blocks: list[Block] = []
    clean, heading = "", None
    for part in text.split(" ¶ "):
        kind = KINDS.get(part[:2], BlockKind.PARAGRAPH)
        words = part[2:] if part[:2] in KINDS else part
        if kind in (BlockKind.TITLE, BlockKind.HEADING):
            heading = None
        blocks.append(Block(kind, len(clean), len(clean) + len(words), heading))
        if kind in (BlockKind.TITLE, BlockKind.HEADING):
            heading = len(blocks) - 1
        clean += words + "\n"
    published = None if day == "-" else date.fromisoformat(day)
    segments = (Segment(0, len(clean), 0, len(clean)),)
    return outline(CleanDocument("0", "page", clean, segments, tuple(blocks), published=published))


def marked(row: dict[str, str]) -> tuple[Outline, Span]:
    """The page of a corpus line, and the span it marks."""
    before, _, rest = row["text"].partition("[[")
    inner, _, after = rest.partition("]]")
    lines = page(before + inner + after, row["day"])
    at = lines.text.index(inner, len(page(before, row["day"]).text) - 1 if before else 0)
    return lines, Span(at, at + len(inner))


def met(lines: Outline, span: Span) -> PeriodMention | None:
    """The mention that holds a span, or that the span holds."""
    return next((m for m in find_periods(lines) if m.start < span.end and span.start < m.end), None)


@pytest.mark.parametrize("row", rows("periods/phrases.tsv"), ids=lambda r: f"{r['day']} {r['text']}")
def test_a_phrase_means_the_period_that_the_corpus_says(row: dict[str, str]) -> None:
    mention = met(*marked(row))
    assert (mention.time_period if mention else "-", mention.kind if mention else "-") == (row["period"], row["kind"])


def share_right(name: str, wanted: str) -> tuple[float, list[tuple[str, str, str | None]]]:
    """Share of the numbers of a corpus that are read as it says, and those that are not."""
    wrong, count = [], 0
    for row in rows(name):
        count += 1
        lines, span = marked(row)
        timeline = Timeline(lines, find_periods(lines))
        kind = Transformation(row["transformation"])
        period = choose_period(timeline, span, kind)
        got = period.value if wanted == "period" else choose_scenario(timeline, span, period, kind).value
        if got != row[wanted]:
            wrong.append((row["text"], row[wanted], got))
    return 1 - len(wrong) / count, wrong


def test_numbers_are_about_the_period_that_the_corpus_says() -> None:
    share, wrong = share_right("periods/numbers.tsv", "period")
    assert share >= 0.95, wrong


def test_numbers_have_the_scenario_that_the_corpus_says() -> None:
    share, wrong = share_right("scenarios/numbers.tsv", "scenario")
    assert share >= 0.95, wrong


def test_a_wrong_year_is_noticed_and_not_believed() -> None:
    lines = page("= Nhiệm vụ năm 2024 ¶ Sáng ngày 19/01/2023, huyện họp. Thu ngân sách đạt 45 tỷ đồng.", "2024-01-19")
    mentions = find_periods(lines)
    assert [m.time_period for m in mentions if m.doubted] == ["2023-01-19"]
    at = lines.text.index("45 tỷ đồng")
    assert choose_period(Timeline(lines, mentions), Span(at, at + 10), Transformation.LEVEL).value != "2023-01-19"


def test_the_words_that_gave_the_period_are_told() -> None:
    lines = page("Quý I/2024, thu ngân sách đạt 45 tỷ đồng.", "2024-05-10")
    at = lines.text.index("45 tỷ đồng")
    choice = choose_period(Timeline(lines, find_periods(lines)), Span(at, at + 10), Transformation.LEVEL)
    assert choice.span is not None
    assert lines.text[slice(*choice.span)] == "Quý I/2024"
    assert 0.5 < choice.probability <= 1


@pytest.mark.parametrize(
    ("text", "period", "base"),
    [
        ("Quý I tăng 11% so với cùng kỳ.", "2024-Q1", "2023-Q1"),
        ("Quý I tăng 11% so với cùng kỳ năm 2019.", "2024-Q1", "2019-Q1"),
        ("Năm 2024 tăng 11% so với năm 2021.", "2024", "2021"),
        ("So với năm 2021, năm 2024 tăng 11%.", "2024", "2021"),
        ("Năm 2024 tăng 11%.", "2024", None),
    ],
)
def test_the_base_of_a_change_is_named_after_it_or_before(text: str, period: str, base: str | None) -> None:
    lines = page(text, "2024-12-10")
    at = lines.text.index("11%")
    assert base_period(Timeline(lines, find_periods(lines)), Span(at, at + 3), Transformation.GROWTH, period) == base
    assert base_period(Timeline(lines, find_periods(lines)), Span(at, at + 3), Transformation.LEVEL, period) is None


WORDS = st.sampled_from(
    "năm 2024 2023 quý I III tháng 6 9 ngày 17/4 31/2 so với cùng kỳ đến nay đầu cuối nhiệm kỳ 2020-2025 giai đoạn "
    "phấn đấu ước đạt dự kiến kế hoạch ( ) ; : . , % 12,5 10% xã vụ đông xuân học hai ba mươi İ ẞ \u00a0 ¶".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=80))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["-", "2024-01-05", "2024-02-29", "2023-12-31"]), st.integers(0, 200))
def test_any_text_is_read_without_error(text: str, day: str, at: int) -> None:
    lines = page(text.replace("\n", " "), day)
    mentions = find_periods(lines)
    assert all(0 <= m.start < m.end <= len(lines.text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    start = min(at, len(lines.text) - 1)
    span = Span(start, min(start + 3, len(lines.text)))
    timeline = Timeline(lines, mentions)
    for kind in Transformation:
        period = choose_period(timeline, span, kind)
        assert period.value is None or period.value[:4].isdigit()
        assert choose_scenario(timeline, span, period, kind).value in set(Scenario)
        base_period(timeline, span, kind, period.value)


def test_much_text_costs_no_more_by_the_word() -> None:
    """What is read above and around a number is bounded, however long its sentence is."""
    lines = page("so với năm 2023 đạt (kế hoạch tháng 6 phấn đấu 12 " * 2000, "2024-05-10")
    timeline = Timeline(lines, find_periods(lines))
    at = lines.text.rindex("12")
    assert len(candidates(timeline, Span(at, at + 2), Transformation.LEVEL)) < 40
    assert len(timeline.wording.cues_before(lines.sentence(at), at)) < 60
