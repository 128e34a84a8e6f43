"""Files that arrived, as documents: the same bytes under several names are one document with several sources."""

from __future__ import annotations

from datetime import datetime

import duckdb
import polars as pl

from warehouse.tables import polars_schema
from warehouse.versions import now

_MERGE = """
WITH said AS (
    SELECT document_id, "source", name, url, published, publisher, title, ref_area,
           $at::TIMESTAMP AS arrived, 1 AS is_new
    FROM arriving
    UNION ALL
    SELECT d.document_id, s."source", s.name, s.url, s.published, s.publisher, s.title, s.ref_area, s.arrived, 0
    FROM (SELECT document_id, unnest(sources) AS s FROM raw.documents) AS d
    WHERE d.document_id IN (SELECT document_id FROM arriving)
),
by_source AS (
    SELECT * REPLACE (min(arrived) OVER (PARTITION BY document_id, "source") AS arrived) FROM said
    QUALIFY row_number() OVER (PARTITION BY document_id, "source" ORDER BY is_new DESC, url, title) = 1
),
merged AS (
    SELECT
        document_id,
        list({'source': "source", 'name': name, 'url': url, 'published': published, 'publisher': publisher,
              'title': title, 'ref_area': ref_area, 'arrived': arrived} ORDER BY "source") AS sources,
        first("source" ORDER BY "source") AS "source",
        first(name ORDER BY "source") AS name,
        min(arrived) AS arrived_at,
        first(url ORDER BY "source") FILTER (url IS NOT NULL) AS url,
        first(published ORDER BY "source") FILTER (published IS NOT NULL) AS published,
        first(publisher ORDER BY "source") FILTER (publisher IS NOT NULL) AS publisher,
        first(title ORDER BY "source") FILTER (title IS NOT NULL) AS title,
        first(ref_area ORDER BY "source") FILTER (ref_area IS NOT NULL) AS ref_area
    FROM by_source GROUP BY document_id
),
texts AS (
    SELECT DISTINCT ON (document_id) document_id, media_type, encoding, text
    FROM arriving ORDER BY document_id, "source"
)
SELECT * FROM merged JOIN texts USING (document_id) ORDER BY document_id
"""


def merge(con: duckdb.DuckDBPyConnection, files: pl.DataFrame, at: datetime | None = None) -> pl.DataFrame:
    """Rows of ``raw.documents`` for files just read, together with what is known of the same documents already.

    What a sidecar says is taken from the first source, in alphabetical order, that says it; so the order in which
    files arrive does not matter.

    Args:
        con: a writer's connection.
        files: one row a file, as :func:`warehouse.rows.arrival_row` makes them.
        at: when they arrived (UTC); now by default.
    """
    con.register("arriving", files)
    try:
        merged = con.execute(_MERGE, {"at": at or now()}).pl()
    finally:
        con.unregister("arriving")
    return merged.select(list(polars_schema("raw.documents")))


def arrivals(rows: list[dict[str, object]]) -> pl.DataFrame:
    """A frame of files as read, with the right types also where a column is empty throughout."""
    types = {n: t for n, t in polars_schema("raw.documents").items() if n not in ("sources", "arrived_at")}
    return pl.DataFrame(rows, schema=types, orient="row")
