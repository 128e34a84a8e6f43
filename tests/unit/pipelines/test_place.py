"""``chitieu place``: candidates of a name, the life of a code, and errors that help."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_LANG", "en")


def place(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["place", *arguments])


def test_candidates_of_a_name_with_parents_and_validity() -> None:
    lines = [x for x in place("Bình Sơn", "--date", "2024-01-19").output.splitlines() if "Bình Sơn" in x]
    assert len(lines) == 10
    assert any("524" in x and "Tỉnh Quảng Ngãi" in x and "2025-06-30" in x for x in lines)


def test_the_life_of_a_code() -> None:
    output = place("--code", "769").output
    assert "Quận 2" in output
    assert "Thành phố Thủ Đức" in output
    assert "762, 763, 769" in output


def test_a_dead_code_names_its_successor() -> None:
    result = place("--code", "405", "--date", "2025-01-02")
    assert result.exit_code != 0
    assert "380" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["binh son"], "Huyện Bình Sơn"),
        (["huyện Bình Sơn", "--date", "2026-01-01"], "2025-06-30"),
        (["--code", "999"], "999"),
        (["Nơi Không Có"], "No place is called"),
        ([], "NAME or a --code"),
    ],
)
def test_errors_tell_what_to_do(arguments: list[str], said: str) -> None:
    result = place(*arguments)
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output
