"""Connections to the warehouse: one writer at a time, readers on the published copy.

DuckDB lets one process write a file or many read it. Writers therefore take turns by a lock file beside the
database, which the operating system frees when its holder ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

_POLL_SECONDS = 0.05


class WarehouseBusyError(RuntimeError):
    """Another process holds the warehouse."""


class NotAWarehouseError(RuntimeError):
    """The file is missing or no DuckDB database."""


@contextmanager
def writer(path: Path, wait: float = 60.0) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write, closed on leaving, errors included.

    Args:
        path: the DuckDB file; made with its folder when missing.
        wait: seconds to wait for another writer before giving up.

    Raises:
        WarehouseBusyError: another writer did not finish in time, or another program holds the file open.
        NotAWarehouseError: the file is no DuckDB database.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _turn(path.with_name(path.name + ".lock"), wait):
        con = _connect(path, read_only=False)
        try:
            yield con
        finally:
            con.close()


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
def _turn(lock: Path, wait: float) -> Iterator[None]:
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
