from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from warehouse.connection import writer
from warehouse.diff import Leap, ObservationChange, TableChange, compare
from warehouse.publish import HeldBackError, publish
from warehouse.releases import UnknownReleaseError, current, releases, rollback

Run = Callable[..., None]
MANY = {f"{n}.txt": f"{n + 1} VND_BN gross_output {1950 + n}" for n in range(60)}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "published"


def seen(target: Path) -> tuple[str, int]:
    """Version and observations that a reader sees."""
    with duckdb.connect(str(target / "chitieu.duckdb"), read_only=True) as con:
        ((version, count),) = con.execute(
            "SELECT version, (SELECT count(*) FROM core.fact_observation) FROM meta.version"
        ).fetchall()
        return version, count


def test_back_to_an_earlier_version_and_forward_again(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": "5 VND_BN gross_output 2023"})
    first = publish(home, target, run_id="r1").version
    run({"b.txt": "6 VND_BN gross_output 2024"})
    second = publish(home, target, run_id="r2").version
    assert [(r.version, r.is_current, r.rows["core.fact_observation"]) for r in releases(target)] == [
        (second, True, 2),
        (first, False, 1),
    ]
    assert rollback(target, first).version == first
    assert seen(target) == (first, 1)
    parquet = target / "parquet" / "core.fact_observation.parquet"
    assert duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall() == [(1,)]
    with pytest.raises(HeldBackError, match=f"rolled back to {first}"):
        publish(home, target, run_id="r3")
    assert seen(target) == (first, 1), "what was rolled back does not come back on its own"
    assert publish(home, target, run_id="r4", accept=True).changed
    assert seen(target) == (second, 2)
    assert not publish(home, target, run_id="r5").changed


@pytest.mark.parametrize("version", ["nonesuch", "current"])
def test_a_version_that_is_not_kept_is_named(home: Path, target: Path, run: Run, version: str) -> None:
    run({"a.txt": "5 VND_BN gross_output 2023"})
    now = publish(home, target, run_id="r1").version
    with pytest.raises(UnknownReleaseError, match="there are: none"):
        rollback(target, now if version == "current" else version)


def test_a_release_that_loses_rows_is_held_back(home: Path, target: Path, run: Run) -> None:
    run(MANY)
    first = publish(home, target, run_id="r1").version
    with writer(home) as con:
        con.execute(
            "DELETE FROM raw.documents WHERE ends_with(name, '1') OR ends_with(name, '2') OR ends_with(name, '3')"
        )
        con.execute("UPDATE meta.versions SET version = 'less' WHERE table_name = 'raw.documents'")
    run({})
    with pytest.raises(HeldBackError, match=r"core\.fact_observation falls from 60 to 42 rows"):
        publish(home, target, run_id="r2")
    with pytest.raises(HeldBackError, match=r"core\.dim_document falls") as raised:
        publish(home, target, run_id="r3")
    assert "core.dim_document từ 60 còn 42 dòng" in [r.vi for r in raised.value.reasons]
    assert seen(target) == (first, 60)
    assert [p.name for p in (target / "versions").iterdir() if p.name.startswith(".")] == []
    publish(home, target, run_id="r4", accept=True)
    assert seen(target)[1] == 42


def test_a_value_that_leaps_is_held_back(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": "5 VND_BN gross_output 2023"})
    publish(home, target, run_id="r1")
    run({"b.txt": "5.003 VND_TN gross_output 2023"})
    with writer(home) as con:
        con.execute("UPDATE core.fact_observation SET confidence = 1 WHERE unit_reported = 'VND_TN'")
        con.execute("UPDATE meta.versions SET version = 'surer' WHERE table_name = 'core.fact_observation'")
    run({})
    with pytest.raises(
        HeldBackError, match=r"gross_output\|LEVEL\|ACTUAL\|2023\|VND\|- moves from 5e\+09 to 5\.003e\+12"
    ):
        publish(home, target, run_id="r2")
    manifest = current(target)
    assert manifest is not None
    assert manifest["run_id"] == "r1"


def test_the_difference_of_two_versions(home: Path, target: Path, run: Run) -> None:
    run({"a.txt": "5 VND_BN gross_output 2023\n7 VND_MN_PP_PA income_per_capita 2023"})
    publish(home, target, run_id="r1")
    with writer(home) as con:
        con.execute("UPDATE core.fact_observation SET obs_value = 5e6 WHERE indicator = 'gross_output'")
        con.execute("DELETE FROM core.fact_observation WHERE indicator = 'income_per_capita'")
        con.execute("UPDATE meta.versions SET version = 'changed' WHERE table_name = 'core.fact_observation'")
    run({"b.txt": "6 VND_BN gross_output 2024"})
    publish(home, target, run_id="r2", accept=True)
    new, old = releases(target)
    diff = compare(old.folder / "chitieu.duckdb", new.folder / "chitieu.duckdb")
    assert TableChange("core.fact_observation", 2, 2) in diff.tables
    assert diff.observations == (
        ObservationChange("gross_output", "Đông Sơn", added=1, gone=0, changed=1),
        ObservationChange("income_per_capita", "Đông Sơn", added=0, gone=1, changed=0),
    )
    (leap,) = diff.leaps
    assert leap == Leap(leap.cell, 5e9, 5e6)
    assert "gross_output" in leap.cell
