"""``chitieu diff``: what differs between two published versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.errors import UserError
from pipelines.home import home_option, published_file
from pipelines.language import say

if TYPE_CHECKING:
    from warehouse.releases import Release


@click.command(
    "diff",
    help=say(
        "Compare two published versions: rows of each table, observations by indicator and place, values that leapt. "
        "Without versions, the last two.",
        "So hai phiên bản đã công bố: số dòng từng bảng, quan sát theo chỉ tiêu và địa phương, giá trị nhảy vọt. "
        "Không nêu phiên bản thì so hai bản mới nhất.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n  chitieu diff\n  chitieu diff 81d3b5a4e58f 2006760f1bf3",
)
@click.argument("versions", nargs=-1)
@home_option
def command(versions: tuple[str, ...], home: Path) -> None:
    """Compare and print."""
    from pipelines.display import show_table
    from warehouse.diff import compare
    from warehouse.releases import DATABASE, releases

    old, new = _pair(versions, releases(published_file(home).parent))
    found = compare(old.folder / DATABASE, new.folder / DATABASE)
    click.echo(f"{old.version} ({old.published_at}) -> {new.version} ({new.published_at})\n")
    changed = [(t.table, t.before, t.after) for t in found.tables if t.before != t.after]
    show_table((say("table", "bảng"), say("rows before", "dòng trước"), say("rows after", "dòng sau")), changed)
    columns = (
        ("indicator", "chỉ tiêu"),
        ("place", "địa phương"),
        ("added", "thêm"),
        ("gone", "mất"),
        ("changed", "đổi"),
    )
    observations = [(o.indicator, o.place, o.added, o.gone, o.changed) for o in found.observations]
    click.echo()
    show_table([say(*c) for c in columns], observations)
    if found.leaps:
        click.echo()
        cells = [(leap.cell, leap.before, leap.after) for leap in found.leaps]
        show_table((say("value that leapt", "giá trị nhảy vọt"), say("before", "trước"), say("after", "sau")), cells)


def _pair(versions: tuple[str, ...], kept: tuple[Release, ...]) -> tuple[Release, Release]:
    if not versions and len(kept) > 1:
        return kept[1], kept[0]
    by_version = {r.version: r for r in kept}
    if len(versions) == 2 and set(versions) <= set(by_version):
        return by_version[versions[0]], by_version[versions[1]]
    known = ", ".join(by_version) or say("none", "không có")
    raise UserError(
        f"Name two versions that are kept (or none, for the last two); there are: {known}.",
        f"Hãy nêu hai phiên bản còn giữ (hoặc không nêu, để so hai bản mới nhất); hiện có: {known}.",
    )
