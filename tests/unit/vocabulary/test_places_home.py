"""The home place of a page: whose it is, and what it is about."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from chitieu.vocabulary.places.address import place_of_address
from chitieu.vocabulary.places.home import Home, home_place

CORPUS = Path(__file__).parents[2] / "corpus" / "places" / "home.tsv"


def cases() -> list[dict[str, str]]:
    with CORPUS.open(encoding="utf-8", newline="") as f:
        rows = csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{k: "" if v == "-" else v for k, v in row.items()} for row in rows]


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["title"] or c["body"][:30])
def test_home_place(case: dict[str, str]) -> None:
    found = home_place(
        title=case["title"] or None,
        publisher=case["publisher"] or None,
        url=case["url"] or None,
        furniture=case["furniture"],
        body=case["body"].replace(". ", ".\n"),
        published=date.fromisoformat(case["day"]),
    )
    assert found == Home(case["answer"] or None, case["basis"] or None)


def test_what_came_with_the_document_settles_it() -> None:
    found = home_place(title="Hải Hậu", publisher=None, url=None, furniture="", body="", published=None, sidecar="405")
    assert found == Home("405", "sidecar")


@pytest.mark.parametrize(
    ("url", "day", "code"),
    [
        ("https://camxuyen.hatinh.gov.vn/x", "2024-01-15", "446"),
        ("https://camxuyen.hatinh.gov.vn/x", "2025-12-01", "18673"),
        ("http://thongkethaibinh.gov.vn/x", "2013-10-28", "34"),
        ("https://kontum.gov.vn/x", "2024-04-01", "62"),
        ("https://dantri.com.vn/ha-noi/x", "2021-04-27", None),
    ],
)
def test_a_domain_names_a_place_as_of_the_day(url: str, day: str, code: str | None) -> None:
    assert place_of_address(url, date.fromisoformat(day)) == code
