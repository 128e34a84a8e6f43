"""Read the published file into pandas frames."""

import json
import sys

import duckdb
import pandas as pd

with duckdb.connect(sys.argv[1], read_only=True) as con:
    facts = con.execute("FROM core.fact_observation").df()
    series = con.execute("FROM mart.indicator_series").df()
    said = con.execute('SELECT "table", "column", description_vi, description_en FROM meta.dictionary').df()
table = said[(said["table"] == "core.fact_observation") & (said["column"] == "")].iloc[0]
comment = f"{table['description_vi']} / {table['description_en']}"
answer = {"rows": len(facts), "comment": comment, "place": min(series["place"]), "version": pd.__version__}
print(json.dumps(answer))
