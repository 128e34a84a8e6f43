"""HTML pages: what is text, what each line is, where it stands in the source, what the head says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chitieu.cleaning import clean
from chitieu.cleaning.head import page_meta
from chitieu.model import BlockKind, CleanDocument
from chitieu.reading import read_bytes, read_file

PAGE = Path(__file__).parents[2] / "corpus" / "html" / "portal_page.html"


def cleaned(body: str, head: str = "") -> CleanDocument:
    return clean(read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x", "x.html"))


def blocks(doc: CleanDocument) -> list[str]:
    return [doc.text[b.start : b.end] for b in doc.blocks]


@pytest.mark.parametrize("page", sorted(PAGE.parent.glob("*.html")), ids=lambda p: p.stem)
def test_kinds_and_parents(page: Path) -> None:
    doc = clean(read_file(page))
    expected = [x.split("\t", 2) for x in page.with_suffix(".expected.tsv").read_text(encoding="utf-8").splitlines()]
    found = [
        [b.kind.value, "" if b.parent is None else str(b.parent), text]
        for b, text in zip(doc.blocks, blocks(doc), strict=True)
    ]
    assert found == expected


def test_head_of_a_portal_page() -> None:
    doc = clean(read_file(PAGE))
    assert doc.title == "Phú Lương: Kinh tế 9 tháng giữ đà tăng"
    assert (doc.published, doc.published_basis) == (date(2023, 10, 4), "page")
    assert doc.publisher == "Cổng thông tin điện tử huyện Phú Lương"
    assert doc.url == "https://phuluong.thainguyen.gov.vn/tin-tuc/kinh-te-9-thang"
    assert doc.ref_area == "168"


def test_page_that_names_its_portal_for_a_title() -> None:
    doc = clean(read_file(PAGE.with_name("old_portal.html")))
    assert doc.title == "Ea Kar mở rộng vùng cây ăn quả"
    assert doc.publisher == "TRANG THÔNG TIN ĐIỆN TỬ HUYỆN EA KAR - TỈNH ĐẮK LẮK"
    assert (doc.published, doc.ref_area) == (date(2019, 7, 4), "651")


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("4.215 tỷ đồng", "4.215</b>&nbsp;tỷ đồng"),
        ("8,3%", "8,3%"),
        ("giá trị sản xuất", "giá trị\n   sản xuất"),
        ("4%", "4&#37;"),
        ("<5 tuổi", "<5 tuổi"),
        ("615", "615"),
    ],
)
def test_spans_of_the_source(words: str, source: str) -> None:
    raw = read_file(PAGE)
    doc = clean(raw)
    at = doc.text.index(words)
    start, end = doc.to_raw(at, at + len(words))
    assert raw.text[start:end] == source


def test_nothing_of_scripts_styles_and_comments() -> None:
    doc = cleaned("<script>var a = '12 ha';</script><style>p {width: 7%}</style><!-- 9 xã --><p>Trồng 5 ha rừng.</p>")
    assert doc.text == "Trồng 5 ha rừng."


def test_inline_tags_do_not_part_words() -> None:
    assert cleaned("<p>tăng <b>1</b>2<i>%</i>, đạt<span> 5 </span>xã</p>").text == "tăng 12%, đạt 5 xã"


def test_line_breaks_part_blocks() -> None:
    assert blocks(cleaned("<p>Thu 5 tỷ đồng.<br>Chi 4 tỷ đồng.</p>Còn lại 1 tỷ đồng.")) == [
        "Thu 5 tỷ đồng.", "Chi 4 tỷ đồng.", "Còn lại 1 tỷ đồng.",
    ]  # fmt: skip


def test_layout_table_is_no_data() -> None:
    doc = cleaned(
        "<table><tr><td>Menu</td><td><p>Năm 2023, huyện thu ngân sách 182,5 tỷ đồng, đạt 104% dự toán tỉnh giao.</p>"
        "<table><tr><th>Xã</th><th>Hộ nghèo (%)</th></tr><tr><td>Yên Đổ</td><td>4,1</td></tr></table></td></tr></table>"
    )
    assert blocks(doc)[1:] == [
        "Năm 2023, huyện thu ngân sách 182,5 tỷ đồng, đạt 104% dự toán tỉnh giao.",
        "Xã | Hộ nghèo (%)",
        "Yên Đổ | 4,1",
    ]
    header = len(doc.blocks) - 2
    assert [b.kind for b in doc.blocks[header:]] == [BlockKind.TABLE_ROW, BlockKind.TABLE_ROW]
    assert doc.blocks[header + 1].parent == header


def test_cells_keep_their_columns() -> None:
    doc = cleaned(
        "<table><tr><th>Xã</th><th>2022</th><th>2023</th></tr><tr><td>Yên Đổ</td><td></td><td>12</td></tr>"
        "<tr><td>Phú Đô</td><td colspan=2>15</td></tr></table>"
    )
    assert blocks(doc) == ["Xã | 2022 | 2023", "Yên Đổ | | 12", "Phú Đô | 15"]


def test_prose_in_an_element_named_like_furniture_is_kept() -> None:
    text = "Năm 2023, toàn huyện có 12/14 xã đạt chuẩn nông thôn mới, hộ nghèo giảm còn 4,12%, vượt kế hoạch tỉnh."
    doc = cleaned(f"<div class='main-menu sidebar'><p>{text}</p><p>Giới thiệu</p></div>")
    assert [b.kind for b in doc.blocks] == [BlockKind.PARAGRAPH, BlockKind.BOILERPLATE]


def test_figures_in_links_are_kept() -> None:
    link = "<a href='/y'>182,5 tỷ đồng</a>"
    doc = cleaned(f"<p>Theo <a href='/x'>báo cáo</a>, thu ngân sách đạt {link}, tăng 4% so với năm trước.</p>")
    assert [b.kind for b in doc.blocks] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2023-10-04T23:15:00+07:00">', date(2023, 10, 4)),
        ("<meta name='pubdate' content='04/10/2023 08:15'>", date(2023, 10, 4)),
        (
            '<meta itemprop="datePublished" content="2023-02-30"><meta name="date" content="2023-03-01">',
            date(2023, 3, 1),
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-10-04"}</script>',
            date(2023, 10, 4),
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ("<meta name='description' content='Ngày 04/10/2023'>", None),
    ],
)
def test_day_in_the_head(head: str, day: date | None) -> None:
    assert page_meta(head).published == day


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Kinh tế 9 tháng - Cổng thông tin điện tử huyện Phú Lương", "Kinh tế 9 tháng"),
        ("Đầm Hà: tăng 5% | baoquangninh.vn", "Đầm Hà: tăng 5%"),
        ("Thu &amp; chi   ngân sách", "Thu & chi ngân sách"),
        ("Hải Hậu - Giao Thủy: nối đôi bờ", "Hải Hậu - Giao Thủy: nối đôi bờ"),
    ],
)
def test_title_without_the_name_of_the_site(title: str, told: str) -> None:
    assert page_meta(f"<title>{title}</title>").title == told
