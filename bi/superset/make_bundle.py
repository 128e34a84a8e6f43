"""The Superset bundle from dashboard.toml, words.toml and the headers of the published tables.

python bi/superset/make_bundle.py writes bi/superset/bundle/; a test keeps it current.
"""

from __future__ import annotations

import json
import shutil
import tomllib
import uuid
from pathlib import Path
from typing import Any

import yaml

from warehouse.dictionary import Entry, column_types, empty_warehouse, entries

_HERE = Path(__file__).parent
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "chitieu/superset")
_SQLALCHEMY = "duckdb:///"
_ROW_LIMIT = 1000
# SQL Lab must neither write the warehouse nor read other files of the machine.
_CLOSED = {"read_only": True, "config": {"enable_external_access": False, "lock_configuration": True}}

Yaml = dict[str, Any]


def bundle() -> dict[str, Yaml]:
    """Path in the bundle -> what the file says."""
    spec = tomllib.loads((_HERE / "dashboard.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
    with empty_warehouse() as con:
        dictionary = entries(column_types(con))
    files = {"metadata.yaml": {"version": "1.0.0", "type": "assets"}, "databases/chitieu.yaml": _database(spec)}
    for name, metrics in spec["datasets"].items():
        said = [e for e in dictionary if e.table == name]
        files[f"datasets/chitieu/{_table(name)}.yaml"] = _dataset(name, said, metrics, words)
    for key, chart in spec["charts"].items():
        files[f"charts/{key}.yaml"] = _chart(key, chart)
    files["dashboards/chi_tieu.yaml"] = _dashboard(spec)
    return files


def write(folder: Path) -> None:
    """Write the bundle, whole, into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, said in bundle().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _database(spec: Yaml) -> Yaml:
    return {
        "database_name": spec["database"]["name"],
        "sqlalchemy_uri": _SQLALCHEMY + spec["database"]["file"],
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "cache_timeout": -1,  # a new version shows at once
        "extra": {"engine_params": {"connect_args": _CLOSED}, "metadata_params": {}},
        "uuid": _uuid("database"),
        "version": "1.0.0",
    }


def _dataset(name: str, said: list[Entry], metrics: Yaml, words: Yaml) -> Yaml:
    table, *columns = said
    labels = words["labels"]
    rows = f"Mỗi dòng một / one row per: {table.one_row_per_vi} / {table.one_row_per_en}"
    return {
        "table_name": _table(name),
        "schema": name.split(".")[0],
        "description": f"{table.comment}. {rows}.",
        "main_dttm_col": None,
        "cache_timeout": -1,
        "columns": [_column(e.column, e.type, e.comment, labels) for e in columns]
        + [
            _column(f"{code}_vi", "VARCHAR", f"{code}, bằng lời / in words", labels, _in_words(code, said_as))
            for code, said_as in words["words"].items()
            if code in {e.column for e in columns}
        ],
        "metrics": [
            {"metric_name": metric, "verbose_name": labels[metric], "expression": expression}
            for metric, expression in metrics.items()
        ],
        "uuid": _uuid(name),
        "database_uuid": _uuid("database"),
        "version": "1.0.0",
    }


def _column(name: str, kind: str, description: str, labels: Yaml, expression: str | None = None) -> Yaml:
    return {
        "column_name": name,
        "verbose_name": labels.get(name),
        "description": description,
        "type": kind,
        "is_dttm": kind in ("DATE", "TIMESTAMP"),
        "groupby": True,
        "filterable": True,
        "is_active": True,
        "expression": expression,
    }


def _in_words(code: str, said_as: Yaml) -> str:
    cases = " ".join(f"WHEN '{value}' THEN '{text}'" for value, text in said_as.items())
    return f"CASE {code} {cases} ELSE {code} END"


def _chart(key: str, chart: Yaml) -> Yaml:
    columns, metrics = chart.get("columns", []), chart.get("metrics", [])
    order = [[column, way == "asc"] for column, way in chart.get("order", {}).items()]
    params: Yaml = {"viz_type": chart["viz"], "row_limit": _ROW_LIMIT, "adhoc_filters": _filters(chart)}
    match chart["viz"]:
        case "table":
            params |= {"query_mode": "raw", "all_columns": columns}
            params |= {"order_by_cols": [json.dumps(o, ensure_ascii=False) for o in order], "server_pagination": False}
        case "big_number_total" | "heatmap_v2":
            params |= {"metric": metrics[0]}
        case "pie":
            params |= {"metric": metrics[0], "groupby": columns}
        case _:
            params |= {"metrics": metrics, "groupby": []}
    params |= chart.get("settings", {})
    query = {"columns": columns, "metrics": metrics, "orderby": order, "row_limit": _ROW_LIMIT, "filters": []}
    query["extras"] = {"where": f"({chart['where']})"} if "where" in chart else {}
    return {
        "slice_name": chart["title"],
        "description": chart.get("description"),
        "viz_type": chart["viz"],
        "params": params,
        "query_context": json.dumps(
            {
                "datasource": {"id": 0, "type": "table"},
                "queries": [query],
                "form_data": params,
                "result_format": "json",
                "result_type": "full",
            },
            ensure_ascii=False,
        ),
        "uuid": _uuid(f"chart/{key}"),
        "dataset_uuid": _uuid(chart["dataset"]),
        "version": "1.0.0",
    }


def _filters(chart: Yaml) -> list[Yaml]:
    if "where" not in chart:
        return []
    return [{"clause": "WHERE", "expressionType": "SQL", "sqlExpression": chart["where"]}]


def _dashboard(spec: Yaml) -> Yaml:
    return {
        "dashboard_title": spec["title"],
        "slug": spec["slug"],
        "description": spec["intro"].strip(),
        "published": True,
        "metadata": {
            "native_filter_configuration": [_filter(f) for f in spec["filters"]],
            "cross_filters_enabled": True,
            "color_scheme": "supersetColors",
        },
        "position": _position(spec),
        "uuid": _uuid("dashboard"),
        "version": "1.0.0",
    }


def _filter(said: Yaml) -> Yaml:
    return {
        "id": f"NATIVE_FILTER-{said['column']}",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": said["name"],
        "targets": [{"column": {"name": said["column"]}, "datasetUuid": _uuid(said["dataset"])}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "searchAllOptions": True},
        "defaultDataMask": {"filterState": {}, "extraFormData": {}},
        "cascadeParentIds": [],
    }


def _position(spec: Yaml) -> Yaml:
    """Superset's tree of the page: a grid of rows, each a list of charts; the introduction stands on top."""
    titles = {"ROW-intro": ["MARKDOWN-intro"]}
    titles |= {f"ROW-{n}": [f"CHART-{key}" for key in row] for n, row in enumerate(spec["rows"], 1)}
    grid = ["ROOT_ID", "GRID_ID"]
    tree: Yaml = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "children": list(titles), "parents": grid[:1]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": spec["title"]}},
    }
    for row, children in titles.items():
        look = {"background": "BACKGROUND_TRANSPARENT"}
        tree[row] = {"id": row, "type": "ROW", "children": children, "parents": grid, "meta": look}
        for child in children:
            kind, key = child.split("-")
            place = {"id": child, "type": kind, "children": [], "parents": [*grid, row]}
            tree[child] = place | {"meta": _meta(spec, key)}
    return tree


def _meta(spec: Yaml, key: str) -> Yaml:
    if key == "intro":
        return {"code": spec["intro"].strip(), "width": 12, "height": 14}
    chart = spec["charts"][key]
    number = list(spec["charts"]).index(key) + 1  # Superset puts its own in its place
    look = {"width": chart["width"], "height": chart["height"], "sliceName": chart["title"]}
    return {"uuid": _uuid(f"chart/{key}"), "chartId": number} | look


def _table(name: str) -> str:
    return name.split(".")[1]


def _uuid(name: str) -> str:
    return str(uuid.uuid5(_NAMES, name))


if __name__ == "__main__":
    write(_HERE / "bundle")
