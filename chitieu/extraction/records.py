"""What the scanners of one text hand to the choosers. All offsets are into the clean text."""

from __future__ import annotations

from dataclasses import dataclass

from chitieu.model import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit, as it stands: ``25.224 tỷ đồng``, ``19/21 xã``, ``5 - 7%``."""

    start: int  # number with unit: the span of a fact
    end: int
    number: Span  # digits or number words alone
    value: float  # in `unit`; of a range the lower bound
    unit: str  # code of the unit catalogue, or the Vietnamese word in capitals without accents
    dimension: str | None  # of the catalogue; None for a unit outside it
    operator: str = "="
    operator_span: Span | None = None
    denominator: float | None = None
    upper: float | None = None
    decimals: int = 0
    rule: str = ""
    notes: tuple[str, ...] = ()
    scale: float = 1.0  # what the written number was multiplied with: 1e6 in ``3 triệu lượt``


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number that is no quantity: part of a date, a document's name, an ordinal ..."""

    start: int
    end: int
    number_class: str
    reason: str  # name of the rule that says so


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A phrase of time and the SDMX period it means on the day of the document."""

    start: int
    end: int
    time_period: str
    kind: str  # period, as_of, until, base, cumulative, term, duration
    rule: str
    doubted: bool = False  # contradicts the date of the page


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text, with its code as of the document's date."""

    start: int
    end: int
    code: str | None  # None where ambiguous
    level: str  # country, province, district, commune, village, other
    candidates: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading chosen for a number: its value, where the text says so, how sure, and by which rule."""

    value: str | None
    span: Span | None
    probability: float
    rule: str
