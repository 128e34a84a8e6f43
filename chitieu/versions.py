"""Versions of rooms: a short hash over the files that decide what a room says.

A stage is recomputed when the version of a room it calls has changed, so the version must follow every change of code
or data and nothing else: it is made of the sources and data files themselves.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parent
_LENGTH = 12


@cache
def room_version(*rooms: str) -> str:
    """Version of one or more rooms of ``chitieu``, as 12 hexadecimal digits.

    Args:
        *rooms: folders or modules below ``chitieu``, such as ``"cleaning"`` or ``"vocabulary/units"``; a
            module counts with the data files of the same name. A room that
            reads another room's files names it too.

    Raises:
        FileNotFoundError: there is no such room.
    """
    digest = hashlib.sha256()
    for path in sorted({p for room in rooms for p in _files(room)}):
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_LENGTH]


def _files(room: str) -> list[Path]:
    """The files of a folder, or of a module with the data files of the same name."""
    folder = _ROOT / room
    found = folder.rglob("*") if folder.is_dir() else folder.parent.glob(f"{folder.name}.*")
    files = [p for p in found if p.is_file() and p.suffix != ".pyc"]
    if not files:
        raise FileNotFoundError(f"no room {room!r} in {_ROOT}")
    return files
