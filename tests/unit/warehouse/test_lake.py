"""A lake lets several transactions write at once: of those that overlap one begins again, and nothing is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import transactions
from warehouse.arrivals import arrivals, merge
from warehouse.connection import NotAWarehouseError, frozen, state, writer
from warehouse.incremental import missing, promote
from warehouse.lake import DuckLake, MissingExtensionError, SettingError, target
from warehouse.tables import create_all
from warehouse.transactions import WarehouseBusyError, change
from warehouse.versions import versions

RAW = "raw.documents"
pytest.importorskip("duckdb_extension_ducklake", reason="the extra `ducklake` is not installed")


@pytest.fixture
def lake(tmp_path: Path) -> DuckLake:
    found = target(f"ducklake:sqlite:{tmp_path / 'lake.sqlite'}")
    assert isinstance(found, DuckLake)
    return found


@pytest.fixture
def two(lake: DuckLake) -> Iterator[tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]]:
    """Two connections to one lake, as two runs have them."""
    with writer(lake) as one, writer(lake) as other:
        create_all(one)
        yield one, other


def arrive(con: duckdb.DuckDBPyConnection, source: str, between: tuple[str, duckdb.DuckDBPyConnection] | None) -> None:
    """The same document arrives under the name `source`; `between` reading and writing, it arrives elsewhere too."""
    listing = pl.DataFrame({"source": [source], "input_hash": ["1"]})
    todo = missing(con, listing, RAW, "1")
    row: dict[str, object] = {"document_id": "d", "name": source, "source": source}
    files = arrivals([row | {"media_type": "text/plain", "encoding": "utf-8", "text": "t"}])
    if between:
        arrive(between[1], between[0], None)
    promote(con, RAW, lambda: merge(con, files), pl.DataFrame(), done=todo, version="1", run_id=source)


def sources(con: duckdb.DuckDBPyConnection) -> list[tuple[list[str]]]:
    return con.execute(f"SELECT list_transform(sources, LAMBDA s: s.source) FROM {RAW}").fetchall()


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("/w/c.duckdb", Path("/w/c.duckdb")),
        ("ducklake:sqlite:/w/lake", DuckLake("sqlite", "/w/lake", "/w/lake.files")),
        ("ducklake:sqlite:/w/my lake data=/d e", DuckLake("sqlite", "/w/my lake", "/d e")),
        ("ducklake:postgres:dbname=x host=h data=s3://b/k", DuckLake("postgres", "dbname=x host=h", "s3://b/k")),
    ],
)
def test_a_setting_names_a_file_or_a_lake(setting: str, expected: Path | DuckLake) -> None:
    assert target(setting) == expected


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("ducklake:mysql:db=x", "write ducklake:sqlite:PATH"),
        ("ducklake:sqlite:", "write ducklake:sqlite:PATH"),
        ("ducklake:postgres:dbname=x", "add data=FOLDER"),
        ("ducklake:postgres:dbname=x password=y data=z", "pgpass"),
        ("ducklake:postgres:postgresql://u:y@h/x data=z", "pgpass"),
    ],
)
def test_a_setting_that_names_none_says_what_to_write(setting: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        target(setting)


def test_without_the_extensions_it_says_what_to_install(lake: DuckLake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb, "__version__", "9.9.9")
    with pytest.raises(MissingExtensionError, match=r"chitieu\[ducklake\]"), writer(lake):
        pass


def test_a_catalogue_that_is_none_is_told(lake: DuckLake) -> None:
    Path(lake.address).write_text("no database " * 100, encoding="utf-8")
    with pytest.raises(NotAWarehouseError, match=r"lake\.sqlite"), writer(lake):
        pass


def test_nothing_is_fetched_and_tables_are_made_once(lake: DuckLake) -> None:
    with writer(lake) as con:
        create_all(con)
        setting = "SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"
        assert con.execute(setting).fetchall() == [(False, False)]
    before = state(lake)
    with writer(lake) as con:
        create_all(con)
    assert state(lake) == before


def test_a_document_that_arrives_twice_at_once_has_both_sources(
    two: tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection],
) -> None:
    one, other = two
    arrive(one, "a.txt", ("b.txt", other))
    assert sources(one) == sources(other) == [(["a.txt", "b.txt"],)]
    assert one.execute("SELECT parent_key FROM meta.stage_state ORDER BY 1").fetchall() == [("a.txt",), ("b.txt",)]
    assert list(versions(other)) == [RAW]


def test_it_does_not_try_for_ever(
    two: tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setattr(transactions, "_TRIES", 2)
    with pytest.raises(WarehouseBusyError, match="other runs kept changing"):
        change(one, lambda: change(other, lambda: None))


def test_an_error_of_its_own_is_not_tried_again(
    two: tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection],
) -> None:
    tried = []

    def wrong() -> None:
        tried.append(1)
        two[0].execute("SELECT nonesuch")

    with pytest.raises(duckdb.BinderException):
        change(two[0], wrong)
    assert len(tried) == 1


def test_what_is_frozen_stays_while_others_write(lake: DuckLake) -> None:
    with writer(lake) as con:
        create_all(con)
        with frozen(lake) as still:
            arrive(con, "a.txt", None)
            assert sources(con) == [(["a.txt"],)]
            assert sources(still) == []
            with tempfile.TemporaryDirectory() as folder:  # and may be copied
                still.execute(f"ATTACH '{folder}/copy.duckdb' AS copy")
                still.execute(f"CREATE TABLE copy.documents AS FROM {RAW}")
