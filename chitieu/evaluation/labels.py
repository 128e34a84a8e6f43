"""Gold labels: facts annotated by hand, in the form of the annotation guidelines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from chitieu.model import Fact

TEXT_SUFFIXES = (".txt", ".html", ".htm")
Label = dict[str, Any]  # one JSON object; keys as in the guidelines, `accept` holding other right answers

FIELDS = (
    "doc", "start", "end", "text", "value", "unit", "indicator", "indicator_text", "transformation", "scenario",
    "time_period", "ref_area", "operator", "denominator", "base_period",
)  # fmt: skip


def as_label(fact: Fact) -> Label:
    """A fact in the form of the guidelines: exactly `FIELDS`, whole numbers without a decimal point."""
    return {field: _plain(getattr(fact, field)) for field in FIELDS}


def load_labels(labels: Path) -> dict[str, list[Label]]:
    """Labels by document: from one ``labels.jsonl``, or from a folder of ``DOC.labels.jsonl`` (empty files count).

    Raises:
        FileNotFoundError: neither exists.
        ValueError: a line is no JSON object with a ``doc``; the message names file and line.
    """
    paths = sorted(labels.glob("*.labels.jsonl")) if labels.is_dir() else [labels]
    if not paths:
        raise FileNotFoundError(f"no *.labels.jsonl in {labels}")
    by_doc: dict[str, list[Label]] = {p.name.removesuffix(".labels.jsonl"): [] for p in paths if labels.is_dir()}
    for label in (row for p in paths for row in _rows(p)):
        by_doc.setdefault(label["doc"], []).append(label)
    return by_doc


def text_of(doc: str, texts: Path) -> Path:
    """The file of a labelled document in its folder of texts.

    Raises:
        FileNotFoundError: the folder has no text or page of that name.
    """
    found = next((path for suffix in TEXT_SUFFIXES if (path := texts / f"{doc}{suffix}").is_file()), None)
    if found is None:
        raise FileNotFoundError(f"no {' or '.join(doc + suffix for suffix in TEXT_SUFFIXES)} in {texts}")
    return found


def accepted(label: Label, field: str) -> list[Any]:
    """All right answers for a field of a label: the label's own first."""
    return [label.get(field), *label.get("accept", {}).get(field, [])]


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, StrEnum) else value


def _rows(path: Path) -> Iterator[Label]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}, line {number}: no JSON ({error})") from error
        if not isinstance(row, dict) or "doc" not in row:
            raise ValueError(f"{path}, line {number}: a label is a JSON object with the key 'doc'")
        yield row
