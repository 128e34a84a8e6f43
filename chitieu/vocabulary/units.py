"""The catalogue of units, and the longest unit phrase at a place in a text.

``units.csv`` holds the units with their codes, factors and ways of writing; ``units_nouns.csv`` the nouns that
officials count (``thông báo``, ``vườn mẫu``) and that no catalogue lists: their code is the noun in capitals
without accents. Phrases are matched token by token, whatever their case; diacritics always count.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# A word, a metre with its exponent, or one sign; two blanks at most before it: a wider gap borders a table cell.
_TOKEN = re.compile(
    r"[ \u00a0\u202f]{0,2}([kcdhKCDH]?[mM](?: ?[23](?![\d.,]*\d)|[²³])(?!\w)|[^\W\d_]+|[%‰₫$°]|,|-(?=[^\W\d_]))"
)
_PER = re.compile(
    r"[ \u00a0]?/[ \u00a0]?(?:(\d[\d.]*) )?((?i:vạn dân|vạn người|ngày đêm|năm học|đầu người|nhân khẩu|lao động|"
    r"ngày công|km vuông|kwh|bé gái|trẻ em gái|trẻ gái|trẻ đẻ sống|phụ nữ|bà mẹ|ki-lô-gam|héc[ -]ta|hec[ -]ta|ha|kg)\b|"
    r"(?!(?:kế|dự|chỉ|mục|tổng|nghị|cùng)\b)[a-zà-ỹđ]+[23²³]?)"
)
_PER_AFTER_WORDS = re.compile(r"(?:[ \u00a0][a-zà-ỹđ]+){1,3}(?=/(?:ha|người|xã|hộ|vạn|sào|trụ|cây|vụ|năm)\b)")
_PER_PEOPLE = re.compile(  # "8,3 bác sĩ trên 1 vạn dân"; "8,3 bác sĩ và 27 giường trên vạn dân" says it of both
    r"(?P<other>[ \u00a0]và[ \u00a0][\d.,]+[ \u00a0]\w+(?: bệnh)?)?[ \u00a0]trên[ \u00a0](?:(?:01|1|một) )?"
    r"(?P<whole>vạn|10\.?000|100\.000|100 nghìn)[ \u00a0]dân(?!\w)"
)
_PRICED = frozenset({"kwh", "tấn", "thùng", "lít", "m3"})  # a price per these keeps its words: "USD/tấn" is USD/TAN
_SAME_DIVISOR = {
    "héc-ta": "ha", "héc ta": "ha", "hec-ta": "ha", "hec ta": "ha", "hecta": "ha", "hécta": "ha", "ki-lô-gam": "kg",
    "kilôgam": "kg", "kí": "kg", "ký": "kg", "m²": "m2", "km²": "km2", "km vuông": "km2", "m³": "m3",
}  # fmt: skip
_MONEY = (("triệu đồng", 1e6), ("nghìn đồng", 1e3), ("đồng", 1.0))
MAGNITUDES = {
    "chục": 10.0, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tr": 1e6, "tỷ": 1e9, "tỉ": 1e9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the catalogue: what a number in this unit amounts to in the base unit."""

    code: str
    label_vi: str
    label_en: str
    variants: tuple[str, ...]
    dimension: str
    factor_to_base: float | None
    base_unit: str
    ucum: str
    unit_mult: int


class UnitMatch(NamedTuple):
    """A unit phrase found in a text: where it ends, its code, and what to multiply the written number with."""

    end: int
    code: str
    scale: float
    dimension: str | None
    group: str  # of a noun outside the catalogue: task, meeting, reward, organisation, thing; else ""
    phrase: str  # as in the vocabulary, in small letters
    magnitude: bool  # a magnitude stands alone (``3,3 triệu``): money or what the sentence counts


class Node(dict[str, "Node"]):
    """A node of the tree of phrases: tokens that may follow, and the phrase that ends here."""

    phrase = ""


