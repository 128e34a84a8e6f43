"""Gold labels: facts annotated by hand, in the form of the annotation guidelines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Label = dict[str, Any]  # one JSON object; keys as in the guidelines, `accept` holding other right answers


def load_labels(labels: Path) -> dict[str, list[Label]]:
    """Labels by document: from one ``labels.jsonl``, or from a folder of ``DOC.labels.jsonl`` (empty files count).

    Raises:
        FileNotFoundError: neither exists.
    """
    paths = sorted(labels.glob("*.labels.jsonl")) if labels.is_dir() else [labels]
    if not paths:
        raise FileNotFoundError(f"no *.labels.jsonl in {labels}")
    by_doc: dict[str, list[Label]] = {p.name.removesuffix(".labels.jsonl"): [] for p in paths if labels.is_dir()}
    for label in (row for p in paths for row in _rows(p)):
        by_doc.setdefault(label["doc"], []).append(label)
    return by_doc


def accepted(label: Label, field: str) -> list[Any]:
    """All right answers for a field of a label: the label's own first."""
    return [label.get(field), *label.get("accept", {}).get(field, [])]


def _rows(path: Path) -> Iterator[Label]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
