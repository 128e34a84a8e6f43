"""What a run on the samples publishes, as SDMX: valid, and the same observations when read back."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from pysdmx.io import get_datasets

from pipelines.home import published_file
from tests.pipeline.conftest import FirstRun
from tests.unit.warehouse.sdmx.derived_schema import complaints
from warehouse.connection import reader
from warehouse.export import export

SAID = "OBSERVATION_ID INDICATOR TIME_PERIOD OBS_VALUE CONFIDENCE REPORTS COMMENT_OBS".split()


@pytest.mark.parametrize("form", ["sdmx-ml", "sdmx-csv"])
def test_the_samples_come_back_from_sdmx(first_run: FirstRun, tmp_path: Path, form: str) -> None:
    published = published_file(first_run[0])
    structure, data = export(published, form, tmp_path)
    if form == "sdmx-ml":
        assert complaints(structure, data) == []
    (dataset,) = get_datasets(data, structure)
    with reader(published) as con:
        series = con.execute(
            "SELECT observation_id, indicator, time_period, obs_value, confidence, reports, quote "
            "FROM mart.indicator_series ORDER BY observation_id"
        ).fetchall()
    assert len(series) > 100
    read = pl.from_pandas(dataset.data[SAID]).sort("OBSERVATION_ID")
    assert read.rows() == series
