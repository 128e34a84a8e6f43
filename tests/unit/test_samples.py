"""The samples keep their promises: labels in the form of the guidelines, quirks that are there, broken ones refused."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from chitieu.evaluation.labels import FIELDS, Label, accepted, load_labels
from chitieu.model import Scenario, Transformation
from chitieu.reading import Refused, read_file
from chitieu.reading.sidecar import SUFFIX, sidecar_path
from chitieu.vocabulary import units
from chitieu.vocabulary.indicators import indicators

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS = {path.stem: path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".html")}
LABELS = load_labels(SAMPLES / "labels")
ALL = [label for labels in LABELS.values() for label in labels]

MARK = "Văn bản mẫu của dự án Chỉ Tiêu, số liệu minh họa."
PERIOD = re.compile(
    r"\d{4}(?:-(?:S[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)|-\d{2}-\d{2}/P\d{1,2}[YMD])?"
)
AREA = re.compile(r"VN|\d{2}|\d{3}|\d{5}")
OPERATORS = {"=", "~", ">", ">=", "<", "<="}
MAY_ACCEPT = {"value", "unit", "indicator", "transformation", "scenario", "time_period", "ref_area"}


def text_of(stem: str) -> str:
    return DOCUMENTS[stem].read_bytes().decode("utf-8")


def where(label: Label) -> str:
    return f"{label['doc']} {label['start']} {label['text']!r}"


def values(field: str) -> list[tuple[str, Any]]:
    """Each answer of a field with the place of its label, alternatives included."""
    return [(where(label), value) for label in ALL for value in accepted(label, field)]


def test_every_document_has_labels_and_all_labels_a_document() -> None:
    assert set(DOCUMENTS) == set(LABELS)
    assert all(label["doc"] == stem for stem, labels in LABELS.items() for label in labels)


@pytest.mark.parametrize("stem", DOCUMENTS)
def test_spans_are_the_words_of_the_source_in_order_and_apart(stem: str) -> None:
    source = text_of(stem)
    assert all(source[label["start"] : label["end"]] == label["text"] for label in LABELS[stem])
    spans = [(label["start"], label["end"]) for label in LABELS[stem]]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_labels_have_exactly_the_keys_of_the_guidelines() -> None:
    assert {tuple(label) for label in ALL} == {(*FIELDS, "optional", "accept")}
    assert {type(label["optional"]) for label in ALL} == {bool}
    assert {key for label in ALL for key in label["accept"]} <= MAY_ACCEPT


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("indicator", {*indicators(), None}),
        ("transformation", set(Transformation)),
        ("scenario", set(Scenario)),
        ("operator", OPERATORS),
    ],
)
def test_codes_are_known(field: str, known: set[str | None]) -> None:
    assert [entry for entry in values(field) if entry[1] not in known] == []


@pytest.mark.parametrize(("field", "form"), [("time_period", PERIOD), ("base_period", PERIOD), ("ref_area", AREA)])
def test_values_have_the_right_form(field: str, form: re.Pattern[str]) -> None:
    assert [entry for entry in values(field) if entry[1] is not None and not form.fullmatch(entry[1])] == []


def test_units_are_of_the_catalogue_apart_from_a_few_counted_nouns() -> None:
    assert {unit for _, unit in values("unit")} - set(units.load().by_code) == {"TAI_KHOAN", "TRAM", "TRUONG_HOP"}


def test_an_alternative_differs_from_the_answer() -> None:
    repeated = [where(label) for label in ALL for field, others in label["accept"].items() if label[field] in others]
    assert repeated == []


def test_a_figure_without_a_code_says_in_words_what_it_is() -> None:
    assert [where(label) for label in ALL if not label["indicator_text"]] == []


def test_falls_are_negative_and_shares_of_plan_are_per_cent() -> None:
    by_form = {t: [label for label in ALL if label["transformation"] == t] for t in Transformation}
    assert all(label["unit"] == "PCT" for label in by_form[Transformation.PCT_OF_PLAN])
    assert all(label["unit"] in ("PCT", "TIMES") for label in by_form[Transformation.GROWTH])
    assert all(label["value"] >= 0 for label in by_form[Transformation.LEVEL])
    assert any(label["value"] < 0 for label in by_form[Transformation.CHANGE])


@pytest.mark.parametrize("stem", DOCUMENTS)
def test_each_document_says_that_it_is_a_sample(stem: str) -> None:
    assert MARK in unicodedata.normalize("NFC", text_of(stem))[-400:]


def test_the_readme_names_each_document() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    broken = [path for path in (SAMPLES / "broken").iterdir() if path.suffix == ".txt"]
    assert [path.name for path in (*DOCUMENTS.values(), *broken) if f"`{path.name}`" not in readme] == []


def test_the_quirks_are_there() -> None:
    texts = {stem: text_of(stem) for stem in DOCUMENTS}
    assert len([path for path in DOCUMENTS.values() if path.suffix == ".html"]) == 3
    decomposed = [stem for stem, text in texts.items() if unicodedata.is_normalized("NFD", text)]
    assert decomposed == ["06_tra_cu_6_thang_2022"]
    assert [stem for stem, text in texts.items() if "\r\n" in text] == ["17_vinh_long_trat_tu_quy_3"]
    assert any("\u00a0" in label["text"] for label in ALL)
    assert [stem for stem, labels in LABELS.items() if all(label["optional"] for label in labels)] == [
        "13_bong_chuyen_hoi_xuan",
        "14_ca_ro_kho_khe",
    ]
    twins = [texts[stem] for stem in ("04_lao_cai_quy_1_2024", "20_kinh_te_cua_khau_dang_lai")]
    assert twins[0] == twins[1]


def test_sidecars_are_in_order() -> None:
    sidecars = sorted(SAMPLES.glob(f"*{SUFFIX}"))
    assert sidecars == [sidecar_path(path) for path in DOCUMENTS.values() if sidecar_path(path).is_file()]
    assert all(read_file(DOCUMENTS[path.name.removesuffix(SUFFIX)]).sidecar.published for path in sidecars)


@pytest.mark.parametrize("stem", DOCUMENTS)
def test_reading_leaves_the_text_as_it_stands(stem: str) -> None:
    assert read_file(DOCUMENTS[stem]).text == text_of(stem)


@pytest.mark.parametrize(
    ("name", "code"),
    [("not_text.txt", "binary"), ("empty.txt", "empty"), ("broken_sidecar.txt", "sidecar")],
)
def test_broken_files_are_refused(name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(SAMPLES / "broken" / name)
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["year_2099.txt", "unknown_units.txt"])
def test_documents_with_impossible_figures_can_be_read(name: str) -> None:
    assert MARK in read_file(SAMPLES / "broken" / name).text
