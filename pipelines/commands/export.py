"""``chitieu export``: the published warehouse in forms that other systems take in."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.errors import UserError
from pipelines.home import home_option, published_file
from pipelines.language import say

_SHOWN = 10


@click.command(
    "export",
    help=say(
        "Write the published warehouse into a folder: SDMX-CSV 2.0 or SDMX-ML 3.0 (the best value of every cell, with "
        "the data structure), or every table as Parquet. SDMX is checked against its structure first.",
        "Ghi kho dữ liệu đã công bố vào một thư mục: SDMX-CSV 2.0 hay SDMX-ML 3.0 (giá trị tốt nhất của mỗi ô, kèm cấu "
        "trúc dữ liệu), hoặc mọi bảng dưới dạng Parquet. SDMX được kiểm theo cấu trúc trước khi ghi.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n  chitieu export --format sdmx-csv --to exchange/\n  chitieu export --format sdmx-ml --to exchange/",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["sdmx-csv", "sdmx-ml", "parquet"]),
    required=True,
    help=say("What to write.", "Ghi dạng nào."),
)
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=say("Folder; made when missing.", "Thư mục; chưa có thì tạo."),
)
@home_option
def command(form: str, target: Path, home: Path) -> None:
    """Export and say what was written."""
    from warehouse.connection import NotAWarehouseError
    from warehouse.export import export
    from warehouse.sdmx.check import ContentError

    try:
        written = export(published_file(home), form, target)
    except NotAWarehouseError as error:
        raise UserError(
            f"Nothing is published in {home} yet. Run `chitieu run` first.",
            f"Chưa có gì được công bố trong {home}. Hãy chạy `chitieu run` trước.",
        ) from error
    except ContentError as error:
        for f in error.findings[:_SHOWN]:
            click.echo(f"{f.component}: {f.value!r} {say(f.reason.en, f.reason.vi)} [{f.key}]", err=True)
        raise UserError(
            f"Not exported: {len(error.findings)} contradictions with the data structure, the first of them above.",
            f"Chưa xuất được: {len(error.findings)} chỗ trái với cấu trúc dữ liệu, những chỗ đầu ở trên.",
        ) from error
    for path in written:
        click.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
