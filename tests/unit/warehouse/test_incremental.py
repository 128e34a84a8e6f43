from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chitieu.model import Sidecar
from warehouse.incremental import BadRowsError, Promoted, missing, promote
from warehouse.rows import frame
from warehouse.tables import create_all
from warehouse.versions import stage_version, versions

DONE = {"parent_key": pl.String, "fingerprint": pl.String}
ONE = "12 VND_BN gross_output 2023\n"
TWO = "63.64 VND_MN_PP_PA income_per_capita 2023\n66 VND_MN_PP_PA income_per_capita 2024\n"


def stored(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[Any, ...]]:
    return con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()


def number(document: str, at: int, text: str = "12") -> dict[str, Any]:
    return {
        "number_id": f"{document}:{at}", "document_id": document, "start": at, "end": at + len(text), "text": text,
        "number_class": "fact", "reason": "test",
    }  # fmt: skip


def take(con: duckdb.DuckDBPyConnection, numbers: Sequence[dict[str, Any]], parents: Sequence[str]) -> Promoted:
    """Promote rows of the ledger for documents that count as recomputed."""
    for document in parents:
        if not con.execute("SELECT 1 FROM cleaned.documents WHERE document_id = ?", [document]).fetchall():
            con.execute("INSERT INTO cleaned.documents (document_id) VALUES (?)", [document])
    done = pl.DataFrame({"parent_key": list(parents), "fingerprint": ["f"] * len(parents)}, schema=DONE)
    rows = frame("extracted.numbers", numbers)
    return promote(con, "extracted.numbers", rows, pl.DataFrame(), done=done, version="1", run_id="r")


def test_a_second_run_touches_no_row(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE, "b.txt": TWO})
    first = line.bring_up_to_date()
    assert {k: v.added for k, v in first.items()} == {"cleaned": 2, "extracted": 3, "core": 3}
    before = {t: stored(con, t) for t in ("raw.documents", "cleaned.documents", "extracted.facts", "meta.versions")}
    line.run_id = "second run"
    assert not line.arrive({"a.txt": ONE, "b.txt": TWO}).changed
    assert all(p == Promoted(0, 0, 0, 0) for p in line.bring_up_to_date().values())
    assert before == {t: stored(con, t) for t in before}


def test_only_what_is_new_is_computed(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE})
    line.bring_up_to_date()
    line.arrive({"a.txt": ONE, "b.txt": TWO})
    assert missing(con, "raw.documents", "cleaned.documents", "1")["name"].to_list() == ["b"]
    assert {k: v.added for k, v in line.bring_up_to_date().items()} == {"cleaned": 1, "extracted": 2, "core": 2}


def test_a_new_version_recomputes_all_and_rewrites_what_differs(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE, "b.txt": TWO})
    line.bring_up_to_date()
    line.versions["cleaned"] = "2"
    assert missing(con, "raw.documents", "cleaned.documents", "2").height == 2
    assert line.clean() == Promoted(added=0, removed=0, kept=2, quarantined=0)
    assert missing(con, "cleaned.documents", "extracted.facts", "1").is_empty(), "what says the same is no new input"


