"""Ask a running Superset for the data of every chart of the dashboard, and that SQL Lab stays inside the warehouse.

ask_charts.py URL PASSWORD_FILE prints a table; the exit code is 1 when a chart has no rows or SQL Lab can get out.
"""

from __future__ import annotations

import sys
import time

import requests
from superset_api import Superset

_DASHBOARD = "chi-tieu"
# What SQL Lab must refuse: other files of the machine, other databases, writing, opening the doors again.
_DOORS = {
    "read a file": "SELECT * FROM read_text('/etc/hostname')",
    "open a database": "ATTACH '/tmp/other.duckdb' AS other",
    "write a file": "COPY (SELECT 1) TO '/tmp/chitieu-escaped.csv'",
    "write a table": "CREATE TABLE mart.written AS SELECT 1 AS one",
    "open the doors": "SET enable_external_access = true",
}


def chart_rows(superset: Superset) -> list[tuple[str, int, float]]:
    """Title, rows and milliseconds of each chart, past the cache; a refused query and empty values don't count."""
    found = []
    for chart in superset.get(f"/dashboard/{_DASHBOARD}/charts")["result"]:
        started = time.perf_counter()
        try:
            data = superset.get(f"/chart/{chart['id']}/data/?force=true")["result"][0]["data"]
            rows = sum(any(value is not None for value in row.values()) for row in data)
        except requests.HTTPError as error:
            sys.stderr.write(f"{chart['slice_name']}: {error.response.text[:500]}\n")
            rows = 0
        found.append((chart["slice_name"], rows, 1000 * (time.perf_counter() - started)))
    return sorted(found)


def open_doors(superset: Superset) -> list[str]:
    """Which of the things that SQL Lab must refuse it did."""
    database = superset.get("/database/")["result"][0]["id"]

    def ran(sql: str) -> bool:
        return superset.post("/sqllab/execute/", json={"database_id": database, "sql": sql, "runAsync": False}).ok

    if not ran("SELECT count(*) FROM mart.target_vs_actual"):
        return ["SQL Lab answers nothing at all, so its refusals prove nothing"]
    return [door for door, sql in _DOORS.items() if ran(sql)]


def main() -> int:
    """The command."""
    superset = Superset(*sys.argv[1:])
    charts = chart_rows(superset)
    width = max(len(title) for title, _, _ in charts)
    sys.stdout.write(f"{'chart':<{width}}  {'rows':>5}  {'ms':>6}\n")
    for title, rows, ms in charts:
        sys.stdout.write(f"{title:<{width}}  {rows:>5}  {ms:>6.0f}\n")
    empty = [title for title, rows, _ in charts if not rows]
    doors = open_doors(superset)
    sys.stdout.write(f"{len(charts)} charts, {len(empty)} without rows; SQL Lab refused {len(_DOORS) - len(doors)} of ")
    sys.stdout.write(f"{len(_DOORS)} ways out" + (f", not: {', '.join(doors)}" if doors else "") + "\n")
    return 1 if empty or doors or not charts else 0


if __name__ == "__main__":
    sys.exit(main())
