"""Which unit words mean on a day: by name, type, what stands beside them, the home place, and places named before.

What two units answer to equally well stays open: its code is None and the candidates are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chitieu.vocabulary.places import evidence
from chitieu.vocabulary.places.match import Form, Named
from chitieu.vocabulary.places.meaning import meanings
from chitieu.vocabulary.places.registry import COUNTRY, LEVELS, Place, level_of, load

_FAR = 700  # characters: how far back "huyện" may point at a district named before
_RECENT = 7  # mentions before that weigh for a name
_BEHIND = 12  # characters at most between a name and the unit above behind it
_RANK = {level: i for i, level in enumerate(("country", *LEVELS, "village", "other"))}
_OF = re.compile(r"(?:của|trong|địa bàn|toàn|cả)\s+$")
_LISTED = re.compile(r"[ \u00a0]*(?:,|và|;)[ \u00a0]*")
_SPEAKS_OF = re.compile(  # what opens a sentence that goes over to another place, or lets its officials speak
    r"(?:^|[\n.!?;:])[ \u00a0]*(?:(?:[^\W\d_]+[ \u00a0]){0,3}|(?:theo|ông|bà)\b[^.\n]{0,90})$", re.I
)
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
    """Give each of the words found in a text its unit.

    Args:
        text: NFC.
        found: what ``scan`` found in it.
        day: of the text; codes are those valid then. None where unknown.
        home: code of the home place, or None.

    Returns:
        Mentions in order; words that turn out to name nothing are left out.
    """
    return _Resolver(text, found, day, home).run()


class _Resolver:
    def __init__(self, text: str, found: Sequence[Named], day: date | None, home: str | None) -> None:
        self.text, self.found, self.day = text, found, day
        self.registry = load()
        self.home = self.chain(home) if home and home != COUNTRY else ()
        self.done: dict[int, Resolved | None] = {}
        self.outers: set[int] = set()  # mentions that only say where another lies
        self.former = {n.key for n in found if n.former}  # "Long An cũ" once: "Long An" is that one throughout
        self.typed: dict[str, int] = {}  # where a name first stands with its type
        for i, n in enumerate(found):
            if n.form is Form.TYPED:
                self.typed.setdefault(n.key, i)

    def run(self) -> list[Resolved]:
        every = [(i, self.one(i)) for i in range(len(self.found))]
        return [replace(r, rule="outer") if i in self.outers else r for i, r in every if r is not None]

    def chain(self, code: str) -> tuple[str, ...]:
        return self.registry.chain_near(code, self.day)

    def one(self, i: int) -> Resolved | None:
        if i not in self.done:
            self.done[i] = self.judge(i)
        return self.done[i]

    def judge(self, i: int) -> Resolved | None:
        named = self.found[i]
        match named.form:
            case Form.COUNTRY:
                return Resolved(named, "country", COUNTRY, (COUNTRY,), "country")
            case Form.OTHER | Form.VILLAGE:
                return Resolved(named, named.levels[0], None, (), named.form.value)
            case Form.UNKNOWN:
                return Resolved(named, named.levels[0], None, (), "unknown_name")
            case Form.WHOLE | Form.TYPE_ONLY:
                return self.pointing(i)
        return self.by_name(i)

    def pointing(self, i: int) -> Resolved | None:
        """The unit that "huyện", "toàn tỉnh" point at: of the home place, else the last of that level named before."""
        named = self.found[i]
        own = next((c for c in self.home if level_of(c) in named.levels and self.fits(c, named)), None)
        other = self.gone_over_to(i, own) if own else None
        if other is not None:
            return Resolved(named, other.level, other.code, other.candidates, f"{named.form.value}_recent")
        if own is not None:
            of_it = _OF.search(self.text, max(0, named.start - 12), named.start)
            if own != self.home[0] and named.form is Form.TYPE_ONLY and not of_it:
                return None  # "được tỉnh công nhận": the province acts, the figure is not its own
            return Resolved(named, level_of(own), own, (own,), f"{named.form.value}_home")
        for j in range(i - 1, -1, -1):
            if named.start - self.found[j].end > _FAR:
                break
            one = self.done.get(j)
            if one and one.code and one.level in named.levels and self.fits(one.code, named):
                if named.form is Form.TYPE_ONLY and "\n" in self.text[one.named.end : named.start]:
                    break
                return Resolved(named, one.level, one.code, (one.code,), f"{named.form.value}_recent")
        return None

    def gone_over_to(self, i: int, own: str) -> Resolved | None:
        """The place that this line has gone over to, where it is no longer the home place: "Láng giềng Trà Vinh"."""
        named = self.found[i]
        line = self.text.rfind("\n", 0, named.start) + 1
        for j in range(i - 1, -1, -1):
            at, one = self.found[j].start, self.done.get(j)
            if at < line or (one and one.code == own):
                return None
            if one and one.code and one.level in named.levels and self.fits(one.code, named):
                told = self.text.startswith("này", named.end - 3) or one.rule.endswith("_recent")
                return one if told or _SPEAKS_OF.search(self.text, max(line - 1, at - 120, 0), at) else None
        return None

    def fits(self, code: str, named: Named) -> bool:
        """Whether a unit has the type that the words demand."""
        states = self.registry.states(code)
        on = [s for s in states if self.day is None or s.valid_on(self.day)] or states[-1:]
        return not named.types or any(s.unit_type in named.types for s in on)

    def by_name(self, i: int) -> Resolved | None:
        named = self.found[i]
        former = named.former or (named.form is Form.BARE and named.key in self.former)
        places = meanings(named, self.day, former, self.home[-1] if self.home else None)
        if not places and named.form is Form.TYPED:
            return Resolved(named, named.levels[0], None, (), "unknown_name")
        if not places:
            return None
        if named.form is Form.BARE and any(p.level == "province" and self.stands(p) for p in places):
            places = [p for p in places if p.level != "commune" or self.speaks_of_communes(i, p)]
        outer = self.outer(i)
        weights: dict[str, float] = {}
        for place in places:
            weights[place.code] = max(weights.get(place.code, 0.0), self.weigh(i, place, outer))
        return self.typed_name(named, weights, outer) if named.form is Form.TYPED else self.bare_name(named, weights)

    def stands(self, place: Place) -> bool:
        return self.day is None or place.valid_on(self.day)

    def speaks_of_communes(self, i: int, place: Place) -> bool:
        """Whether a bare name that a province has too may be a commune: right under home, typed once, beside others."""
        before = self.done.get(i - 1)
        if self.found[i].key in self.typed or self.outer(i) is not None or (before and before.level == "commune"):
            return True
        return bool(set(self.chain(place.code)[1:2]) & set(self.home[:2]))

    def typed_name(self, named: Named, weights: dict[str, float], outer: int | None) -> Resolved:
        """The heaviest; of equals the highest ("thành phố Hà Nội" is the province), if there is one."""
        best = max(weights.values())
        top = [c for c, w in weights.items() if w == best]
        highest = min(_RANK[level_of(c)] for c in weights)
        above = self.one(outer) if outer is not None else None
        if above and above.code and best < evidence.MAYBE_OUTER and _RANK[above.level] < highest:
            return Resolved(named, level_of(top[0]), None, tuple(sorted(weights)), "unknown_name")
        first = [c for c in top if _RANK[level_of(c)] == min(_RANK[level_of(c)] for c in top)]
        sure = best >= evidence.ENOUGH_FOR_TYPED or len(weights) == 1 or len(first) < len(top)
        if len(first) == 1 and sure:
            return Resolved(named, level_of(first[0]), first[0], tuple(weights), "typed")
        return Resolved(named, level_of(top[0]), None, tuple(sorted(weights)), "ambiguous")

    def bare_name(self, named: Named, weights: dict[str, float]) -> Resolved | None:
        """A name without a type is a place where the context knows one of that name, or where it is a province's."""
        best = max(weights.values())
        twin = self.one(self.typed[named.key]) if named.key in self.typed and best < evidence.IN_HOME else None
        if twin is not None and twin.code is not None and not set(self.chain(twin.code)[1:]) & set(weights):
            return Resolved(named, twin.level, twin.code, twin.candidates, "bare")
        top = sorted((c for c, w in weights.items() if w == best), key=lambda c: _RANK[level_of(c)])
        code, level = top[0], level_of(top[0])
        only = len(top) == 1 or level_of(top[1]) != level
        if only and best >= evidence.ENOUGH_FOR_BARE[level]:
            return Resolved(named, level, code, tuple(weights), "bare")
        provinces = [c for c in weights if level_of(c) == "province"]
        if len(provinces) == 1 and best < evidence.SAME_PROVINCE:
            return Resolved(named, "province", provinces[0], tuple(weights), "bare")
        if named.key in self.typed or (len(weights) == 1 and level == "district"):
            found = code if len(top) == 1 else None
            return Resolved(named, level, found, tuple(sorted(weights)), "bare" if found else "ambiguous")
        if any(level_of(c) == "district" for c in weights):
            return Resolved(named, "district", None, tuple(sorted(weights)), "ambiguous_bare")
        return None

    def outer(self, i: int) -> int | None:
        """The mention right behind that may name the unit above, also of a list: "các xã A, B (huyện C)"."""
        j = i
        while j + 1 < len(self.found) and self.found[j + 1].form is Form.BARE and _LISTED.fullmatch(self.gap(j)):
            j += 1
        if j + 1 == len(self.found) or len(self.gap(j)) > _BEHIND or not _BETWEEN.fullmatch(self.gap(j)):
            return None
        form = self.found[j + 1].form
        marked = j == i and ("(" in self.gap(j) or "-" in self.gap(j))
        return j + 1 if form is Form.TYPED or (form is Form.BARE and marked) else None

    def gap(self, i: int) -> str:
        """The text between one of the words found and the next."""
        return self.text[self.found[i].end : self.found[i + 1].start]

    def weigh(self, i: int, place: Place, outer: int | None) -> float:
        """How well a unit fits the one named behind, the home place, and those named before."""
        standing = self.stands(place)
        chain = self.chain(place.code) if standing else (place.code, place.parent)
        above = self.one(outer) if outer is not None else None
        if outer is not None and above is not None and above.code in chain[1:]:
            self.outers.add(outer)
            return evidence.OUTER
        if above is not None and set(above.candidates) & set(chain[1:]):
            return evidence.MAYBE_OUTER
        before = (self.done.get(j) for j in range(i - 1, max(-1, i - 1 - _RECENT), -1))
        named = [(r.level, self.chain(r.code)) for r in before if r and r.code and r.level in LEVELS]
        return max(evidence.by_home(place, chain, self.home, standing), evidence.by_named(place, chain, named))
