"""Which unit words mean on a day: by name, type, what stands beside them, the home place, and places named before.

What two units answer to equally well stays open: its code is None and the candidates are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chitieu.vocabulary.places.match import Form, Named
from chitieu.vocabulary.places.meaning import meanings
from chitieu.vocabulary.places.registry import COUNTRY, LEVELS, Place, level_of, load

_FAR = 700  # characters: how far back "huyện" may point at a district named before
_RANK = {"country": 0, "province": 1, "district": 2, "commune": 3, "village": 4, "other": 5}
_ENOUGH = {"province": 0.0, "district": 3.0, "commune": 3.5}  # weight at which a bare name is taken for a place
_OF = re.compile(r"(?:của|trong|địa bàn|toàn|cả)\s+$")
_LISTED = re.compile(r"[ \u00a0]*(?:,|và|;)[ \u00a0]*")
_BETWEEN = re.compile(r"[ \u00a0]*\)?[ \u00a0]*[,(\-–]?[ \u00a0]*(?:thuộc|của|,)?[ \u00a0]*")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Words with the unit that they mean; `code` None with two or more candidates is ambiguous."""

    named: Named
    level: str
    code: str | None
    candidates: tuple[str, ...]
    rule: str


def resolve(text: str, found: Sequence[Named], day: date | None, home: str | None) -> list[Resolved]:
    """Give each of the words found in a text its unit."""
    return _Resolver(text, found, day, home).run()


