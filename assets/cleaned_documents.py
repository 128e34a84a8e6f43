"""``cleaned.documents``: documents with clean text, blocks, and what is known of them."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.describe import check, read_off, spec
from assets.report import report
from assets.resources import Progress, Warehouse
from assets.stage import Row, bring_up_to_date
from assets.versions import stage_version
from chitieu.cleaning import VERSION as CLEANING
from chitieu.cleaning import clean
from expectations import Verdict, judge
from warehouse.rows import clean_row, frame, raw_document
from warehouse.tables import table

TABLE, SOURCE = "cleaned.documents", "raw.documents"
VERSION = stage_version("cleaned", CLEANING)
LINEAGE = read_off(table(TABLE).header, SOURCE, table(SOURCE).header, "text")


@dg.multi_asset(
    name="cleaned_documents",
    specs=[spec(TABLE, table(TABLE).header, [SOURCE], {"python", "duckdb"}, VERSION)],
    check_specs=[check(TABLE)],
)
def cleaned_documents(
    context: dg.AssetExecutionContext, warehouse: Warehouse, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Clean the documents that are new or changed."""

    def cleaned(row: Row) -> Row:
        return clean_row(clean(raw_document(row)))

    def assemble(batch: pl.DataFrame, made: list[Row]) -> dict[str, Verdict]:
        return {TABLE: judge("cleaned", frame(TABLE, made))}

    with warehouse.get_connection() as con:
        outcomes = bring_up_to_date(
            con, TABLE, VERSION, convert=cleaned, assemble=assemble, run_id=context.run.run_id, progress=progress
        )
        result = report(con, outcomes[TABLE], LINEAGE)
    yield result
