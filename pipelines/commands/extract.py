"""``chitieu extract``: the facts of single documents, with no warehouse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.errors import UserError
from pipelines.language import say

if TYPE_CHECKING:
    from chitieu.model import Extraction, Fact

_COLUMNS = {
    "text": "text",
    "value": "value",
    "unit": "unit",
    "indicator": "indicator",
    "transformation": "transformation",
    "scenario": "scenario",
    "time_period": "period",
    "ref_area": "place",
    "confidence": "conf.",
}


@click.command(
    "extract",
    help=say(
        "Print the facts of text and HTML files. What is known of NAME.txt beside its text "
        "(url, published, publisher, title, ref_area) is read from NAME.meta.json next to it.",
        "In số liệu đọc được từ tệp văn bản và HTML. Điều đã biết về NAME.txt ngoài nội dung "
        "(url, published, publisher, title, ref_area) được đọc từ NAME.meta.json nằm cạnh.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n  chitieu extract samples/01_hai_hau_giao_chi_tieu_2024.txt"
    + "\n  chitieu extract samples/*.txt --format jsonl > facts.jsonl"
    + "\n  chitieu extract page.html --explain",
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help=say(
        "A table to read, or JSON lines with the fields of the labels.",
        "Bảng để đọc, hoặc JSON từng dòng với các trường của nhãn.",
    ),
)
@click.option(
    "--explain",
    is_flag=True,
    help=say(
        "Sentence by sentence: what each number was taken for, and why.",
        "Từng câu một: mỗi con số được hiểu là gì, và vì sao.",
    ),
)
def command(files: tuple[Path, ...], form: str, explain: bool) -> None:
    """Print the facts of each file; files that can't be read are named at the end, and the others printed."""
    if explain and form == "jsonl":
        raise click.UsageError(
            say("--explain prints text; leave out --format.", "--explain in văn bản; hãy bỏ --format.")
        )
    from chitieu.api import extract_file
    from chitieu.reading import Refused

    refused = []
    for path in files:
        try:
            extraction = extract_file(path)
        except (Refused, OSError) as error:
            refused.append(f"{path}: {say(error.reason_en, error.reason_vi) if isinstance(error, Refused) else error}")
            continue
        if explain:
            from pipelines.explain import explain_file

            explain_file(path, extraction)
        elif form == "jsonl":
            _print_lines(extraction)
        else:
            _print_table(path, extraction)
    if refused:
        raise UserError("\n".join(refused), "\n".join(refused))


def _print_lines(extraction: Extraction) -> None:
    from chitieu.evaluation.labels import as_label

    for fact in extraction.facts:
        click.echo(json.dumps(as_label(fact), ensure_ascii=False))


def _print_table(path: Path, extraction: Extraction) -> None:
    from pipelines.display import show_table

    facts = extraction.facts
    title = say(
        f"{path}: {len(facts)} facts of {len(extraction.ledger)} numbers",
        f"{path}: {len(facts)} số liệu trong {len(extraction.ledger)} con số",
    )
    show_table(list(_COLUMNS.values()), [_row(fact) for fact in facts], title)


def _row(fact: Fact) -> list[object]:
    return [_cell(fact, name) for name in _COLUMNS]


def _cell(fact: Fact, name: str) -> object:
    if name == "indicator" and fact.indicator is None:
        return f"“{fact.indicator_text}”" if fact.indicator_text else None
    value: object = getattr(fact, name)
    if name == "value" and fact.operator != "=":
        return f"{fact.operator} {fact.value:g}"
    return round(fact.confidence, 2) if name == "confidence" else value
