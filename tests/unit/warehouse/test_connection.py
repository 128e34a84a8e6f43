from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse.connection import NotAWarehouseError, WarehouseBusyError, reader, writer

HOLD = """
import sys, time
from pathlib import Path
from warehouse.connection import writer
with writer(Path(sys.argv[1])) as con:
    con.execute("CREATE OR REPLACE TABLE held AS SELECT 1 AS a")
    print("holding", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(home: Path) -> subprocess.Popen[str]:
    """Another process that writes to the warehouse until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    return process


def test_a_writer_is_closed_when_an_error_leaves_it(home: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer(home) as con:
        con.execute("CREATE TABLE t AS SELECT 1 AS a")
        raise ZeroDivisionError
    with pytest.raises(duckdb.ConnectionException):
        con.execute("SELECT 1")
    with writer(home, wait=0) as again:
        assert again.execute("FROM t").fetchall() == [(1,)]


def test_a_second_writer_is_told_who_holds_the_warehouse(home: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(WarehouseBusyError, match=f"process {holder.pid} since"), writer(home, wait=0.1):
        pass
    holder.communicate("done\n")
    with writer(home, wait=0) as con:
        assert con.execute("FROM held").fetchall() == [(1,)]


def test_a_killed_writer_leaves_no_lock(home: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.communicate()
    with writer(home, wait=0) as con:
        con.execute("SELECT 1")


def test_two_writers_of_one_process_take_turns_too(home: Path) -> None:
    with writer(home), pytest.raises(WarehouseBusyError, match="another run is writing"), writer(home, wait=0):
        pass


def test_a_database_held_without_our_lock_is_busy_too(home: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(WarehouseBusyError, match="open in another program"), reader(home):
        pass
    holder.communicate("done\n")


def test_a_reader_can_change_nothing_and_reach_nothing_else(home: Path) -> None:
    with writer(home) as con:
        con.execute("CREATE TABLE t AS SELECT 1 AS a")
    with reader(home) as con:
        assert con.execute("FROM t").fetchall() == [(1,)]
        for forbidden in (
            "INSERT INTO t VALUES (2)",
            "SELECT * FROM read_text('/etc/hostname')",
            "ATTACH '/tmp/other.duckdb'",
            "SET enable_external_access = true",
            "COPY t TO '/tmp/t.csv'",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(forbidden)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotAWarehouseError, match="run `chitieu run` first"), reader(tmp_path / "none.duckdb"):
        pass


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("ghi chép, không phải kho dữ liệu", encoding="utf-8")
    with pytest.raises(NotAWarehouseError, match=r"notes\.duckdb can't be opened"), reader(path):
        pass
