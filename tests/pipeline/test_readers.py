"""Nobody ever waits for a lock: readers open the published file while a run writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from pipelines.home import published_file, warehouse_file
from pipelines.run import run_pipeline
from tests.pipeline.conftest import SAMPLES

READER = """
import duckdb, sys
con = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    if line.strip() == "connect":
        con.close()
        con = duckdb.connect(sys.argv[1], read_only=True)
    print(con.execute("SELECT count(*) FROM core.fact_observation").fetchone()[0], flush=True)
"""


def test_reader_stays_open_while_a_run_writes(home: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    text = (SAMPLES / "02_luc_ngan_nong_thon_moi.txt").read_text(encoding="utf-8")
    more.write_text(text.replace("2023", "2022"), encoding="utf-8")
    command = [sys.executable, "-c", READER, str(published_file(home))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def ask(what: str) -> int:
            assert reader.stdin is not None
            assert reader.stdout is not None
            print(what, file=reader.stdin, flush=True)
            return int(reader.stdout.readline())

        before, during = ask("count"), []

        def progress(stage: str, state: str) -> None:
            if state == "started" and "." in stage:  # the writer is at work on this stage
                with duckdb.connect(str(published_file(home)), read_only=True) as another:
                    another.execute("SELECT count(*) FROM mart.target_vs_actual")
                during.append(ask("count"))

        summary = run_pipeline([more], home, progress)
        assert summary.success, summary.problems
        assert during
        assert set(during) == {before}
        assert ask("count") == before  # what it has open goes on as it was
        assert ask("connect") == summary.observations > before
        reader.stdin.close()


def test_pipeline_file_is_not_the_published_one(home: Path) -> None:
    assert warehouse_file(home) != published_file(home)
