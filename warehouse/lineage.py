"""Column lineage: from which columns of which tables each column of a model comes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
from sqlglot.schema import MappingSchema

from warehouse.models import Model, ModelError, models, parsed
from warehouse.tables import tables

Sources = tuple[tuple[str, str], ...]  # (schema.table, column)


@cache
def column_lineage() -> Mapping[str, Mapping[str, Sources]]:
    """For each model and each of its columns the columns it is read from: ``{"mart.x": {"a": (("core.y", "b"),)}}``."""
    return trace(models())


def trace(known: Mapping[str, Model]) -> dict[str, dict[str, Sources]]:
    """Lineage of the given models over each other and the declared tables.

    Raises:
        ModelError: a model reads a column that its source does not have.
    """
    schema = MappingSchema(dialect="duckdb")
    columns = {n: t.columns for n, t in tables().items()} | {n: m.header.columns for n, m in known.items()}
    for name, found in columns.items():
        schema.add_table(name, {c.name: c.type or "UNKNOWN" for c in found})
    return {name: _trace(model, schema) for name, model in known.items()}


def _trace(model: Model, schema: MappingSchema) -> dict[str, Sources]:
    try:
        query = qualify(parsed(model.select, model.path), schema=schema, dialect="duckdb", quote_identifiers=False)
        scope = build_scope(query)
        roots = lineage(None, query, schema, dialect="duckdb", scope=scope, trim_selects=False)
        return {column: _leaves(root) for column, root in roots.items()}
    except SqlglotError as error:
        raise ModelError(f"{model.path}: {error}") from error


def _leaves(node: Node) -> Sources:
    found: set[tuple[str, str]] = set()
    for leaf in node.walk():
        if not leaf.downstream and isinstance(leaf.source, exp.Table) and leaf.source.db:
            found.add((f"{leaf.source.db}.{leaf.source.name}", leaf.name.split(".")[-1].strip('"')))
    return tuple(sorted(found))
