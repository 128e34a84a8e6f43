"""Examples kept as data: lines of pages with their kinds, date lines, letters, estimates of a day."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from chitieu.cleaning import clean
from chitieu.cleaning.estimate import estimated_day
from chitieu.cleaning.stamps import stamp
from chitieu.model import RawDocument

CORPUS = Path(__file__).parents[2] / "corpus" / "cleaning"


def rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def unescaped(text: str) -> str:
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape") if "\\" in text else text


def document(text: str) -> RawDocument:
    return RawDocument("0" * 64, "x", "x", "text/plain", "utf-8", text)


@pytest.mark.parametrize("page", sorted(CORPUS.glob("pages/*.tsv")), ids=lambda p: p.stem)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"], ids=["single", "double", "windows"])
def test_kinds_and_parents(page: Path, gap: str) -> None:
    expected = [line.split("\t", 2) for line in page.read_text(encoding="utf-8").splitlines()]
    doc = clean(document(gap.join(text for _, _, text in expected)))
    expected = [row for row in expected if row[0] != "rule"]  # a drawn line is no block
    assert [doc.text[b.start : b.end] for b in doc.blocks] == [text for _, _, text in expected]
    found = [[b.kind.value, "" if b.parent is None else str(b.parent)] for b in doc.blocks]
    assert [[*f, t[2][:50]] for f, t in zip(found, expected, strict=True)] == [[k, p, t[:50]] for k, p, t in expected]


@pytest.mark.parametrize("row", rows("letters.tsv"), ids=lambda r: r["why"])
def test_letters(row: dict[str, str]) -> None:
    assert clean(document(unescaped(row["raw"]))).text == unescaped(row["clean"])


@pytest.mark.parametrize("line", (CORPUS / "stamps.tsv").read_text(encoding="utf-8").splitlines()[1:])
def test_stamps(line: str) -> None:
    text, _, day = line.rpartition("\t")
    found = stamp(text)
    assert (found.day.isoformat() if found else "") == day


@pytest.mark.parametrize("row", rows("estimates.tsv"), ids=lambda r: r["why"])
def test_estimates(row: dict[str, str]) -> None:
    expected = date.fromisoformat(row["day"]) if row["day"] else None
    assert estimated_day(row["body"], row["title"]) == expected
