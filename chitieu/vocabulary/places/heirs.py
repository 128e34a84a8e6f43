"""What to use instead of a code that is not in force on a day: proposals for whoever has to mend it."""

from __future__ import annotations

from datetime import date

from chitieu.vocabulary.places.registry import Succession, load


def stand_ins(code: str, day: date) -> tuple[str, ...]:
    """Codes in force on a day that a dead code went into, or that an unborn one came from.

    Args:
        code: of a unit that is not in force on `day`.
        day: the day of the figure.

    Returns:
        Codes, the nearest in time where several changes lie between; empty where nothing is known of the code, and the
        code itself where it is in force.
    """
    registry = load()
    if registry.valid_on(code, day):
        return (code,)
    on = day.isoformat()
    ended = [s.valid_to for s in registry.states(code) if s.valid_to and s.valid_to < on]
    if ended:
        return _follow(code, day, [s for s in registry.successors(code) if max(ended) < s.date <= on])
    return _follow(code, day, [s for s in registry.predecessors(code) if s.date > on])


def _follow(code: str, day: date, ways: list[Succession]) -> tuple[str, ...]:
    registry = load()
    out: list[str] = []
    for way in ways:
        other = way.to_code if way.from_code == code else way.from_code
        if registry.valid_on(other, day):
            out.append(other)
        elif other != code:
            out += stand_ins(other, day)
    return tuple(dict.fromkeys(out))
