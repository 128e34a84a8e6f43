"""Changes that happen at once or not at all, and begin again when another run was faster."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import duckdb

from warehouse.lake import take_turn

_TRIES = 30
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0  # seconds
# As DuckLake and SQLite say it; the last two when both make the catalogue.
_CONFLICT = re.compile(r"conflict|database is locked|duplicate key|already exists", re.IGNORECASE)

T = TypeVar("T")


class WarehouseBusyError(RuntimeError):
    """Another run holds the warehouse, or others keep changing it."""


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is done inside happens at once, or not at all when an error leaves it."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def change(con: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """Change the warehouse in one transaction, which begins again when it conflicts with that of another run.

    Args:
        con: a writer's connection, outside a transaction.
        work: reads what it needs and writes. It may be called several times and must not mind.

    Raises:
        WarehouseBusyError: other runs were faster every time.
    """

    def once() -> T:
        with transaction(con):
            take_turn(con)
            return work()

    return attempt(once)


def attempt(work: Callable[[], T]) -> T:
    """Try until no other run is in the way, with pauses that grow.

    Raises:
        WarehouseBusyError: others were in the way every time.
    """
    pause = _FIRST_PAUSE
    for _ in range(_TRIES):
        try:
            return work()
        except duckdb.Error as error:
            if not is_conflict(error):
                raise
            last = error
        time.sleep(random.uniform(pause / 2, pause))  # not in step with the other run
        pause = min(2 * pause, _LONGEST_PAUSE)
    raise WarehouseBusyError(f"other runs kept changing the warehouse ({last}); try again later") from last


def is_conflict(error: duckdb.Error) -> bool:
    """Whether another run was in the way, so that the same may work a moment later."""
    return _CONFLICT.search(str(error)) is not None
