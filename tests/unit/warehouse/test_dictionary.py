from __future__ import annotations

from pathlib import Path

from warehouse.dictionary import PUBLISHED_SCHEMAS, empty_warehouse, markdown, published_tables
from warehouse.models import models

PAGE = Path(__file__).parents[3] / "docs" / "data-dictionary.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), "run `make dictionary`"


def test_every_mart_and_dimension_is_published() -> None:
    expected = {name for name in models() if name.split(".")[0] in PUBLISHED_SCHEMAS}
    assert expected | {"core.fact_observation"} <= set(published_tables())


def test_the_example_of_every_mart_runs() -> None:
    with empty_warehouse() as con:
        for model in models().values():
            if model.header.example:
                con.execute(model.header.example).fetchall()
