"""Scoring: perfect answers, single mistakes, optional labels, and agreement with the annotators' own script."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chitieu.evaluation.labels import Label, load_labels
from chitieu.evaluation.pairing import LEVELS, Answer, level, pairs
from chitieu.evaluation.scoring import REPORTED_FIELDS, SCORED_FIELDS, score
from chitieu.vocabulary import units

ROOT = Path(__file__).parents[3]
WRITTEN = ROOT / "tests" / "corpus" / "written"
GOLD = ROOT.parent / "shared" / "gold"
UNITS = units.load()
LABELS = load_labels(WRITTEN)


def label(start: int = 0, end: int = 10, **other: Any) -> Label:
    return {
        "doc": "d",
        "start": start,
        "end": end,
        "text": "25 tỷ đồng",
        "value": 25,
        "unit": "VND_BN",
        "indicator": "gross_output",
        "transformation": "LEVEL",
        "scenario": "ACTUAL",
        "time_period": "2024",
        "ref_area": "524",
    } | other


def reached(right: Label, answer: Answer) -> int:
    (pair,) = pairs([right], [answer], UNITS)
    return level(pair, UNITS)


@pytest.mark.parametrize(
    ("mistake", "levels"),
    [
        ({}, 4),
        ({"value": 26}, 0),
        ({"unit": "VND_MN"}, 0),
        ({"value": 25_000, "unit": "VND_MN"}, 4),
        ({"indicator": "grdp"}, 1),
        ({"transformation": "GROWTH"}, 1),
        ({"scenario": "TARGET"}, 2),
        ({"time_period": "2023"}, 2),
        ({"ref_area": None}, 3),
        ({"indicator": "grdp", "ref_area": None}, 1),
        ({"operator": "~", "denominator": 3, "base_period": "2020"}, 4),
    ],
)
def test_a_mistake_costs_its_level_and_those_above(mistake: dict[str, Any], levels: int) -> None:
    assert reached(label(), label(**mistake)) == levels


def test_accepted_answers_are_as_right_as_the_label() -> None:
    right = label(accept={"time_period": ["2023"], "value": [30], "unit": ["VND_MN"], "indicator": [None]})
    assert reached(right, label(time_period="2023", value=30, unit="VND_MN", indicator=None)) == 4
    assert reached(right, label(time_period="2022")) == 2


def test_points_and_per_cent_weigh_the_same() -> None:
    assert reached(label(unit="PP"), label(unit="PCT")) == 4


def test_a_unit_outside_the_catalogue_is_compared_by_its_name() -> None:
    assert reached(label(unit="VUON_MAU"), label(unit="VUON MAU")) == 4
    assert reached(label(unit="VUON_MAU"), label(unit="VUON")) == 0


def test_the_longest_overlap_pairs_first_and_only_once() -> None:
    first, second = label(0, 10), label(12, 22)
    wide, narrow = label(8, 22, value=1), label(0, 9)
    found = pairs([first, second], [wide, narrow], UNITS)
    assert (first, narrow) in found
    assert (second, wide) in found


def test_among_equal_overlaps_the_better_answer_wins() -> None:
    wrong, right = label(value=1), label()
    assert level(pairs([label()], [wrong, right], UNITS)[0], UNITS) == 4


def test_optional_labels_count_neither_way() -> None:
    labels = {"d": [label(), label(20, 30, optional=True), label(40, 50, optional=True)]}
    report = score(labels, {"d": [label(), label(20, 30, value=7)]}, UNITS)
    assert (report.total.labels, report.total.facts, report.total.right) == (1, 1, [1, 1, 1, 1])
    assert report.wrong == []


def test_a_document_without_facts_holds_them_all_wrong_and_unlabelled_documents_are_not_judged() -> None:
    report = score({"d": []}, {"d": [label()], "other": [label()]}, UNITS)
    assert (report.total.labels, report.total.facts) == (0, 1)
    assert report.total.f1("quantity") == 0.0


def test_confidences_are_counted_by_tenths() -> None:
    labels = {"d": [label(0, 10), label(20, 30), label(40, 50, optional=True)]}
    answers = [
        label(0, 10, confidence=0.95),
        label(20, 30, confidence=1.0, value=1),
        label(40, 50, confidence=0.1),
        label(60, 70, confidence=0.31),
    ]
    tenths = score(labels, {"d": answers}, UNITS).tenths
    assert [(i, t.facts, t.right) for i, t in enumerate(tenths) if t.facts] == [(3, 1, 0), (9, 2, 1)]
    assert tenths[9].confidence == pytest.approx(1.95)


def test_the_labels_themselves_score_one() -> None:
    report = score(LABELS, LABELS, UNITS)
    assert report.total.labels > 500
    assert [report.total.f1(name) for name in LEVELS] == [1.0] * 4
    assert [report.field_share(f) for f in SCORED_FIELDS] == [1.0] * 5


@given(st.integers(0, 2**32))
def test_levels_only_lose_and_documents_add_up(seed: int) -> None:
    labels = dict(list(LABELS.items())[:5])
    report = score(labels, blurred(labels, random.Random(seed)), UNITS)
    f1 = [report.total.f1(name) for name in LEVELS]
    assert f1 == sorted(f1, reverse=True)
    assert 0.0 <= f1[-1] <= f1[0] <= 1.0
    assert sum(t.labels for t in report.documents.values()) == report.total.labels
    assert sum(t.facts for t in report.tenths) == sum(t.facts for t in report.documents.values()) == report.total.facts


@pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="the annotators' script is not on this machine")
@pytest.mark.parametrize("folder", ["dev", "written"])
def test_figures_equal_those_of_the_annotators_script(folder: str, tmp_path: Path) -> None:
    labels = load_labels(GOLD / folder)
    answers = blurred(labels, random.Random(7))
    predictions = tmp_path / "facts.jsonl"
    lines = [json.dumps(a, ensure_ascii=False) for doc in answers.values() for a in doc]
    predictions.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(GOLD / "score.py"), str(GOLD / folder), str(predictions), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    report = score(labels, answers, UNITS)

    assert theirs["documents"] == len(report.documents)
    assert (theirs["gold"], theirs["predicted"]) == (report.total.labels, report.total.facts)
    for name in LEVELS:
        ours = (report.total.precision(name), report.total.recall(name), report.total.f1(name))
        assert tuple(theirs[name].values()) == pytest.approx(ours, abs=6e-5)
        assert 0.2 < ours[2] < 0.95
    for name in SCORED_FIELDS + REPORTED_FIELDS:
        assert theirs["fields_right_where_quantity_is"][name] == pytest.approx(report.field_share(name), abs=6e-5)


def blurred(labels: dict[str, list[Label]], chance: random.Random) -> dict[str, list[Answer]]:
    """Labels as a middling system would give them: some missing, made up, or wrong in a field or span."""
    answers: dict[str, list[Answer]] = {}
    for doc, rows in labels.items():
        answers[doc] = made = []
        for row in rows:
            if chance.random() < 0.1:
                continue
            answer = {k: v for k, v in row.items() if k not in ("accept", "optional")} | {"confidence": chance.random()}
            other = chance.choice(rows)
            for name in (
                "value",
                "unit",
                "indicator",
                "transformation",
                "scenario",
                "time_period",
                "ref_area",
                "operator",
            ):
                if chance.random() < 0.08:
                    answer[name] = other.get(name)
            if chance.random() < 0.2:
                answer["start"] = max(0, row["start"] - chance.randint(0, 40))
                answer["end"] = row["end"] + chance.randint(0, 40)
            if answer["unit"] == "VND_BN" and chance.random() < 0.5:
                answer |= {"unit": "VND_MN", "value": answer["value"] * 1000}
            made.append(answer)
            if chance.random() < 0.1:
                made.append(answer | {"start": answer["end"] + 1, "end": answer["end"] + 9})
        chance.shuffle(made)
    return answers
