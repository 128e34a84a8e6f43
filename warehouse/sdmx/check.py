"""Check observations against the structure: what an XML schema of the standard alone can't tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from chitieu import sdmx
from warehouse.headers import Text
from warehouse.sdmx.structure import Component, Structure

_REASONS = {
    "missing_column": Text("thiếu cột", "the column is missing"),
    "unknown_column": Text("cấu trúc không có cột này", "the structure has no such column"),
    "missing": Text("bắt buộc mà để trống", "is mandatory and empty"),
    "unknown_code": Text("không có trong danh mục mã", "is not in the codelist"),
    "bad_period": Text("không phải kỳ SDMX", "is no SDMX period"),
    "wrong_freq": Text("tần suất không khớp với kỳ", "the frequency is not that of the period"),
    "bad_number": Text("không phải số hữu hạn", "is no finite number"),
    "bad_form": Text("không đúng dạng đã khai", "is not of the declared form"),
    "bad_character": Text("có ký tự điều khiển, XML không ghi được", "has a control character, which XML can't carry"),
    "duplicate_key": Text("khóa trùng với dòng khác", "the key is also that of another row"),
}
_NUMBERS = {"Double", "Integer"}
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: its name.
        component: the column; the dimensions together in a duplicate key.
        key: codes of the dimensions joined by full stops, which names the row; empty where a column is wrong.
        value: what stands there.
        reason: what is wrong, in both languages.
    """

    rule: str
    component: str
    key: str
    value: str
    reason: Text

    def __str__(self) -> str:
        return " ".join(filter(None, (self.component, repr(self.value), self.reason.en, self.key and f"({self.key})")))


class ContentError(ValueError):
    """Observations contradict the structure.

    Attributes:
        findings: all of them.
    """

    def __init__(self, findings: list[Finding]) -> None:
        shown = "; ".join(map(str, findings[:5]))
        super().__init__(f"{len(findings)} contradictions with the data structure: {shown}")
        self.findings = findings


def check(structure: Structure, frame: pl.DataFrame) -> list[Finding]:
    """What is wrong with the observations; empty when nothing is.

    Args:
        structure: what they must follow.
        frame: a column for each component, null where nothing is said.
    """
    declared = [c.id for c in structure.components]
    wrong = [("missing_column", c) for c in declared if c not in frame.columns]
    wrong += [("unknown_column", c) for c in frame.columns if c not in declared]
    if wrong:
        return [Finding(rule, column, "", "", _REASONS[rule]) for rule, column in wrong]
    named = frame.with_columns(pl.concat_str(structure.key, separator=".", ignore_nulls=True).alias("_key"))
    found = [f for component in structure.components for f in _component(structure, component, named)]
    return found + list(_named(named, "wrong_freq", "FREQ", _other_freq(named))) + list(_duplicates(structure, named))


def _component(structure: Structure, component: Component, frame: pl.DataFrame) -> Iterator[Finding]:
    name, values = component.id, frame[component.id]
    empty = values.is_null() | (values.cast(pl.String) == "")
    if component.required:
        yield from _named(frame, "missing", name, empty)
    for rule, wrong in _rules(structure, component, values):
        yield from _named(frame, rule, name, wrong & ~empty)


def _rules(structure: Structure, component: Component, values: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    if component.codelist is not None:
        codes = [c.id for c in structure.codelists[component.codelist].codes]
        yield "unknown_code", ~values.cast(pl.String).is_in(codes)
    elif component.type in _NUMBERS:
        yield "bad_number", ~values.cast(pl.Float64, strict=False).is_finite().fill_null(False)
    elif component.type == "ObservationalTimePeriod":
        yield "bad_period", _freq(values).is_null()
    elif component.type == "GregorianDay":
        yield "bad_form", ~values.str.contains(_DAY) | values.str.to_date("%Y-%m-%d", strict=False).is_null()
    else:
        yield "bad_character", values.str.contains(_CONTROL)
    if component.pattern is not None:
        yield "bad_form", ~values.str.contains(f"^(?:{component.pattern})$")


def _freq(periods: pl.Series) -> pl.Series:
    """Frequency of each period; null where it is none."""
    known: dict[str, str | None] = {}
    for period in periods.unique().drop_nulls():
        try:
            known[period] = sdmx.parse(period).freq
        except ValueError:
            known[period] = None
    return periods.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def _other_freq(frame: pl.DataFrame) -> pl.Series:
    return (frame["FREQ"] != _freq(frame["TIME_PERIOD"])).fill_null(False)


def _duplicates(structure: Structure, frame: pl.DataFrame) -> Iterator[Finding]:
    wrong = frame.select(pl.struct(structure.key).is_duplicated()).to_series()
    for row in frame.filter(wrong).iter_rows(named=True):
        yield Finding("duplicate_key", ".".join(structure.key), row["_key"], "", _REASONS["duplicate_key"])


def _named(frame: pl.DataFrame, rule: str, column: str, wrong: pl.Series) -> Iterator[Finding]:
    for key, value in frame.filter(wrong.fill_null(False)).select("_key", pl.col(column).cast(pl.String)).iter_rows():
        yield Finding(rule, column, key, value or "", _REASONS[rule])
