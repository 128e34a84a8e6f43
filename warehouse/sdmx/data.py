"""Observations: read from the published file, and written as SDMX-CSV 2.0 and SDMX-ML 3.0 structure-specific data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

import duckdb
import polars as pl

from warehouse.sdmx.structure import Component, Structure

_QUERY = Path(__file__).with_name("observations.sql")
_SLICE = 50_000  # observations that are text in memory at once
_ESCAPES = {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"
_COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common"
_SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/data/structurespecific"


class Header(NamedTuple):
    """What a message says of itself: the published version and when that was published (ISO, UTC)."""

    version: str
    prepared: str


def header(con: duckdb.DuckDBPyConnection) -> Header:
    """Header of the messages of one published file, the same however often it is exported."""
    row = con.execute("SELECT version, strftime(published_at, '%Y-%m-%dT%H:%M:%SZ') FROM meta.version").fetchall()[0]
    return Header(*row)


def observations(con: duckdb.DuckDBPyConnection, structure: Structure) -> pl.DataFrame:
    """The best value of each cell, a column for each component, in codes of the structure.

    A value without a code stays as it is, for the check to find.
    """
    found = con.execute(_QUERY.read_text(encoding="utf-8")).pl()
    coded = {c.id: structure.codelists[c.codelist].ids for c in structure.components if c.codelist is not None}
    return found.with_columns(pl.col(name).replace(dict(ids)) for name, ids in coded.items())


def write_csv(structure: Structure, frame: pl.DataFrame, path: Path) -> None:
    """SDMX-CSV 2.0: which dataflow, what to do, then a column for each component; empty where nothing is said."""
    leading = {"STRUCTURE": "dataflow", "STRUCTURE_ID": structure.reference(structure.dataflow), "ACTION": "I"}
    frame.select(*(pl.lit(value).alias(name) for name, value in leading.items()), *frame.columns).write_csv(path)


def write_xml(structure: Structure, said: Header, frame: pl.DataFrame, path: Path) -> None:
    """SDMX-ML 3.0 structure-specific data, flat: every observation carries its whole key."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head(structure, said))
        for lines in _lines(structure, frame):
            file.write(lines)
        file.write("  </mes:DataSet>\n</mes:StructureSpecificData>\n")


def _head(structure: Structure, said: Header) -> str:
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={structure.reference(structure.dataflow)}"
    dataflow, own = quoteattr(structure.dataflow), quoteattr(f"{urn}:ObsLevelDim:AllDimensions")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mes:StructureSpecificData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:mes="{_MESSAGE}"
    xmlns:com="{_COMMON}" xmlns:ss="{_SPECIFIC}" xmlns:own={own}>
  <mes:Header>
    <mes:ID>{structure.dataflow}-{said.version}</mes:ID>
    <mes:Test>false</mes:Test>
    <mes:Prepared>{said.prepared}</mes:Prepared>
    <mes:Sender id="{structure.agency}"/>
    <mes:Structure structureID={dataflow} namespace={own} dimensionAtObservation="AllDimensions">
      <com:StructureUsage>{urn}</com:StructureUsage>
    </mes:Structure>
  </mes:Header>
  <mes:DataSet ss:structureRef={dataflow} xsi:type="own:DataSetType" ss:action="Information">
"""


def _lines(structure: Structure, frame: pl.DataFrame) -> Iterator[str]:
    attributes = [_attribute(c) for c in structure.components]
    line = pl.concat_str(pl.lit("    <Obs"), *attributes, pl.lit("/>\n"), ignore_nulls=True)
    for part in frame.iter_slices(_SLICE):
        yield part.select(line.str.join("")).item()


def _attribute(component: Component) -> pl.Expr:
    """`` NAME="value"``; null where there is no value."""
    value = pl.col(component.id).cast(pl.String)
    if component.type == "String":
        value = value.str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
    return pl.format(f' {component.id}="{{}}"', value)
