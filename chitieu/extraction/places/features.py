"""The places offered for a number, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chitieu.extraction.places.scene import COMPARED, MEAN, OFFICE, SHARE, WITHIN, Scene
from chitieu.extraction.records import PlaceMention
from chitieu.extraction.structure import Outline
from chitieu.model import BlockKind, Span
from chitieu.vocabulary.places import COUNTRY

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_ADJACENT = re.compile(r"[\s\u00a0]*[(:–-]?[\s\u00a0]*")
_ADJACENT_TO_MEAN = re.compile(r"[\s\u00a0]*[(,:–-]?[\s\u00a0]*(?:là|ở mức|đạt|chỉ|còn)?[\s\u00a0]*")
_AT = re.compile(r"(?:tại|ở|thuộc|của|trên địa bàn|cho|tới|đến)\s+(?:các |hai |ba )?\S*$", re.I)
_TRADE = re.compile(
    r"xuất khẩu|nhập khẩu|xuất siêu|nhập siêu|kim ngạch|thị trường|đầu tư|fdi|dự án|khách|lượt|lao động|làm việc", re.I
)
_COUNTED = re.compile(r"(?:\d|hai|ba|bốn|năm|các)\s+$", re.I)
_MARKS_BEFORE = (";", "|", " - ", "trong đó", "tổng", "cả ", "còn lại", "cộng")
_MARKS_AFTER = ("(", ",", ";")
_WIDER = {
    **dict.fromkeys(("inside", "above", "foreign", "homeless"), "named"),
    **dict.fromkeys(("other", "village"), "codeless"),
}


@dataclass(slots=True)
class Candidate:
    """A place offered for a number."""

    code: str | None
    features: list[str] = field(default_factory=list)
    mention: PlaceMention | None = None
    rule: str = ""


def candidates(outline: Outline, span: Span, mentions: Sequence[PlaceMention]) -> list[Candidate]:
    """The home place (the country where there is none), the places in scope, and none, each with its features."""
    scene = Scene(outline, span, mentions)
    home = scene.home
    out: dict[str | None, Candidate] = {}
    for code in dict.fromkeys((home, COUNTRY if home is None else home, None)):
        out[code] = Candidate(code, [f"default:{scene.relation(code)}"], rule="home" if code == home else "default")
    for mention, features in _in_scope(scene):
        if scene.counts_own_level(mention) and mention.code != home:
            continue
        offered = out.setdefault(mention.code, Candidate(mention.code, [f"named:{scene.relation(mention.code)}"]))
        if mention.code is None and len(mention.candidates) > 1:
            features = [f"open:{f}" for f in features]
        offered.features = list(dict.fromkeys((*offered.features, *features)))
        if offered.mention is None:
            offered.mention, offered.rule = mention, f"{features[0]}|{mention.rule}"
    _add_topic(scene, out.values())
    return list(out.values())


def _add_topic(scene: Scene, offered: Iterable[Candidate]) -> None:
    """What the text speaks of at the number bears on every candidate, the home place above all."""
    before = scene.between(scene.sentence.start, scene.span.start)
    near = "nothing"
    if before:
        near = before[-1].level if before[-1].code is None else scene.relation(before[-1].code)
    active, sentences = scene.active()
    turn = scene.in_order()
    for c in offered:
        if turn is not None:
            c.features.append("its_turn" if c.code == turn.code else "not_its_turn")
        c.features.append(f"{scene.relation(c.code)}|near={near}")
        if active is not None:
            verdict = "is" if c.code == active.code else "not"
            for kind in dict.fromkeys((scene.group(active), _WIDER.get(scene.group(active), scene.group(active)))):
                c.features += [f"active_{verdict}|{kind}", f"active_{verdict}|{kind}|s{min(sentences, 3)}"]


def _in_scope(scene: Scene) -> Iterable[tuple[PlaceMention, list[str]]]:
    """Places that may govern the number, the strongest scope first."""
    heads = list(scene.heads())
    for m, what in heads:
        yield m, _scoped(scene, m, "heads", what)
    before, after, earlier = scene.before(), scene.after(), scene.earlier()
    strong = [m for m in before if not scene.aside(m)]
    for rank, m in enumerate(reversed(strong)):
        yield m, _before(scene, m, rank)
    for m in before:
        if m not in strong:
            yield m, _widened(scene.group(m), [f"aside|{scene.group(m)}"])
    for m in after[:2]:
        yield m, _after(scene, m)
    near = before or after
    for rank, m in enumerate(reversed(earlier[-3:])):
        alone = "" if near else "alone"
        yield m, _scoped(scene, m, "earlier", f"{min(rank, 1)}s{min(scene.sentences_since(m), 3)}{alone}")
    for m in earlier[:1]:
        yield m, _scoped(scene, m, "opens_block", "" if near else "alone")
    for block in scene.outline.governing(scene.span.start):
        found = scene.between(block.start, block.end)
        for rank, m in enumerate(reversed(found)):
            if block.kind is not BlockKind.TABLE_ROW and (block.kind is not BlockKind.TITLE or m.code != scene.home):
                many = "of_many" if len(found) > 1 else ""
                yield m, _scoped(scene, m, f"under_{block.kind.value}", f"{min(rank, 1)}{many}")
    if not (near or earlier or heads):
        for rank, (m, blocks) in enumerate(scene.past()):
            yield m, _scoped(scene, m, "past", f"{rank}b{min(blocks, 3)}")


def _scoped(scene: Scene, m: PlaceMention, scope: str, detail: str) -> list[str]:
    group = scene.group(m)
    return _widened(group, [f"{scope}|{group}", f"{scope}|{group}|{detail}", f"{scope}|{group}|{_form(m)}"])


def _before(scene: Scene, m: PlaceMention, rank: int) -> list[str]:
    """A place before the number in its sentence; the last one has rank 0."""
    group, gap = scene.group(m), scene.text[m.end : scene.span.start]
    numbers = min(len(_NUMBER.findall(gap)), 3)
    words = min(len(_WORD.findall(gap)), 15)
    opens = "opens" if scene.opens(m) else "amid"
    lead = f"before|{group}|{'not_last' if rank else 'last'}"
    out = [
        f"before|{group}",
        f"before|{group}|{_form(m)}",
        lead,
        f"{lead}|{'clause' if m.start >= scene.clause.start else 'sentence'}",
        f"{lead}|numbers{numbers}",
        f"{lead}|{opens}",
        f"{lead}|{opens}|numbers{min(numbers, 1)}",
        f"{lead}|words{words // 3}",
    ]
    marks = [f"gap{mark}" for mark in _MARKS_BEFORE if mark in gap.lower()]
    marks += ["trade"] if m.code is None and _TRADE.search(scene.text, scene.sentence.start, scene.span.end) else []
    marks += ["adjacent"] if _ADJACENT.fullmatch(gap) else []
    marks += [f"says_{scene.speaker(m)}"] if scene.speaker(m) else []
    marks += ["grouped"] if scene.grouped(m) else []
    for mark in marks:
        out += [f"{mark}|{group}", f"{mark}|{group}|{'not_last' if rank else 'last'}"]
    return _widened(group, out + _around(scene, m, "before"))


def _after(scene: Scene, m: PlaceMention) -> list[str]:
    """A place behind the number in its sentence."""
    group = scene.group(m)
    gap = _BRACKETS.sub(" ", scene.text[scene.span.end : m.start])
    words = min(len(_WORD.findall(gap)), 9)
    numbers = min(len(_NUMBER.findall(gap)), 1)
    lead = f"after|{group}"
    out = [lead, f"{lead}|{_form(m)}", f"{lead}|numbers{numbers}", f"{lead}|words{words // 2}|numbers{numbers}"]
    if (at := _AT.search(gap)) and not numbers:
        out += [f"{lead}|{at.group().strip().lower()}", f"{lead}|{at.group().strip().lower()}|words{words // 3}"]
    out += [f"{lead}|gap{mark}" for mark in _MARKS_AFTER if mark in gap]
    lead_in = max(scene.sentence.start, scene.span.start - 20)
    if at and not numbers and MEAN.search(scene.text, lead_in, scene.span.start):
        out += ["mean_of", f"mean_of|{group}"]
    return _widened(group, out + _around(scene, m, "after"))


def _around(scene: Scene, m: PlaceMention, side: str) -> list[str]:
    """Words right before a mention that say what it does there."""
    gap = "near" if _ADJACENT_TO_MEAN.fullmatch(scene.text, m.end, scene.span.start) else "far"
    group, words = scene.group(m), scene.words_before(m)
    out = [f"{side}|{group}|office"] if OFFICE.search(words) else []
    if SHARE.search(words):
        out += ["share_of", f"share_of|{group}"]
    if found := COMPARED.search(words):
        kind = "mean" if MEAN.search(found.group()) else "other"
        out += ["compared", f"compared|{group}|{found.group().lower().strip()}"]
        out += [f"compared|{side}|{kind}|{gap}", f"compared|{side}|{kind}|{gap}|{group}"]
    if found := WITHIN.search(words):
        out.append(f"{side}|{group}|{found.group().lower().strip()}")
    if _COUNTED.search(words):
        out += [f"{side}|{group}|counted", f"{side}|counted"]
    return out


def _form(m: PlaceMention) -> str:
    return m.rule.split("_")[0]


def _widened(group: str, features: list[str]) -> list[str]:
    """The same features once more for a wider group, so that rare relations learn from common ones."""
    wider = _WIDER.get(group)
    return features + [f.replace(f"|{group}", f"|{wider}") for f in features if f"|{group}" in f] if wider else features
