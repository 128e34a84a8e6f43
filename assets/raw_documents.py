"""``raw.documents``: files of the landing folder, decoded and otherwise as they arrived.

The same bytes under two names are one document with two sources. What can't be read is refused with a reason, and the
rest goes on.
"""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import polars as pl

from assets.describe import check, spec
from assets.report import report
from assets.resources import Home, Progress, Warehouse
from assets.stage import Row, bring_up_to_date
from assets.versions import stage_version
from chitieu.reading import VERSION as READING
from chitieu.reading import html, read_bytes
from chitieu.reading.sidecar import read_sidecar, sidecar_path
from expectations import Verdict, judge
from warehouse.arrivals import arrivals, merge
from warehouse.rows import arrival_row
from warehouse.tables import table

TABLE = "raw.documents"
VERSION = stage_version("raw", READING)
SUFFIXES = frozenset({".txt", *html.SUFFIXES})


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

        def assemble(batch: pl.DataFrame, made: list[Row]) -> dict[str, Verdict]:
            return {TABLE: judge("raw", merge(con, arrivals(made)))}

        outcomes = bring_up_to_date(
            con,
            TABLE,
            VERSION,
            source=listing(landing),
            convert=read,
            assemble=assemble,
            run_id=context.run_id,
            progress=progress,
        )
        result = report(con, outcomes[TABLE])
    yield result


def listing(landing: Path) -> pl.DataFrame:
    """Files of the landing folder as ``source`` (path below it) and ``input_hash`` (size and time of change).

    Size and time are enough to see that a file need not be opened; whether it is a new document, its bytes tell.
    """
    found = sorted(p for p in landing.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    rows = [(p.relative_to(landing).as_posix(), _stamp(p) + _stamp(sidecar_path(p))) for p in found]
    return pl.DataFrame(rows, schema={"source": pl.String(), "input_hash": pl.String()}, orient="row")


def _stamp(path: Path) -> str:
    if not path.is_file():
        return "-"
    known = path.stat()
    return f"{known.st_size}@{known.st_mtime_ns};"
