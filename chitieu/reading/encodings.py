"""Bytes to characters, without loss: what is decoded encodes to the same bytes again.

Vietnamese text comes as UTF-8 nearly always, as UTF-16 from Windows programs, and from before about 2008 in one-byte
sets. Of these CP1258 is a real character set. TCVN3 and VNI are fonts: the letters are those of Latin-1, drawn
otherwise; they decode as Latin-1 here and cleaning turns them into Vietnamese letters. A byte-order mark of UTF-8
stays, as U+FEFF, so that offsets are those of the file decoded plainly.
"""

from __future__ import annotations

import codecs
import re

from chitieu.reading.refused import Refused
from chitieu.vocabulary.fonts import font_of

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MAGIC = re.compile(
    rb"%PDF-|PK\x03\x04|\x89PNG|\xff\xd8\xff|GIF8|RIFF|\xd0\xcf\x11\xe0|\x1f\x8b|7z\xbc\xaf|Rar!|BM.{4}\0\0|ID3|OggS|\{\\rtf",
    re.S,
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01
# words that nearly every Vietnamese text has, as CP1258 decodes them: composed letters and separate tone marks
_COMMON = re.compile(
    r"\b(?:và|va\u0300|của|cu\u0309a|các|ca\u0301c|tỉnh|ti\u0309nh|huyê\u0323n|đô\u0300ng|đươ\u0323c|triê\u0323u|năm)\b",
    re.I,
)
_MIN_COMMON = 3


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode a document.

    Args:
        data: bytes of the file.
        declared: name of the character set that an HTML page gives itself; believed where UTF-8 fails.

    Returns:
        Text and name of the encoding; ``text.encode(encoding)`` gives the bytes again (UTF-16: apart from byte order).

    Raises:
        Refused: the bytes are empty, of a binary format, or of no encoding that is known.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Refused("Tệp rỗng, không có chữ nào.", "The file is empty: it holds no text.", "empty")
    if data.startswith(_UTF16_MARKS):
        return _strict(data, "utf-16")
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _one_byte(data, declared, error)


def _refuse_binary(data: bytes) -> None:
    if _MAGIC.match(data) or b"\0" in data or len(_CONTROL.findall(data)) > _CONTROL_SHARE * len(data):
        raise Refused(
            "Tệp là dữ liệu nhị phân (ảnh, PDF, tệp nén…), không phải văn bản; hãy trích chữ ra tệp .txt hoặc .html.",
            "The file is binary data (image, PDF, archive ...), not text; extract its words into a .txt or .html file.",
            "binary",
        )


def _one_byte(data: bytes, declared: str | None, error: UnicodeDecodeError) -> tuple[str, str]:
    if declared and _is_text_codec(declared):
        return _strict(data, declared)
    if font_of(data.decode("latin-1")) is not None:
        return _strict(data, "latin-1")
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        raise _undecodable(error.start) from error
    if len(_COMMON.findall(text)) < _MIN_COMMON:
        raise _undecodable(error.start) from error
    return text, "cp1258"


def _strict(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise _undecodable(error.start) from error


def _is_text_codec(name: str) -> bool:
    try:
        return codecs.lookup(name).name not in ("utf-8", "utf-7") and isinstance(b"".decode(name), str)
    except LookupError:
        return False


def _undecodable(at: int) -> Refused:
    return Refused(
        f"Không nhận ra bảng mã của tệp (byte thứ {at} không hợp lệ trong UTF-8); hãy lưu lại bằng UTF-8.",
        f"The file's encoding is not known (byte {at} is no UTF-8); save it as UTF-8.",
        "undecodable",
    )
