"""Labels: reading them from a file or a folder, and writing facts in their form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chitieu.evaluation.labels import FIELDS, as_label, load_labels
from chitieu.model import Fact, Scenario, Transformation

FACT = Fact(
    doc="d",
    start=3,
    end=11,
    text="19/21 xã",
    value=19.0,
    unit="COMMUNE",
    indicator=None,
    indicator_text="xã đạt chuẩn",
    transformation=Transformation.LEVEL,
    scenario=Scenario.TARGET,
    time_period="2024",
    ref_area="524",
    denominator=21.0,
    confidence=0.8,
)


def test_a_fact_is_written_with_exactly_the_fields_of_the_labels() -> None:
    row = json.loads(json.dumps(as_label(FACT)))
    assert tuple(row) == FIELDS
    assert row["transformation"] == "LEVEL"
    assert row["scenario"] == "TARGET"
    assert json.dumps(row["value"]) == "19"
    assert json.dumps(row["denominator"]) == "21"


def test_labels_come_by_document_and_an_empty_file_is_a_document_without_facts(tmp_path: Path) -> None:
    (tmp_path / "a.labels.jsonl").write_text('{"doc": "a", "start": 1}\n\n', encoding="utf-8")
    (tmp_path / "b.labels.jsonl").write_text("", encoding="utf-8")
    assert load_labels(tmp_path) == {"a": [{"doc": "a", "start": 1}], "b": []}
    assert load_labels(tmp_path / "a.labels.jsonl") == {"a": [{"doc": "a", "start": 1}]}


def test_a_folder_without_labels_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"labels\.jsonl"):
        load_labels(tmp_path)


@pytest.mark.parametrize("line", ["{", "[1]", '{"start": 1}'])
def test_a_line_that_is_no_label_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "a.labels.jsonl"
    path.write_text('{"doc": "a"}\n' + line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.labels\.jsonl, line 2"):
        load_labels(path)
