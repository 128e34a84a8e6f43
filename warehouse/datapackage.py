"""The published Parquet files as a Frictionless data package: schema, descriptions and keys of every table.

https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.dictionary import header, published_tables
from warehouse.headers import Header

_TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


def describe(version: str, published_at: str, types: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """The descriptor of one version.

    Args:
        version: the published version.
        published_at: ISO time, UTC.
        types: DuckDB type of each (table, column).
    """
    return {
        "profile": "data-package",
        "name": "chitieu",
        "title": "Chỉ Tiêu: số liệu kinh tế - xã hội đọc từ văn bản / socio-economic figures read from documents",
        "version": version,
        "created": published_at,
        "resources": [_resource(name, types) for name in published_tables()],
    }


def _resource(name: str, types: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    h = header(name)
    columns = [column for table, column in types if table == name]
    described = {c.name: c.description.both() for c in h.columns}
    fields = [
        {"name": c, "type": _TYPES.get(types[name, c], "any")}
        | ({"description": described[c]} if c in described else {})
        for c in columns
    ]
    return {
        "name": name,
        "path": f"parquet/{name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": h.description.both(),
        "schema": {"fields": fields} | _keys(h),
    }


def _keys(h: Header) -> dict[str, Any]:
    """Primary and foreign keys, as the declared tests have them."""
    kinds = {c.name: {t.kind for t in c.tests} for c in h.columns}
    primary = next((name for name, found in kinds.items() if {"unique", "not_null"} <= found), None)
    foreign = [
        {
            "fields": t.column,
            "reference": dict(zip(("resource", "fields"), str(t.argument).rsplit(".", 1), strict=True)),
        }
        for t in h.all_tests
        if t.kind == "relationships"
    ]
    return ({"primaryKey": primary} if primary else {}) | ({"foreignKeys": foreign} if foreign else {})
