"""The records that rooms hand each other.

All are frozen and hold plain values, so that any room can be run, tested and stored on its own.
Offsets are half-open and count characters (Python ``str``). Two texts carry offsets and are never
mixed: the *raw* text (the file as it stands on disk, decoded) and the *clean* text (NFC, one line a
block). ``CleanDocument.to_raw`` goes from the second to the first.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known of a document beside its text: the file ``NAME.meta.json``."""

    url: str | None = None
    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    ref_area: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as it arrived, decoded and otherwise untouched."""

    document_id: str  # sha256 of the bytes, hexadecimal
    name: str  # stem of the file
    source: str  # path or address it came from
    media_type: str  # text/plain, text/html
    encoding: str
    text: str
    sidecar: Sidecar = field(default_factory=Sidecar)


class BlockKind(StrEnum):
    """What a block of a page is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    BYLINE = "byline"  # date line, author, agency
    BOILERPLATE = "boilerplate"  # menus, counters, footers, related links


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the clean text, ``text[start:end]``, without its newline."""

    kind: BlockKind
    start: int
    end: int
    parent: int | None = None  # index of the block that governs this one: its heading, list lead or table header


class Segment(NamedTuple):
    """A run of clean text and the raw text it was made of.

    Runs of equal length map character by character; others (an HTML reference, a decomposed letter)
    map as a whole. Segments stand in order and don't overlap; raw text between two of them was dropped.
    """

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document read: clean text cut into blocks, what is known of it, and the way back to the raw text."""

    document_id: str
    name: str
    text: str  # NFC; blocks separated by newlines; boilerplate kept, as blocks of that kind
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    ref_area: str | None = None  # GSO code of the home place, as of `published`
    published_basis: str | None = None  # what `published` rests on: sidecar, page, address, text (an estimate)

    def to_raw(self, start: int, end: int) -> Span:
        """The smallest span of raw text that holds clean ``text[start:end]`` (``start < end``)."""
        first = self.segments[bisect_right(self.segments, start, key=_clean_start) - 1]
        last = self.segments[bisect_right(self.segments, end - 1, key=_clean_start) - 1]
        return Span(_raw_start(first, start), _raw_end(last, end))


_clean_start = itemgetter(0)


def _raw_start(s: Segment, at: int) -> int:
    same = s.clean_end - s.clean_start == s.raw_end - s.raw_start
    return s.raw_start + (at - s.clean_start) if same else s.raw_start


def _raw_end(s: Segment, at: int) -> int:
    same = s.clean_end - s.clean_start == s.raw_end - s.raw_start
    return s.raw_start + (at - s.clean_start) if same else s.raw_end


# A note of a fact, and a reason in the ledger: a date beside it contradicts the date of the page.
DATE_DOUBTED = "date_doubted"


class Scenario(StrEnum):
    """Whether a figure was planned, reached, estimated or foreseen."""

    ACTUAL = "ACTUAL"
    ESTIMATE = "ESTIMATE"
    TARGET = "TARGET"
    PROJECTION = "PROJECTION"


class Transformation(StrEnum):
    """What a figure says of its indicator."""

    LEVEL = "LEVEL"
    GROWTH = "GROWTH"  # relative change, per cent
    CHANGE = "CHANGE"  # absolute change, in the indicator's unit or in points
    PCT_OF_PLAN = "PCT_OF_PLAN"
    EXCESS_OVER_PLAN = "EXCESS_OVER_PLAN"


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a text that states a quantity of a place in a period. Offsets are into the raw text."""

    doc: str
    start: int
    end: int
    text: str  # raw_text[start:end]
    value: float
    unit: str  # code of the unit catalogue, or the Vietnamese word in capitals without accents
    indicator: str | None
    indicator_text: str | None
    transformation: Transformation
    scenario: Scenario
    time_period: str | None  # SDMX
    ref_area: str | None
    operator: str = "="
    denominator: float | None = None
    upper: float | None = None  # upper bound of a range, `value` being the lower
    base_period: str | None = None
    plan_ref: str | None = None  # who set the plan: province, district, commune, centre
    decimals: int = 0  # digits after the decimal mark, as written
    indicator_span: Span | None = None
    period_span: Span | None = None
    place_span: Span | None = None
    scenario_span: Span | None = None
    rule: str = ""
    confidence: float = 0.0
    notes: tuple[str, ...] = ()  # warnings: `date_doubted`, `unit inferred`, `magnitude`


class LedgerEntry(NamedTuple):
    """What became of one number of a document. Offsets are into the raw text."""

    start: int
    end: int
    text: str
    number_class: str  # fact, date, time, period, document, ordinal, phone, address, page, list_mark, ... unknown
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read off one document: its facts, and the class of every number in it."""

    facts: tuple[Fact, ...]
    ledger: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """A fact in canonical units with SDMX period bounds: one row of ``core.fact_observation``."""

    observation_id: str
    fact_id: str
    document_id: str
    ref_area: str | None
    indicator: str | None
    indicator_text: str | None
    scenario: Scenario
    transformation: Transformation
    plan_ref: str | None
    freq: str | None  # A, S, Q, M, D or _O (SDMX CL_FREQ)
    time_period: str | None
    period_start: date | None
    period_end: date | None  # last day, included
    obs_value: float
    obs_value_upper: float | None
    unit_measure: str  # base unit of the catalogue, so that values add up
    unit_mult: int  # always 0 in the canonical unit; kept for SDMX
    unit_reported: str
    value_reported: float
    operator: str
    denominator: float | None
    base_per: str | None
    obs_status: str  # SDMX CL_OBS_STATUS: A, E, F, P
    decimals: int
    confidence: float
    rule: str
    start: int
    end: int
    text: str
