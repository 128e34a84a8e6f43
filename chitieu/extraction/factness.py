"""Whether a quantity is a fact: what a place reached, plans or foresees; or what the guidelines leave out.

People at a meeting, tasks and solutions, rewards, thresholds inside a fact, norms, single projects and lengths
are quantities too. Features of the words around a number, weighed as the labels taught, tell them apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chitieu.extraction.choice import probabilities, weights
from chitieu.extraction.records import Choice, Quantity
from chitieu.extraction.structure import Outline
from chitieu.model import Span

_WORD = re.compile(r"[^\W\d_]+|%|\d+|[<>≥≤;:()]")
_SENTENCE_CUES = {
    "attendance": ("tham dự", "dự hội nghị", "đại biểu", "có mặt", "về dự", "tham gia hội", "triệu tập", "dự đại hội"),
    "reward": ("khen thưởng", "biểu dương", "tặng giấy khen", "bằng khen", "trao tặng", "tặng quà", "trao quà", "trao thưởng", "tuyên dương"),
    "norm": ("quy định", "mức phạt", "phạt tiền từ", "mức hỗ trợ", "chuẩn nghèo", "mức đóng", "mức lương", "nghị định", "tối đa", "hỗ trợ"),
    "firm": ("công ty", "tập đoàn", "hợp tác xã", "gia đình ông", "gia đình bà", "gia đình anh", "gia đình chị", "ông", "bà", "anh", "chị", "nhà máy", "cổ phiếu"),
    "event": ("dự án", "tổng mức đầu tư", "công trình", "chiều dài", "cầu", "tuyến đường", "khởi công", "trận", "giải"),
    "background": ("cách", "nằm ở", "giáp", "diện tích tự nhiên", "độ cao", "thành lập", "trung tâm"),
    "plan": ("kế hoạch", "chỉ tiêu", "phấn đấu", "mục tiêu", "dự toán", "nghị quyết"),
    "result": ("cùng kỳ", "so với năm", "ước đạt", "đạt", "tăng", "giảm", "chiếm", "tỷ lệ", "bình quân", "tổng", "toàn huyện", "toàn tỉnh", "toàn xã", "trên địa bàn"),
}  # fmt: skip
_DOCUMENT_CUES = (
    "kinh tế - xã hội",
    "cùng kỳ",
    "kế hoạch",
    "hđnd",
    "ubnd",
    "trên địa bàn",
    "công ty",
    "trận",
    "luật",
    "nghị định",
)


def is_fact(outline: Outline, quantity: Quantity, near_indicator: bool | None = None) -> Choice:
    """Decide whether a quantity is a fact.

    Args:
        outline: the text with its blocks.
        quantity: a quantity of that text.
        near_indicator: whether a phrase of the indicator catalogue stands near; None where nobody looked.

    Returns:
        ``fact`` or the class of what it is instead (``attendance``, ``task``, ``norm`` ...), with its probability.
    """
    found = features(outline, quantity, near_indicator)
    fact, _ = probabilities([found, ()], weights("fact"))
    if fact >= 0.5:
        return Choice("fact", Span(quantity.start, quantity.end), fact, "fact")
    return Choice(_class(quantity, found), None, 1.0 - fact, "no fact")


def _class(quantity: Quantity, found: list[str]) -> str:
    group = quantity.rule.partition(":")[2]
    if group in ("task", "meeting", "reward"):
        return group
    for name in ("attendance", "reward", "norm", "firm", "event", "background"):
        if f"s:{name}" in found:
            return name
    return "other"


def features(outline: Outline, quantity: Quantity, near_indicator: bool | None = None) -> list[str]:
    """What of a quantity and its surroundings speaks for or against a fact, by name."""
    text = outline.text
    block = outline.block(quantity.start)
    low, high = max(block.start, quantity.start - 60), min(block.end, quantity.end + 40)
    left = _WORD.findall(text[low : quantity.start].lower())
    right = _WORD.findall(text[quantity.end : high].lower())
    unit_words = _WORD.findall(text[quantity.number.end : quantity.end].lower())
    out = [
        "bias",
        f"k:{block.kind}",
        f"u:{quantity.unit}",
        f"d:{quantity.dimension}",
        f"r:{quantity.rule}",
        f"o:{quantity.operator}",
    ]
    out += [f"l1:{left[-1]}" if left else "l1:^", f"l2:{' '.join(left[-2:])}", f"n1:{right[0]}" if right else "n1:$"]
    out += [f"n2:{' '.join(right[:2])}"]
    out += [f"l:{w}" for w in set(left[-5:])] + [f"n:{w}" for w in set(right[:4])]
    out += [f"p:{w}" for w in unit_words[:2]]
    out += [f"ud:{quantity.dimension}|{w}" for w in set(left[-3:])]
    if quantity.denominator is not None:
        out.append("denominator")
    if quantity.decimals:
        out.append("decimals")
    out.append(
        "zero-led"
        if text[quantity.start] == "0" and not quantity.decimals
        else f"size:{min(6, len(str(int(abs(quantity.value)))))}"
    )
    if not text[quantity.start].isdigit():
        out.append("word")
    sentence = outline.sentence(quantity.start)
    around = text[max(sentence.start, quantity.start - 200) : min(sentence.end, quantity.end + 80)].lower()
    for name, phrases in _SENTENCE_CUES.items():
        if any(p in around for p in phrases):
            out.append(f"s:{name}")
            out.append(f"s:{name}|{quantity.dimension}")
    out += [f"t:{c}" for c in _document_cues(text)]
    if near_indicator is not None:
        out.append(f"near:{near_indicator}")
    return out


@lru_cache(maxsize=4)
def _document_cues(text: str) -> tuple[str, ...]:
    small = text.lower()
    return tuple(c for c in _DOCUMENT_CUES if c in small)
