from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from chitieu.model import Block, BlockKind, CleanDocument, Fact, LedgerEntry, RawDocument, Scenario, Segment, Sidecar
from chitieu.model import Transformation as Change
from chitieu.normalisation.observations import observe
from warehouse import arrivals, build, keys, rows, seeds
from warehouse.connection import writer
from warehouse.incremental import Promoted, missing, promote
from warehouse.tables import create_all

PLACES = ("core.dim_ref_area", "core.bridge_ref_area_succession")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the vocabulary, the same for all tests; without communes, which are many."""
    path = tmp_path_factory.mktemp("furnished") / "chitieu.duckdb"
    with writer(path) as connection:
        create_all(connection)
        seeds.load_all(connection, "furnish")
        connection.execute("DELETE FROM vocabulary.places WHERE level = 'commune'")
        connection.execute("DELETE FROM vocabulary.place_successions WHERE 'commune' IN (from_level, to_level)")
        for name in PLACES:
            assert build.build(connection, name, "furnish").rebuilt
    return path


@pytest.fixture
def home(tmp_path: Path, furnished: Path) -> Path:
    path = tmp_path / "warehouse" / "chitieu.duckdb"
    path.parent.mkdir()
    shutil.copyfile(furnished, path)
    return path


@pytest.fixture
def con(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse on disk with all declared tables; only the vocabulary is filled."""
    with writer(home) as connection:
        create_all(connection)
        yield connection


@dataclass
class Line:
    """A stand-in for the library, so that the warehouse is tested alone: ``value unit indicator year`` a line."""

    con: duckdb.DuckDBPyConnection
    versions: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(("raw", "cleaned", "extracted", "core"), "1")
    )
    run_id: str = "run"

    def arrive(self, files: Mapping[str, str], sidecars: Mapping[str, Sidecar] | None = None) -> Promoted:
        """Files by source; returns what became of ``raw.documents``."""
        ids = {source: hashlib.sha256(text.encode()).hexdigest() for source, text in files.items()}
        said = {source: (sidecars or {}).get(source, Sidecar()) for source in files}
        listing = pl.DataFrame(
            {"source": list(files), "input_hash": [ids[s] + repr(said[s]) for s in files]},
            schema={"source": pl.String, "input_hash": pl.String},
        )
        todo = missing(self.con, listing, "raw.documents", self.versions["raw"])
        read = [RawDocument(ids[s], Path(s).stem, s, "text/plain", "utf-8", files[s], said[s]) for s in todo["source"]]
        merged = arrivals.merge(self.con, arrivals.arrivals([rows.arrival_row(r) for r in read]))
        return self._promote("raw", "raw.documents", merged, todo)

    def clean(self, refuse: Sequence[str] = ()) -> Promoted:
        """Documents whose text is in `refuse` go to quarantine."""
        todo = missing(self.con, "raw.documents", "cleaned.documents", self.versions["cleaned"])
        documents = [_clean(rows.raw_document(r)) for r in todo.iter_rows(named=True)]
        frame = rows.frame("cleaned.documents", map(rows.clean_row, documents))
        bad = frame.filter(pl.col("text").is_in(list(refuse))).with_columns(
            expectation=pl.lit("text_is_good"), reason_vi=pl.lit("chữ xấu"), reason_en=pl.lit("bad text")
        )
        return self._promote(
            "cleaned", "cleaned.documents", frame.filter(~pl.col("text").is_in(list(refuse))), todo, bad
        )

    def extract(self) -> Promoted:
        todo = missing(self.con, "cleaned.documents", "extracted.facts", self.versions["extracted"])
        facts, numbers = [], []
        for row in todo.iter_rows(named=True):
            for fact in _facts(rows.clean_document(row)):
                facts.append(rows.fact_row(fact, row["document_id"]))
                entry = LedgerEntry(fact.start, fact.end, fact.text, "fact", fact.rule)
                numbers.append(rows.number_row(entry, row["document_id"]))
        beside = {"extracted.numbers": rows.frame("extracted.numbers", numbers)}
        return self._promote("extracted", "extracted.facts", rows.frame("extracted.facts", facts), todo, beside=beside)

    def normalise(self) -> Promoted:
        seeds.load_all(self.con, self.run_id)
        todo = missing(self.con, "extracted.facts", "core.fact_observation", self.versions["core"])
        found = rows.observations(observe(r["document_id"], rows.fact(r)) for r in todo.iter_rows(named=True))
        return self._promote("core", "core.fact_observation", keys.add_keys(self.con, found), todo)

    def bring_up_to_date(self) -> dict[str, Promoted]:
        """All stages after raw."""
        return {"cleaned": self.clean(), "extracted": self.extract(), "core": self.normalise()}

    def build(self) -> dict[str, bool]:
        """The models; whether each was rebuilt."""
        done = list(build.build_all(self.con, self.run_id))
        assert not [b.failures for b in done if b.failures]
        return {b.name: b.rebuilt for b in done}

    def _promote(
        self,
        stage: str,
        table: str,
        good: pl.DataFrame,
        todo: pl.DataFrame,
        bad: pl.DataFrame | None = None,
        **more: Any,
    ) -> Promoted:
        bad = pl.DataFrame() if bad is None else bad
        version = self.versions[stage]
        return promote(self.con, table, good, bad, done=todo, version=version, run_id=self.run_id, **more)


def _clean(raw: RawDocument) -> CleanDocument:
    text = raw.text
    return CleanDocument(
        raw.document_id,
        raw.name,
        text,
        segments=(Segment(0, len(text), 0, len(text)),),
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
        title=raw.sidecar.title,
        published=raw.sidecar.published or date(2024, 1, 19),
        publisher=raw.sidecar.publisher,
        url=raw.sidecar.url,
        ref_area=raw.sidecar.ref_area,
    )


def _facts(document: CleanDocument) -> Iterator[Fact]:
    at = 0
    for line in document.text.splitlines(keepends=True):
        words = line.split()
        if len(words) == 4:
            value, unit, indicator, year = words
            end = at + len(f"{value} {unit}")
            yield Fact(
                document.name, at, end, document.text[at:end], float(value), unit, indicator, indicator,
                Change.LEVEL, Scenario.ACTUAL, year, document.ref_area or "405", confidence=0.9, rule="test",
            )  # fmt: skip
        at += len(line)


@pytest.fixture
def line(con: duckdb.DuckDBPyConnection) -> Line:
    return Line(con)


@pytest.fixture
def run(home: Path) -> Callable[..., None]:
    """One whole run on files, up to the models, that leaves the warehouse closed."""

    def whole(files: Mapping[str, str], sidecars: Mapping[str, Sidecar] | None = None, run_id: str = "run") -> None:
        with writer(home) as connection:
            create_all(connection)
            one = Line(connection, run_id=run_id)
            one.arrive(files, sidecars)
            one.bring_up_to_date()
            one.build()

    return whole
