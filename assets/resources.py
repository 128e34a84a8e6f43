"""What assets work with: the home folder, the warehouse, and somebody to tell how far the work is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb
from dagster_duckdb import DuckDBResource

from warehouse.connection import writer
from warehouse.lake import Target, target
from warehouse.tables import create_all

Progress = Callable[[str, str], None]
"""Told the stage and how far it is: ``started``, ``120/400`` (documents done), ``done``."""


class Home(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The one folder where data lives."""

    path: str
    warehouse_setting: str

    @property
    def landing(self) -> Path:
        """Where files arrive: text and HTML, with sidecars ``NAME.meta.json``."""
        return Path(self.path) / "landing"

    @property
    def warehouse(self) -> Target:
        """The pipeline's own warehouse: a file that one process writes, or a lake."""
        return target(self.warehouse_setting)

    @property
    def published(self) -> Path:
        """Folder of the copy that readers open."""
        return Path(self.path) / "published"


class Warehouse(DuckDBResource):
    """The pipeline's own warehouse, `database` being its setting.

    The connection of the class above stays open, and the file locked, when an error is raised while it is in use.
    This one is always closed, and waits its turn.
    """

    @contextmanager
    def get_connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that may write, to a warehouse in which every declared table exists.

        Results are yielded after it is closed: Dagster does not come back to an asset whose result it refuses.
        """
        with writer(target(self.database)) as con:
            create_all(con)
            yield con
