"""Bytes in, raw document out: decoding, media types, sidecars."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from chitieu.model import RawDocument, Sidecar


def read_file(path: Path) -> RawDocument:
    """Read one text file with its sidecar."""
    data = path.read_bytes()
    meta_path = path.with_name(path.stem + ".meta.json")
    meta = json.loads(meta_path.read_text(encoding="utf-8")) if meta_path.is_file() else {}
    if meta.get("published"):
        meta["published"] = date.fromisoformat(meta["published"])
    return RawDocument(
        document_id=hashlib.sha256(data).hexdigest(),
        name=path.stem,
        source=str(path),
        media_type="text/plain",
        encoding="utf-8",
        text=data.decode("utf-8"),
        sidecar=Sidecar(**meta),
    )
