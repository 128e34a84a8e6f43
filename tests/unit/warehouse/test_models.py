from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from warehouse.checks import failures
from warehouse.dictionary import empty_warehouse
from warehouse.models import FOLDER, LAYERS, ModelError, load, models
from warehouse.tables import tables

HEADER = """/*
description: {{vi: mô tả, en: description}}
one_row_per: {{vi: dòng, en: row}}
owner: team:warehouse
columns:
{columns}
*/
"""


def write(folder: Path, name: str, select: str, columns: str = "", declared: tuple[str, ...] = ("a",)) -> Path:
    path = folder / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = columns or "\n".join(f"  {c}: {{vi: cột, en: column}}" for c in declared)
    path.write_text(HEADER.format(columns=columns) + select, encoding="utf-8")
    return path


def test_inputs_come_first_whatever_the_names(tmp_path: Path) -> None:
    write(tmp_path, "marts/a", "SELECT a FROM core.z")
    write(tmp_path, "core/z", "WITH x AS (SELECT a FROM staging.m) SELECT a FROM x")
    write(tmp_path, "staging/m", "SELECT document_id AS a FROM raw.documents")
    found = load(tmp_path)
    assert list(found) == ["staging.m", "core.z", "mart.a"]
    assert found["core.z"].inputs == ("staging.m",), "common table expressions are no inputs"


def test_what_a_test_refers_to_is_an_input(tmp_path: Path) -> None:
    write(tmp_path, "core/b", "SELECT 1 AS a", "  a: {vi: x, en: x, tests: [{relationships: core.c.a}]}")
    write(tmp_path, "core/c", "SELECT 1 AS a", "  a: {vi: x, en: x, tests: [{relationships: core.c.a}]}")
    assert {n: m.inputs for n, m in load(tmp_path).items()} == {"core.c": (), "core.b": ("core.c",)}


@pytest.mark.parametrize(
    ("select", "columns", "complaint"),
    [
        ("SELECT 1 AS a", "  a: {vi: chỉ tiếng Việt}", "column 'a' needs a text in Vietnamese and in English"),
        ("SELECT 1 AS a, 2 AS b", "", "selected but not declared in the header: b"),
        ("SELECT 1 AS b", "  a: {vi: x, en: x}\n  b: {vi: x, en: x}", "declared in the header but not selected: a"),
        ("SELECT 2 AS b, 1 AS a", "  a: {vi: x, en: x}\n  b: {vi: x, en: x}", "in different order"),
        ("SELECT * FROM raw.documents", "", r"must name its columns instead of \*"),
        ("SELECT a FROM core.nowhere", "", "reads core.nowhere, which is neither a model nor a declared table"),
        ("SELEC 1 AS a", "", "the SQL can't be parsed|exactly one SELECT"),
        ("SELECT 1 AS a; SELECT 2 AS a", "", "exactly one SELECT"),
        ("CREATE TABLE t AS SELECT 1 AS a", "", "exactly one SELECT"),
    ],
)
def test_what_is_wrong_names_the_file(tmp_path: Path, select: str, columns: str, complaint: str) -> None:
    path = write(tmp_path, "marts/wrong", select, columns)
    with pytest.raises(ModelError if "text in" not in complaint else ValueError, match=rf"{path}.*({complaint})"):
        load(tmp_path)


def test_a_circle_names_its_files(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"core/{n}", f"SELECT a FROM core.{m}") for n, m in (("x", "y"), ("y", "z"), ("z", "x"))]
    with pytest.raises(ModelError, match="read each other in a circle") as raised:
        load(tmp_path)
    assert all(str(p) in str(raised.value) for p in paths)


def test_a_file_without_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "bare.sql").write_text("SELECT 1 AS a", encoding="utf-8")
    with pytest.raises(ModelError, match=r"bare\.sql: the file must begin with a header"):
        load(tmp_path)


def test_the_models_of_the_project() -> None:
    found = models()
    files = sum(len(list((next(iter(found.values())).path.parents[1] / layer).glob("*.sql"))) for layer in LAYERS)
    assert len(found) == files >= 16
    assert not set(found) & set(tables())
    marts = [m for m in found.values() if m.name.startswith("mart.")]
    assert all(m.header.question and m.header.example for m in marts), "a mart answers a question"


def test_the_mart_of_the_how_to_page_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "add-a-mart.md").read_text(encoding="utf-8")
    sql = page.split("```sql\n")[1].split("```")[0]
    shutil.copytree(FOLDER, tmp_path / "sql", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "sql" / "marts" / "publishers.sql").write_text(sql, encoding="utf-8")
    mart = load(tmp_path / "sql")["mart.publishers"]
    assert mart.inputs == ("core.dim_document",)
    with empty_warehouse() as con:
        for publisher in ("Báo", "Báo", "Cổng"):
            con.execute("INSERT INTO core.dim_document (publisher) VALUES (?)", [publisher])
        con.execute(f"CREATE TABLE mart.publishers AS {mart.select}")
        assert failures(con, mart.name, mart.header) == ()
        assert con.execute(str(mart.header.example)).fetchall() == [("Báo", 2), ("Cổng", 1)]
