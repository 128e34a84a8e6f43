"""Environments of the clients: each has a folder of its own, filled once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SECONDS = 600
_SHOWN = 160  # characters of an installer's complaint
_HERE = Path(__file__).parent
_UV = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") or "uv"


class NotHereError(RuntimeError):
    """The client can't be installed on this machine."""


def installed(client: dict[str, Any], folder: Path) -> Sequence[str]:
    """The command that runs the client's script; installs what it needs.

    Raises:
        NotHereError: a tool is missing, or the packages can't be had.
    """
    script, mark = _HERE / client["script"], folder / ".installed"
    match client["tool"]:
        case "uv":
            command = [str(folder / "bin" / "python"), str(script)]
            steps = [
                [_UV, "venv", "--quiet", "--clear", "--no-python-downloads", "--python", sys.executable, str(folder)],
                [_UV, "pip", "install", "--quiet", "--python", command[0], *client["packages"]],
            ]
        case "npm":
            copy = folder / script.name  # Node looks for packages beside the script
            command = ["node", str(copy)]
            quiet = ["--no-fund", "--no-audit", "--loglevel", "error"]
            steps = [["npm", "install", *quiet, "--prefix", str(folder), *client["packages"]]]
        case tool:
            if shutil.which(tool) is None:
                raise NotHereError(f"{tool} is not installed")
            return [tool, str(script)]
    if not mark.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for step in steps:
            _step(step)
        mark.touch()
    if client["tool"] == "npm":
        shutil.copyfile(script, copy)
    return command


def _step(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except FileNotFoundError as error:
        raise NotHereError(f"{command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise NotHereError(f"{command[0]} did not finish within {SECONDS} s") from error
    if done.returncode:
        raise NotHereError(" ".join(done.stderr.split())[:_SHOWN])
