"""Published versions: which there are, which one readers see, and the way back to an earlier one.

In the folder of published files, ``chitieu.duckdb``, ``parquet/``, ``datapackage.json`` and ``manifest.json`` are what
readers see; ``versions/TIME-VERSION/`` holds the last versions whole; ``held.json`` names versions that must not be
published on their own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.headers import Text

DATABASE = "chitieu.duckdb"
DATAPACKAGE = "datapackage.json"
MANIFEST = "manifest.json"
_HELD = "held.json"
_READ_ONLY = 0o444


class UnknownReleaseError(ValueError):
    """There is no such version; the message names those that there are."""


@dataclass(frozen=True, slots=True)
class Release:
    """One published version that is kept."""

    version: str
    published_at: str  # ISO, UTC
    run_id: str
    rows: Mapping[str, int]
    folder: Path
    is_current: bool


def current(target: Path) -> dict[str, Any] | None:
    """Manifest of the version that readers see; None before the first."""
    if not (target / MANIFEST).is_file() or not (target / DATABASE).is_file():
        return None
    return _read(target / MANIFEST)


def releases(target: Path) -> tuple[Release, ...]:
    """Versions that are kept, the newest first."""
    now = current(target)
    found = sorted((target / "versions").glob(f"[!.]*/{MANIFEST}"), reverse=True)
    return tuple(_release(path, now) for path in found)


def rollback(target: Path, version: str) -> Release:
    """Let readers see an earlier version again; the one they saw is held until someone accepts it.

    Raises:
        UnknownReleaseError: the version is not kept, or is the one readers see.
    """
    known = releases(target)
    wanted = next((r for r in known if r.version == version and not r.is_current), None)
    if wanted is None:
        others = ", ".join(r.version for r in known if not r.is_current) or "none"
        raise UnknownReleaseError(f"no earlier version {version!r} is kept; there are: {others}")
    for release in known:
        if release.is_current:
            hold(target, release.version, [Text(f"đã quay về {version}", f"rolled back to {version}")])
    put_in_place(wanted.folder, target)
    return wanted


def held(target: Path) -> dict[str, list[Text]]:
    """Versions that must not be published on their own, with the reasons."""
    path = target / _HELD
    said = _read(path) if path.is_file() else {}
    return {version: [Text(r["vi"], r["en"]) for r in reasons] for version, reasons in said.items()}


def hold(target: Path, version: str, reasons: Sequence[Text]) -> None:
    """Remember that a version must not be published on its own."""
    _write_held(target, held(target) | {version: list(reasons)})


def release_hold(target: Path, version: str) -> None:
    """Forget that a version was held."""
    if version in (known := held(target)):
        _write_held(target, {v: reasons for v, reasons in known.items() if v != version})


def put_in_place(folder: Path, target: Path) -> None:
    """Turn what readers see to a version: each file by one rename, the manifest last.

    A break in between leaves the former manifest, and the next publication does the whole again.
    """
    link = target / ".parquet.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("versions") / folder.name / "parquet", target_is_directory=True)
    link.replace(target / "parquet")
    # Who opened the published file for writing, against its mode, may have left a log: no reader must take it up.
    (target / f"{DATABASE}.wal").unlink(missing_ok=True)
    for name in (DATAPACKAGE, DATABASE, MANIFEST):
        new = target / f".{name}.new"
        new.unlink(missing_ok=True)
        shutil.copyfile(folder / name, new)
        new.chmod(_READ_ONLY)
        new.replace(target / name)


def prune(target: Path, keep: int) -> None:
    """Remove all but the last versions, and what a publication that broke off left; never what readers see."""
    linked = (target / "parquet").resolve().parent
    whole = sorted(p for p in (target / "versions").iterdir() if not p.name.startswith("."))
    for path in (target / "versions").iterdir():
        if path not in whole[-keep:] and path.resolve() != linked:
            shutil.rmtree(path)


def _release(manifest: Path, now: dict[str, Any] | None) -> Release:
    said = _read(manifest)
    rows = {name: t["rows"] for name, t in said["tables"].items()}
    is_current = now is not None and now["version"] == said["version"] and now["published_at"] == said["published_at"]
    return Release(said["version"], said["published_at"], said["run_id"], rows, manifest.parent, is_current)


def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _write_held(target: Path, said: Mapping[str, Sequence[Text]]) -> None:
    plain = {version: [{"vi": r.vi, "en": r.en} for r in reasons] for version, reasons in said.items()}
    new = target / f".{_HELD}.new"
    new.write_text(json.dumps(plain, indent=1, ensure_ascii=False), encoding="utf-8")
    new.replace(target / _HELD)
