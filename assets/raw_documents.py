"""``raw.documents``: files of the landing folder, decoded and otherwise as they arrived.

The same bytes under two names are one document with two sources. What can't be read is refused with a reason, and the
rest goes on.
"""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.describe import check, spec
from assets.landing import listing
from assets.report import report
from assets.resources import Home, Progress, Warehouse
from assets.stage import Row, bring_up_to_date
from assets.versions import stage_version
from chitieu.reading import VERSION as READING
from chitieu.reading import read_bytes
from chitieu.reading.sidecar import read_sidecar
from expectations import Verdict, judge
from warehouse import runs
from warehouse.arrivals import arrivals, merge
from warehouse.rows import arrival_row
from warehouse.tables import table

TABLE = "raw.documents"
VERSION = stage_version("raw", READING)


@dg.multi_asset(
    name="raw_documents",
    specs=[spec(TABLE, table(TABLE).header, [], {"python", "duckdb"}, VERSION)],
    check_specs=[check(TABLE)],
)
def raw_documents(
    context: dg.AssetExecutionContext, home: Home, warehouse: Warehouse, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Read the files that are new or changed."""
    landing = home.landing

    def read(row: Row) -> Row:
        path = landing / row["source"]
        return arrival_row(read_bytes(path.read_bytes(), path.stem, row["source"], read_sidecar(path)))

    with warehouse.get_connection() as con:
        runs.start(con, context.run.run_id)

        def assemble(batch: pl.DataFrame, made: list[Row]) -> dict[str, Verdict]:
            return {TABLE: judge("raw", merge(con, arrivals(made)))}

        def settle(good: pl.DataFrame, made: list[Row]) -> pl.DataFrame:
            return merge(con, arrivals(made).filter(pl.col("document_id").is_in(good["document_id"].implode())))

        outcomes = bring_up_to_date(
            con,
            TABLE,
            VERSION,
            source=listing(landing),
            convert=read,
            assemble=assemble,
            settle=settle,
            run_id=context.run.run_id,
            progress=progress,
        )
        result = report(con, outcomes[TABLE])
    yield result
