"""The Superset bundle says what the tables say, and its charts ask for what there is."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bi.superset.make_bundle import bundle
from chitieu.vocabulary.indicators import indicators
from warehouse.models import models

_SUPERSET = Path(__file__).parents[2] / "bi" / "superset"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return bundle()


def test_the_bundle_is_current(made: dict[str, Any]) -> None:
    kept = {
        path.relative_to(_SUPERSET / "bundle").as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (_SUPERSET / "bundle").rglob("*.yaml")
    }
    assert kept == made, "python bi/superset/make_bundle.py"


def test_every_mart_is_a_dataset_and_every_column_described(made: dict[str, Any]) -> None:
    datasets = [said for name, said in made.items() if name.startswith("datasets/")]
    marts = {name.split(".")[1] for name in models() if name.startswith("mart.")}
    assert marts <= {d["table_name"] for d in datasets}
    for dataset in datasets:
        assert dataset["description"]
        assert all(column["description"] for column in dataset["columns"]), dataset["table_name"]


def test_charts_ask_for_columns_and_metrics_of_their_dataset_and_name_them(made: dict[str, Any]) -> None:
    datasets = {said["uuid"]: said for name, said in made.items() if name.startswith("datasets/")}
    charts = {name: said for name, said in made.items() if name.startswith("charts/")}
    assert len(charts) >= 6
    for name, chart in charts.items():
        dataset = datasets[chart["dataset_uuid"]]
        [query] = json.loads(chart["query_context"])["queries"]
        known = {c["column_name"]: c for c in dataset["columns"]} | {m["metric_name"]: m for m in dataset["metrics"]}
        for asked in (*query["columns"], *query["metrics"]):
            assert asked in known, f"{name}: {asked}"
            assert known[asked]["verbose_name"], f"{name}: {asked} has no name that people read"


def test_every_chart_stands_on_the_dashboard(made: dict[str, Any]) -> None:
    position = made["dashboards/chi_tieu.yaml"]["position"]
    shown = {p["meta"]["uuid"] for p in position.values() if isinstance(p, dict) and p["type"] == "CHART"}
    assert shown == {said["uuid"] for name, said in made.items() if name.startswith("charts/")}


def test_every_topic_of_the_catalogue_has_a_name() -> None:
    words = tomllib.loads((_SUPERSET / "words.toml").read_text(encoding="utf-8"))["words"]
    assert {i.topic for i in indicators().values()} == set(words["topic"])


def test_the_database_is_closed_to_writing_and_to_other_files(made: dict[str, Any]) -> None:
    database = made["databases/chitieu.yaml"]
    args = database["extra"]["engine_params"]["connect_args"]
    assert args == {"read_only": True, "config": {"enable_external_access": False, "lock_configuration": True}}
    assert not any(database[door] for door in ("allow_dml", "allow_ctas", "allow_cvas", "allow_csv_upload"))
