"""Make the pictures of the documentation anew: the lineage page of Dagster, and the answer to a query.

    .venv/bin/python docs/images/make.py

Needs Chromium (``apt-get install chromium``, or another one named by ``CHROMIUM``). Works on the samples, in a home of
its own, and reaches nothing but this machine.
"""

from __future__ import annotations

import html
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request  # noqa: TID251  # this machine's own page
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.instance import dagster_home

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHITIEU = Path(sys.executable).with_name("chitieu")
OPEN_GROUPS = ("raw", "cleaned", "extracted", "published")
QUERY = """select place, indicator_vi, time_period, scenario, display_value, display_unit
from mart.indicator_series
where indicator in ('budget_revenue_local', 'income_per_capita') and transformation = 'LEVEL'
order by indicator, place, time_period limit 12"""
PAGE = """<meta charset="utf-8"><style>
body {{ margin: 0; background: #10151f; color: #dfe6f3; font: 15px/1.5 "DejaVu Sans Mono", monospace; }}
pre {{ margin: 22px 26px; }} b {{ color: #7fd1a8; font-weight: normal; }}
</style><pre><b>$ chitieu query "{query}"</b>

{answer}</pre>"""


def main() -> None:
    """Run the samples, then photograph."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "data"
        subprocess.run([CHITIEU, "run", "--home", home], check=True, cwd=ROOT)
        with pages(home) as address:
            groups = urllib.parse.quote(",".join(f"global@global:{g}" for g in OPEN_GROUPS), safe="")
            photograph(f"{address}/asset-groups?expanded={groups}", HERE / "lineage.png", 3000, 1000)
        answer = subprocess.run(
            [CHITIEU, "query", QUERY, "--home", home],
            check=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
            env=os.environ | {"COLUMNS": "120", "NO_COLOR": "1"},
        ).stdout
        page = Path(folder) / "query.html"
        page.write_text(PAGE.format(query=html.escape(QUERY), answer=html.escape(answer.rstrip())), encoding="utf-8")
        photograph(page.as_uri(), HERE / "query.png", 1060, 470)


@contextmanager
def pages(home: Path) -> Iterator[str]:
    """Dagster's pages over a home folder, for as long as they are looked at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DAGSTER_HOME": str(dagster_home(home)), "CHITIEU_HOME": str(home)}
    command = [sys.executable, "-m", "dagster_webserver", "-h", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen([*command, "-m", "pipelines.definitions"], env=environment, cwd=ROOT) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            while server.poll() is None:
                try:
                    urllib.request.urlopen(f"{address}/server_info").close()  # noqa: TID251
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()


def photograph(address: str, picture: Path, width: int, height: int) -> None:
    """Photograph a page once it has settled."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("Chromium is needed: apt-get install chromium, or name one by CHROMIUM=/path/to/chromium")
    with tempfile.TemporaryDirectory() as profile:
        command = [found, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
        command += ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={profile}"]
        command += [
            f"--window-size={width},{height}",
            "--virtual-time-budget=60000",
            f"--screenshot={picture}",
            address,
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
