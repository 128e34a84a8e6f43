"""Run the lines of docs/readers/python.md as they stand, over the published file."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

published = Path(sys.argv[1])
page = (Path(__file__).parents[2] / "docs" / "readers" / "python.md").read_text(encoding="utf-8")
with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "data").mkdir()
    (Path(folder) / "data" / "published").symlink_to(published.parent)
    os.chdir(folder)
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)
        if done.returncode or not done.stdout.strip():
            sys.exit(f"{block}\n{done.stderr or 'printed nothing'}")
    with duckdb.connect("data/published/chitieu.duckdb", read_only=True) as con:
        rows = con.execute("SELECT count(*) FROM core.fact_observation").fetchall()[0][0]
        comment = con.execute(
            "SELECT comment FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'fact_observation'"
        ).fetchall()[0][0]
        place = con.execute("SELECT min(place) FROM mart.indicator_series").fetchall()[0][0]
    os.chdir("/")  # out of the folder that goes
print(json.dumps({"rows": rows, "comment": comment, "place": place, "version": duckdb.__version__}))
