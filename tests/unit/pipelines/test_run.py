"""``chitieu run`` around the pipeline: its summary, and mistakes found before anything starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.commands.run import summarise
from pipelines.display import console
from pipelines.run import RunSummary

SUMMARY = RunSummary(
    documents=25,
    new=21,
    refused=(("reports/ảnh.txt", "Tệp là dữ liệu nhị phân.", "The file is binary data."),),
    facts=534,
    observations=530,
    added=12,
    quarantined=4,
    seconds={"raw": 0.5, "extracted": 2.25},
    published=Path("elsewhere/published/chitieu.duckdb"),
    run_id="r",
    success=True,
    problems=(),
)


def said(summary: RunSummary, home: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    summarise(console(), summary, 3.14, home)
    return capsys.readouterr().out.splitlines()


def test_the_summary_tells_counts_reasons_times_and_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(SUMMARY, Path("elsewhere"), capsys)
    assert [line.split(maxsplit=1) for line in lines[:5]] == [
        ["documents", "25 (21 new)"],
        ["refused", "1"],
        ["facts", "534"],
        ["observations", "530 (12 new)"],
        ["quarantined", "4"],
    ]
    assert "  ! reports/ảnh.txt: The file is binary data." in lines
    assert any(line.split() == "seconds 3.1 (raw 0.5, extracted 2.2)".split() for line in lines)
    assert any(line.split() == ["published", "elsewhere/published/chitieu.duckdb"] for line in lines)
    assert lines[-1].startswith('Try: chitieu query --home elsewhere "select ')


def test_the_summary_speaks_vietnamese(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_LANG", "vi")
    lines = said(SUMMARY, Path("elsewhere"), capsys)
    assert lines[0].split(maxsplit=2) == ["văn", "bản", "25 (21 mới)"]
    assert "  ! reports/ảnh.txt: Tệp là dữ liệu nhị phân." in lines


def test_nothing_is_said_to_be_published_when_a_stage_was_blocked(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(replace(SUMMARY, success=False, problems=("suite failed",)), Path("elsewhere"), capsys)
    assert not any(line.startswith(("published", "Try")) for line in lines)


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["run", str(tmp_path / "none"), "--home", str(tmp_path / "home")])
    assert done.exit_code == 2
    assert "does not exist" in done.output
    assert not (tmp_path / "home").exists()
