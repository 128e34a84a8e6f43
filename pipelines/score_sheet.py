"""What an evaluation found, for people and for programs."""

from __future__ import annotations

from typing import Any

import click

from chitieu.evaluation.pairing import LEVELS, Answer
from chitieu.evaluation.scoring import REPORTED_FIELDS, SCORED_FIELDS, Report, Tally
from pipelines.display import show_table
from pipelines.language import say


def show(report: Report) -> None:
    """Print the figures by document, field, confidence and level: what matters most comes last, above the prompt."""
    total = report.total
    show_table(
        [
            say("document", "văn bản"),
            say("labels", "nhãn"),
            say("facts", "số liệu"),
            *(f"{name} F1" for name in LEVELS),
        ],
        [[doc, t.labels, t.facts, *(f"{t.f1(name):.3f}" for name in LEVELS)] for doc, t in report.documents.items()],
    )
    show_table(
        [say("field", "trường"), say("right where the quantity is", "đúng khi đại lượng đúng")],
        [[name, f"{report.field_share(name):.3f}"] for name in SCORED_FIELDS + REPORTED_FIELDS],
    )
    show_table(
        [say("confidence", "độ tin cậy"), say("facts", "số liệu"), say("mean", "trung bình"), say("right", "đúng")],
        [
            [f"{i / 10:.1f}-{(i + 1) / 10:.1f}", t.facts, f"{t.confidence / t.facts:.3f}", f"{t.right / t.facts:.3f}"]
            for i, t in enumerate(report.tenths)
            if t.facts
        ],
    )
    show_table(
        [say("level", "mức"), "P", "R", "F1"],
        [[name, *(f"{figure:.3f}" for figure in _figures(total, name))] for name in LEVELS],
        say(
            f"{len(report.documents)} documents, {total.labels} facts labelled, {total.facts} found",
            f"{len(report.documents)} văn bản, {total.labels} số liệu có nhãn, {total.facts} số liệu tìm được",
        ),
    )


def show_wrong(report: Report, limit: int) -> None:
    """Print up to so many pairs that are not right in everything: missed, spurious or wrong."""
    for doc, (label, fact), _ in report.wrong[:limit]:
        kind = "WRONG" if label and fact else "MISSED" if label else "SPURIOUS"
        click.echo(f"{kind} {doc}:{(label or fact or {})['start']}")
        for who, answer in (("label", label), ("fact ", fact)):
            if answer:
                click.echo(f"   {who} {answer.get('text')!r}: {_short(answer)}")


def _short(answer: Answer) -> str:
    names = ("value", "unit", "indicator", "transformation", "scenario", "time_period", "ref_area")
    return " ".join(str(answer.get(name)) for name in names)


def _figures(tally: Tally, name: str) -> tuple[float, float, float]:
    return tally.precision(name), tally.recall(name), tally.f1(name)


def as_json(report: Report) -> dict[str, Any]:
    """The same figures for programs."""

    def tally(t: Tally) -> dict[str, Any]:
        levels = {
            name: {k: round(v, 4) for k, v in zip(("P", "R", "F1"), _figures(t, name), strict=True)} for name in LEVELS
        }
        return {"labels": t.labels, "facts": t.facts, **levels}

    return {
        **tally(report.total),
        "fields": {name: round(report.field_share(name), 4) for name in SCORED_FIELDS + REPORTED_FIELDS},
        "documents": {doc: tally(t) for doc, t in report.documents.items()},
        "calibration": [
            {"facts": t.facts, "right": t.right, "confidence": round(t.confidence, 4)} for t in report.tenths
        ],
    }
