"""Locks: complete for what the project declares, every file by hash, and no word of where files come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETS = {"run": [], "ui": ["ui"], "dev": ["ui", "dev"]}


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[Version]]:
    """Locked versions by package; several where Python versions differ."""
    found: dict[str, set[Version]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock(name), flags=re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(Version(version))
    return found


@pytest.mark.parametrize("name", list(SETS))
def test_every_pin_has_hashes_and_no_address_is_named(name: str) -> None:
    text = lock(name)
    pinned = re.split(r"\n(?=\S)", text.strip())
    assert len(pinned) > 50
    assert [entry for entry in pinned if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index" not in re.sub(r"^\S+==", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("name", "extras"), SETS.items())
def test_what_the_project_declares_is_locked_in_a_version_it_allows(name: str, extras: list[str]) -> None:
    declared = [*PROJECT["dependencies"], *(d for extra in extras for d in PROJECT["optional-dependencies"][extra])]
    locked = pins(name)
    for requirement in map(Requirement, declared):
        if canonicalize_name(requirement.name) == PROJECT["name"]:
            continue
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is declared and not locked: make lock"
        assert all(requirement.specifier.contains(v) for v in versions), (
            f"{requirement} is locked as {versions}: make lock"
        )


def test_smaller_sets_are_parts_of_the_larger() -> None:
    run, ui, dev = pins("run"), pins("ui"), pins("dev")
    assert run.items() <= ui.items() <= dev.items()
