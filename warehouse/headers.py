"""What a table says of itself: one form for tables made by Python and for SQL models.

A header is YAML. It gives the table's description in Vietnamese and English, what one row is, its owner, and
each column with a description and its tests. DDL, comments, schemas, checks and the data dictionary all come from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COLUMN_TESTS = {"unique", "not_null", "relationships", "accepted_values"}
_HEADER_FIELDS = {"description", "one_row_per", "owner", "question", "example", "columns", "tests", "table"}


class HeaderError(ValueError):
    """A header is incomplete or wrong; the message names the file."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the two languages of the project."""

    vi: str
    en: str

    def both(self) -> str:
        """Vietnamese and English in one line, as database comments carry them."""
        return f"{self.vi} / {self.en}"


@dataclass(frozen=True, slots=True)
class DataTest:
    """A test of a table: no row may be found.

    Attributes:
        name: shown where it fails.
        kind: unique, not_null, relationships, accepted_values or query.
        column: the column it is about; None for a query over the table.
        argument: ``schema.table.column`` of relationships, the values of accepted_values, the SQL of a query.
    """

    name: str
    kind: str
    column: str | None = None
    argument: Any = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `type` is its DuckDB type, empty in SQL models, where the database finds it."""

    name: str
    type: str
    description: Text
    tests: tuple[DataTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a table says of itself."""

    description: Text
    one_row_per: Text
    owner: str
    columns: tuple[Column, ...]
    tests: tuple[DataTest, ...]
    question: Text | None = None
    example: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(c.name for c in self.columns)

    @property
    def all_tests(self) -> tuple[DataTest, ...]:
        """Tests of the columns, then those of the table."""
        return tuple(t for c in self.columns for t in c.tests) + self.tests


def read_yaml(text: str, path: Path) -> dict[str, Any]:
    """A YAML mapping.

    Raises:
        HeaderError: the text is no YAML mapping.
    """
    try:
        loaded = yaml.load(text, Loader=_LOADER)  # a safe loader
    except yaml.YAMLError as error:
        raise HeaderError(f"{path}: the header is no YAML: {error}") from error
    if not isinstance(loaded, dict):
        raise HeaderError(f"{path}: the header must be a YAML mapping with description, one_row_per, owner and columns")
    return loaded


def parse(fields: Mapping[str, Any], path: Path) -> Header:
    """The header that a YAML mapping holds.

    Raises:
        HeaderError: something is missing, misspelt or has no description; the message names file and place.
    """
    if unknown := set(fields) - _HEADER_FIELDS:
        raise HeaderError(f"{path}: unknown header fields {sorted(unknown)}; known are {sorted(_HEADER_FIELDS)}")
    for name in ("owner", "columns"):
        if not fields.get(name):
            raise HeaderError(f"{path}: the header lacks {name!r}")
    return Header(
        description=_text(fields.get("description"), path, "description"),
        one_row_per=_text(fields.get("one_row_per"), path, "one_row_per"),
        owner=str(fields["owner"]),
        columns=tuple(_column(name, body, path) for name, body in fields["columns"].items()),
        tests=tuple(_table_test(body, path) for body in fields.get("tests", ())),
        question=_text(fields["question"], path, "question") if "question" in fields else None,
        example=fields.get("example"),
    )


def _text(value: object, path: Path, where: str) -> Text:
    if not isinstance(value, dict) or not all(str(value.get(k) or "").strip() for k in ("vi", "en")):
        raise HeaderError(f"{path}: {where} needs a text in Vietnamese and in English: {{vi: ..., en: ...}}")
    return Text(*(" ".join(str(value[k]).split()) for k in ("vi", "en")))


def _column(name: str, body: object, path: Path) -> Column:
    description = _text(body, path, f"column {name!r}")
    assert isinstance(body, dict)
    if unknown := set(body) - {"type", "vi", "en", "tests"}:
        raise HeaderError(f"{path}: column {name!r} has unknown fields {sorted(unknown)}")
    tests = tuple(_column_test(name, test, path) for test in body.get("tests", ()))
    return Column(name, str(body.get("type", "")), description, tests)


def _column_test(column: str, body: object, path: Path) -> DataTest:
    kind, argument = next(iter(body.items())) if isinstance(body, dict) and len(body) == 1 else (body, None)
    if kind not in _COLUMN_TESTS or (argument is None) == (kind in ("relationships", "accepted_values")):
        raise HeaderError(
            f"{path}: column {column!r} has an unknown test {body!r}; write unique, not_null, "
            "{relationships: schema.table.column} or {accepted_values: [a, b]}"
        )
    return DataTest(f"{kind}_{column}", str(kind), column, argument)


def _table_test(body: object, path: Path) -> DataTest:
    if not isinstance(body, dict) or set(body) != {"name", "query"}:
        raise HeaderError(f"{path}: a test of the table is {{name: ..., query: SELECT of the rows that offend}}")
    return DataTest(str(body["name"]), "query", None, str(body["query"]))
