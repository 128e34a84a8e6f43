"""A text under correction that always knows which raw characters each of its characters was made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from chitieu.model import Segment

_clean_start = itemgetter(0)


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``new``; an empty ``new`` drops it."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and its segments back to the raw text, which cover it without a gap."""

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def identity(cls, raw: str) -> Mapped:
        """The raw text itself."""
        return cls(raw, (Segment(0, len(raw), 0, len(raw)),) if raw else ())

    def with_same_length(self, text: str) -> Mapped:
        """The same text with characters replaced one by one."""
        return Mapped(text, self.segments)

    def edited(self, edits: Iterable[Edit]) -> Mapped:
        """Apply edits, which stand in order and don't overlap."""
        parts: list[str] = []
        runs: list[Segment] = []  # new text -> this text
        at = length = 0
        for start, end, new in edits:
            if start > at:
                parts.append(self.text[at:start])
                _run(runs, length, length + start - at, at, start)
                length += start - at
            if new:
                parts.append(new)
                _run(runs, length, length + len(new), start, end)
                length += len(new)
            at = end
        if at == 0:
            return self
        if at < len(self.text):
            parts.append(self.text[at:])
            _run(runs, length, length + len(self.text) - at, at, len(self.text))
        return Mapped("".join(parts), _composed(runs, self.segments))

    def raw_at(self, at: int) -> int:
        """Raw offset at or before which character ``at`` was made."""
        segment = self.segments[bisect_right(self.segments, at, key=_clean_start) - 1]
        return _cut(segment, at, at + 1)[0]


def _run(runs: list[Segment], start: int, end: int, raw_start: int, raw_end: int) -> None:
    """Add a run, joined with the one before where both go character by character without a break."""
    if runs and end - start == raw_end - raw_start:
        last = runs[-1]
        if last.raw_end == raw_start and last.clean_end - last.clean_start == last.raw_end - last.raw_start:
            runs[-1] = Segment(last.clean_start, end, last.raw_start, raw_end)
            return
    runs.append(Segment(start, end, raw_start, raw_end))


def _composed(outer: list[Segment], inner: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Chain runs (new -> middle) with segments (middle -> raw)."""
    if len(inner) == 1 and inner[0].raw_start == inner[0].clean_start == 0 and _is_even(inner[0]):
        return tuple(outer)
    out: list[Segment] = []
    for start, end, middle_start, middle_end in outer:
        first = bisect_right(inner, middle_start, key=_clean_start) - 1
        last = bisect_right(inner, middle_end - 1, key=_clean_start, lo=first) - 1
        if end - start != middle_end - middle_start:
            raw_start, raw_end = (
                _cut(inner[first], middle_start, middle_end)[0],
                _cut(inner[last], middle_start, middle_end)[1],
            )
            _run(out, start, end, raw_start, raw_end)
            continue
        for segment in inner[first : last + 1]:
            low, high = max(segment.clean_start, middle_start), min(segment.clean_end, middle_end)
            _run(out, start + low - middle_start, start + high - middle_start, *_cut(segment, low, high))
    return tuple(out)


def _cut(segment: Segment, low: int, high: int) -> tuple[int, int]:
    """Raw bounds of the part of a segment that lies in ``low:high``; a segment that maps as a whole is not cut."""
    if not _is_even(segment):
        return segment.raw_start, segment.raw_end
    shift = segment.raw_start - segment.clean_start
    return max(low, segment.clean_start) + shift, min(high, segment.clean_end) + shift


def _is_even(segment: Segment) -> bool:
    return segment.clean_end - segment.clean_start == segment.raw_end - segment.raw_start
