"""What is known of a document, and which evidence wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chitieu.cleaning import VERSION, clean
from chitieu.model import CleanDocument, RawDocument, Sidecar

BODY = "Sáng 3/1, UBND huyện Bình Sơn họp bàn kế hoạch công tác năm 2024; năm 2023 thu ngân sách đạt 623 tỷ đồng."
HEAD = "Bình Sơn họp bàn nhiệm vụ mới"
RAW = RawDocument("0" * 64, "x", "x", "text/plain", "utf-8", "")


def cleaned(text: str, **known: object) -> CleanDocument:
    return clean(replace(RAW, text=text, sidecar=Sidecar(**known)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "known", "day", "basis"),
    [
        (f"{HEAD}\n05/01/2024 08:00\n{BODY}", {"published": date(2024, 1, 6)}, date(2024, 1, 6), "sidecar"),
        (f"{HEAD}\n05/01/2024 08:00\n{BODY}", {}, date(2024, 1, 5), "page"),
        (f"date 2024-01 Bình Sơn họp bàn nhiệm vụ mới\n{BODY}", {}, date(2024, 1, 3), "page"),
        (BODY, {"url": "https://example.vn/2024/01/04/hop-ban"}, date(2024, 1, 4), "address"),
        (BODY, {"url": "https://example.vn/tin-20240104091500.htm"}, date(2024, 1, 4), "address"),
        (BODY, {"url": "https://example.vn/tin-04012024-a.html"}, date(2024, 1, 4), "address"),
        (BODY, {"url": "https://example.vn/tin-2024-2030-quy-hoach"}, date(2024, 1, 3), "text"),
        (BODY, {}, date(2024, 1, 3), "text"),
        ("Người dân xã Bình Minh phấn khởi bước vào vụ mới, ai cũng mong mưa thuận gió hòa, lúa tốt.", {}, None, None),
    ],
)  # fmt: skip
def test_day_of_publication(text: str, known: dict[str, object], day: date | None, basis: str | None) -> None:
    doc = cleaned(text, **known)
    assert (doc.published, doc.published_basis) == (day, basis)


def test_year_of_the_page_beats_a_stale_year_in_the_text() -> None:
    doc = cleaned(f"Bình Sơn họp bàn nhiệm vụ mới\n19/01/2024 18:30    106\nSáng ngày 19/01/2023, {BODY}")
    assert doc.published == date(2024, 1, 19)


def test_date_line_nearest_to_the_title_wins() -> None:
    text = f"Thứ năm, 09/05/2024\nTin nổi bật\n{HEAD}\n05/01/2024 08:00\n{BODY}\nXuất bản lúc: 06/01/2024"
    assert cleaned(text).published == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("text", "known", "publisher"),
    [
        (f"CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN BÌNH SƠN\nTrang chủ | Giới thiệu | Tin tức\nHọp bàn nhiệm vụ mới\n{BODY}", {},
         "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN BÌNH SƠN"),
        (f"Họp bàn nhiệm vụ mới\n(Baoquangngai.vn)- {BODY}", {}, "Baoquangngai.vn"),
        (f"Họp bàn nhiệm vụ mới\n(BĐ) - {BODY}", {}, "Báo Bình Định"),
        (f"Họp bàn nhiệm vụ mới\nYBĐT - {BODY}", {}, "Báo Yên Bái"),
        (f"Họp bàn nhiệm vụ mới\nUBND - {BODY}", {}, None),
        (f"ỦY BAN NHÂN DÂN\nXÃ TRIỆU TRẠCH\nSố: 86/BC-UBND\nBÁO CÁO\nTình hình năm 2023\n{BODY}", {},
         "ỦY BAN NHÂN DÂN XÃ TRIỆU TRẠCH"),
        (BODY, {"url": "https://binhson.quangngai.gov.vn/tin"}, "binhson.quangngai.gov.vn"),
        (BODY, {"publisher": "Báo Quảng Ngãi", "url": "https://binhson.quangngai.gov.vn/tin"}, "Báo Quảng Ngãi"),
        (BODY, {}, None),
    ],
)  # fmt: skip
def test_publisher(text: str, known: dict[str, object], publisher: str | None) -> None:
    assert cleaned(text, **known).publisher == publisher


def test_title_of_the_sidecar_finds_its_line() -> None:
    name = "Họp bàn nhiệm vụ mới của huyện"
    doc = cleaned(f"Bình Sơn\n{name}\nQuang cảnh hội nghị sáng nay\n{BODY}", title=name)
    assert [doc.text[b.start : b.end] for b in doc.blocks if b.kind == "title"] == [name]


def test_home_place() -> None:
    assert cleaned(BODY, url="https://binhson.quangngai.gov.vn/tin").ref_area == "524"
    assert cleaned(BODY, ref_area="51").ref_area == "51"


def test_address_in_the_header_of_the_file() -> None:
    text = f"# doc_id = 1\n# url = https://example.vn/a.htm\n# date = 20240105\n{BODY}"
    doc = cleaned(text)
    assert (doc.url, doc.published) == ("https://example.vn/a.htm", date(2024, 1, 5))


def test_title_date_line_and_text_in_one_line_are_parted() -> None:
    text = f"Bình Sơn họp bàn nhiệm vụ mới Ngày đăng: 05/01/2024 - Lượt đọc: 316 A- A A+ {BODY}"
    doc = cleaned(text)
    assert doc.text.replace("\n", " ") == text
    assert [b.kind.value for b in doc.blocks] == ["title", "byline", "paragraph"]
    assert doc.title == "Bình Sơn họp bàn nhiệm vụ mới"


def test_lines_broken_at_a_width_are_joined() -> None:
    lines = [
        "Thực hiện nghị quyết của Hội đồng nhân dân tỉnh về phát triển kinh tế, Ủy ban",
        "nhân dân huyện đã chỉ đạo các phòng, ban chuyên môn và các xã, thị trấn tập",
        "trung sản xuất vụ đông xuân, diện tích gieo trồng đạt 3.120 ha, năng suất 68",
        "tạ/ha. Kết quả cụ thể như sau:",
        "- Thu ngân sách nhà nước trên địa bàn ước đạt 54,5 tỷ đồng, bằng 104,2% dự",
        "toán tỉnh giao.",
        "- Giải quyết việc làm mới cho 1.630 lao động, trong đó đi làm việc ở nước",
        "ngoài 85 lao động.",
    ]
    doc = cleaned("\n".join(lines))
    assert doc.text == " ".join(lines[:4]) + "\n" + " ".join(lines[4:6]) + "\n" + " ".join(lines[6:])


def test_cleaning_is_repeatable() -> None:
    text = f"Họp bàn nhiệm vụ mới\n05/01/2024 08:00\n{BODY}"
    assert cleaned(text) == cleaned(text)
    assert len(VERSION) == 12


def test_empty_page_has_no_blocks() -> None:
    assert cleaned(" \n ").blocks == ()
