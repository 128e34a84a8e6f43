from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.connection import writer
from warehouse.dictionary import published_tables
from warehouse.publish import NotReadyError, publish
from warehouse.releases import current

Run = Callable[..., None]
ONE = "12 VND_BN gross_output 2023\n"
TWO = "63.64 VND_MN_PP_PA income_per_capita 2023\n"

READ = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    if line.strip() == "again":
        con.close()
        con = duckdb.connect(sys.argv[1], read_only=True)
    version = con.execute("SELECT version FROM meta.version").fetchall()
    rows = con.execute("SELECT count(*) FROM core.fact_observation").fetchall()
    print(version[0][0], rows[0][0], flush=True)
"""


class Reader:
    """Another process that holds the published file open."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READ, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, how: str) -> tuple[str, int]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(how + "\n")
        self.process.stdin.flush()
        version, rows = self.process.stdout.readline().split()
        return version, int(rows)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "published"


@pytest.fixture
def reader(home: Path, target: Path, run: Run) -> Iterator[Reader]:
    run({"a.txt": ONE})
    reader = Reader(publish(home, target, run_id="first").path)
    yield reader
    reader.process.communicate()


def test_a_reader_is_never_disturbed_and_sees_whole_versions(
    home: Path, target: Path, run: Run, reader: Reader
) -> None:
    first, rows = reader.ask("query")
    assert rows == 1
    run({"b.txt": TWO})
    assert reader.ask("query") == (first, 1), "the run writes elsewhere"
    second = publish(home, target, run_id="second")
    assert second.changed
    assert reader.ask("query") == (first, 1), "the open file is the former version to its end"
    assert reader.ask("again") == (second.version, 2), "a new connection sees the new one"


POLL = """
import sys, time, duckdb
from pathlib import Path
stop, last = Path(sys.argv[2]), False
while not last:
    last = stop.exists()
    with duckdb.connect(sys.argv[1], read_only=True) as con:
        rows = "(SELECT count(*) FROM core.fact_observation), (SELECT count(*) FROM mart.indicator_series)"
        print(*con.execute(f"SELECT version, {rows} FROM meta.version").fetchone(), flush=True)
    time.sleep(0.05)
"""


