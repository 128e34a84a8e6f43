"""The file ``NAME.meta.json`` beside a document: what is known of it that its text doesn't say."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from chitieu.model import Sidecar
from chitieu.reading.refused import Refused

_KEYS = ("url", "published", "publisher", "title", "ref_area")
_REF_AREA = re.compile(r"VN|\d{2}|\d{3}|\d{5}")
SUFFIX = ".meta.json"


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a document stands, if it has one."""
    return path.with_name(path.stem + SUFFIX)


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar of the document at ``path``; an empty one where there is none.

    Raises:
        Refused: the file is no JSON object, has an unknown key, or a value of the wrong form.
    """
    beside = sidecar_path(path)
    return parse_sidecar(beside.read_bytes(), beside.name) if beside.is_file() else Sidecar()


def parse_sidecar(data: bytes, name: str) -> Sidecar:
    """Read a sidecar from its bytes; ``name`` is for messages. Raises as `read_sidecar`."""
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise _refuse(name, f"không phải JSON hợp lệ ({error})", f"is no valid JSON ({error})") from error
    if not isinstance(values, dict):
        raise _refuse(name, "phải là một đối tượng JSON {…}", "must be one JSON object {…}")
    if unknown := sorted(set(values) - set(_KEYS)):
        keys, known = ", ".join(unknown), ", ".join(_KEYS)
        raise _refuse(
            name, f"có khóa lạ: {keys}; các khóa cho phép: {known}", f"has unknown keys: {keys}; known: {known}"
        )
    for key, value in values.items():
        if value is not None and not isinstance(value, str):
            raise _refuse(name, f"“{key}” phải là chuỗi ký tự", f"'{key}' must be a string")
    return Sidecar(
        url=_text(values, "url"),
        published=_day(values.get("published"), name),
        publisher=_text(values, "publisher"),
        title=_text(values, "title"),
        ref_area=_place(values.get("ref_area"), name),
    )


def _text(values: dict[str, Any], key: str) -> str | None:
    return (values.get(key) or "").strip() or None


def _day(value: str | None, name: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _refuse(
            name,
            f"“published” = “{value}” không phải ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2024-01-19",
            f"'published' = '{value}' is no real date of the form YEAR-MONTH-DAY, such as 2024-01-19",
        ) from error


def _place(value: str | None, name: str) -> str | None:
    if not value:
        return None
    if not _REF_AREA.fullmatch(value):
        raise _refuse(
            name,
            f"“ref_area” = “{value}” phải là mã GSO: 2 chữ số (tỉnh), 3 (huyện), 5 (xã) hoặc VN",
            f"'ref_area' = '{value}' must be a GSO code: 2 digits (province), 3 (district), 5 (commune) or VN",
        )
    return value


def _refuse(name: str, reason_vi: str, reason_en: str) -> Refused:
    return Refused(f"{name} {reason_vi}.", f"{name} {reason_en}.", "sidecar")
