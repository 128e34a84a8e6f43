"""SQL models: one SELECT a file, with a YAML header that says what the table is.

``dbt_like_sql/LAYER/NAME.sql`` makes the table ``SCHEMA.NAME``. Adding a mart is adding one file: what it reads is
found in its SQL, and the order of building follows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

import dbt_like_sql
from warehouse.headers import Header, HeaderError, parse, read_yaml
from warehouse.tables import tables

FOLDER = Path(dbt_like_sql.__file__).parent
LAYERS = {"staging": "staging", "core": "core", "marts": "mart"}  # folder -> schema
_FILE = re.compile(r"\s*/\*(?P<header>.*?)\*/(?P<select>.*)", re.DOTALL)


class ModelError(HeaderError):
    """A model can't be used as it stands; the message names the file."""


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL model.

    Attributes:
        name: ``schema.table``.
        path: its file.
        header: what it says of itself.
        select: the SELECT, without header and final semicolon.
        inputs: tables that it reads, or that its tests refer to.
    """

    name: str
    path: Path
    header: Header
    select: str
    inputs: tuple[str, ...]

    @property
    def code_version(self) -> str:
        """Short hash of the file's SELECT and declared tests."""
        said = self.select + repr(self.header.all_tests)
        return hashlib.sha256(said.encode()).hexdigest()[:12]


@cache
def models() -> Mapping[str, Model]:
    """The models of ``dbt_like_sql`` by name, inputs before what reads them."""
    return load(FOLDER)


def load(folder: Path) -> dict[str, Model]:
    """The models of a folder by name, inputs before what reads them.

    Raises:
        ModelError: a header is incomplete, columns and header differ, a table is unknown, or models read each
            other in a circle; the message names the file.
    """
    found = {m.name: m for layer in LAYERS for m in map(_read, sorted((folder / layer).glob("*.sql")))}
    for model in found.values():
        for name in model.inputs:
            if name not in found and name not in tables():
                raise ModelError(f"{model.path}: reads {name}, which is neither a model nor a declared table")
    try:
        order = list(TopologicalSorter({m.name: m.inputs for m in found.values()}).static_order())
    except CycleError as error:
        circle = error.args[1]
        files = ", ".join(str(found[name].path) for name in circle[:-1] if name in found)
        raise ModelError(f"{files}: models read each other in a circle: {' -> '.join(circle)}") from error
    return {name: found[name] for name in order if name in found}


def _read(path: Path) -> Model:
    parts = _FILE.fullmatch(path.read_text(encoding="utf-8"))
    if parts is None:
        raise ModelError(f"{path}: the file must begin with a header: a comment /* ... */ that holds YAML")
    header = parse(read_yaml(parts["header"], path), path)
    select = parts["select"].strip().rstrip(";").strip()
    query = parsed(select, path)
    if header.names != tuple(query.named_selects):
        raise ModelError(_difference(path, header.names, tuple(query.named_selects)))
    name = f"{LAYERS[path.parent.name]}.{path.stem}"
    related = {t.argument.rsplit(".", 1)[0] for t in header.all_tests if t.kind == "relationships"}
    return Model(name, path, header, select, tuple(sorted((_reads(query) | related) - {name})))


def parsed(select: str, path: Path) -> exp.Query:
    """The syntax tree of one SELECT.

    Raises:
        ModelError: it is no single SELECT.
    """
    try:
        statements = sqlglot.parse(select, dialect="duckdb")
    except SqlglotError as error:
        raise ModelError(f"{path}: the SQL can't be parsed: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ModelError(f"{path}: a model is exactly one SELECT")
    return statements[0]


def _reads(query: exp.Query) -> set[str]:
    """Tables with a schema; names without one are the query's own common table expressions."""
    return {f"{t.db}.{t.name}" for t in query.find_all(exp.Table) if t.db}


def _difference(path: Path, declared: tuple[str, ...], selected: tuple[str, ...]) -> str:
    if "*" in selected:
        return f"{path}: the outermost SELECT must name its columns instead of *"
    if undeclared := [c for c in selected if c not in declared]:
        return f"{path}: columns selected but not declared in the header: {', '.join(undeclared)}"
    if lost := [c for c in declared if c not in selected]:
        return f"{path}: columns declared in the header but not selected: {', '.join(lost)}"
    return f"{path}: header and SELECT give the columns in different order: {declared} and {selected}"
