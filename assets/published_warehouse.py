"""``published/warehouse``: the copy that readers open, replaced by one rename when anything in it has changed."""

from collections.abc import Iterator

import dagster as dg

from assets import cleaned_documents, extracted_facts, fact_observation, raw_documents, sql_models, vocabulary
from assets.describe import key
from assets.report import end_run, judged
from assets.resources import Home, Warehouse
from warehouse.connection import reader
from warehouse.dictionary import published_tables
from warehouse.publish import NotReadyError, Published, StaleError, publish
from warehouse.reads import row_count

ASSET = "published.warehouse"
READY, READABLE = "tests", "opens_read_only"
_TRIES = 10

_CODE = {
    "raw": raw_documents.VERSION,
    "cleaned": cleaned_documents.VERSION,
    "extracted": extracted_facts.VERSION,
    "core": fact_observation.VERSION,
    "vocabulary": vocabulary.VERSION,
}

_SPEC = dg.AssetSpec(
    key(ASSET),
    deps=[key(name) for name in published_tables() if not name.startswith("meta.")],
    description="Kho công bố: tệp DuckDB chỉ đọc, mỗi bảng kèm một tệp Parquet, và bản kê. Người đọc luôn mở được.\n\n"
    "The published warehouse: a DuckDB file to read, each table as Parquet too, and a manifest. Readers never wait.",
    group_name="published",
    code_version="1",
    owners=["team:warehouse"],
    kinds={"duckdb", "parquet"},
)
_CHECKS = [
    dg.AssetCheckSpec(
        READY,
        asset=key(ASSET),
        blocking=True,
        description="Mọi bảng đều mới và qua kiểm thử / Every table is fresh and passes its tests",
    ),
    dg.AssetCheckSpec(
        READABLE,
        asset=key(ASSET),
        blocking=True,
        description="Tệp công bố mở được ở chế độ chỉ đọc, đủ dòng / The file opens read-only with all its rows",
    ),
]


@dg.multi_asset(name="published_warehouse", specs=[_SPEC], check_specs=_CHECKS)
def published_warehouse(
    context: dg.AssetExecutionContext, home: Home, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult[None]]:
    """Publish what is new; leave what readers have already."""
    try:
        done = _publish(home, warehouse, context.run.run_id)
    except NotReadyError as error:
        results = [judged(ASSET, READY, False, {"reason": str(error)}), judged(ASSET, READABLE, False)]
        yield dg.MaterializeResult(asset_key=key(ASSET), check_results=results)
        return
    wrong = _differences(done)
    with warehouse.get_connection() as con:
        end_run(con, context.run.run_id, not wrong, {"version": done.version, "rows": dict(done.rows)})
    yield dg.MaterializeResult(
        asset_key=key(ASSET),
        metadata={
            "path": dg.MetadataValue.path(str(done.path)),
            "changed": done.changed,
            "dagster/row_count": sum(done.rows.values()),
            "tables": dg.MetadataValue.table([dg.TableRecord({"table": t, "rows": n}) for t, n in done.rows.items()]),
            "seconds": round(done.seconds, 3),
        },
        data_version=dg.DataVersion(done.version),
        check_results=[judged(ASSET, READY, True), judged(ASSET, READABLE, not wrong, wrong)],
    )


def _publish(home: Home, warehouse: Warehouse, run_id: str) -> Published:
    """Publish; where another run has moved the facts on since this one built its tables, build them again first."""
    for _ in range(_TRIES):
        try:
            return publish(home.warehouse, home.published, run_id=run_id, code=_CODE)
        except StaleError:
            with warehouse.get_connection() as con:
                sql_models.build_stale(con, run_id)
    return publish(home.warehouse, home.published, run_id=run_id, code=_CODE)


def _differences(done: Published) -> dict[str, str]:
    """Tables whose rows, counted by a reader, are not those published."""
    with reader(done.path) as con:
        found = {name: row_count(con, name) for name in done.rows}
    return {n: f"{found[n]} != {rows}" for n, rows in done.rows.items() if found[n] != rows}
