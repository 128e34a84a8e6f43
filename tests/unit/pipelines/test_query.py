"""``chitieu query`` on a published file: three forms, and errors that say what to do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.home import published_file


@pytest.fixture
def home(tmp_path: Path) -> Path:
    file = published_file(tmp_path)
    file.parent.mkdir()
    with duckdb.connect(str(file)) as con:
        con.execute("create schema mart")
        con.execute(
            "create table mart.people as select * from (values "
            "('Hải Hậu', 25.5::double, date '2024-03-01', null), "
            "('Xuân, Lộc', 7.0, null, 12345678901)) t(name, value, day, n)"
        )
        con.execute("create table mart.many as select range as i from range(500)")
    return tmp_path


def query(home: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["query", *arguments, "--home", str(home)], input=stdin)


def test_a_table_shows_every_column_and_marks_what_is_missing(home: Path) -> None:
    done = query(home, "from mart.people")
    assert done.exit_code == 0
    header, _, first, second = (line.split() for line in done.output.strip().splitlines())
    assert header == ["name", "value", "day", "n"]
    assert first == ["Hải", "Hậu", "25.5", "2024-03-01", "·"]
    assert second == ["Xuân,", "Lộc", "7", "·", "12345678901"]


def test_csv_is_quoted_and_whole(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(query(home, "from mart.people", "--format", "csv").output)))
    assert rows[1] == {"name": "Xuân, Lộc", "value": "7.0", "day": "", "n": "12345678901"}
    assert len(query(home, "from mart.many", "--format", "csv").output.splitlines()) == 501


def test_json_is_one_array(home: Path) -> None:
    rows = json.loads(query(home, "from mart.people", "--format", "json").output)
    assert rows[0] == {"name": "Hải Hậu", "value": 25.5, "day": "2024-03-01", "n": None}
    assert json.loads(query(home, "from mart.people where false", "--format", "json").output) == []
    assert len(json.loads(query(home, "from mart.many", "--format", "json").output)) == 500


def test_long_tables_are_cut_with_a_word_about_it(home: Path) -> None:
    done = query(home, "from mart.many", "--limit", "3")
    assert done.stdout.split() == ["i", done.stdout.split()[1], "0", "1", "2"]
    assert "--limit 0 shows all" in done.stderr
    assert len(query(home, "from mart.many", "--limit", "0").output.splitlines()) > 500


def test_sql_comes_from_standard_input_too(home: Path) -> None:
    assert json.loads(query(home, "-", "--format", "json", stdin="select 1 as x").output) == [{"x": 1}]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("from mart.peple", "people"),
        ("selec 1", "syntax error"),
        ("create table mart.x (i int)", "read-only"),
        ("select * from read_csv('/etc/hostname')", "disabled"),
        ("copy mart.people to 'out.csv'", "disabled"),
    ],
)
def test_sql_that_cannot_be_answered_is_told_without_a_traceback(home: Path, sql: str, said: str) -> None:
    done = query(home, sql)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert said in done.output
    assert "show all tables" in done.output


def test_nothing_published_yet(tmp_path: Path) -> None:
    done = query(tmp_path, "select 1")
    assert done.exit_code == 1
    assert "Run `chitieu run` first" in done.output


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = published_file(tmp_path)
    file.parent.mkdir()
    file.write_bytes(b"no database at all, just a text that someone put here" * 100)
    done = query(tmp_path, "select 1")
    assert done.exit_code == 1
    assert "is no DuckDB database" in done.output


def test_home_comes_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(home))
    assert CliRunner().invoke(main, ["query", "select 42 as x", "--format", "csv"]).output == "x\n42\n"
