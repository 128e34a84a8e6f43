"""What is written, judged by another implementation of the standard: its schemas, and its readers."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc
from pysdmx.model import Role

from tests.unit.warehouse.sdmx.derived_schema import complaints
from warehouse.sdmx.check import check
from warehouse.sdmx.data import header, write_csv, write_xml
from warehouse.sdmx.messages import write_structure
from warehouse.sdmx.structure import Structure

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
STRUCTURES = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure}"
COMMON = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}"
# What XML 1.0 can carry.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32))
ROLES = {"dimension": Role.DIMENSION, "time": Role.DIMENSION, "measure": Role.MEASURE, "attribute": Role.ATTRIBUTE}


@pytest.fixture
def written(
    cells: duckdb.DuckDBPyConnection, structure: Structure, frame: pl.DataFrame, tmp_path: Path
) -> dict[str, Path]:
    said = header(cells)
    paths = {name: tmp_path / name for name in ("structure.xml", "data.xml", "data.csv")}
    write_structure(structure, said, paths["structure.xml"])
    write_xml(structure, said, frame, paths["data.xml"])
    write_csv(structure, frame, paths["data.csv"])
    return paths


def rows(found: Any) -> list[dict[str, Any]]:
    """Rows of what was read, nothing where nothing was said; sorted by key."""
    plain = [{k: None if v is None or v != v or v == "" else v for k, v in r.items()} for r in found]
    return sorted(plain, key=lambda r: str(r["OBSERVATION_ID"]))


@pytest.mark.parametrize("name", ["structure.xml", "data.xml"])
def test_it_validates_against_the_schemas(written: dict[str, Path], name: str) -> None:
    validate_doc(written[name].read_text(encoding="utf-8"))


def test_the_data_validates_against_the_schema_derived_from_its_structure(written: dict[str, Path]) -> None:
    assert complaints(written["structure.xml"], written["data.xml"]) == []


def test_no_observations_are_a_valid_message_too(
    cells: duckdb.DuckDBPyConnection, structure: Structure, frame: pl.DataFrame, written: dict[str, Path]
) -> None:
    write_xml(structure, header(cells), frame.clear(), written["data.xml"])
    assert complaints(written["structure.xml"], written["data.xml"]) == []
    assert check(structure, frame.clear()) == []


def test_that_schema_knows_codes_types_and_what_is_mandatory(written: dict[str, Path]) -> None:
    data = written["data.xml"]
    spoilt = data.read_text(encoding="utf-8")
    for right, wrong in (
        ('SCENARIO="TARGET"', 'SCENARIO="WISH"'),
        ('OPERATOR="APPROX" ', ""),
        ('TIME_PERIOD="2026-Q1"', 'TIME_PERIOD="2026-Q5"'),
        ('BASE_PER="2022"', 'BASE_PER="năm 2022"'),
    ):
        assert right in spoilt
        spoilt = spoilt.replace(right, wrong, 1)
    data.write_text(spoilt, encoding="utf-8")
    found = "\n".join(complaints(written["structure.xml"], data))
    for said in ("WISH", "'OPERATOR' is required", "2026-Q5", "năm 2022"):
        assert said in found


@pytest.mark.parametrize("name", ["data.xml", "data.csv"])
def test_reading_back_gives_the_same_observations(written: dict[str, Path], frame: pl.DataFrame, name: str) -> None:
    (dataset,) = get_datasets(written[name], written["structure.xml"])
    assert dataset.short_urn == "Dataflow=CHITIEU:DF_INDICATORS(1.0)"
    read = dataset.data.astype(object).where(dataset.data.notna(), None).to_dict("records")
    said = frame.with_columns(pl.col("PUBLISHED").str.to_date()).to_dicts()
    assert rows(read) == rows(said)


def test_another_reader_sees_the_same_structure(written: dict[str, Path], structure: Structure) -> None:
    message = read_sdmx(written["structure.xml"], validate=True)
    (definition,) = message.get_data_structure_definitions()
    (flow,) = message.get_dataflows()
    assert (flow.id, flow.structure) == ("DF_INDICATORS", definition.short_urn)
    assert [(c.id, c.role, c.required, getattr(c.concept, "name", None)) for c in definition.components] == [
        (c.id, ROLES[c.role], c.required, c.name.en) for c in structure.components
    ]
    assert {lst.id: [(c.id, c.name) for c in lst.items] for lst in message.get_codelists()} == {
        name: [(c.id, c.name.en) for c in codelist.codes] for name, codelist in structure.codelists.items()
    }


def test_names_are_there_in_vietnamese_and_places_have_parents(written: dict[str, Path]) -> None:
    root = ET.parse(written["structure.xml"]).getroot()
    codes = {code.get("id"): code for code in root.iter(f"{STRUCTURES}Code")}
    names = {n.get(LANGUAGE): n.text for n in codes["district_900_2020-01-01"].iter(f"{COMMON}Name")}
    assert names == {"vi": "Huyện Ba Suối, Chín Mươi", "en": "Ba Suối (district), Chín Mươi"}
    assert codes["district_900_2020-01-01"].findtext(f"{STRUCTURES}Parent") == "province_90"
    for element in root.iter():
        said = [n.get(LANGUAGE) for n in element.findall(f"{COMMON}Name")]
        assert said in ([], ["en", "vi"])


def test_the_same_version_is_written_the_same(
    cells: duckdb.DuckDBPyConnection, structure: Structure, frame: pl.DataFrame, written: dict[str, Path]
) -> None:
    before = written["data.xml"].read_bytes()
    write_xml(structure, header(cells), frame.clone(), written["data.xml"])
    assert written["data.xml"].read_bytes() == before
    assert b"<mes:Prepared>2026-01-02T03:04:05Z</mes:Prepared>" in before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(allow_nan=False, allow_infinity=False), TEXTS)
@example(1e22, "a\tb\nc\r\nd &amp; \"e\" 'f' <g> ]]>")
@example(0.1 + 0.2, " a,b;c ")
def test_any_number_and_any_text_survive(
    cells: duckdb.DuckDBPyConnection,
    structure: Structure,
    frame: pl.DataFrame,
    tmp_path: Path,
    number: float,
    text: str,
) -> None:
    one = frame.head(1).with_columns(OBS_VALUE=pl.lit(number), COMMENT_OBS=pl.lit(text))
    write_xml(structure, header(cells), one, tmp_path / "one.xml")
    (obs,) = ET.parse(tmp_path / "one.xml").getroot().iter("Obs")
    assert (float(obs.attrib["OBS_VALUE"]), obs.attrib["COMMENT_OBS"]) == (number, text)
    write_csv(structure, one, tmp_path / "one.csv")
    (row,) = pl.read_csv(io.BytesIO((tmp_path / "one.csv").read_bytes()), infer_schema=False).to_dicts()
    assert (float(row["OBS_VALUE"]), row["COMMENT_OBS"]) == (number, text)
