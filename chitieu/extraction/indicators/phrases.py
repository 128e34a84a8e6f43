"""Where a text names an indicator: matches of the catalogue's phrases in a stretch of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chitieu.vocabulary.indicators import PhraseNode, phrase_trie
from chitieu.vocabulary.words import Word

MAX_GAP = 8  # words that a ``~`` may stand for: "hiến trên 37.647 m2 đất", "có thêm 02 xã được ... nông thôn mới"
MAX_SMALL = 3  # small words that may stand between two words of a phrase
SMALL = frozenset(
    "các những của và được đã ở là cho có tại với theo đạt toàn ước trên về mới do từ công nhận sẽ đang cả số".split()
)


class Match(NamedTuple):
    """An indicator named by words ``first`` to ``last`` (included) of a stretch."""

    code: str
    first: int
    last: int
    size: int  # words of the phrase itself
    gaps: int  # words skipped inside


def find_matches(stretch: Sequence[Word]) -> list[Match]:
    """All matches in a stretch of words, for each code and starting word the longest one."""
    root = phrase_trie()
    best: dict[tuple[str, int], Match] = {}
    for first, word in enumerate(stretch):
        node = root.children.get(word.form)
        if node is None:
            continue
        for code, last, size, gaps in _walk(node, stretch, first, 1, 0):
            known = best.get((code, first))
            if known is None or (size, -gaps) > (known.size, -known.gaps):
                best[code, first] = Match(code, first, last, size, gaps)
    return list(best.values())


def _walk(
    node: PhraseNode, stretch: Sequence[Word], at: int, size: int, gaps: int
) -> Iterator[tuple[str, int, int, int]]:
    for code in node.codes:
        yield code, at, size, gaps
    if node.children:
        limit = min(len(stretch), at + 2 + MAX_SMALL)
        for j in range(at + 1, limit):
            child = node.children.get(stretch[j].form)
            if child is not None:
                yield from _walk(child, stretch, j, size + 1, gaps + j - at - 1)
            if stretch[j].form not in SMALL:
                break
    if node.gap is not None:
        for j in range(at + 1, min(len(stretch), at + 2 + MAX_GAP)):
            child = node.gap.children.get(stretch[j].form)
            if child is not None:
                yield from _walk(child, stretch, j, size + 1, gaps + j - at - 1)
