"""What observations get from the warehouse: the place with its validity, and the words around the number."""

from __future__ import annotations

import hashlib

import duckdb
import polars as pl

from warehouse.tables import polars_schema

_BEFORE, _AFTER = 120, 160  # characters of the quote before the number, and from it on

# A code is looked up on the day of publication, on which the text says it holds; a place that was gone by then, or not
# yet there, on the last day of the period. What holds on neither day has no key.
_PLACES = """
SELECT
    o.observation_id,
    coalesce(
        if(o.ref_area = 'VN', 'country:VN@', NULL),
        min(p.ref_area_key) FILTER (d.published BETWEEN p.first_day AND p.last_day),
        min(p.ref_area_key) FILTER (o.period_end BETWEEN p.first_day AND p.last_day)
    ) AS ref_area_key
FROM observed AS o
JOIN cleaned.documents AS d USING (document_id)
LEFT JOIN (
    SELECT ref_area_key, code, coalesce(valid_from, DATE '0001-01-01') AS first_day,
           coalesce(valid_to, DATE '9999-12-31') AS last_day
    FROM vocabulary.places
) AS p ON p.code = o.ref_area
GROUP BY o.observation_id, o.ref_area
"""

# From the place in the raw text to the place in the clean text by the segments, then the line that holds it.
_QUOTES = f"""
WITH hit AS (
    SELECT o.observation_id, d.text,
           list_filter(d.segments, lambda s: s.raw_end > o."start")[1] AS run, o."start" AS raw_at
    FROM observed AS o JOIN cleaned.documents AS d USING (document_id)
),
placed AS (
    SELECT observation_id, text, run.clean_start + if(
        run.clean_end - run.clean_start = run.raw_end - run.raw_start,
        greatest(raw_at - run.raw_start, 0), 0) AS clean_at
    FROM hit
)
SELECT
    observation_id,
    trim(
        if(len(head) = {_BEFORE}, '…' || regexp_replace(head, '^\\S*', ''), head)
        || if(len(tail) = {_AFTER}, regexp_replace(tail, '\\s\\S*$', ' …'), tail)
    ) AS quote
FROM (
    SELECT
        observation_id,
        regexp_extract(text[greatest(clean_at - {_BEFORE}, 0)::BIGINT + 1 : clean_at::BIGINT], '[^\\n]*$') AS head,
        regexp_extract(text[clean_at::BIGINT + 1 : clean_at::BIGINT + {_AFTER}], '^[^\\n]*') AS tail
    FROM placed
)
"""

VERSION = hashlib.sha256((_PLACES + _QUOTES).encode()).hexdigest()[:8]  # part of the version of the core stage


def add_keys(con: duckdb.DuckDBPyConnection, observations: pl.DataFrame) -> pl.DataFrame:
    """Observations with ``ref_area_key`` and ``quote`` added, as ``core.fact_observation`` declares.

    Args:
        con: a writer's connection, with the vocabulary loaded and the documents cleaned.
        observations: one row an observation, with the fields of :class:`chitieu.model.Observation`.
    """
    con.register("observed", observations)
    try:
        keyed = observations.join(con.execute(_PLACES).pl(), on="observation_id", how="left")
        keyed = keyed.join(con.execute(_QUOTES).pl(), on="observation_id", how="left")
    finally:
        con.unregister("observed")
    return keyed.select([pl.col(name).cast(kind) for name, kind in polars_schema("core.fact_observation").items()])
