"""Read the published file with plain DuckDB of any version."""

import json
import sys

import duckdb

with duckdb.connect(sys.argv[1], read_only=True, config={"enable_external_access": "false"}) as con:
    rows = con.execute("SELECT count(*) FROM core.fact_observation").fetchall()[0][0]
    comment = con.execute(
        "SELECT comment FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'fact_observation'"
    ).fetchall()[0][0]
    place = con.execute("SELECT min(place) FROM mart.indicator_series").fetchall()[0][0]
print(json.dumps({"rows": rows, "comment": comment, "place": place, "version": duckdb.__version__}))
