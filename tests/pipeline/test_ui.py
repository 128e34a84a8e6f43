"""The pages serve the same definitions and the same history: asked over GraphQL as a browser would."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.instance import dagster_home
from warehouse.models import models

Ask = Callable[[str], dict[str, Any]]

ASSETS = """{ assetNodes { assetKey { path } groupName description owners { ... on TeamAssetOwner { team } }
  dependencyKeys { path } hasAssetChecks
  assetMaterializations(limit: 1) { metadataEntries { label __typename
    ... on TableColumnLineageMetadataEntry { lineage {
      columnName columnDeps { assetKey { path } columnName } } } } } } }"""
CHECKS = """{ assetNodes { assetKey { path } assetChecksOrError { ... on AssetChecks { checks { name blocking
  executionForLatestMaterialization { evaluation { success severity } } } } } } }"""


@pytest.fixture(scope="module")
def ask(first_run: tuple[Path, dict[str, Any]]) -> Iterator[Ask]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DAGSTER_HOME": str(dagster_home(first_run[0])), "CHITIEU_HOME": str(first_run[0])}
    command = [sys.executable, "-m", "dagster_webserver", "-h", "127.0.0.1", "-p", str(port)]
    command += ["-m", "pipelines.definitions", "--log-level", "critical"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.DEVNULL) as server:

        def ask(query: str) -> dict[str, Any]:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/graphql",
                data=json.dumps({"query": query}).encode(),
                headers={"content-type": "application/json"},
            )
            with urllib.request.urlopen(request) as answer:
                said: dict[str, Any] = json.loads(answer.read())
            assert "errors" not in said, said["errors"]
            data: dict[str, Any] = said["data"]
            return data

        try:
            while server.poll() is None:
                try:
                    ask("{ version }")
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.2)
            assert server.poll() is None, "the server ended"
            yield ask
        finally:
            server.terminate()


def name(key: dict[str, list[str]]) -> str:
    return "/".join(key["path"])


def lineage_of(node: dict[str, Any]) -> dict[str, set[tuple[str, str]]]:
    """Columns of a table, each with the columns that it is made of, as the pages tell."""
    entries = [e for m in node["assetMaterializations"] for e in m["metadataEntries"]]
    told = (c for e in entries if e["__typename"] == "TableColumnLineageMetadataEntry" for c in e["lineage"])
    return {c["columnName"]: {(name(d["assetKey"]), d["columnName"]) for d in c["columnDeps"]} for c in told}


def leads_back(key: str, told: dict[str, dict[str, set[tuple[str, str]]]]) -> set[tuple[str, str]]:
    """All columns that the columns of a table are made of, directly or by others."""
    reached: set[tuple[str, str]] = set()
    waiting = [dep for deps in told[key].values() for dep in deps]
    while waiting:
        dep = waiting.pop()
        if dep not in reached:
            reached.add(dep)
            waiting += told.get(dep[0], {}).get(dep[1], set())
    return reached


def test_lineage_raw_to_published(ask: Ask) -> None:
    nodes = {name(n["assetKey"]): n for n in ask(ASSETS)["assetNodes"]}
    reached, waiting = set(), ["published/warehouse"]
    while waiting:
        node = nodes[waiting.pop()]  # a key that is no node would be a gap
        reached.add(name(node["assetKey"]))
        waiting += [d for d in map(name, node["dependencyKeys"]) if d not in reached]
    assert {"raw/documents", "cleaned/documents", "extracted/facts", "core/fact_observation"} <= reached
    assert {n["groupName"] for n in nodes.values()} >= {"raw", "cleaned", "extracted", "core", "mart", "published"}
    assert all(n["description"] and n["owners"] and n["hasAssetChecks"] for n in nodes.values())

    told = {key: lineage_of(node) for key, node in nodes.items()}
    for name_of_model, model in models().items():
        key = name_of_model.replace(".", "/")
        assert set(told[key]) == set(model.header.names), key
        if key.startswith("mart/"):
            assert any(dep[0].startswith("core/") for dep in leads_back(key, told)), key

    deps = told["mart/indicator_series"]
    assert ("staging/reports", "obs_value") in deps["obs_value"]


def test_checks_are_there_and_passed(ask: Ask) -> None:
    for node in ask(CHECKS)["assetNodes"]:
        checks = node["assetChecksOrError"]["checks"]
        assert checks, node
        for check in checks:
            assert check["blocking"]
            verdict = check["executionForLatestMaterialization"]["evaluation"]
            # A warning tells of rows in quarantine; nothing in the samples fails a table.
            assert verdict["success"] or verdict["severity"] == "WARN", (node, check)
