"""Read the Parquet files that are published beside the database; their descriptions are in datapackage.json."""

import json
import sys
from pathlib import Path

import polars as pl

folder = Path(sys.argv[1]).parent
rows = pl.scan_parquet(folder / "parquet" / "core.fact_observation.parquet").select(pl.len()).collect().item()
series = pl.read_parquet(folder / "parquet" / "mart.indicator_series.parquet")
resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
comment = next(r["description"] for r in resources if r["path"].endswith("core.fact_observation.parquet"))
print(json.dumps({"rows": rows, "comment": comment, "place": series["place"].min(), "version": pl.__version__}))
