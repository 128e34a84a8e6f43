"""``core.fact_observation``: facts in canonical units with SDMX periods, the table in the middle of the star."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.describe import check, read_off, spec
from assets.report import report
from assets.resources import Progress, Warehouse
from assets.stage import Row, bring_up_to_date
from assets.versions import stage_version
from chitieu.model import Observation
from chitieu.normalisation import VERSION as NORMALISATION
from chitieu.normalisation import observe
from expectations import Verdict, judge
from warehouse.keys import VERSION as KEYS
from warehouse.keys import add_keys
from warehouse.reads import publication_days
from warehouse.rows import fact, observations
from warehouse.tables import table

TABLE, SOURCE = "core.fact_observation", "extracted.facts"
BESIDE = ("cleaned.documents", "vocabulary.places")  # the day that a place code holds on, and its key
VERSION = stage_version("core", f"{NORMALISATION}-{KEYS}")
LINEAGE = read_off(table(TABLE).header, SOURCE, table(SOURCE).header, "text")


@dg.multi_asset(
    name="fact_observation",
    specs=[spec(TABLE, table(TABLE).header, [SOURCE, *BESIDE], {"python", "duckdb"}, VERSION)],
    check_specs=[check(TABLE)],
)
def fact_observation(
    context: dg.AssetExecutionContext, warehouse: Warehouse, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Normalise the facts of documents that are new or changed."""

    def normalised(row: Row) -> Observation:
        return observe(row["document_id"], fact(row))

    with warehouse.get_connection() as con:

        def assemble(batch: pl.DataFrame, made: list[Observation]) -> dict[str, Verdict]:
            rows = add_keys(con, observations(made))
            return {TABLE: judge("core", rows, documents=publication_days(con))}

        outcomes = bring_up_to_date(
            con, TABLE, VERSION, convert=normalised, assemble=assemble, run_id=context.run.run_id, progress=progress
        )
        result = report(con, outcomes[TABLE], LINEAGE)
    yield result
