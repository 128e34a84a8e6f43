"""Files named by a user come into the landing folder, where every run finds them.

Nothing there is ever overwritten: another file of the same name goes into a folder named after its bytes.
"""

from __future__ import annotations

import filecmp
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assets.landing import SUFFIXES
from chitieu.reading.sidecar import sidecar_path

# Formats that hold documents and are not read yet: told when they stand in a folder, where other files are passed over.
_DOCUMENTS = frozenset(
    {".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".epub", ".xml"}
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why."""

    path: str
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: where each file stands below the landing folder and where it was, and what was not taken."""

    sources: Mapping[str, Path]
    refused: tuple[Refusal, ...]


def take(paths: Iterable[Path], landing: Path) -> Intake:
    """Bring files, and the files of folders, into the landing folder.

    Args:
        paths: files and folders; folders are searched with all that is below them.
        landing: the landing folder; made when missing. Paths within it stay where they are.
    """
    landing.mkdir(parents=True, exist_ok=True)
    sources: dict[str, Path] = {}
    refused: list[Refusal] = []
    for path, below in _files(paths):
        if path.suffix.lower() not in SUFFIXES:
            refused.append(_unsupported(path))
            continue
        try:
            sources[_land(path, below, landing)] = path
        except OSError as error:
            said = error.strerror or str(error)
            refused.append(Refusal(str(path), f"Không mở được tệp: {said}", f"The file can't be opened: {said}"))
    return Intake(sources, tuple(refused))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Files with their path below the folder that was named, companions and hidden files left out."""
    for path in paths:
        if not path.is_dir():
            yield path, Path(path.name)
            continue
        for found in sorted(path.rglob("*")):
            below = found.relative_to(path)
            hidden = any(part.startswith(".") for part in below.parts)
            if found.is_file() and not hidden and found.suffix.lower() in SUFFIXES | _DOCUMENTS:
                yield found, below


def _unsupported(path: Path) -> Refusal:
    kind, known = path.suffix or path.name, ", ".join(sorted(SUFFIXES))
    return Refusal(
        str(path),
        f"Chưa đọc được tệp {kind}; hãy chuyển sang một trong các dạng: {known}",
        f"Files of type {kind} are not read; convert it to one of: {known}",
    )


def _land(path: Path, below: Path, landing: Path) -> str:
    """Where the file stands below the landing folder; copied there, with its times, if it does not yet."""
    inside, arrived = landing.resolve(), path.resolve()
    if arrived.is_relative_to(inside):
        return arrived.relative_to(inside).as_posix()
    if (landing / below).exists() and not filecmp.cmp(path, landing / below):
        with path.open("rb") as file:
            below = Path(hashlib.file_digest(file, "sha256").hexdigest()[:12]) / path.name
    _copy(path, landing / below)
    if sidecar_path(path).is_file():
        _copy(sidecar_path(path), sidecar_path(landing / below))
    return below.as_posix()


def _copy(path: Path, target: Path) -> None:
    """Copy a file that is new or has changed, so that it is never seen half written."""
    if target.exists() and filecmp.cmp(path, target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    shutil.copy2(path, new)
    new.replace(target)
