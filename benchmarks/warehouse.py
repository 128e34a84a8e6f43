"""How fast the warehouse is at a size that few will reach: made-up observations over real places and indicators.

    python -m benchmarks.warehouse [OBSERVATIONS] [FOLDER]

Prints seconds for promoting, for each model, for publishing and exporting, and milliseconds for a dashboard's question
to each mart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse import build, seeds
from warehouse.connection import reader, writer
from warehouse.export import export
from warehouse.incremental import promote
from warehouse.publish import publish
from warehouse.tables import create_all, polars_schema

PER_DOCUMENT = 50
QUESTIONS = {
    "mart.target_vs_actual": "SELECT topic, reached, count(*) FROM mart.target_vs_actual GROUP BY ALL",
    "mart.indicator_series": "FROM mart.indicator_series WHERE indicator = 'grdp' AND place = 'Thanh Hóa'",
    "mart.scorecard": "SELECT place, year, met_share FROM mart.scorecard ORDER BY met_share DESC NULLS LAST LIMIT 20",
    "mart.conflicts": "SELECT indicator_vi, count(*) FROM mart.conflicts GROUP BY ALL ORDER BY 2 DESC LIMIT 20",
    "mart.coverage": "SELECT topic, avg(catalogue_share) FROM mart.coverage WHERE year = 2020 GROUP BY ALL",
    "mart.restated_2025": "SELECT place, time_period, value FROM mart.restated_2025 WHERE indicator = 'grdp'",
    "mart.unlinked_phrases": "SELECT phrase, observations FROM mart.unlinked_phrases LIMIT 20",
    "mart.unknown_units": "SELECT unit, observations FROM mart.unknown_units LIMIT 20",
}
DOCUMENTS = """
INSERT INTO raw.documents BY NAME
SELECT md5(i::VARCHAR) AS document_id, 'n' || i AS name, 's' || i AS "source", [{'source': 's' || i}] AS sources,
       TIMESTAMP '2024-01-01' AS arrived_at
FROM range(getvariable('documents')) AS r (i);
INSERT INTO cleaned.documents BY NAME
SELECT md5(i::VARCHAR) AS document_id, 'n' || i AS name, repeat('Thu ngân sách đạt 5 tỷ đồng. ', 100) || i AS text,
       [{'kind': 'paragraph', 'start': 0, 'end': 2800, 'parent': NULL}] AS blocks,
       DATE '2024-01-01' + (i % 700)::INTEGER AS published
FROM range(getvariable('documents')) AS r (i);
INSERT INTO extracted.facts (document_id) SELECT document_id FROM cleaned.documents;
"""
OBSERVATIONS = """
WITH places AS (
    SELECT ref_area_key, code, row_number() OVER (ORDER BY ref_area_key) - 1 AS n
    FROM vocabulary.places WHERE level IN ('province', 'district')
),
indicators AS (
    SELECT i.code, i.unit, if(u.factor_to_base IS NULL, i.unit, u.base_unit) AS base,
           row_number() OVER (ORDER BY i.code) - 1 AS n
    FROM vocabulary.indicators AS i LEFT JOIN vocabulary.units AS u ON u.unit_code = i.unit
),
drawn AS (
    SELECT i, hash(i * 7) % (SELECT count(*) FROM places) AS place,
           hash(i * 11) % (SELECT count(*) FROM indicators) AS what,
           2015 + (hash(i) % 10)::INTEGER AS year, (i // 3) % 5 > 2 AS is_share
    FROM range(getvariable('observations')) AS r (i)
)
SELECT
    'o' || i AS observation_id, 'o' || i AS fact_id, md5((i // getvariable('per_document'))::VARCHAR) AS document_id,
    p.code AS ref_area, p.ref_area_key, d.code AS indicator,
    ['ACTUAL', 'ESTIMATE', 'TARGET', 'ACTUAL'][1 + (i // 7) % 4] AS scenario,
    ['LEVEL', 'LEVEL', 'LEVEL', 'GROWTH', 'PCT_OF_PLAN'][1 + (i // 3) % 5] AS transformation,
    'A' AS freq, year::VARCHAR AS time_period,
    make_date(year, 1, 1) AS period_start, make_date(year, 12, 31) AS period_end,
    (hash(i * 3) % 1000) / 10.0 AS obs_value, if(is_share, 'PCT', d.base) AS unit_measure, 0 AS unit_mult,
    if(is_share, 'PCT', d.unit) AS unit_reported, 1.0 AS value_reported, '=' AS operator, 'A' AS obs_status,
    1 AS decimals, 0.9 AS confidence, 'made up' AS rule,
    i % getvariable('per_document') AS "start", i % getvariable('per_document') + 4 AS "end",
    '5 tỷ' AS text, 'Thu ngân sách đạt 5 tỷ đồng năm ' || i AS quote
FROM drawn JOIN places AS p ON p.n = place JOIN indicators AS d ON d.n = what
"""


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what:34}{time.perf_counter() - start:8.2f} s")


def fill(con: duckdb.DuckDBPyConnection, count: int) -> None:
    create_all(con)
    seeds.load_all(con, "benchmark")
    for name, value in (
        ("observations", count),
        ("per_document", PER_DOCUMENT),
        ("documents", -(-count // PER_DOCUMENT)),
    ):
        con.execute(f"SET VARIABLE {name} = {value}")
    con.execute(DOCUMENTS)
    made = con.execute(OBSERVATIONS).pl()
    types = polars_schema("core.fact_observation")
    made = made.select([pl.col(n).cast(t) if n in made.columns else pl.lit(None, t).alias(n) for n, t in types.items()])
    done = made.select(pl.col("document_id").alias("parent_key"), fingerprint=pl.lit("made up")).unique()
    with timed(f"promote {made.height:,} observations"):
        promote(con, "core.fact_observation", made, pl.DataFrame(), done=done, version="1", run_id="benchmark")


def measure(folder: Path, count: int) -> None:
    with writer(folder / "warehouse.duckdb") as con:
        fill(con, count)
        with timed("all models"):
            for built in build.build_all(con, "benchmark"):
                print(f"  {built.name:32}{built.seconds:8.2f} s {built.rows:10,} rows")
                assert not built.failures, built.failures
    with timed("publish"):
        published = publish(folder / "warehouse.duckdb", folder / "published", run_id="benchmark")
    print(f"{'published file':34}{published.path.stat().st_size / 1e6:8.0f} MB")
    for form in ("sdmx-csv", "sdmx-ml"):
        with timed(f"export {form}"):
            *_, data = export(published.path, form, folder / "exported")
        print(f"  {data.name:32}{data.stat().st_size / 1e6:8.0f} MB")
    with reader(published.path) as con:
        for name, question in QUESTIONS.items():
            start = time.perf_counter()
            con.execute(question).fetchall()
            print(f"  {name:32}{1000 * (time.perf_counter() - start):8.0f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as temporary:
        measure(Path(temporary), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
