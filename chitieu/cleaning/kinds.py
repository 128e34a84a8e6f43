"""Say of every line of a page what it is.

A page is head (menus, banner, title, date line), body, and tail (author, related links, counters, footer). The body begins
with the first line that can only be text: a paragraph, a numbered heading, a list or a table. Lines are judged with care
for figures: a line that holds a number with a unit is furniture only where its words leave no doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from chitieu.cleaning import furniture
from chitieu.cleaning.lines import Line, without_marker
from chitieu.cleaning.stamps import is_time_line, stamp
from chitieu.cleaning.tables import table_rows
from chitieu.model import BlockKind

_LIST_MARKS = frozenset({"dash", "plus", "bullet", "letter", "number", "deep", "star", "roman"})
_NUMBERED = frozenset({"roman", "number", "deep", "letter"})
_HEADING_MARKS = frozenset({"roman", "number", "deep", "letter", "star", "wiki"})
_DATED_LINK = re.compile(
    r"[(\[]\s*(?:\d{1,2}:\d{2},?\s*)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?[^()\[\]]{0,12}[)\]]\.?$"
)
_DATED_TITLE = re.compile(r"\w.{20,}[(\[]\s*(?:\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})[^()]*[)\]]$")
# a count in the headline of another article: no date, year or ordinal
_COUNTED = re.compile(
    r"(?<![\d/.:-])(?<!tháng )(?<!năm )(?<!quý )(?<!số )(?<!thứ )(?<!khóa )(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?:\s*%|\s+[^\W\d])",
    re.I,
)
_DIGIT = re.compile(r"\d")
_TIMES = re.compile(r"(?:19|20)\d\d|\d+ (?:tháng|năm)|(?:tháng|quý|đợt|vụ) \d+", re.I)  # figures that headings have
_FULL_STOP = re.compile(r"[.!?…][\"”’')\]]*$")
_TABLE_CAPTION = re.compile(r"(?:Biểu|Bảng|Phụ lục)\s*(?:số\s*)?[\dIVX]*\s*[.:(]", re.I)
_UNIT_LINE = re.compile(r"\(?\s*(?:ĐVT|Đơn vị(?: tính)?)\s*[:.]", re.I)
_DOCUMENT_TYPE = re.compile(
    r"(?:BÁO CÁO|KẾ HOẠCH|NGHỊ QUYẾT|THÔNG BÁO|QUYẾT ĐỊNH|TỜ TRÌNH|CHỈ THỊ|CÔNG VĂN|CHƯƠNG TRÌNH|ĐỀ ÁN|HƯỚNG DẪN)(?: TÓM TẮT| CHÍNH TRỊ)?"
)
_MAX_HEADING_WORDS = 16
_MAX_TEXT_HEADING_WORDS = 12
_MAX_CAPTION_WORDS = 40
_MIN_TITLE_WORDS, _MAX_TITLE_WORDS = 3, 45
_MAX_SEEN_WORDS = 26
_MAX_DATE = 40
_MAX_SHORT_WORDS = 60


def kinds_of(lines: Sequence[Line], title: str | None = None) -> list[BlockKind]:
    """The kind of each line, in order; ``title`` is what markup or sidecar call the page."""
    return _Page(lines, title).kinds()


def leads_table(line: Line) -> bool:
    """The caption of a table or the line that gives its unit: ``ĐVT: triệu đồng``."""
    return _UNIT_LINE.match(line.text) is not None or _TABLE_CAPTION.match(line.text) is not None


def is_dated(line: Line) -> bool:
    """A headline with its date in brackets, as links to other articles have it."""
    return line.text[-1] in ")]." and _DATED_LINK.search(line.text, max(0, len(line.text) - _MAX_DATE)) is not None


class _Page:
    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.named = _folded(title or "")
        self.stamped = [stamp(line.text) is not None or is_time_line(line.text) for line in lines]
        by_words = [furniture.is_furniture(line.text) for line in lines]
        self.rows = table_rows(lines, [a or b for a, b in zip(by_words, self.stamped, strict=True)])
        self.rows |= {i for i, line in enumerate(lines) if line.hint.kind is BlockKind.TABLE_ROW}
        self.furniture = [
            known or (line.hint.furniture and not (line.is_prose and line.stopped and not line.hint.linked))
            for line, known in zip(lines, by_words, strict=True)
        ]
        self.first, self.last = self._body()

    def kinds(self) -> list[BlockKind]:
        title = self._title()
        kinds: list[BlockKind] = []
        in_tail = False
        for index, line in enumerate(self.lines):
            in_tail = index > self.last or (in_tail and not (line.is_prose and not is_dated(line)))
            in_tail = in_tail or (index > self.first and self._opens_tail(index))
            if index in title:
                kinds.append(BlockKind.TITLE)
            elif index < self.first:
                kinds.append(self._head(index, min(title, default=self.first)))
            elif in_tail:
                kinds.append(self._tail(index, BlockKind.BOILERPLATE in kinds[max(self.last, self.first) :]))
            else:
                kinds.append(self._inside(index))
        return _captions_settled(self.lines, kinds)

    def _body(self) -> tuple[int, int]:
        """Indices of the first and last line that can only be text."""
        solid = [i for i in range(len(self.lines)) if self._is_solid(i)]
        return (solid[0], solid[-1]) if solid else (0, len(self.lines) - 1)

    def _is_solid(self, index: int) -> bool:
        line = self.lines[index]
        if index in self.rows:
            return True
        if self.furniture[index] or self.stamped[index] or line.hint.linked or line.is_top_heading or is_dated(line):
            return False
        if line.is_prose:
            return line.words >= 30 or not _is_capitals(line.text)
        return (line.marker in _LIST_MARKS and line.quantity) or (line.marker == "roman" and line.words > 1)

    def _title(self) -> set[int]:
        """The line that names the article, with the name of the kind of document over it."""
        if (named := self._named_title()) is not None:
            self.first = max(self.first, named + 1)
            return {named}
        if (typed := self._typed_title()) is not None:
            return typed
        index = self._title_above()
        if self.first < self.last and self._opens_as_title(self.first, index is None):
            index, self.first = self.first, self.first + 1
        return set() if index is None else {index}

    def _named_title(self) -> int | None:
        """The line that the page's own name repeats, else its only heading of the first level."""
        texts = [_folded(line.text) for line in self.lines]
        if self.named in texts[: self.first + 1]:
            return texts.index(self.named)
        top = [i for i, line in enumerate(self.lines) if line.is_top_heading]
        top = [i for i in top if texts[i] in self.named] or [i for i in top if not self.furniture[i]]
        return top[0] if len(top) == 1 or (top and texts[top[0]] in self.named) else None

    def _typed_title(self) -> set[int] | None:
        """The kind of document alone on its line (``BÁO CÁO``) and the subject below it."""
        for index in range(min(self.first + 1, len(self.lines) - 1)):
            if _DOCUMENT_TYPE.fullmatch(self.lines[index].text):
                self.first = max(self.first, index + 1)
                below = self.lines[index + 1]
                if below.words > _MAX_TITLE_WORDS or below.marker or below.text.startswith("("):
                    return {index}
                self.first = max(self.first, index + 2)
                return {index, index + 1}
        return None

    def _title_above(self) -> int | None:
        """The nearest line above the body that can be a title: no furniture, byline or numbered heading."""
        for index in range(self.first - 1, -1, -1):
            line = self.lines[index]
            if index and line.words <= _MAX_HEADING_WORDS and _DATED_TITLE.search(self.lines[index - 1].text):
                return index - 1
            if self.furniture[index] or self._is_aside(index):
                continue
            if line.marker in _NUMBERED and self._title_before(index):
                self.first = index
                continue
            if index > 1 and self._is_dateline(index - 1) and self._outweighs(index - 2, index):
                return index - 2
            return index if _MIN_TITLE_WORDS <= line.words <= _MAX_TITLE_WORDS else None
        return None

    def _title_before(self, index: int) -> bool:
        return any(not self.furniture[i] and not self._is_aside(i) for i in range(index))

    def _outweighs(self, above: int, below: int) -> bool:
        """Whether of two lines around a date line the upper is the title and the lower a heading."""
        return not self.furniture[above] and self.lines[above].words > max(4, self.lines[below].words)

    def _opens_as_title(self, index: int, untitled: bool) -> bool:
        """Whether the first long line is itself the title: a date line comes after it, or it has no stop."""
        line, after = self.lines[index], self.lines[index + 1]
        if line.marker or index in self.rows or line.words > _MAX_TITLE_WORDS or line.text.endswith((":", ";", ",")):
            return False
        return self._is_dateline(index + 1) or (untitled and not line.stopped and after.is_prose)

    def _is_aside(self, index: int) -> bool:
        """A line that belongs to the article and says nothing of its subject: date, author, remark in brackets."""
        line = self.lines[index]
        return (
            self._is_dateline(index) or furniture.is_byline(line.text) or leads_table(line) or line.text.startswith("(")
        )

    def _is_dateline(self, index: int) -> bool:
        return self.stamped[index] and not (is_dated(self.lines[index]) and self.lines[index].words > 8)

    def _head(self, index: int, title: int) -> BlockKind:
        line = self.lines[index]
        if self._is_dateline(index):
            return BlockKind.BYLINE
        if self.furniture[index]:
            return BlockKind.BOILERPLATE
        if furniture.is_byline(line.text) or line.text.startswith("("):
            return BlockKind.BYLINE
        if leads_table(line):
            return BlockKind.HEADING
        if (line.quantity or self._is_solid(index)) and not is_dated(line):
            return BlockKind.PARAGRAPH
        if index > title:
            return BlockKind.CAPTION if furniture.is_caption(line.text) else BlockKind.HEADING
        return BlockKind.BOILERPLATE

    def _opens_tail(self, index: int) -> bool:
        line = self.lines[index]
        return line.words <= 8 and furniture.opens_tail(line.text)

    def _tail(self, index: int, after_furniture: bool) -> BlockKind:
        line = self.lines[index]
        if is_dated(line):  # the headline of another article: its figures count, its words are furniture
            return BlockKind.CAPTION if _COUNTED.search(line.text) else BlockKind.BOILERPLATE
        if self._opens_tail(index) or self.furniture[index]:
            return BlockKind.BOILERPLATE
        if self._is_aside(index) or furniture.is_name(line.text):
            return BlockKind.BYLINE
        if furniture.is_caption(line.text):
            return BlockKind.CAPTION
        if line.quantity or line.stopped:
            return BlockKind.PARAGRAPH
        return BlockKind.BOILERPLATE if after_furniture else BlockKind.CAPTION

    def _inside(self, index: int) -> BlockKind:
        line = self.lines[index]
        if line.words > _MAX_SHORT_WORDS and line.marker is None and line.hint.kind is None and index not in self.rows:
            return BlockKind.PARAGRAPH
        if index in self.rows:
            return BlockKind.TABLE_ROW
        if self._is_dateline(index):
            return BlockKind.BYLINE
        if self.furniture[index] or (self._is_link(index) and not line.quantity and self._among_links(index)):
            return BlockKind.BOILERPLATE
        if line.hint.kind is not None:
            return line.hint.kind
        if furniture.is_byline(line.text):
            return BlockKind.BYLINE
        if line.words <= _MAX_HEADING_WORDS and leads_table(line):
            return BlockKind.HEADING
        if line.marker in _HEADING_MARKS and self._is_marked_heading(index):
            return BlockKind.HEADING
        if line.marker in _LIST_MARKS:
            return BlockKind.LIST_ITEM
        if line.words <= _MAX_HEADING_WORDS and not line.quantity and _is_capitals(line.text):
            return BlockKind.HEADING
        if line.words <= 6 and furniture.is_name(line.text) and not furniture.is_caption(line.text):
            return BlockKind.BYLINE
        return self._short(index) if line.words <= _MAX_CAPTION_WORDS else BlockKind.PARAGRAPH

    def _is_marked_heading(self, index: int) -> bool:
        line = self.lines[index]
        body = without_marker(line)
        if line.marker == "wiki":
            return True
        if line.quantity or line.words > _MAX_HEADING_WORDS or _FULL_STOP.search(body) or body.endswith((";", ",")):
            return False
        return line.marker in ("roman", "star") or body.endswith(":") or self._governs(index)

    def _governs(self, index: int) -> bool:
        """Whether what follows is longer or of another make, as under a heading."""
        if index + 1 >= len(self.lines):
            return False
        after = self.lines[index + 1]
        return after.marker != self.lines[index].marker or after.is_prose

    def _is_link(self, index: int) -> bool:
        line = self.lines[index]
        return line.hint.linked or is_dated(line)

    def _among_links(self, index: int) -> bool:
        return any(self._is_link(j) for j in (index - 1, index + 1) if 0 <= j < len(self.lines))

    def _short(self, index: int) -> BlockKind:
        """A short line between paragraphs: caption, heading, or a short paragraph."""
        line = self.lines[index]
        if not line.text.endswith((":", ";", ",")) and self._is_caption(index):
            return BlockKind.CAPTION
        if line.stopped or line.text.endswith(","):
            return BlockKind.PARAGRAPH
        is_topic = line.words <= _MAX_TEXT_HEADING_WORDS and not _DIGIT.search(_TIMES.sub("", line.text))
        return BlockKind.HEADING if is_topic else BlockKind.CAPTION

    def _is_pictured(self, index: int) -> bool:
        return self.lines[index].hint.pictured or (index > 0 and self.lines[index - 1].text == "[img]")

    def _is_caption(self, index: int) -> bool:
        """Under a picture, or a single sentence without figures that tells who is seen doing what."""
        line = self.lines[index]
        if line.words <= _MAX_SEEN_WORDS and self._is_pictured(index):
            return True
        if not furniture.is_caption(line.text):
            return False
        return not line.stopped or (line.words <= _MAX_SEEN_WORDS and not line.quantity and ". " not in line.text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _captions_settled(lines: Sequence[Line], kinds: list[BlockKind]) -> list[BlockKind]:
    """A line said twice is a caption; so is one beside a caption or a picture, and of several would-be headings in a row all."""
    times = Counter(line.text for line in lines)
    for i, line in enumerate(lines):
        if (
            kinds[i] in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION)
            and times[line.text] > 1
            and line.words > 3
            and line.words <= _MAX_CAPTION_WORDS
        ):
            kinds[i] = BlockKind.CAPTION
    start = 0
    for i in range(len(lines) + 1):
        if (
            i < len(lines)
            and kinds[i] is BlockKind.HEADING
            and lines[i].marker is None
            and lines[i].hint.kind is None
            and not _is_capitals(lines[i].text)
        ):
            continue
        if i - start >= 3:
            kinds[start:i] = [BlockKind.CAPTION] * (i - start)
        start = i + 1
    return kinds


def _is_capitals(text: str) -> bool:
    return text.isupper()
