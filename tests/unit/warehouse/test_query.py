from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.connection import NotAWarehouseError, writer
from warehouse.query import QueryError, ask


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "chitieu.duckdb"
    with writer(path) as con:
        con.execute("CREATE TABLE t AS SELECT 1 AS a, 'Đông Sơn' AS b")
    return path


def test_an_answer_has_names_types_and_rows(published: Path) -> None:
    answer = ask(published, "FROM t;")
    assert answer.columns == ("a", "b")
    assert answer.types == ("INTEGER", "VARCHAR")
    assert answer.rows == ((1, "Đông Sơn"),)


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM t", "nothing"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("  ", "one statement at a time"),
        ("DROP TABLE t", "read-only"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled by configuration"),
        ("INSTALL httpfs", "disabled"),
    ],
)
def test_what_can_not_be_answered_says_why(published: Path, sql: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        ask(published, sql)


def test_nothing_published_yet(tmp_path: Path) -> None:
    with pytest.raises(NotAWarehouseError, match="run `chitieu run` first"):
        ask(tmp_path / "chitieu.duckdb", "SELECT 1")
