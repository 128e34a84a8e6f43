"""``chitieu extract``: JSON lines that keep their word, a table, an explanation, and files that can't be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chitieu.evaluation.labels import FIELDS
from pipelines.cli import main

TEXT = (
    "UBND huyện Bình Sơn họp đánh giá năm 2023\n\n"
    "Ngày 19/01/2024, UBND huyện Bình Sơn họp tổng kết năm 2023.\n"
    "Năm 2023, thu ngân sách trên địa bàn huyện đạt 285,3 tỷ đồng; có 19/21 xã đạt chuẩn nông thôn mới.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "trang.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.with_name("trang.meta.json").write_text('{"published": "2024-01-19", "ref_area": "524"}', encoding="utf-8")
    return path


def extract(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["extract", *map(str, arguments)])


def test_json_lines_carry_the_fields_of_the_labels_and_offsets_into_the_file(page: Path) -> None:
    done = extract(page, "--format", "jsonl")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["text"], row["value"], row["unit"]) for row in rows] == [
        ("285,3 tỷ đồng", 285.3, "VND_BN"),
        ("19/21 xã", 19, "COMMUNE"),
    ]
    for row in rows:
        assert tuple(row) == FIELDS
        assert row["doc"] == "trang"
        assert row["text"] == TEXT[row["start"] : row["end"]]
        assert (row["time_period"], row["ref_area"]) == ("2023", "524")


def test_a_table_names_file_and_counts(page: Path) -> None:
    done = extract(page)
    assert done.exit_code == 0
    assert f"{page}: 2 facts" in done.stdout
    assert "285,3 tỷ đồng" in done.stdout


def test_an_explanation_shows_facts_and_what_is_none(page: Path) -> None:
    done = extract(page, "--explain")
    assert done.exit_code == 0
    said = done.stdout
    assert "home place: 524" in said
    assert "✓ 19/21 xã" in said
    assert "  - 19/01/2024" in said or "  - 19" in said
    assert said.index("19/01/2024") < said.index("✓ 285,3 tỷ đồng") < said.index("✓ 19/21 xã")


def test_explanation_and_json_lines_exclude_each_other(page: Path) -> None:
    assert extract(page, "--explain", "--format", "jsonl").exit_code == 2


def test_a_file_that_is_no_text_is_named_and_the_others_are_read(page: Path, tmp_path: Path) -> None:
    binary = tmp_path / "a.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    done = extract(binary, page, "--format", "jsonl")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert len(done.stdout.splitlines()) == 2
    assert str(binary) in done.stderr


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    done = extract(tmp_path / "none.txt")
    assert done.exit_code == 2
    assert "does not exist" in done.output
