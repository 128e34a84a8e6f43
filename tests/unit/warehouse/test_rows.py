from __future__ import annotations

from datetime import date

from chitieu.model import (
    Block,
    BlockKind,
    CleanDocument,
    Fact,
    RawDocument,
    Scenario,
    Segment,
    Sidecar,
    Span,
    Transformation,
)
from warehouse import rows
from warehouse.arrivals import arrivals


def test_a_clean_document_comes_back_as_it_went() -> None:
    document = CleanDocument(
        "d" * 64, "tin", "Tiêu đề\nĐoạn", (Segment(0, 7, 3, 10), Segment(8, 12, 12, 20)),
        (Block(BlockKind.TITLE, 0, 7), Block(BlockKind.PARAGRAPH, 8, 12, 0)), "Tiêu đề", date(2024, 1, 19),
        "Báo", None, "405", "page",
    )  # fmt: skip
    (row,) = rows.frame("cleaned.documents", [rows.clean_row(document)]).iter_rows(named=True)
    assert rows.clean_document(row) == document


def test_a_fact_comes_back_as_it_went() -> None:
    fact = Fact(
        "tin", 5, 12, "19/21 xã", 19.0, "COMMUNE", "x", "số xã", Transformation.LEVEL, Scenario.TARGET, "2024", None,
        ">=", 21.0, 20.0, "2023", "province", 2, Span(0, 4), None, Span(6, 8), Span(9, 10), "rule", 0.75, ("a", "b"),
    )  # fmt: skip
    (row,) = rows.frame("extracted.facts", [rows.fact_row(fact, "d" * 64)]).iter_rows(named=True)
    assert rows.fact(row) == fact


def test_a_raw_document_comes_back_as_it_went() -> None:
    document = RawDocument(
        "d" * 64, "tin", "a/tin.txt", "text/plain", "utf-8", "chữ", Sidecar(published=date(2024, 1, 1))
    )
    (row,) = arrivals([rows.arrival_row(document)]).iter_rows(named=True)
    assert rows.raw_document(row) == document
