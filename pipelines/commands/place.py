"""``chitieu place``: places by name and day, or the life of a code."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from pipelines.errors import UserError
from pipelines.language import say

if TYPE_CHECKING:
    from chitieu.vocabulary.places.lookup import Entry


@click.command(
    "place",
    help=say(
        "Look up a place: NAME gives the units of that name on a day, --code the life of a code, with what it came "
        "from and went into.",
        "Tra địa phương: NAME cho các đơn vị mang tên ấy vào một ngày, --code cho lịch sử của một mã, "
        "từ đâu mà ra và nhập vào đâu.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + '\n  chitieu place "Bình Sơn" --date 2024-01-19'
    + '\n  chitieu place "TX Bỉm Sơn"'
    + "\n  chitieu place --code 405",
)
@click.argument("name", required=False)
@click.option("--code", help=say("Code of 2, 3 or 5 digits.", "Mã 2, 3 hoặc 5 chữ số."))
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("Day on which the place was valid; default: today.", "Ngày địa phương có hiệu lực; mặc định: hôm nay."),
)
def command(name: str | None, code: str | None, day: datetime | None) -> None:
    """Print one line a state of a unit."""
    if (name is None) == (code is None):
        raise click.UsageError(say("Give a NAME or a --code.", "Hãy cho NAME hoặc --code."))
    from chitieu.vocabulary.places import lookup
    from pipelines.display import show_table

    on = day.date() if day else None
    if name is not None:
        entries = lookup.by_name(name, on or date.today())
        if not entries:
            raise _nothing_of(name, on or date.today())
    else:
        try:
            entries = lookup.by_code(code or "")
        except ValueError as error:
            raise UserError(f"{error}.", f"Không có mã {code}: mã tỉnh 2, huyện 3, xã 5 chữ số.") from error
        entries = [e for e in entries if on is None or e.place.valid_on(on)]
        if not entries:
            raise _not_valid(code or "", on)
    show_table(_columns(), [_row(e) for e in entries])


def _columns() -> list[str]:
    return [
        say("code", "mã"),
        say("place", "địa phương"),
        say("in", "thuộc"),
        say("from", "từ"),
        say("to", "đến"),
        say("came from", "từ đâu"),
        say("went into", "nhập vào"),
        say("resolutions", "nghị quyết"),
    ]


def _row(entry: Entry) -> list[str | None]:
    place = entry.place
    came = [s.from_code for s in entry.came_from]
    went = [s.to_code + ("" if s.extent == "full" else say(" (part)", " (một phần)")) for s in entry.went_into]
    return [
        place.code,
        place.full_name,
        ", ".join(p.full_name for p in entry.above) or None,
        place.valid_from or None,
        place.valid_to or None,
        ", ".join(came) or None,
        ", ".join(went) or None,
        "; ".join(filter(None, (place.resolution_from, place.resolution_to))) or None,
    ]


def _nothing_of(name: str, day: date) -> UserError:
    from chitieu.vocabulary.places import lookup

    if other := lookup.by_name(name, None):
        when = "; ".join(
            f"{e.place.full_name} ({e.place.code}): {e.place.valid_from or '…'} – {e.place.valid_to or '…'}"
            for e in other[:8]
        )
        return UserError(
            f"No place was called {name} on {day}. At other times: {when}. Try --date.",
            f"Ngày {day} không có nơi nào tên {name}. Lúc khác: {when}. Hãy thử --date.",
        )
    if near := lookup.similar(name):
        return UserError(
            f"No place is called {name}. Do you mean {', '.join(near)}?",
            f"Không có nơi nào tên {name}. Có phải {', '.join(near)}?",
        )
    return UserError(f"No place is called {name}.", f"Không có nơi nào tên {name}.")


def _not_valid(code: str, day: date | None) -> UserError:
    from chitieu.vocabulary.places.heirs import stand_ins

    others = ", ".join(stand_ins(code, day) if day else ()) or "-"
    return UserError(
        f"The code {code} was not in use on {day}; in its place: {others}. Leave out --date to see its life.",
        f"Mã {code} không dùng ngày {day}; thay bằng: {others}. Bỏ --date để xem lịch sử của mã.",
    )
