from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest

from chitieu.model import Sidecar
from warehouse import keys, rows

LINE = "12 VND_BN gross_output 2024"


@pytest.mark.parametrize(
    ("code", "published", "starts"),
    [
        ("405", date(2024, 6, 30), "district:405@"),
        ("769", date(2019, 6, 30), "district:769@"),
        ("VN", date(2024, 6, 30), "country:VN@"),
        ("01", date(2025, 7, 2), "province:01@"),
        ("405", date(2025, 1, 2), "district:405@"),  # ended a day before, but stood at the end of the period
    ],
)
def test_a_place_gets_the_key_that_held_on_the_day(line: Any, code: str, published: date, starts: str) -> None:
    line.arrive({"a.txt": LINE}, {"a.txt": Sidecar(ref_area=code, published=published)})
    line.bring_up_to_date()
    line.build()
    ((key, valid_from, valid_to),) = line.con.execute(
        "SELECT p.ref_area_key, valid_from, valid_to FROM core.fact_observation JOIN core.dim_ref_area AS p "
        "USING (ref_area_key)"
    ).fetchall()
    assert key.startswith(starts)
    day = min(published, date(2024, 12, 31))
    assert (valid_from or date.min) <= day <= (valid_to or date.max)


def test_a_reused_code_is_another_place(line: Any) -> None:
    days = {"old.txt": date(2019, 6, 30), "new.txt": date(2022, 6, 30)}
    texts = {s: f"{LINE}\n{s}" for s in days}
    line.arrive(texts, {s: Sidecar(ref_area="769", published=d) for s, d in days.items()})
    line.bring_up_to_date()
    line.build()
    names = line.con.execute(
        """SELECT d.published, p.full_name FROM core.fact_observation AS f
           JOIN core.dim_ref_area AS p USING (ref_area_key) JOIN core.dim_document AS d USING (document_id)
           ORDER BY ALL"""
    ).fetchall()
    assert names == [(date(2019, 6, 30), "Quận 2"), (date(2022, 6, 30), "Thành phố Thủ Đức")]


def test_a_code_that_never_was_has_no_key(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": LINE}, {"a.txt": Sidecar(ref_area="000")})
    line.bring_up_to_date()
    assert con.execute("SELECT ref_area, ref_area_key FROM core.fact_observation").fetchall() == [("000", None)]


def test_the_quote_is_the_line_around_the_number(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": f"Dòng trước đó\n{LINE}\nDòng sau"})
    line.bring_up_to_date()
    assert con.execute("SELECT quote FROM core.fact_observation").fetchall() == [(LINE,)]


def test_a_long_line_is_cut_between_words(con: duckdb.DuckDBPyConnection) -> None:
    before, after = "chữ đứng trước " * 20, " chữ đứng sau" * 20
    text = f"{before}5 tỷ{after}"
    whole = [{"clean_start": 0, "clean_end": len(text), "raw_start": 0, "raw_end": len(text)}]
    con.execute("INSERT INTO cleaned.documents (document_id, text, segments) VALUES ('d', ?, ?)", [text, whole])
    row = dict.fromkeys(rows.observations([]).columns) | {
        "observation_id": "o", "document_id": "d", "start": len(before), "end": len(before) + 4,
    }  # fmt: skip
    found = keys.add_keys(con, pl.DataFrame([row], schema=rows.observations([]).schema, orient="row"))
    (quote,) = found["quote"]
    assert quote.startswith("… ")
    assert quote.endswith(" …")
    words = quote.removeprefix("… ").removesuffix(" …")
    assert words in text
    assert set(words.split()) == {"chữ", "đứng", "trước", "5", "tỷ", "sau"}
    assert len(quote) <= 120 + 160 + 2


def test_the_quote_is_found_by_the_segments(con: duckdb.DuckDBPyConnection) -> None:
    """Raw text with markup before and a reference inside: the quote is of the clean text."""
    clean = "Thu 5 tỷ & chi 7 tỷ"
    segments = [
        {"clean_start": 0, "clean_end": 9, "raw_start": 3, "raw_end": 12},
        {"clean_start": 9, "clean_end": 10, "raw_start": 12, "raw_end": 17},  # &amp;
        {"clean_start": 10, "clean_end": 19, "raw_start": 17, "raw_end": 26},
    ]
    con.execute("INSERT INTO cleaned.documents (document_id, text, segments) VALUES ('d', ?, ?)", [clean, segments])
    blank = dict.fromkeys(rows.observations([]).columns)
    raw = "<p>Thu 5 tỷ &amp; chi 7 tỷ</p>"
    row = blank | {"observation_id": "o", "document_id": "d", "start": raw.index("7"), "end": raw.index("7") + 4}
    found = keys.add_keys(con, pl.DataFrame([row], schema=rows.observations([]).schema, orient="row"))
    assert found["quote"].to_list() == [clean]
