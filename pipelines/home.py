"""The one folder where data lives, and the options by which commands name it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipelines.language import say

if TYPE_CHECKING:
    from warehouse.lake import Target

_Command = TypeVar("_Command", bound=Callable[..., Any])


def default_home() -> Path:
    """``CHITIEU_HOME``, else ``data/`` in the working folder."""
    return Path(os.environ.get("CHITIEU_HOME") or "data")


def home_option(command: _Command) -> _Command:
    """The option ``--home``, handed over as `home: Path`."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_home,
        show_default="CHITIEU_HOME, data/",
        help=say("Folder where data lives.", "Thư mục chứa dữ liệu."),
    )(command)


def published_file(home: Path) -> Path:
    """Where readers find the warehouse."""
    return home / "published" / "chitieu.duckdb"


def warehouse_file(home: Path) -> Path:
    """The pipeline's own database file where nothing else is set; one process writes it."""
    return home / "warehouse" / "chitieu.duckdb"


def warehouse_setting(home: Path) -> str:
    """``CHITIEU_WAREHOUSE``, else the file in the home folder."""
    return os.environ.get("CHITIEU_WAREHOUSE") or str(warehouse_file(home).resolve())


def warehouse(home: Path) -> Target:
    """The pipeline's own warehouse.

    Raises:
        SettingError: ``CHITIEU_WAREHOUSE`` names none.
    """
    from warehouse.lake import target

    return target(warehouse_setting(home))
