"""Code versions of the stages: they change when the code, the data files or the suite of a stage changes.

A stage whose version changed is computed anew; Dagster shows the version with the asset.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files


def stage_version(stage: str, room: str) -> str:
    """Version of a stage made by Python: of the `room` that makes its rows and of the suite that judges them."""
    folder = files("expectations")
    suite = (folder / "suites" / f"{stage}.toml").read_bytes() + (folder / "columns.py").read_bytes()
    return f"{room}-{hashlib.sha256(suite).hexdigest()[:8]}"
