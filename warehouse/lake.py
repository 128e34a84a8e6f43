"""DuckLake: the warehouse as Parquet files in a folder, with its catalogue in SQLite or PostgreSQL.

DuckDB's extensions come as wheels (``pip install 'chitieu[ducklake]'``) and are loaded from there by path: nothing is
fetched when it runs. DuckLake has no keys and no locks, and lets two transactions add the same row. So each
transaction that writes also touches the one row of the table ``turn``: of two that overlap only one can commit, and
the other begins again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

NAME = "ducklake"  # of the attached database
_SETTING = re.compile(r"ducklake:(?P<catalogue>sqlite|postgres):(?P<address>.*?)(?:\s+data=(?P<data>.+))?", re.DOTALL)
_SCANNER = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
# Readers of the catalogue don't hold up its writer.
_OPTIONS = {"sqlite": ", META_JOURNAL_MODE 'WAL'", "postgres": ""}
_TURN = f"{NAME}.main.turn"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_unsigned_extensions": "true",  # the package manager has checked their hashes; a signature takes 0.4 s each
}


class NotAWarehouseError(RuntimeError):
    """There is no warehouse where it should be."""


class SettingError(NotAWarehouseError):
    """The setting names no warehouse."""


class MissingExtensionError(NotAWarehouseError):
    """DuckDB's extensions for DuckLake are not installed, or not for this version of DuckDB."""


@dataclass(frozen=True, slots=True)
class DuckLake:
    """Where a DuckLake is.

    Attributes:
        catalogue: ``sqlite`` (runs of one machine) or ``postgres`` (runs of several).
        address: the file of the catalogue, or libpq's connection string.
        data: folder of the Parquet files.
    """

    catalogue: str
    address: str
    data: str

    def __str__(self) -> str:
        return f"ducklake:{self.catalogue}:{self.address}"


Target = Path | DuckLake
"""Where the warehouse is: a DuckDB file, or a DuckLake."""


def target(setting: str) -> Target:
    """The warehouse that a setting names.

    Args:
        setting: the path of a DuckDB file, ``ducklake:sqlite:PATH [data=FOLDER]`` or
            ``ducklake:postgres:CONNECTION data=FOLDER``. By default the data of PATH are in the folder PATH.files.

    Raises:
        SettingError: it is none of these, or holds a password, which would be shown with it.
    """
    if not setting.startswith("ducklake:"):
        return Path(setting).resolve()
    said = _SETTING.fullmatch(setting.strip())
    if said is None or not said["address"]:
        raise SettingError(
            f"{setting!r} is no warehouse; write ducklake:sqlite:PATH or ducklake:postgres:CONNECTION data=FOLDER"
        )
    if re.search(r"password\s*=|://[^/@]*:[^/@]*@", said["address"]):
        raise SettingError("the setting must not hold a password; put it into ~/.pgpass or PGPASSWORD")
    if said["catalogue"] == "sqlite":
        path = Path(said["address"]).resolve()
        return DuckLake("sqlite", str(path), str(Path(said["data"] or f"{path}.files").resolve()))
    if not said["data"]:
        raise SettingError(f"{setting!r} does not say where the Parquet files go; add data=FOLDER")
    return DuckLake("postgres", said["address"], said["data"])


def connect(lake: DuckLake) -> duckdb.DuckDBPyConnection:
    """A connection that works in the lake, which is made when missing.

    Raises:
        MissingExtensionError: the extensions are not installed.
        duckdb.Error: the catalogue can't be reached.
    """
    if lake.catalogue == "sqlite":
        Path(lake.address).parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(config=_CONFIG)
    try:
        for name in (_SCANNER[lake.catalogue], "ducklake"):
            con.execute(f"LOAD {_text(str(_extension(name)))}")
        _attach(con, lake, "")
        con.execute(f"CREATE TABLE IF NOT EXISTS {_TURN} AS SELECT 1 AS taken")
    except BaseException:
        con.close()
        raise
    return con


def freeze(con: duckdb.DuckDBPyConnection, lake: DuckLake) -> None:
    """Let a connection see, from now on, the lake as it is at this moment, whatever others write."""
    now = snapshot(con)
    con.execute(f"USE memory; DETACH {NAME}")
    _attach(con, lake, f", SNAPSHOT_VERSION {now}")


def snapshot(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the newest state of the lake."""
    return int(con.execute(f"SELECT max(snapshot_id) FROM ducklake_snapshots('{NAME}')").fetchall()[0][0])


def take_turn(con: duckdb.DuckDBPyConnection) -> None:
    """In a lake: see to it that of transactions that overlap only one can commit. In a file there is only one."""
    if con.execute("SELECT current_database()").fetchall() == [(NAME,)]:
        con.execute(f"UPDATE {_TURN} SET taken = taken + 1")


def _attach(con: duckdb.DuckDBPyConnection, lake: DuckLake, more: str) -> None:
    where = f"DATA_PATH {_text(lake.data)}{_OPTIONS[lake.catalogue]}{more}"
    con.execute(f"ATTACH {_text(str(lake))} AS {NAME} ({where})")
    con.execute(f"USE {NAME}")


def _extension(name: str) -> Path:
    package = find_spec(f"duckdb_extension_{name}")
    folders = package.submodule_search_locations if package else None
    for folder in folders or ():
        path = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if path.is_file():
            return path
    raise MissingExtensionError(
        f"DuckDB's extension {name} for version {duckdb.__version__} is not installed: pip install 'chitieu[ducklake]'"
    )


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