def test_what_a_stage_reads_beside_its_input_counts(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    """The key of a place hangs on the day of publication and on the registry, which facts do not hold."""
    line.arrive({"a.txt": ONE, "b.txt": TWO})
    line.bring_up_to_date()
    ((document,),) = con.execute("SELECT document_id FROM cleaned.documents WHERE name = 'a'").fetchall()
    con.execute("UPDATE cleaned.documents SET content_hash = 'another day' WHERE document_id = ?", [document])
    todo = missing(con, "extracted.facts", "core.fact_observation", "1")
    assert todo["document_id"].unique().to_list() == [document]
    con.execute("UPDATE meta.versions SET version = 'new' WHERE table_name = 'vocabulary.places'")
    assert missing(con, "extracted.facts", "core.fact_observation", "1")["document_id"].n_unique() == 2


def test_rows_of_a_recomputed_parent_are_replaced(con: duckdb.DuckDBPyConnection) -> None:
    take(con, [number("d", 0), number("d", 9), number("e", 0)], ["d", "e"])
    assert take(con, [number("d", 0), number("d", 5)], ["d"]) == Promoted(added=1, removed=1, kept=1, quarantined=0)
    assert [r[0] for r in stored(con, "extracted.numbers")] == ["d:0", "d:5", "e:0"]


def test_a_parent_without_rows_is_remembered_and_emptied(con: duckdb.DuckDBPyConnection) -> None:
    take(con, [number("d", 0)], ["d"])
    assert take(con, [], ["d"]) == Promoted(added=0, removed=1, kept=0, quarantined=0)
    assert con.execute("SELECT parent_key FROM meta.stage_state").fetchall() == [("d",)]


def test_one_document_under_two_names(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive(
        {"tin/b.txt": ONE, "tin/a.txt": ONE}, {"tin/b.txt": Sidecar(title="Tiêu đề", published=date(2024, 2, 1))}
    )
    line.arrive({"cu/c.txt": ONE}, {"cu/c.txt": Sidecar(publisher="Báo")})
    (row,) = con.execute("SELECT source, name, title, published, publisher FROM raw.documents").fetchall()
    assert row == ("cu/c.txt", "c", "Tiêu đề", date(2024, 2, 1), "Báo")
    sources = con.execute("SELECT list_transform(sources, lambda s: s.source) FROM raw.documents").fetchall()
    assert sources == [(["cu/c.txt", "tin/a.txt", "tin/b.txt"],)]


def test_a_known_file_read_again_keeps_the_day_it_arrived(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE})
    before = con.execute("SELECT arrived_at FROM raw.documents").fetchall()
    line.versions["raw"] = "2"
    assert line.arrive({"a.txt": ONE}).kept == 1
    line.arrive({"z.txt": ONE})
    assert con.execute("SELECT arrived_at FROM raw.documents").fetchall() == before


def test_bad_rows_go_to_quarantine_and_leave_when_mended(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE, "b.txt": TWO})
    assert line.clean(refuse=[TWO]) == Promoted(added=1, removed=0, kept=0, quarantined=1)
    ((stage, name, vi, en, row),) = con.execute(
        "SELECT stage, expectation, reason_vi, reason_en, row_json FROM quarantine.rows"
    ).fetchall()
    assert (stage, name, vi, en) == ("cleaned.documents", "text_is_good", "chữ xấu", "bad text")
    assert json.loads(row)["text"] == TWO
    assert missing(con, "raw.documents", "cleaned.documents", "1").is_empty(), "refused is dealt with"
    line.versions["cleaned"] = "2"
    line.clean()
    assert con.execute("FROM quarantine.rows").fetchall() == []


def test_what_came_of_a_row_now_refused_goes(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE, "b.txt": TWO})
    line.bring_up_to_date()
    line.versions["cleaned"] = "2"
    line.clean(refuse=[TWO])
    assert {k: v.removed for k, v in line.bring_up_to_date().items()} == {"cleaned": 0, "extracted": 2, "core": 2}
    assert con.execute("SELECT count(*) FROM extracted.numbers").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("numbers", "complaint"),
    [
        ([number("d", 0), number("d", 0, "13")], "have the same number_id twice"),
        ([{**number("d", 0), "reason": None}], None),
    ],
)
def test_a_key_twice_changes_nothing(
    con: duckdb.DuckDBPyConnection, numbers: list[dict[str, Any]], complaint: str | None
) -> None:
    take(con, [number("d", 7)], ["d"])
    before = {t: stored(con, t) for t in ("extracted.numbers", "meta.stage_state", "meta.versions")}
    if complaint is None:
        assert take(con, numbers, ["d"]).added == 1
        return
    with pytest.raises(BadRowsError, match=complaint):
        take(con, numbers, ["d"])
    assert before == {t: stored(con, t) for t in before}


