"""Readers ask the published file every 50 ms while three runs publish new versions.

    python -m benchmarks.readers [FOLDER]

One reader keeps its connection, one connects anew for each question, each in a process of its own. Every answer must be
whole: the version and the rows of all tables as the manifest of that version has them. The exit code is 1 when a reader
or a run met an error, an answer was torn, the kept connection changed its version, or the new ones missed one.
"""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

EVERY = 0.05  # seconds
RUNS = 3
SAMPLES = Path(__file__).parents[1] / "samples"
COUNTS = "SELECT '{0}' AS table_name, count(*)::BIGINT AS counted FROM {0}"


class Answer(NamedTuple):
    """What one question brought."""

    version: str
    rows: dict[str, int]
    milliseconds: float
    error: str = ""


def read(published: Path, tables: list[str], keeps: bool, stop: Event, out: Path) -> None:
    """Ask until told to stop; the answers go to a file."""
    answers = []
    kept = duckdb.connect(str(published), read_only=True) if keeps else None
    while not stop.is_set():
        started = time.perf_counter()
        try:
            with duckdb.connect(str(published), read_only=True) if kept is None else kept.cursor() as con:
                answers.append(ask(con, tables, started))
        except duckdb.Error as error:
            answers.append(Answer("", {}, _milliseconds(started), str(error)))
        time.sleep(max(0.0, EVERY - (time.perf_counter() - started)))
    out.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


def ask(con: duckdb.DuckDBPyConnection, tables: list[str], started: float) -> Answer:
    """Version first and last, rows of each table between, in statements of their own."""
    version = _version(con)
    rows = dict(row for table in tables for row in con.execute(COUNTS.format(table)).fetchall())
    if (last := _version(con)) != version:
        return Answer(version, rows, _milliseconds(started), f"version {version} became {last} within one connection")
    return Answer(version, rows, _milliseconds(started))


def _version(con: duckdb.DuckDBPyConnection) -> str:
    [(version,)] = con.execute("SELECT version FROM meta.version").fetchall()
    return str(version)


def _milliseconds(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


@contextmanager
def readers(published: Path, tables: list[str], folder: Path) -> Iterator[dict[str, list[Answer]]]:
    """Both kinds at work; their answers stand in the dictionary after leaving."""
    answers: dict[str, list[Answer]] = {}
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    kinds = {"connection kept": True, "connects anew": False}
    processes = [
        context.Process(target=read, args=(published, tables, keeps, stop, folder / f"{kind}.json"))
        for kind, keeps in kinds.items()
    ]
    for process in processes:
        process.start()
    try:
        yield answers
    finally:
        stop.set()
        for process in processes:
            process.join()
    for kind in kinds:
        answers[kind] = [Answer(*said) for said in json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))]


def run(home: Path, files: list[Path]) -> tuple[int, float]:
    """One `chitieu run`: exit code and seconds."""
    started = time.perf_counter()
    command = [str(p) for p in (Path(sys.executable).parent / "chitieu", "run", "--home", home, *files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode, time.perf_counter() - started


def manifests(home: Path) -> dict[str, dict[str, Any]]:
    """Version -> manifest of all that were published."""
    found = (home / "published" / "versions").glob("*/manifest.json")
    said = [json.loads(path.read_text(encoding="utf-8")) for path in found]
    return {each["version"]: each for each in said}


def verdict(kind: str, answers: list[Answer], known: dict[str, dict[str, Any]]) -> tuple[str, bool]:
    """A line about a reader, and whether all was well."""
    errors = [a.error for a in answers if a.error]
    torn = [
        a for a in answers if not a.error and any(known[a.version]["tables"][t]["rows"] != n for t, n in a.rows.items())
    ]
    seen = list(dict.fromkeys(a.version for a in answers if not a.error))
    times = sorted(a.milliseconds for a in answers)
    wanted = 1 if kind == "connection kept" else len(known)
    line = f"{kind}: {len(answers)} questions, {len(errors)} errors, {len(torn)} torn, {len(seen)} versions seen, "
    line += f"{times[len(times) // 2]:.0f} ms (median), {times[-1]:.0f} ms (slowest)"
    return "\n  ".join([line, *errors[:3]]), not errors and not torn and len(seen) == wanted


def main(folder: Path) -> int:
    """Run it all; returns the exit code."""
    home = folder / "home"
    files = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".html"))
    parts = [files[n :: RUNS + 1] for n in range(RUNS + 1)]
    if run(home, parts[0])[0]:
        return 1
    tables = list(json.loads((home / "published" / "manifest.json").read_text(encoding="utf-8"))["tables"])
    with readers(home / "published" / "chitieu.duckdb", tables, folder) as answers:
        time.sleep(1)
        runs = [run(home, part) for part in parts[1:]]
        time.sleep(1)
    known = manifests(home)
    print(f"{len(runs)} runs: exit codes {[code for code, _ in runs]}, seconds {[round(s, 1) for _, s in runs]}")
    print(f"{len(known)} versions published, {len(tables)} tables counted by each question")
    verdicts = [verdict(kind, said, known) for kind, said in answers.items()]
    print("\n".join(line for line, _ in verdicts))
    return 0 if all(well for _, well in verdicts) and not any(code for code, _ in runs) else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(main(Path(scratch)))
