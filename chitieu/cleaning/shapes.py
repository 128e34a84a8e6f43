"""What a line is by its own form: the headline of another article, the caption of a table, a topic."""

from __future__ import annotations

import re

from chitieu.cleaning.lines import Line

LIST_MARKS = frozenset({"dash", "plus", "bullet", "letter", "number", "deep", "star", "roman"})
NUMBERED = frozenset({"roman", "number", "deep", "letter"})
HEADING_MARKS = NUMBERED | {"article", "star", "wiki"}
MAX_HEADING_WORDS = 16

_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}"
_DATE_BEHIND = re.compile(
    rf"[(\[]\s*(?:\d{{1,2}}:\d{{2}},?\s*)?{_DAY}(?:\s?[/.-]\s?\d{{2,4}})?[^()\[\]]{{0,12}}[)\]]\.?$"
)
_FULL_DATE_BEHIND = re.compile(rf"\w.{{20,}}[(\[]\s*(?:\d{{4}}-\d\d-\d\d|{_DAY}[/.-]\d{{4}})[^()]*[)\]]$")
_MAX_DATE = 40
# a count, not a date, a year or an ordinal
_COUNTED = re.compile(
    r"(?<![\d/.:-])(?<!tháng )(?<!năm )(?<!quý )(?<!số )(?<!thứ )(?<!khóa )(?!(?:19|20)\d\d\b)"
    r"\d+(?:[.,]\d+)*(?:\s*%|\s+[^\W\d])",
    re.I,
)
_DIGIT = re.compile(r"\d")
_TIMES = re.compile(r"(?:19|20)\d\d|\d+ (?:tháng|năm)|(?:tháng|quý|đợt|vụ) \d+", re.I)  # figures that headings have
_TABLE_CAPTION = re.compile(r"(?:Biểu|Bảng|Phụ lục)\s*(?:số\s*)?[\dIVX]*\s*[.:(]", re.I)
_UNIT_LINE = re.compile(r"\(?\s*(?:ĐVT|Đơn vị(?: tính)?)\s*[:.]", re.I)
_DOCUMENT_TYPE = re.compile(
    r"(?:BÁO CÁO|KẾ HOẠCH|NGHỊ QUYẾT|THÔNG BÁO|QUYẾT ĐỊNH|TỜ TRÌNH|CHỈ THỊ|CÔNG VĂN|CHƯƠNG TRÌNH|ĐỀ ÁN|HƯỚNG DẪN)"
    r"(?: TÓM TẮT| CHÍNH TRỊ)?"
)
_MAX_TOPIC_WORDS = 12


def is_dated(line: Line) -> bool:
    """A headline with its date in brackets, as links to other articles have it."""
    return line.text[-1] in ")]." and _DATE_BEHIND.search(line.text, max(0, len(line.text) - _MAX_DATE)) is not None


def is_dated_title(line: Line) -> bool:
    """A title with its full date in brackets."""
    return line.text[-1] in ")]" and _FULL_DATE_BEHIND.match(line.text) is not None


def is_counting(line: Line) -> bool:
    """A headline that holds a count."""
    return _COUNTED.search(line.text) is not None


def is_topic(line: Line) -> bool:
    """Short and without figures other than of time, as a heading in the text is."""
    return line.words <= _MAX_TOPIC_WORDS and not _DIGIT.search(_TIMES.sub("", line.text))


def leads_table(line: Line) -> bool:
    """The caption of a table or the line that gives its unit: ``ĐVT: triệu đồng``."""
    return line.words <= MAX_HEADING_WORDS and bool(_UNIT_LINE.match(line.text) or _TABLE_CAPTION.match(line.text))


def names_document(line: Line) -> bool:
    """The kind of an official document, alone on its line: ``BÁO CÁO``."""
    return _DOCUMENT_TYPE.fullmatch(line.text) is not None
