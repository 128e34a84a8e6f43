"""How well a unit that a name may mean fits what else is known, as a weight: only their order matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chitieu.vocabulary.places.registry import Place

OUTER = 8.0  # the unit above is named right behind: "xã Đông Tiến, huyện Đông Sơn"
MAYBE_OUTER = 7.0  # ... by a name that is itself ambiguous
HOME = 6.0
NAMED = 5.5  # the text has named it before
FORMER_PROVINCE = 5.2  # merged into the home province: its name before that of a ward which took it
IN_HOME = 5.0  # inside the home place, or above it
IN_NAMED = 4.5  # inside a place named before
BESIDE_NAMED = 4.0  # under the same unit as one named before
BESIDE_HOME = 3.5  # under the same unit as the home place
SAME_PROVINCE = 3.0
NOTHING = 0.0

ENOUGH_FOR_BARE = {"province": NOTHING, "district": SAME_PROVINCE, "commune": BESIDE_HOME}
ENOUGH_FOR_TYPED = 2.0

Chain = Sequence[str]  # a code and those above it, the lowest first


def by_home(place: Place, chain: Chain, home: Chain, standing: bool) -> float:
    """What the home place says for a unit; `home` is its chain, empty where unknown."""
    if not home:
        return NOTHING
    if place.code == home[0]:
        return HOME
    if home[0] in chain or place.code in home:
        return IN_HOME
    if place.level == "province" and not standing:
        return FORMER_PROVINCE
    if not set(chain[1:]) & set(home):
        return NOTHING
    return BESIDE_HOME if chain[1] in home else SAME_PROVINCE


def by_named(place: Place, chain: Chain, named: Iterable[tuple[str, Chain]]) -> float:
    """What the places named shortly before say for a unit; each comes as its level and chain."""
    best = NOTHING
    for level, other in named:
        if other[0] == place.code:
            return NAMED
        if other[0] in chain[1:]:
            best = max(best, IN_NAMED)
        elif level == place.level and chain[1:2] and chain[1:2] == other[1:2]:
            best = max(best, BESIDE_NAMED)
    return best
