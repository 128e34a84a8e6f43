"""Export the published file in forms that other systems take in: SDMX-CSV 2.0, SDMX-ML 3.0, Parquet."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from warehouse.connection import NotAWarehouseError, reader
from warehouse.sdmx.check import ContentError, check
from warehouse.sdmx.data import header, observations, write_csv, write_xml
from warehouse.sdmx.messages import write_structure
from warehouse.sdmx.structure import load

FORMATS = ("sdmx-csv", "sdmx-ml", "parquet")


def export(published: Path, form: str, target: Path) -> tuple[Path, ...]:
    """Write what readers see into a folder, which is made when missing; files of the same names are replaced.

    Args:
        published: the published DuckDB file.
        form: one of `FORMATS`. SDMX comes with ``structure.xml``, Parquet as one file a table.
        target: the folder.

    Returns:
        What was written; the structure comes before the data.

    Raises:
        NotAWarehouseError: nothing is published there.
        ContentError: observations contradict the data structure; nothing is written.
        ValueError: there is no such form.
    """
    if form not in FORMATS:
        raise ValueError(f"no form {form!r}; there are {', '.join(FORMATS)}")
    return _parquet(published, target) if form == "parquet" else _sdmx(published, form, target)


def _sdmx(published: Path, form: str, target: Path) -> tuple[Path, ...]:
    with reader(published) as con:
        said, structure = header(con), load(con)
        frame = observations(con, structure)
    if findings := check(structure, frame):
        raise ContentError(findings)
    target.mkdir(parents=True, exist_ok=True)
    described = _put(target / "structure.xml", lambda path: write_structure(structure, said, path))
    if form == "sdmx-csv":
        return described, _put(target / "data.csv", lambda path: write_csv(structure, frame, path))
    return described, _put(target / "data.xml", lambda path: write_xml(structure, said, frame, path))


def _put(path: Path, write: Callable[[Path], object]) -> Path:
    """The file, whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    write(new)
    return new.replace(path)


def _parquet(published: Path, target: Path) -> tuple[Path, ...]:
    found = sorted((published.parent / "parquet").resolve().glob("*.parquet"))
    if not found:
        raise NotAWarehouseError(f"there are no Parquet files beside {published}; run `chitieu run` first")
    target.mkdir(parents=True, exist_ok=True)
    return tuple(_put(target / path.name, partial(shutil.copyfile, path)) for path in found)
