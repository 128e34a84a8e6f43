"""The command as a whole: help comes without heavy imports, in two languages; mistakes are told, not dumped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import COMMANDS, main
from pipelines.language import language, say

HEAVY = ("dagster", "duckdb", "great_expectations", "pandas", "polars", "pyarrow", "rich", "sqlglot")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from pipelines.cli import main; main(['--help'], standalone_mode=False); "
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_has_help_with_examples(name: str) -> None:
    done = CliRunner().invoke(main, [name, "--help"])
    assert done.exit_code == 0
    assert f"\n    chitieu {name}" in done.output or f"\n  chitieu {name}" in done.output


def test_an_unknown_command_is_a_usage_error() -> None:
    done = CliRunner().invoke(main, ["publsh"])
    assert done.exit_code == 2
    assert "No such command 'publsh'" in done.output


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "CHITIEU_LANG": "en"}, "en"),
        ({"CHITIEU_LANG": "vi"}, "vi"),
    ],
)
def test_the_language_is_chosen_by_variable_then_locale(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CHITIEU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
    assert say("yes", "có") == ("có" if expected == "vi" else "yes")


def test_mistakes_are_told_in_vietnamese_where_that_is_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHITIEU_LANG", "vi")
    done = CliRunner().invoke(main, ["query", "select 1", "--home", str(tmp_path)])
    assert done.exit_code == 1
    assert "Hãy chạy `chitieu run` trước" in done.output
