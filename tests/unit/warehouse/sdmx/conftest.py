"""A few made-up cells, in the tables that the SDMX queries read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse.dictionary import empty_warehouse
from warehouse.sdmx.data import observations
from warehouse.sdmx.structure import Structure, load

CELLS = Path(__file__).parents[3] / "corpus" / "sdmx" / "cells.csv"
TYPES = {"obs_value": pl.Float64, "obs_value_upper": pl.Float64, "denominator": pl.Float64, "confidence": pl.Float64}
FILL = """
CREATE TEMP TABLE cells AS SELECT row_number() OVER () AS n, * FROM given;
INSERT INTO core.dim_ref_area BY NAME
SELECT * FROM (VALUES
    ('province:90@', '90', 'province', 'Chín Mươi', 'Tỉnh Chín Mươi', NULL, 'Chín Mươi', NULL, DATE '2025-06-30'),
    ('province:91@2025-07-01', '91', 'province', 'Hạ', 'Tỉnh Hạ', NULL, 'Hạ', DATE '2025-07-01', NULL),
    ('province:92@', '92', 'province', 'Không số liệu', 'Tỉnh Không số liệu', NULL, NULL, NULL, NULL),
    ('district:900@', '900', 'district', 'Ba Suối', 'Huyện Ba Suối', '92', NULL, NULL, DATE '2019-12-31'),
    ('district:900@2020-01-01', '900', 'district', 'Ba Suối', 'Huyện Ba Suối', '90', 'Chín Mươi', DATE '2020-01-01',
     DATE '2025-06-30'),
    ('commune:09001@2025-07-01', '09001', 'commune', 'Suối Cả', 'Xã Suối Cả', '91', 'Hạ', DATE '2025-07-01', NULL)
) AS p (ref_area_key, ref_area, level, name, full_name, parent_code, province_name, valid_from, valid_to);
INSERT INTO core.dim_indicator BY NAME
SELECT DISTINCT indicator, 'Chỉ tiêu ' || indicator AS name_vi, 'Indicator ' || indicator AS name_en FROM cells;
INSERT INTO core.dim_unit BY NAME
SELECT unit, 'Đơn vị ' || unit AS name_vi, 'Unit ' || unit AS name_en
FROM (SELECT DISTINCT unit_measure FROM cells UNION VALUES ('kg/m2'), ('SAO_HANG')) AS u (unit);
INSERT INTO core.dim_period BY NAME SELECT DISTINCT time_period, freq FROM cells;
INSERT INTO core.dim_document BY NAME SELECT 'd' || n AS document_id, publisher, url FROM cells;
INSERT INTO core.fact_observation BY NAME
SELECT 'o' || n AS observation_id, obs_status, 0 AS unit_mult, obs_value_upper, denominator FROM cells;
INSERT INTO mart.indicator_series BY NAME
SELECT
    n::VARCHAR AS cell, 'o' || n AS observation_id, 'd' || n AS document_id, ref_area_key, indicator, transformation,
    scenario, time_period, obs_value, unit_measure, operator, base_per, plan_ref, reports::BIGINT AS reports,
    agreeing::BIGINT AS agreeing, why, confidence, published::DATE AS published, quote
FROM cells;
CREATE TABLE meta.version AS
SELECT 'abc' AS version, TIMESTAMP '2026-01-02 03:04:05.678' AS published_at, 'r' AS run_id;
"""


@pytest.fixture(scope="session")
def filled() -> Iterator[duckdb.DuckDBPyConnection]:
    given = pl.read_csv(CELLS, infer_schema=False).cast(TYPES)  # type: ignore[arg-type]
    with empty_warehouse() as con:
        con.register("given", given)
        con.execute(FILL)
        yield con


@pytest.fixture
def cells(filled: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The cells; what a test changes is taken back."""
    filled.begin()
    yield filled
    filled.rollback()


@pytest.fixture(scope="session")
def structure(filled: duckdb.DuckDBPyConnection) -> Structure:
    return load(filled)


@pytest.fixture(scope="session")
def frame(filled: duckdb.DuckDBPyConnection, structure: Structure) -> pl.DataFrame:
    return observations(filled, structure)
