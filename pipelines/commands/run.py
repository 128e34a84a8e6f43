"""``chitieu run``: documents in, a published warehouse out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.errors import UserError
from pipelines.home import default_home, home_option
from pipelines.language import say

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.run import RunSummary

_SAMPLES = Path(__file__).parents[2] / "samples"
_TRY = "select place, indicator_vi, year, target, actual, estimate, unit, reached from mart.target_vs_actual"


@click.command(
    "run",
    help=say(
        "Bring the warehouse up to date with the text and HTML files in PATH (files and folders) and publish it. "
        "Only what is new or changed is computed. Without PATH the samples are read.",
        "Cập nhật kho dữ liệu theo các tệp văn bản và HTML trong PATH (tệp và thư mục) rồi công bố. "
        "Chỉ tính những gì mới hoặc đã thay đổi. Không có PATH thì đọc các văn bản mẫu.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n  chitieu run"
    + "\n  chitieu run reports/2024 page.html"
    + "\n  chitieu run reports --home /srv/chitieu",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@home_option
def command(paths: tuple[Path, ...], home: Path) -> None:
    """Run all assets in this process, tell stage by stage, end with a summary."""
    from pipelines.display import console
    from pipelines.run import run_pipeline
    from warehouse.connection import NotAWarehouseError, WarehouseBusyError

    began = time.perf_counter()
    err = console(stderr=True)
    with err.status(say("Starting", "Đang khởi động")) as status:

        def progress(stage: str, state: str) -> None:
            """Show how many rows of a stage are done; a stage that is through gets a line that stays."""
            status.update(f"{stage} {state}")
            done, _, rows = state.partition("/")
            if done == rows:
                err.print(f"{stage:24}{rows}")

        try:
            summary = run_pipeline(paths or _samples(), home, progress)
        except WarehouseBusyError as error:
            raise UserError(
                f"Another run is writing in {home}. Wait for its end and try again. ({error})",
                f"Một lần chạy khác đang ghi trong {home}. Hãy chờ nó xong rồi thử lại. ({error})",
            ) from error
        except NotAWarehouseError as error:
            raise UserError(f"No warehouse: {error}", f"Không mở được kho dữ liệu: {error}") from error
    summarise(console(), summary, time.perf_counter() - began, home)
    if not summary.success:
        raise UserError("\n".join(summary.problems), "\n".join(summary.problems))


def _samples() -> tuple[Path, ...]:
    if not _SAMPLES.is_dir():
        raise UserError(
            "The samples are not installed here. Name files or folders to read: chitieu run PATH ...",
            "Không có văn bản mẫu ở đây. Hãy chỉ tệp hoặc thư mục cần đọc: chitieu run PATH ...",
        )
    return tuple(sorted(p for p in _SAMPLES.iterdir() if p.suffix in (".txt", ".html")))


def summarise(out: Console, summary: RunSummary, seconds: float, home: Path) -> None:
    """What was read, what became of it, where it is, and what to try next."""
    rows = {
        say("documents", "văn bản"): f"{summary.documents} ({summary.new} {say('new', 'mới')})",
        say("refused", "từ chối"): len(summary.refused),
        say("facts", "số liệu"): summary.facts,
        say("observations", "quan sát"): f"{summary.observations} ({summary.added} {say('new', 'mới')})",
        say("quarantined", "cách ly"): summary.quarantined,
    }
    for name, value in rows.items():
        out.print(f"{name:14}{value}")
    for path, reason_vi, reason_en in summary.refused:
        out.print(f"  ! {path}: {say(reason_en, reason_vi)}")
    stages = ", ".join(f"{stage} {took:.1f}" for stage, took in summary.seconds.items())
    out.print(f"{say('seconds', 'giây'):14}{seconds:.1f} ({stages})")
    if summary.success:
        out.print(f"{say('published', 'đã công bố'):14}{summary.published}")
        elsewhere = "" if home == default_home() else f" --home {home}"
        out.print(f'\n{say("Try", "Thử")}: chitieu query{elsewhere} "{_TRY}"')
