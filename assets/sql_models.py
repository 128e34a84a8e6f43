"""Tables that SQL makes: one asset for each model of ``dbt_like_sql``, with its tests and its suite as checks.

A model is built in a transaction with what it must satisfy: where a test finds offenders the table stays as it was,
and nothing downstream is computed.
"""

from collections.abc import Iterator

import dagster as dg
import duckdb

from assets.describe import CHECK, check, column_lineage, key, spec
from assets.report import judged, table_metadata
from assets.resources import Warehouse
from expectations import judge, suite
from expectations.suite import STAGES
from warehouse.build import Built, build
from warehouse.checks import Failure
from warehouse.lineage import column_lineage as lineage_of
from warehouse.models import Model, models
from warehouse.reads import whole
from warehouse.versions import versions

TESTS = "tests"
_SAID = "Kiểm thử khai báo ở đầu tệp SQL / Tests declared in the header of the SQL file"


def assets() -> list[dg.AssetsDefinition]:
    """One asset for each model, in the order in which they are built."""
    return [_asset(model) for model in models().values()]


def _asset(model: Model) -> dg.AssetsDefinition:
    judged = _has_suite(model.name)
    checks = [check(model.name, TESTS, _SAID), *([check(model.name)] if judged else [])]

    @dg.multi_asset(
        name=model.name.replace(".", "__"),
        specs=[spec(model.name, model.header, model.inputs, {"sql", "duckdb"}, model.code_version)],
        check_specs=checks,
    )
    def _model(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
        refused: list[Failure] = []

        def ask(con: duckdb.DuckDBPyConnection, table: str) -> tuple[Failure, ...]:
            refused.extend(_suite_failures(con, table))
            return tuple(refused)

        with warehouse.get_connection() as con:
            built = build(con, model, context.run.run_id, ask if judged else None)
            said = {TESTS: [f for f in built.failures if f not in refused]} | ({CHECK: refused} if judged else {})
            result = _report(con, model, built, said)
        yield result

    return _model


def build_stale(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Build what another run has made stale, with all tests and suites; what they refuse stays stale."""
    for model in models().values():
        build(con, model, run_id, lambda con, table: tuple(_suite_failures(con, table)))


def _report(
    con: duckdb.DuckDBPyConnection, model: Model, built: Built, said: dict[str, list[Failure]]
) -> dg.MaterializeResult[None]:
    known = versions(con)
    lineage = column_lineage(lineage_of()[model.name])
    return dg.MaterializeResult(
        asset_key=key(model.name),
        metadata=(table_metadata(con, model.name, lineage) if model.name in known else {})
        | {"rebuilt": built.rebuilt, "seconds": round(built.seconds, 3)},
        data_version=dg.DataVersion(known.get(model.name, "empty")),
        check_results=[_result(model.name, name, found) for name, found in said.items()],
    )


def _result(table: str, name: str, found: list[Failure]) -> dg.AssetCheckResult:
    return judged(table, name, not found, {f.test: str(f) for f in found})


def _has_suite(table: str) -> bool:
    stage = table.split(".")[0]
    return stage in STAGES and bool(suite(stage).of(table))


def _suite_failures(con: duckdb.DuckDBPyConnection, table: str) -> list[Failure]:
    """What the suite of the stage refuses of a table just built. A mart is right as a whole or not at all."""
    if not _has_suite(table):
        return []
    verdict = judge(table.split(".")[0], whole(con, table), table=table)
    found = [
        Failure(table, f.check, 1, ({"reason": f.reason_vi, "reason_en": f.reason_en},)) for f in verdict.suite_failures
    ]
    for (check_name,), rows in verdict.bad.group_by("expectation", maintain_order=True):
        found.append(Failure(table, str(check_name), rows.height, tuple(rows.head(5).iter_rows(named=True))))
    return found
