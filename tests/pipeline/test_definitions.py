"""What Dagster knows: every asset described, owned, versioned and checked; no gap from raw to published."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipelines.automation import JOB, landing_sensor
from pipelines.definitions import build, defs
from pipelines.instance import dagster_home
from warehouse.models import models
from warehouse.tables import tables


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return build(Path("data"))


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {"/".join(s.key.path): s for s in definitions.resolve_all_asset_specs()}


def test_load() -> None:
    loaded = defs()
    assert isinstance(loaded, dg.Definitions)
    dg.Definitions.validate_loadable(loaded)


def test_an_asset_for_every_table(specs: dict[str, dg.AssetSpec]) -> None:
    stages = [name for name in tables() if name.split(".")[0] not in ("meta", "quarantine")]
    assert set(specs) == {name.replace(".", "/") for name in [*stages, *models()]} | {"published/warehouse"}


def test_every_asset_is_described(specs: dict[str, dg.AssetSpec]) -> None:
    for name, spec in specs.items():
        assert spec.description, name
        assert spec.owners, name
        assert spec.kinds, name
        assert spec.code_version, name
        assert spec.group_name == name.split("/")[0], name
        if name != "published/warehouse":
            schema = spec.metadata["dagster/column_schema"]
            assert isinstance(schema, dg.TableSchema)
            assert all(c.description and " / " in c.description for c in schema.columns), name


def test_every_asset_has_a_blocking_check(definitions: dg.Definitions, specs: dict[str, dg.AssetSpec]) -> None:
    checks = [c for a in definitions.assets or [] if isinstance(a, dg.AssetsDefinition) for c in a.check_specs]
    assert {"/".join(c.asset_key.path) for c in checks} == set(specs)
    assert all(c.blocking and c.description for c in checks)
    suites = {"/".join(c.asset_key.path) for c in checks if c.name == "expectations"}
    assert {n.split("/")[0] for n in suites} == {"raw", "cleaned", "extracted", "core", "mart"}


def test_no_gap_from_raw_to_published(definitions: dg.Definitions, specs: dict[str, dg.AssetSpec]) -> None:
    graph = definitions.resolve_asset_graph()
    assert set(map("/".join, (k.path for k in graph.get_all_asset_keys()))) == set(specs), "a dependency is no asset"
    upstream = graph.get_ancestor_asset_keys(dg.AssetKey(["published", "warehouse"]))
    assert {"/".join(k.path) for k in upstream} | {"published/warehouse", "extracted/numbers"} >= set(specs)


def test_job_schedule_and_sensor(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    assert repository.has_job(JOB)
    assert repository.get_schedule_def("daily").cron_schedule == "0 6 * * *"
    assert repository.get_sensor_def("landing").job_name == JOB
    assert definitions.resolve_job_def(JOB).executor_def == dg.in_process_executor


def test_sensor_asks_once_for_what_arrives(tmp_path: Path) -> None:
    resources = build(tmp_path).resources
    assert resources is not None
    landing = tmp_path / "landing"

    def look(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
        with dg.DagsterInstance.ephemeral() as instance:
            context = dg.build_sensor_context(instance, cursor=cursor, resources={"home": resources["home"]})
            answer = landing_sensor(context)
        assert isinstance(answer, dg.SensorResult | dg.SkipReason)
        return answer

    assert isinstance(look(None), dg.SkipReason)
    landing.mkdir()
    (landing / "a.txt").write_text("Thu ngân sách đạt 10 tỷ đồng.", encoding="utf-8")
    first = look(None)
    assert isinstance(first, dg.SensorResult)
    assert len(first.run_requests or []) == 1
    assert isinstance(look(first.cursor), dg.SkipReason)
    (landing / "a.meta.json").write_text('{"published": "2024-01-19"}', encoding="utf-8")
    assert isinstance(look(first.cursor), dg.SensorResult)


def test_dagster_is_quiet_and_alone(tmp_path: Path) -> None:
    folder = dagster_home(tmp_path)
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        assert not instance.telemetry_enabled
        assert not instance.nux_enabled
        queue = instance.get_concurrency_config().run_queue_config
        assert queue is not None
        assert queue.max_concurrent_runs == 1
    (folder / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    dagster_home(tmp_path)
    assert (folder / "dagster.yaml").read_text(encoding="utf-8") == "telemetry: {enabled: false}\n"
