"""The times of one text, and how each sets the time of the figures around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any

from chitieu.extraction.periods.find import today_of
from chitieu.extraction.periods.readings import Today
from chitieu.extraction.periods.wording import Wording, as_aim
from chitieu.extraction.records import PeriodMention
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span

_FURNITURE = (BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.CAPTION)
_PASSING = ("base", "document", "event")  # times that are nobody's subject
_OWN_VERB = re.compile(r"[^,;.()]{0,16}\b(?:là|mới|chỉ|đạt|có)\b")


class Timeline:
    """One text with its mentions of time. Choosers of period and scenario share it."""

    def __init__(self, outline: Outline, mentions: Sequence[PeriodMention]) -> None:
        self.outline = outline
        self.wording = Wording(outline)
        self.text = self.wording.text
        self.today: Today | None = today_of(outline)
        self.mentions = mentions
        self._starts = [m.start for m in mentions]
        self.memory: dict[Hashable, Any] = {}  # of choosers: what they read for one number and need for the next
        self._frames: dict[int, str] = {}
        self._aims: dict[int, str] = {}
        self._told_apart: dict[Span, bool] = {}

    def mentions_in(self, stretch: Span) -> Sequence[PeriodMention]:
        """Mentions that start in a stretch."""
        return self.mentions[bisect_left(self._starts, stretch.start) : bisect_left(self._starts, stretch.end)]

    def last_before(self, at: int) -> int:
        """Index of the last mention that starts before a position; -1 where there is none."""
        return bisect_left(self._starts, at) - 1

    def sentences_between(self, first: int, last: int) -> int:
        """How many sentences further a position lies than another."""
        starts = self.outline.sentence_starts
        return bisect_right(starts, last) - bisect_right(starts, first)

    def frame(self, index: int) -> str:
        """How a mention stands.

        In a ``title`` or ``heading``, in the ``lead`` of a list, where it ``opens`` a sentence, in a ``bracket``, or
        else ``inside``. The first four set the time of what follows.
        """
        known = self._frames.get(index)
        if known is None:
            known = self._frames[index] = self._frame_of(self.mentions[index])
        return known

    def _frame_of(self, m: PeriodMention) -> str:
        kind = self.outline.block(m.start).kind
        if kind in (BlockKind.TITLE, BlockKind.HEADING):
            return kind.value
        sentence = self.outline.sentence(m.start)
        if self.text[max(sentence.start, sentence.end - 8) : sentence.end].rstrip()[-1:] == ":":
            return "lead"
        before = self.text[max(sentence.start, m.start - 200) : m.start]
        if m.start - sentence.start <= 24 and "," not in before:
            return "opens"
        return "bracket" if before.rfind("(") > before.rfind(")") else "inside"

    def aside(self, m: PeriodMention) -> str:
        """Whether a time is set against another: in a bracket, or with a verb of its own ("năm 2018 là 45 triệu")."""
        if "(" in self.text[max(0, m.start - 12) : m.start]:
            return "in_bracket"
        return "aside" if _OWN_VERB.match(self.text, m.end, m.end + 24) else "plain"

    def aim_of(self, index: int) -> str:
        """What a mention is about, ``result`` or ``target``: by the words before it, else after it in its sentence."""
        known = self._aims.get(index)
        if known is None:
            m = self.mentions[index]
            sentence = self.outline.sentence(m.start)
            start = max(sentence.start, self.mentions[index - 1].end if index else 0)
            before = [c for c in self.wording.cues_before(sentence, m.start, "aim") if c.start >= start]
            told = before or self.wording.cues_after(sentence, m.end, "aim")
            known = self._aims[index] = as_aim(told[0].kind) if told else "none"
        return known

    def told_apart(self, index: int) -> bool:
        """Whether a mention's sentence names times of both aims: "tổng kết năm 2023, nhiệm vụ năm 2024"."""
        sentence = self.outline.sentence(self.mentions[index].start)
        known = self._told_apart.get(sentence)
        if known is None:
            first = bisect_left(self._starts, sentence.start)
            own = range(first, first + len(self.mentions_in(sentence)))
            known = self._told_apart[sentence] = {"result", "target"} <= {self.aim_of(i) for i in own}
        return known

    def column(self, at: int) -> Sequence[PeriodMention]:
        """Times in the header of the column of a position in a table; none where it names only a base or a plan."""
        cell = self.wording.column_header(at)
        named = self.mentions_in(cell) if cell else ()
        return [m for m in named if m.kind not in _PASSING and m.rule != "plan_year"]

    @cached_property
    def opening(self) -> list[Span]:
        """Title and first paragraphs: what the whole text is about."""
        blocks = [b for b in self.outline.document.blocks if b.kind not in _FURNITURE]
        title = next((b for b in blocks if b.kind is BlockKind.TITLE), None)
        body = [b for b in blocks if b is not title][:2]
        return [Span(b.start, b.end) for b in ([title, *body] if title else body)]

    @cached_property
    def usual(self) -> str | None:
        """The period most often spoken of."""
        counts = Counter(m.time_period for m in self.mentions if m.kind not in (*_PASSING, "day", "until"))
        return counts.most_common(1)[0][0] if counts else None
