from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from warehouse.headers import HeaderError, parse, read_yaml

PATH = Path("marts/x.sql")


def header(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "description": {"vi": "mô tả", "en": "description"},
        "one_row_per": {"vi": "dòng", "en": "row"},
        "owner": "team:warehouse",
        "columns": {"a": {"vi": "cột", "en": "column", "tests": ["unique", {"accepted_values": [1, 2]}]}},
    }
    return fields | changes


def test_tests_of_columns_come_before_those_of_the_table() -> None:
    parsed = parse(header(tests=[{"name": "no_negatives", "query": "SELECT 1"}]), PATH)
    assert [t.name for t in parsed.all_tests] == ["unique_a", "accepted_values_a", "no_negatives"]
    assert parsed.columns[0].description.both() == "cột / column"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"description": {"vi": "mô tả"}}, "description needs a text in Vietnamese and in English"),
        ({"one_row_per": None}, "one_row_per needs a text"),
        ({"owner": ""}, "lacks 'owner'"),
        ({"columns": {}}, "lacks 'columns'"),
        ({"columns": {"a": None}}, "column 'a' needs a text"),
        ({"columns": {"a": {"vi": " ", "en": "x"}}}, "column 'a' needs a text"),
        ({"columns": {"a": {"vi": "x", "en": "x", "test": ["unique"]}}}, r"unknown fields \['test'\]"),
        ({"columns": {"a": {"vi": "x", "en": "x", "tests": ["uniq"]}}}, "unknown test 'uniq'"),
        ({"columns": {"a": {"vi": "x", "en": "x", "tests": ["relationships"]}}}, "unknown test"),
        ({"tests": [{"name": "x"}]}, "a test of the table is"),
        ({"ower": "x"}, r"unknown header fields \['ower'\]"),
    ],
)
def test_what_is_wrong_names_the_file(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(HeaderError, match=rf"marts/x\.sql.*{complaint}"):
        parse(header(**changes), PATH)


def test_a_header_that_is_no_yaml_names_the_file() -> None:
    with pytest.raises(HeaderError, match=r"marts/x\.sql: the header is no YAML"):
        read_yaml("a: [1", PATH)
