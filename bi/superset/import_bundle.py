"""Import the bundle into a running Superset: import_bundle.py URL PASSWORD_FILE PUBLISHED.

What an earlier import made is overwritten. The database of the bundle gets the path of the published file.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import yaml
from superset_api import Superset

_BUNDLE = Path(__file__).parent / "bundle"
_DATABASE = "databases/chitieu.yaml"


def archive(published: str) -> bytes:
    """The bundle as the ZIP file that Superset takes."""
    database = yaml.safe_load((_BUNDLE / _DATABASE).read_text(encoding="utf-8"))
    database["sqlalchemy_uri"] = f"duckdb:///{published}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(_BUNDLE.rglob("*.yaml")):
            name = path.relative_to(_BUNDLE).as_posix()
            zipped.writestr(f"chitieu/{name}", yaml.safe_dump(database) if name == _DATABASE else path.read_bytes())
    return out.getvalue()


def main() -> int:
    """The command."""
    url, password_file, published = sys.argv[1:]
    answer = Superset(url, password_file).post(
        "/assets/import/", files={"bundle": ("chitieu.zip", archive(published), "application/zip")}
    )
    if not answer.ok:
        sys.stderr.write(f"Superset refuses the bundle: {answer.text[:2000]}\n")
        return 1
    sys.stdout.write(f"Imported the bundle over {published}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
