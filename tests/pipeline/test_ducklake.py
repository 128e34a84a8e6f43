"""Two runs at once on a DuckLake make what one run makes in a file, with a catalogue in SQLite and in PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.execution import execute
from pipelines.home import published_file, warehouse
from pipelines.run import RunSummary, run_pipeline
from tests.pipeline.conftest import SAMPLES, run_once
from warehouse.connection import writer
from warehouse.transactions import change

pytest.importorskip("duckdb_extension_ducklake", reason="the extra `ducklake` is not installed")

COMMAND = "from pipelines.cli import main; main()"
FILES = [SAMPLES / name for name in ("01_hai_hau_giao_chi_tieu_2024.txt", "02_luc_ngan_nong_thon_moi.txt")]
NAMES_OF_THIS_RUN = ("run_id", "version", "recorded_at", "arrived_at", "published_at")


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """Connection to an own PostgreSQL server, reached by a socket in its folder alone."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not binaries:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="pg") as name:  # the path of a socket must be short
        folder = Path(name)
        user = None  # PostgreSQL does not run as root
        if os.geteuid() == 0:
            user = "postgres"
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)

        def call(program: str, *arguments: str) -> None:
            subprocess.run(
                [str(binaries[0] / program), "-D", str(folder / "data"), *arguments],
                check=True,
                user=user,
                cwd=folder,
                stdout=subprocess.DEVNULL,
            )

        call("initdb", "--auth=trust", "--username=chitieu", "--encoding=UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        call("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
        try:
            yield f"dbname=postgres user=chitieu host={folder}"
        finally:
            call("pg_ctl", "stop", "-m", "immediate")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def setting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A lake that does not exist yet."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        return f"ducklake:sqlite:{folder / 'lake.sqlite'}"
    return f"ducklake:postgres:{request.getfixturevalue('postgres')} data={folder / 'files'}"


@pytest.fixture
def lake(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_WAREHOUSE", setting)


@pytest.fixture(scope="module")
def homes(setting: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two homes on one lake after a run of each, at the same time; the first document arrives in both."""
    folder = tmp_path_factory.mktemp("homes")
    another = folder / "another_name.txt"
    shutil.copy(FILES[0], another)
    runs = {folder / "one": FILES, folder / "two": [another, *FILES[1:]]}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", COMMAND, "run", *map(str, paths), "--home", str(home)],
            env=os.environ | {"CHITIEU_WAREHOUSE": setting},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for home, paths in runs.items()
    ]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], "\n".join(said)
    one, two = runs
    return one, two


@pytest.fixture
def again(homes: tuple[Path, Path], lake: None) -> RunSummary:
    """A further run of the first home, which brings its published copy to where the lake is."""
    return run_pipeline([], homes[0])


@pytest.fixture
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home of a run on the same documents with the default warehouse."""
    another = tmp_path_factory.mktemp("same") / "another_name.txt"
    shutil.copy(FILES[0], another)
    return run_once(tmp_path_factory, "file", [*FILES, another])[0]


def tables(published: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every published table, without what names the run."""
    with duckdb.connect(str(published), read_only=True) as con:
        names = con.execute(
            """SELECT schema_name || '.' || table_name, list(column_name ORDER BY column_index)
               FROM duckdb_columns() WHERE NOT internal AND table_name <> 'version' GROUP BY ALL"""
        ).fetchall()
        said = {t: ", ".join(f'"{c}"' for c in columns if c not in NAMES_OF_THIS_RUN) for t, columns in names}
        return {t: con.execute(f"SELECT {columns} FROM {t} ORDER BY ALL").fetchall() for t, columns in said.items()}


def test_both_make_what_one_makes_in_a_file(in_a_file: Path, again: RunSummary, homes: tuple[Path, Path]) -> None:
    assert again.success, again.problems
    expected, found = tables(published_file(in_a_file)), tables(published_file(homes[0]))
    assert expected["core.fact_observation"]
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []


def test_both_leave_a_published_copy(homes: tuple[Path, Path]) -> None:
    for home in homes:
        rows = tables(published_file(home))
        assert rows["core.dim_document"]
        assert rows["mart.indicator_series"]


def test_no_row_stands_twice_and_each_run_is_written_down(homes: tuple[Path, Path], lake: None) -> None:
    with writer(warehouse(homes[0])) as con:
        for table, key in (("raw.documents", "document_id"), ("core.fact_observation", "observation_id")):
            assert con.execute(f"SELECT {key} FROM {table} GROUP BY 1 HAVING count(*) > 1").fetchall() == []
        assert con.execute("SELECT len(sources) FROM raw.documents ORDER BY 1").fetchall() == [(1,), (2,)]
        assert con.execute("SELECT count(*) FROM meta.runs WHERE status = 'success'").fetchall()[0][0] >= 2


def test_two_changes_that_overlap_are_one_after_the_other(homes: tuple[Path, Path], lake: None) -> None:
    """Both only add a row: nothing but the turn that each takes keeps the second from missing the first."""
    seen = []
    with writer(warehouse(homes[0])) as one, writer(warehouse(homes[1])) as other:
        one.execute("CREATE TABLE meta.counted (n INTEGER)")

        def count(con: duckdb.DuckDBPyConnection) -> None:
            con.execute("INSERT INTO meta.counted SELECT count(*) FROM meta.counted")

        def count_slowly() -> None:
            seen.append(one.execute("SELECT count(*) FROM meta.counted").fetchall())
            if len(seen) == 1:
                change(other, lambda: count(other))
            count(one)

        change(one, count_slowly)
        assert seen == [[(0,)], [(1,)]]
        assert one.execute("FROM meta.counted ORDER BY n").fetchall() == [(0,), (1,)]


def test_with_nothing_new_there_is_no_run(again: RunSummary, homes: tuple[Path, Path]) -> None:
    assert run_pipeline([], homes[0]).run_id == again.run_id


def test_every_stage_run_again_touches_no_row(again: RunSummary, homes: tuple[Path, Path]) -> None:
    def written() -> tuple[list[Any], ...]:
        with writer(warehouse(homes[0])) as con:
            names = ("raw.documents", "cleaned.documents", "extracted.facts", "core.fact_observation")
            stages = (con.execute(f"SELECT content_hash, run_id FROM {t} ORDER BY ALL").fetchall() for t in names)
            return *stages, con.execute("FROM meta.versions ORDER BY ALL").fetchall()

    before, file = written(), published_file(homes[0]).stat().st_ino
    repeated = execute(homes[0], lambda stage, state: None)
    assert repeated.success, repeated.problems
    assert written() == before
    assert published_file(homes[0]).stat().st_ino == file