def test_a_missing_column_is_named(con: duckdb.DuckDBPyConnection) -> None:
    rows = frame("extracted.numbers", [number("d", 0)]).drop("reason")
    done = pl.DataFrame({"parent_key": ["d"], "fingerprint": ["f"]})
    with pytest.raises(BadRowsError, match=r"lack the columns \['reason'\]"):
        promote(con, "extracted.numbers", rows, pl.DataFrame(), done=done, version="1", run_id="r")


def test_a_failure_half_way_leaves_all_as_it_was(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE})
    line.bring_up_to_date()
    before = {t: stored(con, t) for t in ("cleaned.documents", "quarantine.rows", "meta.stage_state", "meta.versions")}
    todo = missing(con, "raw.documents", "cleaned.documents", "2")
    bad = pl.DataFrame({"document_id": ["d"], "expectation": ["x"], "reason_vi": ["x"]})
    with pytest.raises(BadRowsError, match="reason_en"):
        promote(con, "cleaned.documents", frame("cleaned.documents", []), bad, done=todo, version="2", run_id="r")
    assert before == {t: stored(con, t) for t in before}


def test_a_version_follows_what_the_table_holds(line: Any, con: duckdb.DuckDBPyConnection) -> None:
    line.arrive({"a.txt": ONE})
    line.clean()
    first = versions(con)["cleaned.documents"]
    line.arrive({"b.txt": TWO})
    line.clean()
    assert versions(con)["cleaned.documents"] not in ("", first)


NUMBERS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), unique=True, max_size=12)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(found=NUMBERS)
def test_promoting_twice_is_promoting_once(found: list[tuple[str, int]]) -> None:
    with duckdb.connect() as con:
        create_all(con)
        rows = [number(d, at) for d, at in found]
        once = take(con, rows, ["a", "b", "c"])
        state = stage_version(con, "extracted.numbers")
        assert take(con, rows, ["a", "b", "c"]) == Promoted(0, 0, once.added, 0)
        assert stage_version(con, "extracted.numbers") == state


@FEW
@given(found=NUMBERS, data=st.data())
def test_the_order_of_documents_does_not_matter(found: list[tuple[str, int]], data: st.DataObject) -> None:
    order = data.draw(st.permutations(["a", "b", "c"]))
    shuffled = data.draw(st.permutations(found))
    with duckdb.connect() as one, duckdb.connect() as other:
        create_all(one)
        create_all(other)
        take(one, [number(d, at) for d, at in found], ["a", "b", "c"])
        for document in order:
            take(other, [number(d, at) for d, at in shuffled if d == document], [document])
        assert stage_version(one, "extracted.numbers") == stage_version(other, "extracted.numbers")


@FEW
@given(batches=st.permutations(["a.txt", "b.txt", "c.txt", "d.txt"]), cut=st.integers(0, 4))
def test_the_order_in_which_files_arrive_does_not_matter(batches: list[str], cut: int, line: Any) -> None:
    texts = {"a.txt": ONE, "b.txt": TWO, "c.txt": ONE, "d.txt": ONE}
    said = {"c.txt": Sidecar(title="C"), "d.txt": Sidecar(title="D", publisher="Báo")}
    line.con.execute("DELETE FROM raw.documents")
    line.con.execute("DELETE FROM meta.stage_state")
    for batch in (batches[:cut], batches[cut:]):
        line.arrive({s: texts[s] for s in batch}, said)
    found = line.con.execute(
        "SELECT source, title, publisher, list_transform(sources, lambda s: s.source) FROM raw.documents ORDER BY ALL"
    ).fetchall()
    assert found == [("a.txt", "C", "Báo", ["a.txt", "c.txt", "d.txt"]), ("b.txt", None, None, ["b.txt"])]
