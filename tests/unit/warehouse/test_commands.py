"""``chitieu publish`` and ``chitieu diff`` on a warehouse filled by the stand-in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main

Run = Callable[..., None]


@pytest.fixture
def chitieu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in the home that the fixture ``home`` lies in."""
    monkeypatch.setenv("CHITIEU_LANG", "en")
    return lambda *arguments: CliRunner().invoke(main, [*arguments, "--home", str(tmp_path)])


def versions(listed: Result) -> list[str]:
    rows = [line.replace("*", " ").split() for line in listed.output.splitlines()[2:] if "held back" not in line]
    return [row[0] for row in rows if row]


def test_publish_list_and_roll_back(run: Run, chitieu: Callable[..., Result]) -> None:
    run({"a.txt": "5 VND_BN gross_output 2023"})
    assert "Published" in chitieu("publish").output
    assert "already" in chitieu("publish").output
    run({"b.txt": "6 VND_BN gross_output 2024"})
    chitieu("publish")
    second, first = versions(chitieu("publish", "--list"))
    assert f"Readers see {first} again" in chitieu("publish", "--rollback", first).output
    assert f"held back: {second} (rolled back to {first})" in chitieu("publish", "--list").output
    refused = chitieu("publish")
    assert refused.exit_code == 1
    assert f"rolled back to {first}. Look at it, then publish it with `chitieu publish --accept`" in refused.output
    assert f"Published {second}" in chitieu("publish", "--accept").output


def test_what_is_wrong_says_what_to_do(home: Path, chitieu: Callable[..., Result]) -> None:
    home.unlink()
    for arguments, complaint, code in (
        (("publish",), "There is no warehouse", 1),
        (("publish", "--list"), "Nothing is published", 1),
        (("publish", "--rollback", "x"), "No earlier version x is kept", 1),
        (("publish", "--list", "--accept"), "Choose one of", 2),
        (("diff",), "there are: none", 1),
        (("diff", "a", "b"), "there are: none", 1),
    ):
        done = chitieu(*arguments)
        assert (done.exit_code, complaint in done.output) == (code, True), done.output


def test_a_stale_warehouse_is_not_published(chitieu: Callable[..., Result], home: Path) -> None:
    done = chitieu("publish")
    assert done.exit_code == 1
    assert "Not published" in done.output
    assert "Run `chitieu run`" in done.output


def test_the_difference_of_the_last_two(run: Run, chitieu: Callable[..., Result]) -> None:
    run({"a.txt": "5 VND_BN gross_output 2023"})
    chitieu("publish")
    run({"b.txt": "6 VND_BN gross_output 2024"})
    chitieu("publish")
    lines = [line.split() for line in chitieu("diff").output.splitlines()]
    assert ["core.fact_observation", "1", "2"] in lines
    assert ["gross_output", "Đông", "Sơn", "1", "0", "0"] in lines
