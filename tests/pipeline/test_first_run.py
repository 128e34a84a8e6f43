"""The samples, all the way: from files to the published warehouse."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import dagster as dg
import duckdb
import pytest

from pipelines.definitions import build
from pipelines.instance import open_instance
from tests.pipeline.conftest import SAMPLES, FirstRun, sample_files


def published(first_run: FirstRun, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(first_run[1]["published"], read_only=True) as con:
        return con.execute(sql).fetchall()


def test_summary(first_run: FirstRun) -> None:
    said = first_run[1]
    assert said["success"], said["problems"]
    assert said["documents"] == len(sample_files())
    assert said["new"] == len(sample_files()) - 1  # one of them stands there under two names
    assert said["refused"] == []
    assert said["facts"] >= 300
    assert said["observations"] == said["facts"] == said["added"]
    assert set(said["seconds"]) >= {"landing", "raw", "cleaned", "extracted", "core", "mart", "published"}


def test_every_fact_stands_where_it_says(first_run: FirstRun) -> None:
    """``text == source[start:end]`` of the file as it stands on disk, decoded."""
    rows = published(
        first_run,
        'SELECT d.source, f."start", f."end", f.text '
        "FROM core.fact_observation AS f JOIN core.dim_document AS d USING (document_id)",
    )
    texts = {p.name: p.read_bytes().decode("utf-8") for p in SAMPLES.iterdir() if p.is_file()}
    assert rows
    assert [row for row in rows if texts[row[0]][row[1] : row[2]] != row[3]] == []


def test_one_document_under_two_names(first_run: FirstRun) -> None:
    names = [p.read_bytes() for p in sample_files()]
    twice = next(p for p in sample_files() if names.count(p.read_bytes()) == 2)
    assert published(first_run, f"SELECT source_count FROM core.dim_document WHERE source = '{twice.name}'") == [(2,)]


def test_documents_without_figures_have_no_observations_of_a_place_and_indicator(first_run: FirstRun) -> None:
    rows = published(
        first_run,
        "SELECT count(*) FROM core.fact_observation f JOIN core.dim_document d USING (document_id) "
        "WHERE d.name = '14_ca_ro_kho_khe' AND f.indicator IS NOT NULL AND f.ref_area IS NOT NULL",
    )
    assert rows == [(0,)]


def test_published_file_opens_in_another_process(first_run: FirstRun) -> None:
    code = (
        "import duckdb, sys; con = duckdb.connect(sys.argv[1], read_only=True); "
        "print(con.execute('SELECT count(*) FROM core.fact_observation').fetchone()[0], "
        "con.execute('SELECT count(*) FROM mart.target_vs_actual').fetchone()[0])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, first_run[1]["published"]], capture_output=True, text=True, check=True
    )
    observations, targets = map(int, answer.stdout.split())
    assert observations == first_run[1]["observations"]
    assert targets > 0


@pytest.fixture(scope="module")
def events(first_run: FirstRun) -> dict[dg.AssetKey, dg.AssetMaterialization]:
    home, said = first_run
    with open_instance(home) as instance:
        assert instance.get_run_by_id(said["run_id"]) is not None
        keys = build(home).resolve_asset_graph().get_all_asset_keys()
        latest = {key: instance.get_latest_materialization_event(key) for key in keys}
    return {key: event.asset_materialization for key, event in latest.items() if event and event.asset_materialization}


def test_event_log_holds_every_asset_with_rows_and_sample(
    first_run: FirstRun, events: dict[dg.AssetKey, dg.AssetMaterialization]
) -> None:
    assert events.keys() == build(first_run[0]).resolve_asset_graph().get_all_asset_keys()
    for key, event in events.items():
        assert "dagster/row_count" in event.metadata, key
        if key.path[0] != "published":
            assert str(event.metadata["sample"].value).startswith("|"), key


def test_column_lineage_has_no_gap(events: dict[dg.AssetKey, dg.AssetMaterialization]) -> None:
    """The value of a mart leads back, column by column, to the text as it arrived."""

    def sources(key: dg.AssetKey, column: str) -> set[tuple[str, str]]:
        lineage = events[key].metadata.get("dagster/column_lineage")
        known = lineage.value if lineage else None
        deps = known.deps_by_column.get(column, []) if isinstance(known, dg.TableColumnLineage) else []
        found = {("/".join(d.asset_key.path), d.column_name) for d in deps}
        return found.union(*(sources(d.asset_key, d.column_name) for d in deps))

    back = sources(dg.AssetKey(["mart", "target_vs_actual"]), "actual")
    assert {"core/fact_observation", "extracted/facts", "cleaned/documents"} <= {table for table, _ in back}
    assert ("raw/documents", "text") in back
