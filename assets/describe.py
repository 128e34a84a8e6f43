"""What the Dagster UI says of an asset: taken from the declaration of its table, written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import dagster as dg

from warehouse.headers import Column, Header

CHECK = "expectations"  # the check that stands for the suite of the stage


def key(table: str) -> dg.AssetKey:
    """Asset key of a table: ``core.fact_observation`` is ``core/fact_observation``."""
    return dg.AssetKey(table.split("."))


def spec(table: str, header: Header, deps: Iterable[str], kinds: set[str], code_version: str) -> dg.AssetSpec:
    """Specification of the asset that makes a table.

    Args:
        table: ``schema.table``; the schema is the stage, and names the group.
        header: the declaration of the table.
        deps: tables that it is made of.
        kinds: what it is made with, shown as icons (at most three).
        code_version: version of the code that makes it.
    """
    return dg.AssetSpec(
        key(table),
        deps=[key(d) for d in deps],
        description=_description(header),
        metadata={
            "dagster/table_name": table,
            "dagster/column_schema": dg.TableSchema([*map(_column, header.columns)]),
        },
        group_name=table.split(".")[0],
        code_version=code_version,
        owners=[header.owner],
        kinds=kinds,
    )


def check(table: str, name: str = CHECK, description: str = "") -> dg.AssetCheckSpec:
    """A check of the table's asset; when it fails, nothing downstream is computed."""
    said = description or "Bộ kỳ vọng của giai đoạn / Expectation suite of the stage"
    return dg.AssetCheckSpec(name, asset=key(table), description=said, blocking=True)


def column_lineage(columns: Mapping[str, Iterable[tuple[str, str]]]) -> dg.TableColumnLineage:
    """Lineage of columns, each given as the ``(table, column)`` pairs that it is made of."""
    return dg.TableColumnLineage(
        {
            name: [dg.TableColumnDep(key(table), column) for table, column in sources]
            for name, sources in columns.items()
        }
    )


def read_off(header: Header, table: str, upstream: Header, text: str) -> dg.TableColumnLineage:
    """Lineage of a table that Python makes of another: a column of the same name, else the `text` it was read off."""
    names = set(upstream.names)
    return column_lineage({c: [(table, c if c in names else text)] for c in header.names})


def _description(header: Header) -> str:
    question = [f"**{header.question.vi}** / *{header.question.en}*"] if header.question else []
    grain = f"Mỗi dòng là một {header.one_row_per.vi}. / One row per {header.one_row_per.en}."
    return "\n\n".join([header.description.vi, header.description.en, grain, *question])


def _column(column: Column) -> dg.TableColumn:
    tests = {t.kind for t in column.tests}
    constraints = dg.TableColumnConstraints(nullable="not_null" not in tests, unique="unique" in tests)
    return dg.TableColumn(column.name, column.type or "ANY", column.description.both(), constraints)