@dataclass(frozen=True)
class Units:
    """The vocabulary of units, loaded once."""

    by_code: Mapping[str, Unit]
    by_phrase: Mapping[str, tuple[str, str]]  # phrase -> code, group
    tree: Node

    def dimension(self, code: str) -> str | None:
        """Dimension of a unit of the catalogue; None outside it."""
        unit = self.by_code.get(code)
        return unit.dimension if unit else None

    def match(self, text: str, at: int) -> UnitMatch | None:
        """The longest unit at ``text[at:]``, blanks before it allowed: ``nghìn tỷ đồng``, ``tạ/ha``, ``triệu lượt``."""
        scale, magnitudes, end = self._magnitudes(text, at)
        phrase, phrase_end = self._longest(text, at)
        if magnitudes:
            counted, counted_end = self._longest(text, end)
            if counted and counted_end > phrase_end and counted.split(" ")[0] not in MAGNITUDES:
                return self._chain(text, counted, counted_end, scale, magnitudes)
            if not phrase or phrase_end < end:  # "trăm triệu": no phrase of its own
                return UnitMatch(end, "VND", scale, "money", "", magnitudes, True)
        if not phrase or self.by_phrase[phrase][1] == "none":  # "tỷ lệ" is no "tỷ"
            return None
        return self._chain(text, phrase, phrase_end, 1.0, "")

    def no_unit(self, text: str, at: int) -> bool:
        """Whether a word stands at ``at`` that only begins like a unit: ``tỷ lệ``, ``con số``."""
        phrase, _ = self._longest(text, at)
        return bool(phrase) and self.by_phrase[phrase][1] == "none"

    def _magnitudes(self, text: str, at: int) -> tuple[float, str, int]:
        """Product, words and end of the magnitudes at ``at``: ``nghìn tỷ`` is 1e12."""
        scale, words = 1.0, []
        while (m := _TOKEN.match(text, at)) and (word := m[1].lower()) in MAGNITUDES:
            scale *= MAGNITUDES[word]
            words.append(word)
            at = m.end()
            if word == "tr" and text.startswith(".", at):
                at += 1
        return scale, " ".join(words), at

    def _longest(self, text: str, at: int) -> tuple[str, int]:
        """The longest phrase of the vocabulary at ``at`` and its end; an empty phrase where there is none."""
        node, best, best_end = self.tree, "", at
        while m := _TOKEN.match(text, at):
            token = _normal(m[1])
            following = node.get(token)
            if following is None:
                break
            node, at = following, m.end()
            if token == "tr" and text.startswith(".", at):
                at += 1
            if node.phrase:
                best, best_end = node.phrase, at
        return best, best_end

    def _chain(self, text: str, phrase: str, end: int, scale: float, magnitudes: str) -> UnitMatch:
        """Follow ``/người/năm`` after a unit and find the code of the whole."""
        code, group = self.by_phrase[phrase]
        per, per_end = "", end
        if m := _PER_AFTER_WORDS.match(text, end):
            per_end = m.end()
        while m := _PER.match(text, per_end):
            one = "" if m.group(1) in (None, "1", "01") else f"{m.group(1)} "
            word = m.group(2).lower()
            divisor = f"/{one}{_SAME_DIVISOR.get(word, word)}"
            if one and divisor not in self.by_phrase and phrase + divisor not in self.by_phrase:
                break  # "13.148 hộ/54.310 khẩu" are two numbers
            per, per_end = per + divisor, m.end()
        if not per:
            if self.dimension(code) in ("count", None) and (m := _PER_PEOPLE.match(text, end)):
                rate, _ = self.by_phrase[f"trên {m['whole']} dân".replace("10000", "10.000")]
                return UnitMatch(end if m["other"] else m.end(), rate, scale, self.dimension(rate), "", phrase, False)
            bare = all(w in MAGNITUDES for w in phrase.split(" "))
            return UnitMatch(end, code, scale, self.dimension(code), group, phrase, bare)
        for written, factor in self._compounds(code, phrase, per, scale, magnitudes):
            if found := self.by_phrase.get(written):
                return UnitMatch(per_end, found[0], factor, self.dimension(found[0]), "", phrase + per, False)
        if (self.dimension(code) == "money" or code == "CENT") and per.removeprefix("/") in _PRICED:
            price = f"{noun_code(f'{magnitudes} {phrase}')}/{noun_code(per[1:])}"
            return UnitMatch(per_end, price, 1.0, "money_per_unit", "", phrase + per, False)
        return UnitMatch(per_end, code, scale, self.dimension(code), group, phrase + per, False)

    def _compounds(
        self, code: str, phrase: str, per: str, scale: float, magnitudes: str
    ) -> Iterator[tuple[str, float]]:
        """Ways to look up ``phrase`` + ``per``, with the factor of each: in full, rescaled, by the divisor alone."""
        money = self.dimension(code) == "money"
        full = self.by_code[code].label_vi if money else f"{magnitudes} {phrase}".strip()
        yield full + per, 1.0
        yield full + per.removesuffix("/năm").removesuffix("/vụ"), 1.0
        if money and code.startswith("VND") and per not in ("/năm", "/tháng"):
            size = scale * (self.by_code[code].factor_to_base or 1.0)
            for name, factor in _MONEY:
                yield name + per, round(size / factor, 9)
        yield per, scale
        yield phrase + per, scale


@cache
def load() -> Units:
    """The units of ``units.csv`` and the count nouns of ``units_nouns.csv``."""
    by_code: dict[str, Unit] = {}
    by_phrase: dict[str, tuple[str, str]] = {}
    for row in _rows("units.csv"):
        variants = tuple(v for v in row["variants"].split("|") if v)
        by_code[row["unit_code"]] = Unit(
            code=row["unit_code"],
            label_vi=row["label_vi"],
            label_en=row["label_en"],
            variants=variants,
            dimension=row["dimension"],
            factor_to_base=float(row["factor_to_base"]) if row["factor_to_base"] else None,
            base_unit=row["base_unit"],
            ucum=row["ucum"],
            unit_mult=int(row["unit_mult"] or 0),
        )
        for variant in variants:
            by_phrase.setdefault(variant, (row["unit_code"], ""))
    for row in _rows("units_nouns.csv"):
        by_phrase.setdefault(row["noun"], (row["unit"], row["group"]))
    tree = Node()
    for phrase in by_phrase:
        tokens = [_normal(m[1]) for m in _TOKEN.finditer(phrase)]
        if "/" in phrase or "".join(tokens) != phrase.replace(" ", ""):
            continue  # a chain, read part by part; or a phrase with digits, looked up whole
        node = tree
        for token in tokens:
            node = node.setdefault(token, Node())
        node.phrase = phrase
    return Units(by_code, by_phrase, tree)


def noun_code(words: str) -> str:
    """Code of a unit outside the catalogue: ``trường hợp`` is ``TRUONG_HOP``."""
    plain = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "_".join("".join(c for c in plain if not unicodedata.combining(c)).upper().replace(",", " ").split())


def _normal(token: str) -> str:
    return token.lower().replace(" ", "").replace("²", "2").replace("³", "3")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("chitieu.vocabulary") / name).read_text(encoding="utf-8").splitlines()))