def test_readers_that_ask_all_the_time_see_one_version_at_a_time(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    published = [publish(home, target, run_id="first")]
    stop = target / "stop"
    poll = subprocess.Popen(
        [sys.executable, "-c", POLL, str(published[0].path), str(stop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert poll.stdout is not None
    assert poll.stdout.readline().split() == [published[0].version, "1", "1"]
    for n in range(3):
        run({f"{n}.txt": f"{n + 1} VND_BN gross_output {2000 + n}"})
        published.append(publish(home, target, run_id=str(n)))
    stop.touch()
    seen, errors = poll.communicate()
    assert errors == ""
    whole = [f"{p.version} {p.rows['core.fact_observation']} {p.rows['mart.indicator_series']}" for p in published]
    assert len(set(whole)) == 4
    assert set(seen.splitlines()) <= set(whole)
    assert seen.splitlines()[-1] == whole[-1]


def test_a_writer_at_work_does_not_disturb_a_reader(home: Path, reader: Reader) -> None:
    with writer(home) as con:
        con.execute("DELETE FROM core.fact_observation")
        assert reader.ask("again")[1] == 1


def test_what_a_foreign_writer_left_reaches_no_reader(home: Path, target: Path, run: Run) -> None:
    """Who opens the published file for writing and breaks off leaves a log; the next version must not take it up."""
    run({"a.txt": ONE})
    path = publish(home, target, run_id="first").path
    assert path.stat().st_mode & 0o777 == 0o444
    path.chmod(0o644)
    opens = "import duckdb, os, sys; con = duckdb.connect(sys.argv[1])"
    broken_off = f"{opens}; con.execute('CREATE TABLE foreign_table (i INTEGER)'); os._exit(1)"
    subprocess.run([sys.executable, "-c", broken_off, str(path)], check=False)
    assert path.with_name(path.name + ".wal").exists()
    run({"b.txt": TWO})
    publish(home, target, run_id="second")
    with duckdb.connect(str(path), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'foreign_table'").fetchall() == [
            (0,)
        ]


def test_the_same_data_is_not_published_twice(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    first = publish(home, target, run_id="first")
    stamp = first.path.stat().st_mtime_ns
    run({"a.txt": ONE})
    again = publish(home, target, run_id="second")
    assert (again.version, again.changed, again.rows) == (first.version, False, first.rows)
    assert first.path.stat().st_mtime_ns == stamp
    assert len(list((target / "versions").iterdir())) == 1


def test_every_table_and_column_is_described(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    with duckdb.connect(str(publish(home, target, run_id="r").path), read_only=True) as con:
        tables = dict(con.execute("SELECT schema_name || '.' || table_name, comment FROM duckdb_tables()").fetchall())
        assert set(tables) == {*published_tables(), "meta.version", "meta.dictionary"}
        columns = con.execute(
            "SELECT schema_name || '.' || table_name, column_name, data_type, comment FROM duckdb_columns() "
            "WHERE NOT internal"
        ).fetchall()
        assert all(" / " in text for text in [*tables.values(), *(c[3] for c in columns)])
        dictionary = con.execute(
            'SELECT "table", "column", type FROM meta.dictionary WHERE "column" <> \'\''
        ).fetchall()
        assert {c[:3] for c in columns} == set(dictionary)


def test_old_clients_can_read_it(home: Path, target: Path, run: Run) -> None:
    """DuckDB writes the storage version into the header of the file: 64 is what 0.10 to 1.1 read."""
    run({"a.txt": ONE})
    header = publish(home, target, run_id="r").path.read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") == 64


def test_parquet_and_manifest_tell_the_same(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    published = publish(home, target, run_id="r", code={"reading": "abc"})
    manifest = current(target)
    assert manifest is not None
    assert (manifest["version"], manifest["run_id"], manifest["code"]) == (published.version, "r", {"reading": "abc"})
    for name in published_tables():
        path = target / "parquet" / f"{name}.parquet"
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(published.rows[name],)]
        assert manifest["tables"][name]["rows"] == published.rows[name]
    (version,) = (target / "versions").iterdir()
    for name, known in manifest["files"].items():
        data = (version / name).read_bytes()
        assert known == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    assert json.loads((version / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert (version / "chitieu.duckdb").read_bytes() == published.path.read_bytes()


def test_the_data_package_describes_what_lies_there(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    publish(home, target, run_id="r")
    package = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    resources = {r["name"]: r for r in package["resources"]}
    assert set(resources) == set(published_tables())
    for resource in resources.values():
        columns = duckdb.sql(f"DESCRIBE FROM '{target / resource['path']}'").fetchall()
        fields = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
        assert list(fields) == [c[0] for c in columns]
        assert "any" not in fields.values()
        for key in resource["schema"].get("foreignKeys", []):
            assert key["fields"] in fields
            assert key["reference"]["fields"] in [
                f["name"] for f in resources[key["reference"]["resource"]]["schema"]["fields"]
            ]
    assert resources["core.fact_observation"]["schema"]["primaryKey"] == "observation_id"


def test_the_last_versions_are_kept(home: Path, target: Path, run: Run) -> None:
    versions = []
    for n in range(3):
        run({f"{n}.txt": f"{n} VND_BN gross_output 2023"})
        versions.append(publish(home, target, run_id=str(n), keep=2).version)
    assert sorted(p.name.split("-")[1] for p in (target / "versions").iterdir()) == sorted(versions[-2:])
    assert duckdb.sql(f"SELECT count(*) FROM '{target}/parquet/core.fact_observation.parquet'").fetchall() == [(3,)]


def test_what_is_stale_is_not_published(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    first = publish(home, target, run_id="r")
    with writer(home) as con:
        con.execute("UPDATE meta.versions SET version = 'other' WHERE table_name = 'core.fact_observation'")
    with pytest.raises(NotReadyError, match=r"core\.dim_period.*run the models first"):
        publish(home, target, run_id="r")
    assert current(target) is not None
    assert (
        duckdb.connect(str(first.path), read_only=True).execute("FROM meta.version").fetchall()[0][0] == first.version
    )


def test_what_offends_is_not_published(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    with writer(home) as con:
        con.execute("UPDATE core.fact_observation SET scenario = 'WISH'")
    with pytest.raises(NotReadyError, match="relationships_scenario"):
        publish(home, target, run_id="r")
    assert not (target / "chitieu.duckdb").exists()


def test_a_publication_that_broke_off_is_cleared_away(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": ONE})
    left = target / "versions" / ".20240101T000000-abc"
    left.mkdir(parents=True)
    publish(home, target, run_id="r")
    assert not left.exists()
