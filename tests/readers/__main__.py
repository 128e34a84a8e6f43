"""Let other programs read a published file: python -m tests.readers [PUBLISHED] [--only WORD] [--folder FOLDER].

Each client of clients.toml gets an environment of its own in the folder (kept for the next time), reads the file, and
must find what this project's own DuckDB finds: rows of the facts, their comment, the first place by name. A client
that can't be installed here is skipped with the reason; the exit code is 1 when one reads something else, or fails.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from tests.readers.environments import SECONDS, NotHereError, installed

_HERE = Path(__file__).parent
_CSV = {
    "facts.csv": "FROM core.fact_observation",
    "series.csv": "FROM mart.indicator_series",
    "tables.csv": "SELECT comment FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'fact_observation'",
}


class Outcome(NamedTuple):
    """What became of one client."""

    client: str
    verdict: str  # ok, differs, failed, skipped
    version: str
    seconds: float
    said: str


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.readers", description=(__doc__ or "").split(":")[0] + ".")
    home = Path(os.environ.get("CHITIEU_HOME") or "data")
    parser.add_argument("published", nargs="?", type=Path, default=home / "published" / "chitieu.duckdb")
    parser.add_argument("--only", default="", help="clients whose name holds this word")
    parser.add_argument("--folder", type=Path, default=home / "readers", help="where their environments are kept")
    asked = parser.parse_args()
    if not asked.published.is_file():
        parser.error(f"{asked.published} does not exist yet; run `chitieu run` first, or name the published file")
    wanted = expected(asked.published)
    outcomes = []
    for client in tomllib.loads((_HERE / "clients.toml").read_text(encoding="utf-8"))["client"]:
        if asked.only.lower() in client["name"].lower():
            outcomes.append(attempt(client, asked.published.resolve(), asked.folder.resolve(), wanted))
            sys.stderr.write(f"{outcomes[-1].client}: {outcomes[-1].verdict}\n")
    sys.stdout.write(table(outcomes))
    return 1 if any(o.verdict in ("differs", "failed") for o in outcomes) else 0


def expected(published: Path) -> dict[str, Any]:
    """What a client must find."""
    with duckdb.connect(str(published), read_only=True) as con:
        [(rows,)] = con.execute("SELECT count(*) FROM core.fact_observation").fetchall()
        [(comment,)] = con.execute(_CSV["tables.csv"]).fetchall()
        [(place,)] = con.execute("SELECT min(place) FROM mart.indicator_series").fetchall()
    return {"rows": rows, "comment": comment, "place": place}


def attempt(client: dict[str, Any], published: Path, folder: Path, wanted: dict[str, Any]) -> Outcome:
    """Install a client where it is not yet, let it read, and compare."""
    name = client["name"]
    own = folder / "_".join(p.replace("/", "-").lstrip("@") for p in client["packages"])
    try:
        command = installed(client, own)
    except NotHereError as error:
        return Outcome(name, "skipped", "", 0.0, str(error))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        argument = _as_csv(published, Path(scratch)) if client["script"].endswith(".R") else published
        done = subprocess.run([*command, str(argument)], capture_output=True, text=True, timeout=SECONDS, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        return Outcome(name, "failed", "", seconds, _last_line(done.stderr))
    found = json.loads(done.stdout)
    version = found.pop("version")
    wrong = [f"{key}: {found[key]!r} instead of {wanted[key]!r}" for key in wanted if found[key] != wanted[key]]
    said = "; ".join(wrong) or f"{found['rows']} rows, “{found['comment'].split(' / ')[0]}”, {found['place']}"
    return Outcome(name, "differs" if wrong else "ok", version, seconds, said)


def _as_csv(published: Path, folder: Path) -> Path:
    """What the command line writes as CSV, for programs without DuckDB."""
    chitieu = Path(sys.executable).parent / "chitieu"
    for name, sql in _CSV.items():
        with (folder / name).open("w", encoding="utf-8") as out:
            home = published.parent.parent
            subprocess.run([chitieu, "query", "--home", home, "--format", "csv", sql], stdout=out, check=True)
    return folder


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as lines of text."""
    width = max((len(o.client) for o in outcomes), default=0)
    lines = [f"{'client':<{width}}  {'verdict':<8} {'version':<8} {'s':>5}  what it read"]
    lines += [f"{o.client:<{width}}  {o.verdict:<8} {o.version:<8} {o.seconds:>5.1f}  {o.said}" for o in outcomes]
    return "\n".join(lines) + "\n"


def _last_line(text: str) -> str:
    """Of a traceback, the error itself."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no word of why")


if __name__ == "__main__":
    sys.exit(main())
