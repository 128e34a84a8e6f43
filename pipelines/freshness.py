"""Whether there is anything to do: what decides the outcome of a run, remembered with the outcome of the last one.

A run with nothing new would look at every stage and touch none. That takes seconds, most of them to load the tools;
this takes none. Everything that a run depends on is in the mark, so a doubt always ends in a run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from assets.landing import listing, stamp
from pipelines.home import published_file, warehouse
from warehouse.connection import state

_CODE = ("chitieu", "warehouse", "expectations", "dbt_like_sql", "assets")


def remember(home: Path, outcome: dict[str, Any]) -> None:
    """Keep the outcome of a run that left nothing to do."""
    _file(home).parent.mkdir(parents=True, exist_ok=True)
    _file(home).write_text(json.dumps({"mark": _mark(home), "outcome": outcome}, ensure_ascii=False), encoding="utf-8")


def recall(home: Path) -> dict[str, Any] | None:
    """The outcome of the last run if another one would change nothing; else None."""
    if not _file(home).is_file() or not published_file(home).is_file():
        return None
    known = json.loads(_file(home).read_text(encoding="utf-8"))
    outcome: dict[str, Any] = known["outcome"]
    return outcome if known["mark"] == _mark(home) else None


def _file(home: Path) -> Path:
    return home / "warehouse" / "last_run.json"


def _mark(home: Path) -> str:
    """Files that arrived, code and data of the rooms, and the databases as the last run left them."""
    digest = hashlib.sha256(listing(home / "landing").write_csv().encode())
    root = Path(__file__).parents[1]
    for room in _CODE:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    digest.update(f"{state(warehouse(home))};{stamp(published_file(home))}".encode())
    return digest.hexdigest()
