"""``chitieu export`` on a warehouse filled by the stand-in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from warehouse.export import FORMATS, export
from warehouse.publish import publish

Run = Callable[..., None]


@pytest.fixture
def chitieu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("CHITIEU_LANG", "en")
    return lambda *arguments: CliRunner().invoke(main, ["export", *arguments, "--home", str(tmp_path)])


@pytest.fixture
def published(home: Path, tmp_path: Path, run: Run) -> Path:
    run({"a.txt": "12 VND_BN gross_output 2023\n63.64 VND_MN_PP_PA income_per_capita 2023\n"})
    return publish(home, tmp_path / "published", run_id="r").path


def test_every_form_and_what_is_wrong(
    published: Path, tmp_path: Path, chitieu: Callable[..., Result], home: Path
) -> None:
    out = tmp_path / "out"
    for form in FORMATS:
        done = chitieu("--format", form, "--to", str(out / form))
        assert done.exit_code == 0, done.output
    frame = pl.read_csv(out / "sdmx-csv" / "data.csv")
    assert frame.select("REF_AREA", "INDICATOR", "UNIT_MEASURE", "OBS_VALUE").rows() == [
        ("district_405", "gross_output", "VND", 12e9),
        ("district_405", "income_per_capita", "VND_PER_person_PER_year", 63.64e6),
    ]
    assert {p.name for p in (out / "sdmx-ml").iterdir()} == {"structure.xml", "data.xml"}
    assert duckdb.sql(f"SELECT count(*) FROM '{out}/parquet/core.fact_observation.parquet'").fetchall() == [(2,)]
    with duckdb.connect(str(published)) as con:
        con.execute("UPDATE mart.indicator_series SET scenario = 'WISH' WHERE indicator = 'gross_output'")
    before = (out / "sdmx-csv" / "data.csv").read_bytes()
    refused = chitieu("--format", "sdmx-csv", "--to", str(out / "sdmx-csv"))
    assert refused.exit_code == 1
    assert (
        "SCENARIO: 'WISH' is not in the codelist [A.district_405.gross_output.WISH.LEVEL.VND._Z._Z.2023]"
        in refused.output
    )
    assert (out / "sdmx-csv" / "data.csv").read_bytes() == before


def test_nothing_published_says_what_to_do(tmp_path: Path, chitieu: Callable[..., Result]) -> None:
    for form in FORMATS:
        done = chitieu("--format", form, "--to", str(tmp_path / "out"))
        assert (done.exit_code, "Run `chitieu run` first" in done.output) == (1, True), done.output
    assert not (tmp_path / "out").exists()


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are sdmx-csv, sdmx-ml, parquet"):
        export(tmp_path / "chitieu.duckdb", "xlsx", tmp_path)
