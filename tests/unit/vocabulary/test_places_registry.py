"""The registry: what stood when, what became of it, and how it agrees with an independent list."""

from __future__ import annotations

import csv
import itertools
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from chitieu.vocabulary.places import LEVELS, Place, level_of, load
from chitieu.vocabulary.places.heirs import stand_ins
from chitieu.vocabulary.places.names import key

HISTORY = Path(__file__).parents[4] / "shared" / "reference" / "locality_history.csv"
DAYS = ("2012-01-01", "2019-06-30", "2023-06-30", "2025-06-30", "2025-07-01", "2026-11-24")


def on(code: str, day: str) -> str | None:
    place = load().get(code, date.fromisoformat(day))
    return place.full_name if place else None


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("405", "2024-06-30", "Huyện Đông Sơn"),
        ("405", "2025-01-02", None),
        ("769", "2019-05-01", "Quận 2"),
        ("769", "2022-05-01", "Thành phố Thủ Đức"),
        ("524", "2025-06-30", "Huyện Bình Sơn"),
        ("524", "2025-07-01", None),
        ("28", "2008-07-31", "Tỉnh Hà Tây"),
        ("28", "2008-08-01", None),
        ("46", "2024-12-31", "Tỉnh Thừa Thiên Huế"),
        ("46", "2025-01-01", "Thành phố Huế"),
        ("24", "2025-06-30", "Tỉnh Bắc Giang"),
        ("24", "2025-07-01", "Tỉnh Bắc Ninh"),
        ("24", "2026-09-20", "Thành phố Bắc Ninh"),
        ("75", "2026-04-30", "Thành phố Đồng Nai"),
        ("26368", "2026-04-29", "Xã Long Thành"),
        ("26368", "2026-04-30", "Phường Long Thành"),
        ("829", "2009-08-11", "Thị xã Bến Tre"),
        ("829", "2009-08-12", "Thành phố Bến Tre"),
    ],
)
def test_what_a_code_meant_on_a_day(code: str, day: str, name: str | None) -> None:
    assert on(code, day) == name


def test_a_district_that_merged_has_its_heir() -> None:
    assert [(s.to_code, s.date, s.extent) for s in load().successors("405")] == [("380", "2025-01-01", "full")]


def test_a_district_of_2025_is_succeeded_by_its_communes() -> None:
    heirs = load().successors("524")
    assert {s.date for s in heirs} == {"2025-07-01"}
    assert {s.to_level for s in heirs} == {"commune"}
    assert {on(s.to_code, "2025-07-01") for s in heirs} >= {"Xã Bình Sơn", "Xã Vạn Tường"}


def test_a_district_that_was_split_goes_in_parts() -> None:
    heirs = [(s.to_code, s.extent) for s in load().successors("474") if s.date == "2025-01-01"]
    assert heirs == [("474", "partial"), ("475", "partial")]


def test_old_provinces_go_whole_into_new_ones() -> None:
    old = [s for s in load().successions if s.from_level == "province" and s.date == "2025-07-01"]
    assert len(old) == 52
    assert {s.extent for s in old} == {"full"}
    assert {s.from_code for s in old if s.to_code == "79"} == {"74", "77", "79"}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2019-06-30", (63, 713, 11160)),
        ("2023-06-30", (63, 705, 10599)),
        ("2025-06-30", (63, 696, 10035)),
        ("2025-07-01", (34, 0, 3321)),
    ],
)
def test_number_of_units(day: str, counts: tuple[int, int, int]) -> None:
    standing = [p.level for p in load().places if p.valid_on(date.fromisoformat(day))]
    assert tuple(standing.count(level) for level in LEVELS) == counts


def test_states_of_a_code_follow_each_other_without_overlap() -> None:
    by_code: dict[str, list[Place]] = defaultdict(list)
    for place in load().places:
        by_code[place.code].append(place)
    for code, states in by_code.items():
        for earlier, later in itertools.pairwise(states):
            assert "" < earlier.valid_to < later.valid_from, code


def test_every_unit_lies_under_one_that_stands_as_long() -> None:
    registry = load()
    for place in registry.places:
        if place.parent:
            last = place.valid_to or "2026-12-31"
            for day in (place.valid_from or min("2019-05-10", last), last):
                assert registry.get(place.parent, date.fromisoformat(day)) is not None, (place, day)


def test_successions_join_states_that_were() -> None:
    registry = load()
    for s in registry.successions:
        eve = date.fromordinal(date.fromisoformat(s.date).toordinal() - 1)
        assert registry.get(s.from_code, eve) is not None, s
        assert registry.get(s.to_code, date.fromisoformat(s.date)) is not None, s
        assert (s.from_level, s.to_level) == (level_of(s.from_code), level_of(s.to_code))


def test_names_are_keyed_as_the_scan_reads_them() -> None:
    for place in load().places:
        assert place.key == key(place.name)


def test_by_name_and_day() -> None:
    found = load().named("Bình Sơn", date(2024, 1, 19))
    assert [p.code for p in found if p.level == "district"] == ["524"]
    assert sum(p.level == "commune" for p in found) == 9
    assert [p.code for p in load().named("HUYỆN BÌNH SƠN", date(2024, 1, 19))] == ["524"]
    assert load().named("huyện Bình Sơn", date(2025, 7, 1)) == ()


@pytest.mark.parametrize(
    ("code", "day", "others"),
    [
        ("405", "2024-06-30", ("405",)),
        ("405", "2025-01-02", ("380",)),
        ("28", "2010-01-01", ("01",)),
        ("763", "2022-01-01", ("769",)),
        ("74", "2025-07-01", ("79",)),
        ("224", "2024-01-01", ("219",)),
        ("999", "2024-01-01", ()),
    ],
)
def test_what_stands_in_for_a_code_out_of_force(code: str, day: str, others: tuple[str, ...]) -> None:
    assert stand_ins(code, date.fromisoformat(day)) == others


def test_a_district_dead_before_the_reform_is_followed_to_its_communes() -> None:
    others = stand_ins("405", date(2025, 8, 1))
    assert others
    assert all(level_of(code) == "commune" for code in others)


def test_a_code_of_no_known_form_is_refused() -> None:
    with pytest.raises(ValueError, match="2 digits for a province"):
        level_of("40a")


@pytest.mark.skipif(not HISTORY.is_file(), reason="the list to compare with is not here")
@pytest.mark.parametrize("day", DAYS)
def test_agreement_with_an_independent_list(day: str) -> None:
    """Codes in use, by level: all provinces and districts, and 99% of communes from 2023 on (98% in 2012)."""
    with HISTORY.open(encoding="utf-8", newline="") as f:
        theirs = {
            (r["level"], r["code"]): r["parent_code"]
            for r in csv.DictReader(f)
            if (r["valid_from"] or "0") <= day <= (r["valid_to"] or "9")
        }
    ours = {(p.level, p.code): p.parent for p in load().places if p.valid_on(date.fromisoformat(day))}
    for level in LEVELS:
        a, b = ({u for u in units if u[0] == level} for units in (ours, theirs))
        agreement = len(a & b) / len(a | b) if a | b else 1.0
        said = f"{day} {level}: {len(a & b)} of {len(a | b)} agree ({agreement:.2%}), apart {sorted(a ^ b)[:8]}"
        sys.stdout.write(said + "\n")
        assert agreement >= (1.0 if level != "commune" else 0.98 if day < "2019" else 0.99), said
        if level != "commune" or day > "2023":
            assert all(ours[u] == theirs[u] for u in a & b)
