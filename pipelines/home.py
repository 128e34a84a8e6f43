"""The one folder where data lives, and the options by which commands name it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipelines.language import say

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
    """The pipeline's own database file, which one process writes."""
    return home / "warehouse" / "chitieu.duckdb"
