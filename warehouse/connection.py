"""Connections to the warehouse: writers on the pipeline's own, readers on the published copy.

DuckDB lets one process write a file or many read it. Writers of a file therefore take turns by a lock file beside
it, which the operating system frees when its holder ends, however it ends. A DuckLake has any number of writers.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import lake
from warehouse.lake import DuckLake, NotAWarehouseError, Target
from warehouse.transactions import WarehouseBusyError, attempt

__all__ = ["NotAWarehouseError", "WarehouseBusyError", "frozen", "present", "reader", "state", "turn", "writer"]

_POLL_SECONDS = 0.05


@contextmanager
def writer(target: Target, wait: float = 60.0) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write, closed on leaving, errors included.

    Args:
        target: the DuckDB file, made with its folder when missing; or the lake.
        wait: seconds to wait for another writer of the file before giving up.

    Raises:
        WarehouseBusyError: another writer did not finish in time, or another program holds the file open.
        NotAWarehouseError: the file is no DuckDB database; or the lake's catalogue can't be reached, or the extensions
            it needs are not installed.
    """
    if isinstance(target, DuckLake):
        with _lake(target) as con:
            yield con
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with turn(target.with_name(target.name + ".lock"), wait):
        con = _connect(target, read_only=False)
        try:
            yield con
        finally:
            con.close()


@contextmanager
def frozen(target: Target) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse as it is now: what it reads, nobody changes meanwhile.

    Raises:
        WarehouseBusyError: another writer of the file did not finish in time.
        NotAWarehouseError: as :func:`writer`.
    """
    with writer(target) as con:
        if isinstance(target, DuckLake):
            lake.freeze(con, target)
        yield con


def present(target: Target) -> bool:
    """Whether there is a warehouse to look into. A lake is made by looking."""
    return isinstance(target, DuckLake) or target.is_file()


def state(target: Target) -> str:
    """What changes whenever the warehouse is written to.

    Raises:
        NotAWarehouseError: as :func:`writer`.
    """
    if isinstance(target, DuckLake):
        with _lake(target) as con:
            return f"{target}@{lake.snapshot(con)}"
    if not target.is_file():
        return "-"
    known = target.stat()
    return f"{known.st_size}@{known.st_mtime_ns}"


@contextmanager
def reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that can reach no other file, closed on leaving.

    Raises:
        NotAWarehouseError: the file is missing or no DuckDB database.
        WarehouseBusyError: a writer holds this very file; readers belong on the published copy.
    """
    if not path.is_file():
        raise NotAWarehouseError(f"{path} does not exist yet; run `chitieu run` first")
    con = _connect(path, read_only=True)
    try:
        yield con
    finally:
        con.close()


@contextmanager
def _lake(target: DuckLake) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        con = attempt(lambda: lake.connect(target))
    except duckdb.Error as error:
        raise NotAWarehouseError(f"{target} can't be opened ({error})") from error
    try:
        yield con
    finally:
        con.close()


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = (
        {"enable_external_access": "false", "lock_configuration": "true"} if read_only else {}
    )
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise WarehouseBusyError(
                f"{path} is open in another program ({error}); close it there, or read the published copy instead"
            ) from error
        raise NotAWarehouseError(f"{path} can't be opened as a DuckDB database ({error})") from error


@contextmanager
def turn(lock: Path, wait: float = 60.0) -> Iterator[None]:
    """Hold a lock file, which is made when missing.

    Raises:
        WarehouseBusyError: another process held it all the time.
    """
    deadline = time.monotonic() + wait
    with lock.open("a+", encoding="utf-8") as file:
        while not _taken(file.fileno()):
            if time.monotonic() >= deadline:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise WarehouseBusyError(
                    f"another run is writing to the warehouse ({holder}) and did not finish within {wait:g} s; "
                    f"try again when it has ended (lock: {lock})"
                )
            time.sleep(_POLL_SECONDS)
        file.truncate(0)
        file.write(f"process {os.getpid()} since {time.strftime('%Y-%m-%d %H:%M:%S')}")
        file.flush()
        yield  # closing the file frees the lock


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
