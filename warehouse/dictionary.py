"""The data dictionary: every table and column that readers see, from the declarations.

python -m warehouse.dictionary > docs/data-dictionary.md
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

import duckdb

from warehouse.headers import Header, Text
from warehouse.models import models
from warehouse.tables import create_all, tables

PUBLISHED_SCHEMAS = ("core", "mart", "vocabulary", "meta")
_VERSION_COLUMNS = {
    "version": ("VARCHAR", Text("Phiên bản: đổi khi nội dung đổi", "Version: changes when what is published changes")),
    "published_at": ("TIMESTAMP", Text("Lúc công bố (UTC)", "When it was published (UTC)")),
    "run_id": ("VARCHAR", Text("Lần chạy đã công bố", "Run that published it")),
}


class Entry(NamedTuple):
    """One column of the dictionary; `column` is empty in the entry of the table itself."""

    table: str
    column: str
    type: str
    description_vi: str
    description_en: str
    one_row_per_vi: str
    one_row_per_en: str

    @property
    def comment(self) -> str:
        """What the database says of the table or column."""
        return f"{self.description_vi} / {self.description_en}"


def published_tables() -> tuple[str, ...]:
    """Tables of the warehouse that are copied for readers, in the order of the dictionary."""
    names = [n for n in (*tables(), *models()) if n.split(".")[0] in PUBLISHED_SCHEMAS[:-1]]
    return tuple(sorted(names, key=lambda n: (PUBLISHED_SCHEMAS.index(n.split(".")[0]), n)))


def header(name: str) -> Header:
    """What a table says of itself, be it declared or a model."""
    return tables()[name].header if name in tables() else models()[name].header


def entries(types: Mapping[tuple[str, str], str]) -> list[Entry]:
    """The dictionary, given the DuckDB type of each (table, column)."""
    found: list[Entry] = []
    for name in published_tables():
        h = header(name)
        columns = tables()[name].columns if name in tables() else h.columns
        found.append(_table_entry(name, h.description, h.one_row_per))
        found += [
            Entry(name, c.name, types.get((name, c.name), c.type), c.description.vi, c.description.en, "", "")
            for c in columns
        ]
    found.append(
        _table_entry(
            "meta.version",
            Text("Phiên bản đang đọc", "The version that is being read"),
            Text("bản công bố (luôn một dòng)", "publication (always one row)"),
        )
    )
    found += [Entry("meta.version", c, kind, text.vi, text.en, "", "") for c, (kind, text) in _VERSION_COLUMNS.items()]
    found.append(
        _table_entry(
            "meta.dictionary",
            Text("Từ điển dữ liệu này", "This data dictionary"),
            Text("cột, và bảng (cột để trống)", "column, and table (with an empty column)"),
        )
    )
    names = {"table": "Bảng / Table", "column": "Cột / Column", "type": "Kiểu / Type"} | {
        f: f.replace("_", " ").capitalize() for f in Entry._fields[3:]
    }
    found += [Entry("meta.dictionary", c, "VARCHAR", text, text, "", "") for c, text in names.items()]
    return found


def _table_entry(name: str, description: Text, one_row_per: Text) -> Entry:
    return Entry(name, "", "", description.vi, description.en, one_row_per.vi, one_row_per.en)


def column_types(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """DuckDB type of each (table, column) of a database."""
    rows = con.execute(
        """SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns()
           WHERE database_name = current_database()"""
    ).fetchall()
    return {(table, column): kind for table, column, kind in rows}


def empty_warehouse() -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with all tables and models and no rows."""
    con = duckdb.connect()
    create_all(con)
    for model in models().values():
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {model.name.split('.')[0]}")
        con.execute(f"CREATE TABLE {model.name} AS {model.select}")
    return con


def markdown() -> str:
    """The dictionary as a page."""
    with empty_warehouse() as con:
        found = entries(column_types(con))
    lines = [
        "# Từ điển dữ liệu / Data dictionary",
        "",
        "Sinh từ khai báo của bảng và mô hình (`make dictionary`); đừng sửa tay. / "
        "Generated from the declarations of tables and models (`make dictionary`); don't edit by hand.",
    ]
    for e in found:
        if e.column:
            lines.append(
                f"| `{e.column}` | `{_short(e.type)}` | {_cell(e.description_vi)} | {_cell(e.description_en)} |"
            )
        else:
            lines += ["", f"## {e.table}", "", e.description_vi + "  ", e.description_en, ""]
            lines += [f"Mỗi dòng một / one row per: {e.one_row_per_vi} / {e.one_row_per_en}.", ""]
            lines += _question(e.table)
            lines += ["| Cột / column | Kiểu / type | Tiếng Việt | English |", "|---|---|---|---|"]
    return "\n".join(lines) + "\n"


def _question(name: str) -> list[str]:
    model = models().get(name)
    if model is None or model.header.question is None:
        return []
    lines = [f"*{model.header.question.vi} / {model.header.question.en}*", ""]
    return lines + (["```sql", model.header.example, "```", ""] if model.header.example else [])


def _short(kind: str) -> str:
    return kind if len(kind) <= 40 else kind.split("(")[0] + "(…)" + ("[]" if kind.endswith("[]") else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(markdown())
