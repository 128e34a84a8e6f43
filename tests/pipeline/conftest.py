"""One home for all pipeline tests that only look: the samples, run once. Tests that write get a copy of it."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pipelines.run import run_pipeline

FirstRun = tuple[Path, dict[str, Any]]
SAMPLES = Path(__file__).parents[2] / "samples"


def sample_files() -> tuple[Path, ...]:
    return tuple(sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".html")))


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """Home folder and summary of a first run on the samples."""
    return run_once(tmp_path_factory, "samples", sample_files())


def run_once(tmp_path_factory: pytest.TempPathFactory, name: str, paths: Sequence[Path]) -> FirstRun:
    """Home folder and summary of a run on `paths`; parallel workers share it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "popen-gw" in shared.name else shared
    home, said = shared / f"home_{name}", shared / f"{name}.json"
    with only_one(shared / f"{name}.lock"):
        if not said.is_file():
            summary = asdict(run_pipeline(paths, home))
            said.write_text(json.dumps(summary, default=str), encoding="utf-8")
    return home, json.loads(said.read_text(encoding="utf-8"))


@pytest.fixture
def home(first_run: FirstRun, tmp_path: Path) -> Path:
    """A copy of the home after the first run, to write to."""
    return shutil.copytree(first_run[0], tmp_path / "home", symlinks=True)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    with lock.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
