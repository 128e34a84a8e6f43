"""``extracted.facts`` and ``extracted.numbers``: what each document states, and what became of each of its numbers."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.describe import check, read_off, spec
from assets.report import report
from assets.resources import Progress, Warehouse
from assets.stage import Row, bring_up_to_date
from assets.versions import stage_version
from chitieu.extraction.assembly import VERSION as EXTRACTION
from chitieu.extraction.assembly import extract
from expectations import Verdict, judge
from warehouse.reads import with_raw_text
from warehouse.rows import clean_document, fact_row, frame, number_row
from warehouse.tables import table

TABLE, LEDGER, SOURCE = "extracted.facts", "extracted.numbers", "cleaned.documents"
VERSION = stage_version("extracted", EXTRACTION)
LINEAGE = {name: read_off(table(name).header, SOURCE, table(SOURCE).header, "text") for name in (TABLE, LEDGER)}


@dg.multi_asset(
    name="extracted_facts",
    specs=[spec(name, table(name).header, [SOURCE], {"python", "duckdb"}, VERSION) for name in (TABLE, LEDGER)],
    check_specs=[check(TABLE), check(LEDGER)],
)
def extracted_facts(
    context: dg.AssetExecutionContext, warehouse: Warehouse, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Read the facts off the documents that are new or changed."""

    def read(row: Row) -> tuple[list[Row], list[Row]]:
        found = extract(clean_document(row), row["raw_text"])
        document_id = row["document_id"]
        facts = [fact_row(f, document_id) for f in found.facts]
        return facts, [number_row(n, document_id) for n in found.ledger]

    def assemble(batch: pl.DataFrame, made: list[tuple[list[Row], list[Row]]]) -> dict[str, Verdict]:
        documents = batch.select("document_id", pl.col("raw_text").alias("text"), "published")
        facts = frame(TABLE, (row for rows, _ in made for row in rows))
        numbers = frame(LEDGER, (row for _, rows in made for row in rows))
        return {
            TABLE: judge("extracted", facts, table=TABLE, documents=documents),
            LEDGER: judge("extracted", numbers, table=LEDGER, documents=documents),
        }

    with warehouse.get_connection() as con:
        outcomes = bring_up_to_date(
            con,
            TABLE,
            VERSION,
            convert=read,
            assemble=assemble,
            beside=(LEDGER,),
            prepare=lambda batch: with_raw_text(con, batch),
            run_id=context.run.run_id,
            progress=progress,
        )
        results = [report(con, outcome, LINEAGE[name]) for name, outcome in outcomes.items()]
    yield from results
