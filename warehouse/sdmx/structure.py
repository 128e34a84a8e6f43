"""The data structure: what ``structure.yaml`` declares, with the codes that the published catalogues hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import duckdb

from warehouse.headers import Text, read_yaml

_DECLARED = Path(__file__).with_name("structure.yaml")
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_-]")  # SDMX 3.0: what the codes of a list with parents may hold
_WORDS = {"/": "_PER_", ":": "_", "@": "_"}

Role = Literal["dimension", "time", "measure", "attribute"]


class StructureError(ValueError):
    """The structure contradicts itself, or two values of a catalogue get one code."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code; `value` is what the warehouse writes for it."""

    id: str
    value: str
    name: Text
    parent: str | None = None
    description: Text | None = None


@dataclass(frozen=True, slots=True)
class Codelist:
    """The codes that a component may take."""

    id: str
    name: Text
    codes: tuple[Code, ...]

    @property
    def ids(self) -> Mapping[str, str]:
        """Code of each value of the warehouse."""
        return {c.value: c.id for c in self.codes}


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension, the measure or an attribute; it has a codelist, or a type (SDMX text format)."""

    id: str
    role: Role
    name: Text
    required: bool
    codelist: str | None = None
    type: str | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """A data structure definition with its dataflow, concept scheme and codelists."""

    agency: str
    version: str
    id: str
    name: Text
    dataflow: str
    dataflow_name: Text
    concepts: str
    concepts_name: Text
    components: tuple[Component, ...]
    codelists: Mapping[str, Codelist]

    @property
    def key(self) -> tuple[str, ...]:
        """Dimensions, which together name an observation."""
        return tuple(c.id for c in self.components if c.role in ("dimension", "time"))

    def reference(self, artefact: str) -> str:
        """``AGENCY:ID(VERSION)``."""
        return f"{self.agency}:{artefact}({self.version})"


def load(con: duckdb.DuckDBPyConnection) -> Structure:
    """The structure, with the codes of the published file that `con` reads.

    Raises:
        StructureError: see there.
    """
    declared = _declared()
    codelists = {name: _codelist(con, name, body) for name, body in declared["codelists"].items()}
    components = tuple(_component(name, body, codelists) for name, body in declared["components"].items())
    return Structure(
        agency=declared["agency"],
        version=declared["version"],
        id=declared["structure"]["id"],
        name=_text(declared["structure"]),
        dataflow=declared["dataflow"]["id"],
        dataflow_name=_text(declared["dataflow"]),
        concepts=declared["concepts"]["id"],
        concepts_name=_text(declared["concepts"]),
        components=components,
        codelists=codelists,
    )


def code_id(value: str) -> str:
    """The SDMX identifier for a value of the warehouse.

    ``kg/m2`` becomes ``kg_PER_m2`` and ``district:405@2020-01-01`` ``district_405_2020-01-01``; a character for which
    there is no such habit becomes its number, ``_x2E_``.
    """
    return _NOT_IN_IDS.sub(lambda m: _WORDS.get(m[0], f"_x{ord(m[0]):X}_"), value.removesuffix("@"))


@cache
def _declared() -> dict[str, Any]:
    return read_yaml(_DECLARED.read_text(encoding="utf-8"), _DECLARED)


def _codelist(con: duckdb.DuckDBPyConnection, name: str, body: Mapping[str, Any]) -> Codelist:
    codes = tuple(_queried(con, body["query"]) if "query" in body else _listed(body["codes"]))
    if twice := [i for i, count in Counter(c.id for c in codes).items() if count > 1]:
        values = [c.value for c in codes if c.id in twice]
        raise StructureError(f"{name}: the values {', '.join(values)} share the code {', '.join(twice)}; rename one")
    return Codelist(name, _text(body), codes)


def _queried(con: duckdb.DuckDBPyConnection, query: str) -> Iterable[Code]:
    for row in con.execute(query).pl().iter_rows(named=True):
        parent, said = row.get("parent"), row.get("description_vi")
        yield Code(
            code_id(row["value"]),
            row["value"],
            Text(row["name_vi"], row["name_en"]),
            code_id(parent) if parent else None,
            Text(said, row["description_en"]) if said else None,
        )


def _listed(codes: Mapping[str, Mapping[str, str]]) -> Iterable[Code]:
    return (Code(i, body.get("value", i), _text(body)) for i, body in codes.items())


def _component(name: str, body: Mapping[str, Any], codelists: Mapping[str, Codelist]) -> Component:
    codelist = body.get("codelist")
    if (codelist is None) == ("type" not in body) or (codelist and codelist not in codelists):
        raise StructureError(f"{_DECLARED}: {name} needs one of a type and a codelist that is declared")
    required = body.get("required", False) or body["role"] in ("dimension", "time")
    return Component(name, body["role"], _text(body), required, codelist, body.get("type"), body.get("pattern"))


def _text(body: Mapping[str, str]) -> Text:
    return Text(body["vi"], body["en"])
