"""``chitieu publish``: the versions that readers get: publish, list, go back."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.errors import UserError
from pipelines.home import home_option, published_file, warehouse
from pipelines.language import say


@click.command(
    "publish",
    help=say(
        "Publish what the warehouse holds (every run does this at its end), list the versions that are kept, or let "
        "readers see an earlier one again.",
        "Công bố những gì kho đang có (mỗi lần chạy đều làm ở cuối), liệt kê các phiên bản còn giữ, hoặc cho người đọc "
        "thấy lại một phiên bản trước.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n  chitieu publish --list\n  chitieu publish --rollback 81d3b5a4e58f\n  chitieu publish --accept",
)
@click.option("--list", "listed", is_flag=True, help=say("List the versions.", "Liệt kê các phiên bản."))
@click.option("--rollback", metavar="VERSION", help=say("Go back to a version.", "Quay về một phiên bản."))
@click.option(
    "--accept",
    is_flag=True,
    help=say(
        "Publish also a version that was held back: it lost rows, a value leapt, or it was rolled back.",
        "Công bố cả phiên bản đang bị giữ lại: mất dòng, có giá trị nhảy vọt, hoặc đã bị quay lui.",
    ),
)
@home_option
def command(listed: bool, rollback: str | None, accept: bool, home: Path) -> None:
    """Publish, list or roll back."""
    if listed + bool(rollback) + accept > 1:
        raise click.UsageError(
            say("Choose one of --list, --rollback, --accept.", "Chọn một trong --list, --rollback, --accept.")
        )
    if listed:
        _list(home)
    elif rollback:
        _roll_back(home, rollback)
    else:
        _publish(home, accept)


def _list(home: Path) -> None:
    from pipelines.display import show_table
    from warehouse.releases import held, releases

    folder = published_file(home).parent
    rows = [
        ("*" if r.is_current else "", r.version, r.published_at, r.rows["core.fact_observation"], r.run_id)
        for r in releases(folder)
    ]
    if not rows:
        raise UserError(
            f"Nothing is published in {home} yet. Run `chitieu run` first.",
            f"Chưa có gì được công bố trong {home}. Hãy chạy `chitieu run` trước.",
        )
    show_table(("", "version", "published", "observations", "run"), rows)
    for version, reasons in held(folder).items():
        why = "; ".join(say(r.en, r.vi) for r in reasons)
        click.echo(say(f"held back: {version} ({why})", f"đang giữ lại: {version} ({why})"))


def _roll_back(home: Path, version: str) -> None:
    from warehouse.releases import UnknownReleaseError, rollback

    try:
        rollback(published_file(home).parent, version)
    except UnknownReleaseError as error:
        raise UserError(
            f"No earlier version {version} is kept. See `chitieu publish --list`.",
            f"Không còn giữ phiên bản trước {version}. Xem `chitieu publish --list`.",
        ) from error
    click.echo(say(f"Readers see {version} again.", f"Người đọc lại thấy {version}."))


def _publish(home: Path, accept: bool) -> None:
    from warehouse.connection import NotAWarehouseError, WarehouseBusyError, present
    from warehouse.publish import HeldBackError, NotReadyError, publish

    try:
        target = warehouse(home)
        if not present(target):
            raise UserError(
                f"There is no warehouse in {home} yet. Run `chitieu run` first.",
                f"Chưa có kho dữ liệu trong {home}. Hãy chạy `chitieu run` trước.",
            )
        done = publish(target, published_file(home).parent, run_id="chitieu publish", accept=accept)
    except HeldBackError as error:
        why = "; ".join(r.vi for r in error.reasons)
        raise UserError(
            f"{error}.", f"Phiên bản {error.version} bị giữ lại: {why}. Hãy xem, rồi `chitieu publish --accept`."
        ) from error
    except NotReadyError as error:
        raise UserError(
            f"Not published: {error}. Run `chitieu run`.", f"Chưa công bố được: {error}. Hãy chạy `chitieu run`."
        ) from error
    except NotAWarehouseError as error:
        raise UserError(f"No warehouse: {error}", f"Không mở được kho dữ liệu: {error}") from error
    except WarehouseBusyError as error:
        raise UserError(str(error), f"Một lần chạy khác đang ghi vào kho ({error}). Hãy thử lại sau.") from error
    if done.changed:
        click.echo(say(f"Published {done.version}: {done.path}", f"Đã công bố {done.version}: {done.path}"))
    else:
        click.echo(say(f"Readers have {done.version} already.", f"Người đọc đã có {done.version}."))