class _Resolver:
    def __init__(self, text: str, found: Sequence[Named], day: date | None, home: str | None) -> None:
        self.text, self.found, self.day = text, found, day
        self.registry = load()
        self.home = home
        self.home_chain = self.chain(home) if home and home != COUNTRY else ()
        self.done: dict[int, Resolved | None] = {}
        self.link: dict[int, int] = {}
        self.outers: set[int] = set()  # those that only say where another lies
        self.former = {n.key for n in found if n.former}  # "Long An cũ" once: "Long An" is that one throughout
        self.typed: dict[str, int] = {}  # where a name first stands with its type
        for i, n in enumerate(found):
            if n.form is Form.TYPED:
                self.typed.setdefault(n.key, i)

    def chain(self, code: str) -> tuple[str, ...]:
        return self.registry.chain_near(code, self.day)

    def run(self) -> list[Resolved]:
        out = []
        for i in range(len(self.found)):
            one = self.one(i)
            if one is not None:
                out.append(replace(one, rule="outer") if i in self.outers else one)
        return out

    def one(self, i: int) -> Resolved | None:
        if i not in self.done:
            self.done[i] = self.judge(i)
        return self.done[i]

    def judge(self, i: int) -> Resolved | None:
        named = self.found[i]
        if named.form is Form.COUNTRY:
            return Resolved(named, "country", COUNTRY, (COUNTRY,), "country")
        if named.form in (Form.OTHER, Form.VILLAGE):
            return Resolved(named, named.levels[0], None, (), named.form.value)
        if named.form is Form.UNKNOWN:
            return Resolved(named, named.levels[0], None, (), "unknown_name")
        if named.form in (Form.WHOLE, Form.TYPE_ONLY):
            return self.pointing(i)
        return self.by_name(i)

    def pointing(self, i: int) -> Resolved | None:
        """The unit of that type in the chain of the home place, else the last one of that level named before."""
        named = self.found[i]
        recent = None
        for j in range(i - 1, -1, -1):
            if named.start - self.found[j].end > _FAR:
                break
            one = self.done.get(j)
            if one and one.code and one.level in named.levels and self.fits(one.code, named):
                recent = one
                break
        for code in self.home_chain:
            if level_of(code) in named.levels and self.fits(code, named):
                if code != self.home and named.form is Form.TYPE_ONLY and not _OF.search(self.text, max(0, named.start - 12), named.start):
                    return None  # "được tỉnh công nhận": the province acts, the figure is not its own
                return Resolved(named, level_of(code), code, (code,), f"{named.form.value}_home")
        if recent is not None and recent.code and (named.form is Form.WHOLE or "\n" not in self.text[recent.named.end : named.start]):
            return Resolved(named, recent.level, recent.code, (recent.code,), f"{named.form.value}_recent")
        return None

    def fits(self, code: str, named: Named) -> bool:
        states = self.registry.states(code)
        on = [s for s in states if self.day is None or s.valid_on(self.day)] or states[-1:]
        return not named.types or any(s.unit_type in named.types for s in on)

    def by_name(self, i: int) -> Resolved | None:
        named = self.found[i]
        former = named.former or (named.form is Form.BARE and named.key in self.former)
        places = meanings(named, self.day, former, self.home_chain[-1] if self.home_chain else None)
        if not places:
            return Resolved(named, (named.levels or ("other",))[0], None, (), "unknown_name") if named.form is Form.TYPED else None
        outer = self.outer(i)
        scored: dict[str, float] = {}
        for p in places:
            scored[p.code] = max(scored.get(p.code, -1.0), self.weigh(i, p, outer))
        best = max(scored.values())
        if outer is not None and outer.code and best < 7 and named.form is Form.TYPED and _RANK[outer.level] < min(map(self.rank, scored)):
            return Resolved(named, level_of(next(iter(scored))), None, tuple(sorted(scored)), "unknown_name")
        top = [c for c, s in scored.items() if s == best]
        if named.form is Form.BARE:
            twin = self.one(self.typed[named.key]) if named.key in self.typed and best < 5 else None
            if twin is not None and twin.code is not None and not set(self.chain(twin.code)[1:]) & set(scored):
                return Resolved(named, twin.level, twin.code, twin.candidates, "bare")
            return self.accept_bare(named, top, best, scored)
        if len(top) == 1 and (best >= 2 or len(scored) == 1):
            return Resolved(named, level_of(top[0]), top[0], tuple(scored), "typed")
        narrowed = {level_of(c) for c in top}
        if len(narrowed) > 1:  # "thành phố Hà Nội": the province rather than a ward of that name
            first = [c for c in top if level_of(c) == min(narrowed, key=_RANK.__getitem__)]
            if len(first) == 1:
                return Resolved(named, level_of(first[0]), first[0], tuple(scored), "typed")
        return Resolved(named, level_of(top[0]), None, tuple(sorted(scored)), "ambiguous")

    def accept_bare(self, named: Named, top: list[str], best: float, scored: dict[str, float]) -> Resolved | None:
        """A name without a type is a place where the context knows one of that name, or where it is a province's."""
        top.sort(key=lambda c: _RANK[level_of(c)])
        code = top[0]
        if level_of(code) == "province" and (len(top) == 1 or level_of(top[1]) != "province"):
            return Resolved(named, "province", code, tuple(scored), "bare")
        if best >= _ENOUGH[level_of(code)] and (len(top) == 1 or level_of(top[1]) != level_of(code)):
            return Resolved(named, level_of(code), code, tuple(scored), "bare")
        provinces = [c for c in scored if level_of(c) == "province"]
        if len(provinces) == 1 and best < 3:
            return Resolved(named, "province", provinces[0], tuple(scored), "bare")
        if named.key in self.typed or (len(scored) == 1 and level_of(code) == "district"):
            found = code if len(top) == 1 else None
            return Resolved(named, level_of(code), found, tuple(sorted(scored)), "bare" if found else "ambiguous")
        if any(level_of(c) == "district" for c in scored):
            return Resolved(named, "district", None, tuple(sorted(scored)), "ambiguous_bare")
        return None

    def outer(self, i: int) -> Resolved | None:
        """The unit above that the text names right behind: "xã Đông Tiến, huyện Đông Sơn"."""
        j = i
        while j + 1 < len(self.found) and self.found[j + 1].form is Form.BARE and _LISTED.fullmatch(self.gap(j)):
            j += 1
        if j + 1 >= len(self.found):
            return None
        following, between = self.found[j + 1], self.gap(j)
        if following.form not in (Form.TYPED, Form.BARE) or len(between) > 12 or not _BETWEEN.fullmatch(between):
            return None
        if following.form is Form.BARE and (j > i or ("(" not in between and "-" not in between)):
            return None
        self.link[i] = j + 1
        return self.one(j + 1)

    def rank(self, code: str) -> int:
        return _RANK[level_of(code)]

    def gap(self, i: int) -> str:
        """The text between one of the words found and the next."""
        return self.text[self.found[i].end : self.found[i + 1].start]

    def weigh(self, i: int, place: Place, outer: Resolved | None) -> float:
        """How well a candidate fits what is known: the unit named behind, the home place, those named before."""
        chain = self.chain(place.code) if self.day is None or place.valid_on(self.day) else (place.code, place.parent)
        weight = 0.0
        if outer is not None and outer.code in chain[1:]:
            weight = 8
            self.outers.add(self.link[i])
        elif outer is not None and set(outer.candidates) & set(chain[1:]):
            weight = 7
        if self.home_chain:
            if place.code == self.home:
                weight = max(weight, 6)
            elif self.home in chain:
                weight = max(weight, 5)
            elif place.code in self.home_chain:
                weight = max(weight, 5)
            elif place.level == "province" and place.valid_to and self.day and not place.valid_on(self.day):
                weight = max(weight, 5.2)  # "Thái Bình" without a type is the former province before a ward of that name
            elif len(chain) > 1 and set(chain[1:]) & set(self.home_chain):
                weight = max(weight, 3.5 if chain[1] in self.home_chain else 3)
        for j in range(i - 1, max(-1, i - 8), -1):
            one = self.done.get(j)
            if one is None or one.code is None or one.level not in LEVELS:
                continue
            if one.code == place.code:
                weight = max(weight, 5.5)
            elif one.code in chain[1:]:
                weight = max(weight, 4.5)
            elif one.level == place.level and chain[1:2] and chain[1:2] == self.chain(one.code)[1:2]:
                weight = max(weight, 4)
        return weight
