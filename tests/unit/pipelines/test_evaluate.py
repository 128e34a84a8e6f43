"""``chitieu evaluate``: the figures of the scorer, printed for people and programs, and errors that say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chitieu.api import extract_file
from chitieu.evaluation.labels import as_label
from pipelines.cli import main

TEXT = "Năm 2023, thu ngân sách trên địa bàn huyện đạt 285,3 tỷ đồng; có 19/21 xã đạt chuẩn nông thôn mới.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document whose labels are what the extraction finds, with a second label that it misses."""
    path = tmp_path / "d.txt"
    path.write_text(TEXT, encoding="utf-8")
    labels = [as_label(fact) for fact in extract_file(path).facts]
    assert len(labels) == 2
    labels.append(labels[0] | {"start": 0, "end": 3, "text": "Năm"})
    lines = "\n".join(json.dumps(label, ensure_ascii=False) for label in labels)
    (tmp_path / "d.labels.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_figures_for_programs(folder: Path) -> None:
    figures = json.loads(evaluate(folder, folder, "--format", "json").stdout)
    assert (figures["labels"], figures["facts"]) == (3, 2)
    assert figures["fact"] == {"P": 1.0, "R": 0.6667, "F1": 0.8}
    assert figures["documents"]["d"]["quantity"]["F1"] == 0.8
    assert figures["fields"]["ref_area"] == 1.0
    assert sum(t["facts"] for t in figures["calibration"]) == 2


def test_figures_for_people(folder: Path) -> None:
    done = evaluate(folder, folder, "--errors", "5")
    assert done.exit_code == 0
    assert "1 documents, 3 facts labelled, 2 found" in done.stdout
    assert "MISSED d:0" in done.stdout
    last = [line.split() for line in done.stdout.splitlines() if line.startswith("fact ")]
    assert last == [["fact", "1.000", "0.667", "0.800"]]


def test_a_labelled_document_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = evaluate(folder, tmp_path / "empty")
    assert done.exit_code == 1
    assert "d is labelled" in done.output
    assert "LABELS TEXTS" in done.output


def test_a_folder_without_labels(tmp_path: Path) -> None:
    done = evaluate(tmp_path, tmp_path)
    assert done.exit_code == 1
    assert "no files *.labels.jsonl" in done.output


def test_labels_that_are_no_json(tmp_path: Path) -> None:
    (tmp_path / "d.labels.jsonl").write_text("{nothing", encoding="utf-8")
    done = evaluate(tmp_path, tmp_path)
    assert done.exit_code == 1
    assert "line 1" in done.output
