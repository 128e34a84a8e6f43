"""Files with their sidecars become raw documents."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from chitieu.model import Sidecar
from chitieu.reading import VERSION, Refused, read_bytes, read_file


def write(folder: Path, name: str, data: bytes, meta: object = None) -> Path:
    path = folder / name
    path.write_bytes(data)
    if meta is not None:
        text = meta if isinstance(meta, str) else json.dumps(meta, ensure_ascii=False)
        (folder / f"{path.stem}.meta.json").write_text(text, encoding="utf-8")
    return path


def test_file_with_sidecar(tmp_path: Path) -> None:
    data = "Thu ngân sách đạt 12 tỷ đồng.\r\n".encode()
    meta = {
        "url": "https://phuluong.thainguyen.gov.vn/a",
        "published": "2023-10-04",
        "publisher": "UBND huyện Phú Lương",
        "title": " Kinh tế ",
        "ref_area": "171",
    }
    raw = read_file(write(tmp_path, "bai.viet.txt", data, meta))
    assert raw.document_id == hashlib.sha256(data).hexdigest()
    assert (raw.name, raw.media_type, raw.text) == ("bai.viet", "text/plain", data.decode())
    assert raw.source.endswith("bai.viet.txt")
    assert raw.sidecar == Sidecar(
        "https://phuluong.thainguyen.gov.vn/a", date(2023, 10, 4), "UBND huyện Phú Lương", "Kinh tế", "171"
    )


def test_every_key_is_optional(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "a.txt", b"abc")).sidecar == Sidecar()
    assert read_file(write(tmp_path, "b.txt", b"abc", {})).sidecar == Sidecar()
    assert read_file(write(tmp_path, "c.txt", b"abc", {"title": None, "url": ""})).sidecar == Sidecar()


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ({"date": "2024-01-01"}, "date"),
        ({"published": "19/01/2024"}, "19/01/2024"),
        ({"published": "2024-02-30"}, "2024-02-30"),
        ({"published": 2024}, "published"),
        ({"ref_area": "Bình Sơn"}, "Bình Sơn"),
        ({"ref_area": "1234"}, "1234"),
        ([], "object"),
        ("{not json", "JSON"),
    ],
)
def test_sidecar_out_of_order_is_told(tmp_path: Path, meta: object, told: str) -> None:
    with pytest.raises(Refused, match=told) as info:
        read_file(write(tmp_path, "a.txt", b"abc", meta))
    assert info.value.code == "sidecar"
    assert "a.meta.json" in info.value.reason_vi
    assert "a.meta.json" in info.value.reason_en


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"abc", "text/plain"),
        ("a.html", b"abc", "text/html"),
        ("a.HTM", b"abc", "text/html"),
        ("a.txt", b"\n <!-- x --> <!DOCTYPE html><p>abc", "text/html"),
        ("a", b"<html><body>abc", "text/html"),
        ("a.txt", b"a < b <o:p></o:p>", "text/plain"),
    ],
)
def test_media_type(name: str, data: bytes, media_type: str) -> None:
    assert read_bytes(data, "a", name).media_type == media_type


def test_same_bytes_are_one_document_under_two_names() -> None:
    assert read_bytes(b"abc", "a").document_id == read_bytes(b"abc", "b").document_id


def test_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none.txt")


def test_version_is_short() -> None:
    assert len(VERSION) == 12
