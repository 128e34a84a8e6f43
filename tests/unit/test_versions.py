"""The version of a room follows its files and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from chitieu import versions


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "code.py").write_text("x = 1", encoding="utf-8")
    (tmp_path / "a" / "data.csv").write_text("1", encoding="utf-8")
    (tmp_path / "b.py").write_text("y = 1", encoding="utf-8")
    monkeypatch.setattr(versions, "_ROOT", tmp_path)
    versions.room_version.cache_clear()
    return tmp_path


def fresh(*names: str) -> str:
    versions.room_version.cache_clear()
    return versions.room_version(*names)


def test_changes_with_code_and_with_data(rooms: Path) -> None:
    seen = {fresh("a")}
    (rooms / "a" / "code.py").write_text("x = 2", encoding="utf-8")
    seen.add(fresh("a"))
    (rooms / "a" / "data.csv").write_text("2", encoding="utf-8")
    seen.add(fresh("a"))
    (rooms / "a" / "more.toml").write_text("2", encoding="utf-8")
    seen.add(fresh("a"))
    assert len(seen) == 4


def test_module_counts_with_its_data(rooms: Path) -> None:
    before = fresh("b")
    (rooms / "b.csv").write_text("1", encoding="utf-8")
    assert fresh("b") != before


def test_does_not_change_with_compiled_code_or_other_rooms(rooms: Path) -> None:
    before = fresh("a")
    (rooms / "a" / "__pycache__").mkdir()
    (rooms / "a" / "__pycache__" / "code.pyc").write_bytes(b"\0")
    (rooms / "b.py").write_text("y = 2", encoding="utf-8")
    assert fresh("a") == before
    assert fresh("a", "b") != before


def test_is_short_and_the_same_in_any_order(rooms: Path) -> None:
    assert fresh("a", "b") == fresh("b", "a")
    assert len(fresh("a")) == 12


def test_unknown_room_is_an_error(rooms: Path) -> None:
    with pytest.raises(FileNotFoundError, match="attic"):
        fresh("attic")
