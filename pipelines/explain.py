"""Sentence by sentence: what each number of a document was taken for, and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from chitieu.api import read_document
from chitieu.model import CleanDocument, Extraction, Fact, LedgerEntry, Span
from chitieu.reading import read_file
from pipelines.display import cell, console
from pipelines.language import say

_WORD = "word"  # a word that could be a number ("năm": five, year) and here is none: of no interest to a reader
_SENTENCE_END = re.compile(r"(?<=[.;!?…])\s+(?=[^\W\d_a-zà-ỹ]|[-+–•])|\n")


def explain_file(path: Path, extraction: Extraction) -> None:
    """Print the sentences of a document that hold numbers, each number below with its reading or its class."""
    raw = read_file(path).text
    document = read_document(path)
    facts = {(fact.start, fact.end): fact for fact in extraction.facts}
    out = console()
    out.print(Text(f"{path}", style="bold"))
    out.print(_head(document))
    for sentence, entries in _by_sentence(document, extraction.ledger):
        out.print()
        out.print(Text(" ".join(sentence.split()), style="cyan"))
        for entry in entries:
            fact = facts.get((entry.start, entry.end))
            for line in _fact_lines(fact, raw) if fact else [_other_line(entry)]:
                out.print(line)


def _head(document: CleanDocument) -> Text:
    """What is known of the document as a whole: it decides where a sentence says nothing."""
    known = {
        say("title", "tiêu đề"): document.title,
        say("published", "ngày đăng"): document.published,
        say("publisher", "nơi đăng"): document.publisher,
        say("home place", "địa phương"): document.ref_area,
    }
    return Text("\n".join(f"  {name}: {cell(value)}" for name, value in known.items()), style="dim")


def _by_sentence(document: CleanDocument, ledger: tuple[LedgerEntry, ...]) -> Iterator[tuple[str, list[LedgerEntry]]]:
    """Sentences of the clean text with the numbers that start in them; both stand in the order of the raw text."""
    waiting = sorted(entry for entry in ledger if entry.number_class != _WORD)
    for start, end in _sentences(document.text):
        limit = document.to_raw(start, end).end
        here = [entry for entry in waiting if entry.start < limit]
        if here:
            waiting = waiting[len(here) :]
            yield document.text[start:end], here


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in (*(m.start() for m in _SENTENCE_END.finditer(text)), len(text)):
        if text[start:end].strip():
            yield Span(start, end)
        start = end


def _fact_lines(fact: Fact, raw: str) -> list[Text]:
    what = fact.indicator or f"“{fact.indicator_text or '?'}”"
    where_when = f"{fact.scenario} {cell(fact.time_period)} {cell(fact.ref_area)}"
    value = f"{'' if fact.operator == '=' else fact.operator + ' '}{cell(fact.value)} {fact.unit}"
    lines = [
        Text(f"  ✓ {fact.text}", style="bold green").append(
            f"  {what} {fact.transformation} = {value}, {where_when}", "default"
        )
    ]
    spans = {
        say("indicator", "chỉ tiêu"): fact.indicator_span,
        say("period", "kỳ"): fact.period_span,
        say("place", "nơi"): fact.place_span,
        say("scenario", "tính chất"): fact.scenario_span,
    }
    rests_on = "; ".join(f"{name} “{' '.join(raw[s.start : s.end].split())}”" for name, s in spans.items() if s)
    rule = say("rule", "quy tắc")
    sure = say("confidence", "độ tin cậy")
    lines.append(
        Text(
            "      " + "; ".join(filter(None, (rests_on, f"{rule} {fact.rule}", f"{sure} {fact.confidence:.2f}"))),
            style="dim",
        )
    )
    lines += [Text(f"      ! {note}", style="yellow") for note in fact.notes]
    return lines


def _other_line(entry: LedgerEntry) -> Text:
    return Text(f"  - {entry.text}", style="bold").append(f"  {entry.number_class}: {entry.reason}", "dim")
