"""What assets and runs ask of the tables: rows counted, shown, or laid beside other rows."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl


def row_count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def whole(con: duckdb.DuckDBPyConnection, table: str) -> pl.DataFrame:
    """A table with all its rows and columns."""
    return con.execute(f"SELECT * FROM {table}").pl()


def first_rows(con: duckdb.DuckDBPyConnection, table: str, rows: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns of a table, and its first rows."""
    answer = con.execute(f"SELECT * FROM {table} LIMIT {rows}")
    return [d[0] for d in answer.description or ()], answer.fetchall()


def publication_days(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """``document_id, published`` of all documents."""
    return con.execute("SELECT document_id, published FROM cleaned.documents").pl()


def with_raw_text(con: duckdb.DuckDBPyConnection, batch: pl.DataFrame) -> pl.DataFrame:
    """Rows of documents with ``raw_text`` beside them: the text as it arrived, which all positions count in."""
    con.register("batch_documents", batch.select(pl.col("document_id").unique()))
    texts = con.execute(
        """SELECT document_id, text AS raw_text FROM raw.documents
           WHERE document_id IN (SELECT document_id FROM batch_documents)"""
    ).pl()
    con.unregister("batch_documents")
    return batch.join(texts, on="document_id", how="left", maintain_order="left")


def refused_files(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Files that could not be read: source, and the reason in Vietnamese and English."""
    return con.execute(
        "SELECT parent_key, reason_vi, reason_en FROM quarantine.rows WHERE stage = 'raw.documents' ORDER BY 1"
    ).fetchall()
