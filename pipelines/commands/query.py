"""``chitieu query``: SQL on the published warehouse, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.errors import UserError
from pipelines.home import home_option, published_file
from pipelines.language import say

if TYPE_CHECKING:
    from warehouse.query import Answer


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
    from warehouse.connection import NotAWarehouseError
    from warehouse.query import QueryError, ask

    path = published_file(home)
    if not path.is_file():
        raise UserError(
            f"Nothing is published in {home} yet. Run `chitieu run` first, or name another folder with --home.",
            f"Chưa có gì được công bố trong {home}. Hãy chạy `chitieu run` trước, hoặc chỉ thư mục khác bằng --home.",
        )
    try:
        answer = ask(path, sys.stdin.read() if sql == "-" else sql)
    except NotAWarehouseError as error:
        raise UserError(
            f"{path} is no DuckDB database. Move it away and run `chitieu run` again.",
            f"{path} không phải cơ sở dữ liệu DuckDB. Hãy dời tệp đi và chạy lại `chitieu run`.",
        ) from error
    except QueryError as error:
        raise UserError(
            f'DuckDB refused the query. {error}\nTables and columns: chitieu query "show all tables"',
            f'DuckDB không thực hiện được câu hỏi. {error}\nXem các bảng và cột: chitieu query "show all tables"',
        ) from error
    _PRINTERS[form](answer, limit)


def _print_table(answer: Answer, limit: int) -> None:
    from pipelines.display import show_table

    shown = answer.rows[:limit] if limit else answer.rows
    show_table(answer.columns, shown)
    if len(shown) < len(answer.rows):
        note = say(
            f"{limit} of {len(answer.rows)} rows; --limit 0 shows all, --format csv writes all.",
            f"{limit} trong {len(answer.rows)} dòng; --limit 0 hiện tất cả, --format csv ghi tất cả.",
        )
        click.echo(note, err=True)


def _print_csv(answer: Answer, _: int) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def _print_json(answer: Answer, _: int) -> None:
    """One array, an object a line."""
    objects = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    lines = (json.dumps(each, ensure_ascii=False, default=_as_json) for each in objects)
    click.echo("[" + ",\n ".join(lines) + "]")


def _as_json(value: object) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)


_PRINTERS = {"table": _print_table, "csv": _print_csv, "json": _print_json}
