"""``chitieu evaluate``: precision, recall and F1 of the extraction against labels made by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.errors import UserError
from pipelines.language import say

if TYPE_CHECKING:
    from chitieu.evaluation.pairing import Answer


@click.command(
    "evaluate",
    help=say(
        "Judge the extraction by LABELS (a labels.jsonl, or a folder of DOC.labels.jsonl) "
        "on the documents in the folder TEXTS.",
        "Chấm việc trích xuất theo LABELS (tệp labels.jsonl, hoặc thư mục chứa DOC.labels.jsonl) "
        "trên văn bản trong thư mục TEXTS.",
    )
    + "\n\n\b\n"
    + say("Examples:", "Ví dụ:")
    + "\n  chitieu evaluate samples/labels samples"
    + "\n  chitieu evaluate tests/corpus/written tests/corpus/written --errors 20"
    + "\n  chitieu evaluate labels/ texts/ --format json",
)
@click.argument("labels", type=click.Path(exists=True, path_type=Path))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=0,
    help=say("Show up to so many wrong, missed and spurious facts.", "Hiện tối đa bấy nhiêu số liệu sai, sót và thừa."),
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(labels: Path, texts: Path, errors: int, form: str) -> None:
    """Extract every labelled document, score, print."""
    from chitieu.evaluation.labels import load_labels
    from chitieu.evaluation.scoring import score
    from chitieu.vocabulary import units
    from pipelines import score_sheet

    try:
        wanted = load_labels(labels)
    except FileNotFoundError as error:
        raise UserError(
            f"There are no files *.labels.jsonl in {labels}.", f"Không có tệp *.labels.jsonl nào trong {labels}."
        ) from error
    except ValueError as error:
        raise UserError(f"The labels can't be read. {error}", f"Không đọc được nhãn. {error}") from error
    report = score(wanted, _answers(sorted(wanted), texts), units.load())
    if form == "json":
        click.echo(json.dumps(score_sheet.as_json(report), ensure_ascii=False))
    else:
        score_sheet.show(report)
        score_sheet.show_wrong(report, errors)


def _answers(docs: list[str], texts: Path) -> dict[str, list[Answer]]:
    """Facts of each document, in the form of the labels and with their confidence."""
    from rich.progress import track

    from chitieu.api import extract_file
    from chitieu.evaluation.labels import as_label
    from chitieu.reading import Refused
    from pipelines.display import console

    paths = {doc: _text_of(doc, texts) for doc in docs}
    answers: dict[str, list[Answer]] = {}
    title = say("Reading", "Đang đọc")
    progress = console(stderr=True)
    for doc in track(docs, title, console=progress, transient=True, disable=not sys.stderr.isatty()):
        try:
            answers[doc] = [as_label(fact) | {"confidence": fact.confidence} for fact in extract_file(paths[doc]).facts]
        except Refused as error:
            raise UserError(f"{paths[doc]}: {error.reason_en}", f"{paths[doc]}: {error.reason_vi}") from error
    return answers


def _text_of(doc: str, texts: Path) -> Path:
    from chitieu.evaluation.labels import text_of

    try:
        return text_of(doc, texts)
    except FileNotFoundError as error:
        raise UserError(
            f"{doc} is labelled, but there is {error}. Are the arguments in the order LABELS TEXTS?",
            f"{doc} có nhãn, nhưng {texts} không có văn bản của nó. Thứ tự tham số có đúng là LABELS TEXTS?",
        ) from error
