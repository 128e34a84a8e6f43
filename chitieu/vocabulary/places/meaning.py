"""Units that a name may mean on a day, before any context is weighed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from chitieu.vocabulary.places.lexicon import lexicon
from chitieu.vocabulary.places.match import Form, Named
from chitieu.vocabulary.places.registry import UNDATED, Place, load

GRACE = timedelta(92)  # old names live on for some weeks after a change


def meanings(named: Named, day: date | None, former: bool, home_province: str | None) -> list[Place]:
    """States of units that words may mean.

    Args:
        named: the words; their level and type narrow the choice.
        day: of the text; None where unknown, then the last day on which all three levels stood, or any.
        former: whether the text says that it means the former unit ("Tây Ninh cũ").
        home_province: of the document: the provinces that went into it are still called by name.

    Returns:
        States valid on the day; of a typed name that no unit carries any more, the last that did.
    """
    every = [p for p in lexicon().names.get(named.key, ()) if not named.levels or p.level in named.levels]
    if day is None:
        usual = [p for p in every if p.valid_on(UNDATED)] or every
        return _of_type(usual, named) or _of_type(every, named) or usual
    standing = [p for p in every if p.valid_on(day)]
    ended = [p for p in every if p.valid_to and p.valid_to < day.isoformat()]
    if former:
        last = max((p.valid_to for p in ended), default="")
        before = [p for p in ended if p.valid_to == last]
        return _of_type(before, named) or before or _of_type(standing, named) or standing
    late = [p for p in ended if p.valid_to >= (day - GRACE).isoformat()]
    if named.form is Form.TYPED:
        return _of_type(standing, named) or _of_type(late or ended, named) or standing
    levels = {p.level for p in standing}
    late = [p for p in late if p.level != "commune" and p.level not in levels]
    return standing + late + list(_merged_into(home_province, ended, day))


def _of_type(places: Iterable[Place], named: Named) -> list[Place]:
    return [p for p in places if not named.types or p.unit_type in named.types]


def _merged_into(province: str | None, ended: Collection[Place], day: date) -> Iterable[Place]:
    """Former provinces that went into a province: "Thái Bình" still is a part of Hưng Yên."""
    if province is None:
        return ()
    parts = {s.from_code for s in load().predecessors(province, day) if s.from_level == "province"}
    return [p for p in ended if p.level == "province" and p.code in parts]
