"""A suite that fails as a whole promotes nothing and blocks what is downstream; readers keep what they have."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from assets import extracted_facts
from chitieu.extraction.assembly import extract
from chitieu.model import CleanDocument, Extraction
from pipelines.home import published_file, warehouse_file
from pipelines.run import run_pipeline
from tests.pipeline.conftest import sample_files


def said_twice(document: CleanDocument, raw_text: str) -> Extraction:
    """An extraction gone wrong: every fact comes twice."""
    found = extract(document, raw_text)
    return Extraction(found.facts * 2, found.ledger)


def fails(document: CleanDocument, raw_text: str) -> Extraction:
    """An extraction that does not work at all."""
    raise RuntimeError("weights are missing")


@pytest.mark.parametrize(("broken", "check"), [(said_twice, "fact_id_unique"), (fails, "program_error")])
def test_nothing_is_promoted_or_published(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: object, check: str
) -> None:
    new = []
    for path in [p for p in sample_files() if p.suffix == ".txt"][:6]:
        new.append(tmp_path / f"late_{path.name}")
        new[-1].write_text(path.read_text(encoding="utf-8") + "\nBản đăng lại.\n", encoding="utf-8")
    file, facts = published_file(home).stat().st_ino, rows(home, "extracted.facts")
    monkeypatch.setattr(extracted_facts, "extract", broken)
    summary = run_pipeline(new, home)
    assert not summary.success
    assert any("extracted/facts" in problem and check in problem for problem in summary.problems)
    assert rows(home, "raw.documents") == rows(home, "cleaned.documents") == len(sample_files()) - 1 + len(new)
    assert rows(home, "extracted.facts") == facts
    assert published_file(home).stat().st_ino == file
    assert status(home, summary.run_id) == "failure"

    if broken is fails:
        monkeypatch.undo()
        mended = run_pipeline(new, home)
        assert mended.success, mended.problems
        assert mended.facts > facts


def rows(home: Path, table: str) -> int:
    with duckdb.connect(str(warehouse_file(home)), read_only=True) as con:
        return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def status(home: Path, run_id: str) -> str:
    with duckdb.connect(str(warehouse_file(home)), read_only=True) as con:
        return str(con.execute("SELECT status FROM meta.runs WHERE run_id = ?", [run_id]).fetchall()[0][0])
