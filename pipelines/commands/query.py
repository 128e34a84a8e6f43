"""``chitieu query``: SQL on the published warehouse, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.errors import UserError
from pipelines.home import home_option, published_file
from pipelines.language import say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 10_000


@click.command(
    "query",
    help=say(
        "Ask the published warehouse in SQL (DuckDB). Read-only: a run that is writing is neither seen nor disturbed.",
        "Hỏi kho dữ liệu đã công bố bằng SQL (DuckDB). Chỉ đọc: không thấy và không cản lần chạy đang ghi.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n"
    '  chitieu query "from mart.target_vs_actual"\n'
    '  chitieu query "select ref_area, indicator, obs_value from core.fact_observation" --format csv > facts.csv\n'
    '  chitieu query "show all tables"\n'
    "  chitieu query - < question.sql",
)
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=say("How to print the answer.", "Cách in kết quả."),
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help=say(
        "Rows that a table shows; 0 for all. CSV and JSON are always whole.",
        "Số dòng của bảng; 0 là tất cả. CSV và JSON luôn đầy đủ.",
    ),
)
@home_option
def command(sql: str, form: str, limit: int, home: Path) -> None:
    """Run one query and print its answer."""
    import duckdb

    from warehouse.connection import NotAWarehouseError, reader

    path = published_file(home)
    if not path.is_file():
        raise UserError(
            f"Nothing is published in {home} yet. Run `chitieu run` first, or name another folder with --home.",
            f"Chưa có gì được công bố trong {home}. Hãy chạy `chitieu run` trước, hoặc chỉ thư mục khác bằng --home.",
        )
    try:
        with reader(path) as con:
            con.execute(sys.stdin.read() if sql == "-" else sql)
            _print(con, form, limit)
    except NotAWarehouseError as error:
        raise UserError(
            f"{path} is no DuckDB database. Move it away and run `chitieu run` again.",
            f"{path} không phải cơ sở dữ liệu DuckDB. Hãy dời tệp đi và chạy lại `chitieu run`.",
        ) from error
    except duckdb.Error as error:
        raise UserError(
            f'DuckDB refused the query. {error}\nTables and columns: chitieu query "show all tables"',
            f'DuckDB không thực hiện được câu hỏi. {error}\nXem các bảng và cột: chitieu query "show all tables"',
        ) from error


def _print(con: DuckDBPyConnection, form: str, limit: int) -> None:
    names = [column[0] for column in con.description or ()]
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(_rows(con))
    elif form == "json":
        _print_json(names, _rows(con))
    else:
        _print_table(con, names, limit)


def _print_table(con: DuckDBPyConnection, names: list[str], limit: int) -> None:
    from pipelines.display import show_table

    rows = con.fetchmany(limit + 1) if limit else con.fetchall()
    shown = rows[:limit] if limit else rows
    show_table(names, shown)
    if len(rows) > len(shown):
        note = say(
            f"The first {limit} rows; --limit 0 shows all, --format csv writes all.",
            f"{limit} dòng đầu; --limit 0 hiện tất cả, --format csv ghi tất cả.",
        )
        click.echo(note, err=True)


def _print_json(names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """One array, an object a line, written as rows come."""
    separator = "["
    for row in rows:
        line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_as_json)
        sys.stdout.write(f"{separator}{line}")
        separator = ",\n "
    sys.stdout.write("]\n" if separator != "[" else "[]\n")


def _rows(con: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := con.fetchmany(_BATCH):
        yield from batch


def _as_json(value: object) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)
