from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.freshness import recall, remember
from pipelines.home import published_file, warehouse_file


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "a.txt").write_text("một", encoding="utf-8")
    for file in (warehouse_file(tmp_path), published_file(tmp_path)):
        file.parent.mkdir()
        file.write_text("database", encoding="utf-8")
    return tmp_path


def test_nothing_is_known_before_the_first_run(home: Path) -> None:
    assert recall(home) is None


def test_nothing_has_changed(home: Path) -> None:
    remember(home, {"run_id": "r", "problems": ["một"]})
    assert recall(home) == {"run_id": "r", "problems": ["một"]}


@pytest.mark.parametrize(
    "change",
    [
        lambda home: (home / "landing" / "b.html").write_text("hai", encoding="utf-8"),
        lambda home: (home / "landing" / "a.txt").write_text("một một", encoding="utf-8"),
        lambda home: (home / "landing" / "a.meta.json").write_text("{}", encoding="utf-8"),
        lambda home: (home / "landing" / "a.txt").unlink(),
        lambda home: warehouse_file(home).unlink(),
        lambda home: published_file(home).unlink(),
        lambda home: published_file(home).write_text("another version", encoding="utf-8"),
    ],
)
def test_any_change_calls_for_a_run(home: Path, change: Callable[[Path], object]) -> None:
    remember(home, {"run_id": "r"})
    change(home)
    assert recall(home) is None
