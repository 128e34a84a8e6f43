"""What rows are compared with: columns that the suites' checks need and no table holds.

Great Expectations compares a column with constants or with another column of its row. So what a row has to agree with
(the characters of its source, the bounds of its indicator, the day of its document) is put beside it, in columns
whose names begin with ``_``. They are left out again before rows are promoted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from chitieu import sdmx
from chitieu.model import Scenario, Transformation
from chitieu.vocabulary import places, units
from chitieu.vocabulary.indicators import indicators
from chitieu.vocabulary.places.heirs import stand_ins

TARGET_YEARS = 30  # a vision for 2050 was written in 2020; nothing plans further ahead
LATEST_END_YEARS = TARGET_YEARS + 10  # where a planned period of several years ends


def add(table: str, frame: pl.DataFrame, documents: pl.DataFrame | None, today: date) -> pl.DataFrame:
    """The frame with the columns that the checks of `table` compare with.

    Args:
        table: table that the rows are meant for.
        frame: rows to be judged.
        documents: ``document_id, text, published`` of the documents that the rows came of; `text` is the raw text.
            Needed by all tables but those of documents.
        today: the day of documents without a date.
    """
    added = _ADDED.get(table)
    return added(frame, documents, today) if added else frame


def parameters(today: date) -> dict[str, Any]:
    """What ``$name`` stands for in the suites."""
    catalogue = units.load().by_code
    nouns = {code for code, _ in units.load().by_phrase.values()} - catalogue.keys() - {""}
    base = {u.code if u.factor_to_base is None else u.base_unit for u in catalogue.values()}
    return {
        "units": sorted(catalogue.keys() | nouns),
        "base_units": sorted(base | nouns),
        "indicators": sorted(indicators()),
        "scenarios": [s.value for s in Scenario],
        "transformations": [t.value for t in Transformation],
        "tomorrow": date.fromordinal(today.toordinal() + 1),  # it is tomorrow already east of this machine
        "latest_year": today.year + LATEST_END_YEARS,
    }


def _raw_documents(frame: pl.DataFrame, documents: pl.DataFrame | None, today: date) -> pl.DataFrame:
    undecoded = pl.col("text").str.count_matches("[\ufffd\\x00-\\x08\\x0e-\\x1f]")
    return frame.with_columns(
        _letters=pl.col("text").str.count_matches(r"\p{L}").cast(pl.Int64),
        _undecoded_share=undecoded / pl.col("text").str.len_chars().clip(lower_bound=1),
    )


def _cleaned_documents(frame: pl.DataFrame, documents: pl.DataFrame | None, today: date) -> pl.DataFrame:
    return frame.with_columns(
        _letters=pl.col("text").str.count_matches(r"\p{L}").cast(pl.Int64),
        _text_nfc=pl.col("text").str.normalize("NFC"),
        _published=pl.col("published"),
    ).with_columns(*_ref_area("_published"))


def _positions(frame: pl.DataFrame, documents: pl.DataFrame | None, today: date) -> pl.DataFrame:
    if documents is None:
        raise ValueError("rows that stand in a text are judged with `documents`: document_id, text, published")
    beside = documents.select("document_id", _document_text=pl.col("text"), _published=pl.col("published"))
    length = (pl.col("end") - pl.col("start")).clip(lower_bound=0)
    return (
        frame.join(beside, on="document_id", how="left", maintain_order="left")
        .with_columns(_source_text=pl.col("_document_text").str.slice(pl.col("start").clip(lower_bound=0), length))
        .drop("_document_text")
    )


def _facts(frame: pl.DataFrame, documents: pl.DataFrame | None, today: date) -> pl.DataFrame:
    percent = pl.col("unit") == "PCT"
    level = pl.col("transformation") == Transformation.LEVEL.value
    result = pl.col("scenario").is_in([Scenario.ACTUAL.value, Scenario.ESTIMATE.value])
    value = pl.col("value")
    return (
        _positions(frame, documents, today)
        .join(_unit_factors(), on="unit", how="left", maintain_order="left")
        .join(_indicator_bounds(), on=["indicator", "_dimension"], how="left", maintain_order="left")
        .with_columns(
            _level_in_base_unit=pl.when(level).then(value.fill_nan(None) * pl.col("_factor")),
            _growth_percent=pl.when(percent & (pl.col("transformation") == Transformation.GROWTH.value)).then(value),
            _plan_percent=pl.when(percent & (pl.col("transformation") == Transformation.PCT_OF_PLAN.value)).then(value),
            # "giảm 3 - 4%" is read as -3 to -4, in the order in which it stands
            _range_in_order=(pl.col("upper") >= value) | ((pl.col("upper") < 0) & (value < 0)),
            _day=pl.col("_published").fill_null(today).clip(upper_bound=today),
            _period_valid=_each("time_period", pl.Boolean(), _is_period),
            _period_start=_each(
                "time_period", pl.Date(), lambda name: sdmx.parse(name).start if _is_period(name) else None
            ),
            _period_end=_each(
                "time_period", pl.Date(), lambda name: sdmx.parse(name).end if _is_period(name) else None
            ),
        )
        .with_columns(
            _result_start=pl.when(result).then(pl.col("_period_start")),
            _target_start=pl.when(~result).then(pl.col("_period_start")),
            _latest_target=pl.col("_day").dt.offset_by(f"{TARGET_YEARS}y"),
            _latest_end=pl.col("_day").dt.offset_by(f"{LATEST_END_YEARS}y"),
        )
        .with_columns(*_ref_area("_published", "_period_end"))
    )


def _observations(frame: pl.DataFrame, documents: pl.DataFrame | None, today: date) -> pl.DataFrame:
    if documents is None:
        raise ValueError("observations are judged with `documents`: document_id, text, published")
    days = documents.select("document_id", _published=pl.col("published"))
    return frame.join(days, on="document_id", how="left", maintain_order="left").with_columns(
        *_ref_area("_published", "period_end")
    )


_ADDED: dict[str, Callable[[pl.DataFrame, pl.DataFrame | None, date], pl.DataFrame]] = {
    "raw.documents": _raw_documents,
    "cleaned.documents": _cleaned_documents,
    "extracted.facts": _facts,
    "extracted.numbers": _positions,
    "core.fact_observation": _observations,
}


def _ref_area(*days: str) -> tuple[pl.Expr, pl.Expr]:
    """Whether ``ref_area`` was a code in force on one of the days, and what to use instead where it was not.

    A text speaks of places as of its own day, or of a former unit as of the day of the figure. Where no day is known,
    a code that was ever in force will do.
    """
    row = pl.struct("ref_area", *(pl.col(d).alias(f"day{i}") for i, d in enumerate(days)))
    return (
        row.map_elements(_in_force, return_dtype=pl.Boolean).alias("_ref_area_valid"),
        row.map_elements(_instead, return_dtype=pl.String).alias("_ref_area_instead"),
    )


def _in_force(row: dict[str, Any]) -> bool | None:
    code, days = row["ref_area"], _days(row)
    if code is None:
        return None
    if not days:
        return code == places.COUNTRY or bool(places.load().states(code))
    return any(places.load().valid_on(code, day) for day in days)


def _instead(row: dict[str, Any]) -> str | None:
    days = _days(row)
    if row["ref_area"] is None or not days or _in_force(row):
        return None
    return ", ".join(stand_ins(row["ref_area"], days[0])) or "?"


def _days(row: dict[str, Any]) -> list[date]:
    return [day for name, day in row.items() if name.startswith("day") and day is not None]


def _each(column: str, dtype: pl.DataType, function: Callable[[str], object]) -> pl.Expr:
    return pl.col(column).map_elements(function, return_dtype=dtype)


def _is_period(name: str) -> bool:
    try:
        sdmx.parse(name)
    except ValueError:
        return False
    return True


@cache
def _unit_factors() -> pl.DataFrame:
    """``unit, _dimension, _factor`` to the base unit, of the units that can be converted."""
    rows = [
        (u.code, u.dimension, u.factor_to_base) for u in units.load().by_code.values() if u.factor_to_base is not None
    ]
    return pl.DataFrame(rows, schema={"unit": pl.String, "_dimension": pl.String, "_factor": pl.Float64}, orient="row")


@cache
def _indicator_bounds() -> pl.DataFrame:
    """``indicator, _dimension, _hard_min, _hard_max`` in the base unit of the dimension."""
    rows = []
    for indicator in indicators().values():
        unit = units.load().by_code.get(indicator.unit)
        if unit is None or unit.factor_to_base is None:
            continue
        low, high = (b if b is None else b * unit.factor_to_base for b in (indicator.hard_min, indicator.hard_max))
        rows.append((indicator.code, unit.dimension, low, high))
    types = {"indicator": pl.String, "_dimension": pl.String, "_hard_min": pl.Float64, "_hard_max": pl.Float64}
    return pl.DataFrame(rows, schema=types, orient="row")
