from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake import take


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.txt").write_text("một", encoding="utf-8")
    (folder / "a.meta.json").write_text("{}", encoding="utf-8")
    (folder / "2024" / "b.HTML").write_text("hai", encoding="utf-8")
    (folder / ".hidden.txt").write_text("ẩn", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"png")
    (folder / "report.docx").write_bytes(b"docx")
    return folder


def files(landing: Path) -> set[str]:
    return {p.relative_to(landing).as_posix() for p in landing.rglob("*") if p.is_file()}


def test_a_folder_with_what_is_below_it(given: Path, tmp_path: Path) -> None:
    intake = take([given], tmp_path / "landing")
    assert set(intake.sources) == {"a.txt", "2024/b.HTML"}
    assert files(tmp_path / "landing") == {"a.txt", "a.meta.json", "2024/b.HTML"}
    assert intake.sources["a.txt"] == given / "a.txt"


def test_documents_in_other_formats_are_told_of(given: Path, tmp_path: Path) -> None:
    (refusal,) = take([given], tmp_path / "landing").refused
    assert refusal.path.endswith("report.docx")
    assert ".docx" in refusal.reason_vi
    assert ".html" in refusal.reason_en


def test_a_file_that_is_named_is_never_passed_over(given: Path, tmp_path: Path) -> None:
    intake = take([given / "photo.png"], tmp_path / "landing")
    assert [r.path for r in intake.refused] == [str(given / "photo.png")]
    assert not intake.sources


def test_taken_twice_changes_nothing(given: Path, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    first = take([given], landing)
    stamps = {p: p.stat().st_mtime_ns for p in landing.rglob("*")}
    assert take([given], landing) == first
    assert {p: p.stat().st_mtime_ns for p in landing.rglob("*")} == stamps


def test_another_file_of_the_same_name_overwrites_nothing(given: Path, tmp_path: Path) -> None:
    landing, other = tmp_path / "landing", tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("khác", encoding="utf-8")
    intake = take([given / "a.txt", other / "a.txt"], landing)
    assert len(intake.sources) == 2
    assert {(landing / s).read_text(encoding="utf-8") for s in intake.sources} == {"một", "khác"}
    assert {Path(s).name for s in intake.sources} == {"a.txt"}


def test_a_new_sidecar_replaces_the_old(given: Path, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    take([given], landing)
    (given / "a.meta.json").write_text('{"title": "Mới"}', encoding="utf-8")
    take([given], landing)
    assert "Mới" in (landing / "a.meta.json").read_text(encoding="utf-8")


def test_files_of_the_landing_folder_stay_where_they_are(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    (landing / "sub").mkdir(parents=True)
    (landing / "sub" / "c.txt").write_text("ba", encoding="utf-8")
    assert set(take([landing], landing).sources) == {"sub/c.txt"}
    assert files(landing) == {"sub/c.txt"}


def test_a_file_that_is_gone_is_refused_with_its_reason(tmp_path: Path) -> None:
    (refusal,) = take([tmp_path / "nowhere.txt"], tmp_path / "landing").refused
    assert "No such file" in refusal.reason_en
