"""Bring up to date, never start over."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.execution import execute
from pipelines.home import published_file, warehouse_file
from pipelines.run import run_pipeline
from tests.pipeline.conftest import SAMPLES, FirstRun, sample_files

STAGES = ("raw.documents", "cleaned.documents", "extracted.facts", "extracted.numbers", "core.fact_observation")


def written(home: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """When and by which run each row was written, and which version each table holds."""
    with duckdb.connect(str(warehouse_file(home)), read_only=True) as con:
        stages = {
            t: con.execute(f"SELECT content_hash, run_id, recorded_at FROM {t} ORDER BY ALL").fetchall() for t in STAGES
        }
        return stages | {"versions": con.execute("SELECT * FROM meta.versions ORDER BY ALL").fetchall()}


def test_every_stage_run_again_touches_no_row(home: Path) -> None:
    before, file = written(home), published_file(home).stat().st_ino
    again = execute(home, lambda stage, state: None)
    assert again.success, again.problems
    assert written(home) == before
    assert published_file(home).stat().st_ino == file


def test_same_files_again_are_no_run_at_all(first_run: FirstRun) -> None:
    home, said = first_run
    told: list[str] = []
    again = run_pipeline(sample_files(), home, lambda stage, state: told.append(stage))
    assert again.run_id == said["run_id"]
    assert set(told) == {"landing"}
    assert (again.new, again.added) == (0, 0)
    assert (again.documents, again.facts, again.observations) == (
        said["documents"],
        said["facts"],
        said["observations"],
    )


def test_one_more_document_computes_that_one(home: Path, tmp_path: Path) -> None:
    before = written(home)
    text = (SAMPLES / sample_files()[0].name).read_text(encoding="utf-8")
    more = tmp_path / "more.txt"
    more.write_text(text.replace("2023", "2022").replace("2024", "2023"), encoding="utf-8")
    summary = run_pipeline([more], home)
    assert summary.success, summary.problems
    assert (summary.documents, summary.new) == (1, 1)
    assert summary.added > 0
    after = written(home)
    for stage in STAGES:
        assert set(before[stage]) < set(after[stage])


def test_a_corrected_sidecar_is_heard(home: Path, tmp_path: Path) -> None:
    name = "05_khanh_hoa_nua_dau_nam"
    shutil.copy(SAMPLES / f"{name}.txt", tmp_path)
    (tmp_path / f"{name}.meta.json").write_text('{"published": "2022-07-01"}', encoding="utf-8")
    summary = run_pipeline([tmp_path / f"{name}.txt"], home)
    assert (summary.new, summary.success) == (0, True)
    with duckdb.connect(str(published_file(home)), read_only=True) as con:
        day = con.execute(f"SELECT published FROM core.dim_document WHERE name = '{name}'").fetchall()
    assert [str(d[0]) for d in day] == ["2022-07-01"]


def test_what_readers_lost_is_made_again(home: Path) -> None:
    shutil.rmtree(home / "published")
    summary = run_pipeline([], home)
    assert summary.success, summary.problems
    assert (summary.new, summary.added) == (0, 0)
    assert published_file(home).is_file()
