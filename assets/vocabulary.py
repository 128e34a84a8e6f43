"""``vocabulary.*``: the catalogues of the library (indicators, units, places) as tables that SQL can join."""

from collections.abc import Iterator

import dagster as dg
import duckdb

from assets.describe import check, key, spec
from assets.report import judged, table_metadata
from assets.resources import Warehouse
from chitieu.versions import room_version
from warehouse.seeds import SEEDS, load_all
from warehouse.tables import table
from warehouse.versions import versions

TABLES = tuple(seed.table for seed in SEEDS)
VERSION = room_version("vocabulary")
TESTS = "rows_present"
_SAID = "Danh mục không rỗng / The catalogue is not empty"


@dg.multi_asset(
    name="vocabulary",
    specs=[spec(name, table(name).header, [], {"csv", "duckdb"}, VERSION) for name in TABLES],
    check_specs=[check(name, TESTS, _SAID) for name in TABLES],
)
def vocabulary(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
    """Load the catalogues whose files have changed."""
    with warehouse.get_connection() as con:
        changed = load_all(con, context.run.run_id)
        results = [_result(con, name, name in changed) for name in TABLES]
    yield from results


def _result(con: duckdb.DuckDBPyConnection, name: str, reloaded: bool) -> dg.MaterializeResult[None]:
    said = table_metadata(con, name)
    return dg.MaterializeResult(
        asset_key=key(name),
        metadata=said | {"reloaded": reloaded},
        data_version=dg.DataVersion(versions(con)[name]),
        check_results=[judged(name, TESTS, said["dagster/row_count"] > 0)],
    )
