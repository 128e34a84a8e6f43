"""Records of the library as rows of the declared tables, and back.

A field of a record goes to the column of its name; what a record does not hold (the document of a fact) is given
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from chitieu.model import (
    Block,
    BlockKind,
    CleanDocument,
    Fact,
    LedgerEntry,
    Observation,
    RawDocument,
    Segment,
    Sidecar,
    Span,
)
from chitieu.normalisation.observations import fact_id
from warehouse.tables import polars_schema

_ARRIVED = ("document_id", "name", "source", "media_type", "encoding", "text")
_SIDECAR = ("url", "published", "publisher", "title", "ref_area")


def frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame with the columns and types that `table` declares; also for no rows at all."""
    return pl.DataFrame(list(rows), schema=polars_schema(table), orient="row")


def arrival_row(document: RawDocument) -> dict[str, Any]:
    """Row of a file as read: what :func:`warehouse.arrivals.merge` takes."""
    row = {name: getattr(document, name) for name in _ARRIVED}
    return row | {name: getattr(document.sidecar, name) for name in _SIDECAR}


def raw_document(row: Mapping[str, Any]) -> RawDocument:
    """The record that a row of ``raw.documents`` holds."""
    return RawDocument(**{n: row[n] for n in _ARRIVED}, sidecar=Sidecar(**{n: row[n] for n in _SIDECAR}))


def clean_row(document: CleanDocument) -> dict[str, Any]:
    """Row of ``cleaned.documents``."""
    return _fields(document, "cleaned.documents") | {
        "blocks": [{"kind": b.kind.value, "start": b.start, "end": b.end, "parent": b.parent} for b in document.blocks],
        "segments": [s._asdict() for s in document.segments],
    }


def clean_document(row: Mapping[str, Any]) -> CleanDocument:
    """The record that a row of ``cleaned.documents`` holds."""
    names = ("document_id", "name", "text", "title", "published", "publisher", "url", "ref_area", "published_basis")
    return CleanDocument(
        **{n: row[n] for n in names},
        blocks=tuple(Block(BlockKind(b["kind"]), b["start"], b["end"], b["parent"]) for b in row["blocks"]),
        segments=tuple(Segment(**s) for s in row["segments"]),
    )


def fact_row(fact: Fact, document_id: str) -> dict[str, Any]:
    """Row of ``extracted.facts``; its key is made of the document and the place in it."""
    row = _fields(fact, "extracted.facts") | {"document_id": document_id, "notes": list(fact.notes)}
    row["fact_id"] = fact_id(document_id, fact)
    for name in ("indicator_span", "period_span", "place_span", "scenario_span"):
        span = getattr(fact, name)
        row[name] = None if span is None else span._asdict()
    return row


def fact(row: Mapping[str, Any]) -> Fact:
    """The record that a row of ``extracted.facts`` holds."""
    fields = {name: row[name] for name in Fact.__slots__}
    for name in ("indicator_span", "period_span", "place_span", "scenario_span"):
        fields[name] = None if row[name] is None else Span(**row[name])
    return Fact(**fields | {"notes": tuple(row["notes"] or ())})


def observation_row(observation: Observation) -> dict[str, Any]:
    """Row of ``core.fact_observation`` without ``ref_area_key`` and ``quote``, which :mod:`warehouse.keys` adds."""
    return _fields(observation, "core.fact_observation")


def observations(records: Iterable[Observation]) -> pl.DataFrame:
    """A frame of observations, ready for :func:`warehouse.keys.add_keys`."""
    types = {n: t for n, t in polars_schema("core.fact_observation").items() if n not in ("ref_area_key", "quote")}
    return pl.DataFrame([observation_row(o) for o in records], schema=types, orient="row")


def number_row(entry: LedgerEntry, document_id: str) -> dict[str, Any]:
    """Row of ``extracted.numbers``."""
    key = position_key(document_id, entry.start, entry.end)
    return entry._asdict() | {"document_id": document_id, "number_id": key}


def position_key(document_id: str, start: int, end: int) -> str:
    """Key of what stands at one place of one document."""
    return f"{document_id[:16]}:{start}-{end}"


def _fields(record: object, table: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in polars_schema(table) if hasattr(record, name)}
