"""Lines of a plain text to paragraphs: which line ends are only a wrapped line's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.text_tables import Line
from solieu.model import Span

# A line that opens a paragraph of its own: list sign, number, letter, note, annex.
_OPENS = re.compile(
    r"[-+*•●▪–—]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|\d{1,2}(?:\.\d{1,2})+\s|\(?[a-zđ]{1,2}\)\s"
    r"|[IVXLC]+\.\s|[A-ZĐ]\.\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s|\[\^|\[\d{1,3}\]\s|#{1,6}\s|>\s"
    r"|(?:Phần|PHẦN|Phụ lục|PHỤ LỤC|Biểu số|BIỂU SỐ|Nơi nhận|Ghi chú)\b"
)
_ENDS = re.compile(r"[.;:!?…][*_”\"')\]]*\Z")
# Lines of wrapped prose: A4 at 10 characters an inch has 80, wide editors wrap at 120.
_NARROWEST, _WIDEST = 50, 140
# A wrapped line may fall short of the width by a long word.
_RAGGED = 0.6


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which a text's lines were wrapped; 0 where they were not."""

    width: int

    @classmethod
    def of(cls, text: str, blocks: Sequence[Sequence[Line]]) -> Wrap:
        """The width that the blocks with evident continuation lines show."""
        widths = [
            width
            for block in blocks
            if _NARROWEST <= (width := max(_size(line) for line in block)) <= _WIDEST
            and any(_flows(text, a, b) for a, b in pairwise(block))
        ]
        return cls(max(widths, default=0))


def paragraphs_of(text: str, block: Sequence[Line], wrap: Wrap) -> list[Span]:
    """The paragraphs in lines that no blank line parts.

    Lines are joined only where the text is evidently wrapped; else each is its own.
    """
    spans: list[Span] = []
    for i, line in enumerate(block):
        if spans and _goes_on(text, block[i - 1], line, wrap.width):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
    return spans


def _goes_on(text: str, line: Line, following: Line, width: int) -> bool:
    if not width or _size(line) > width or _size(following) > width:
        return False
    ends = _ENDS.search(text, line.start, line.end) is not None
    word = text[following.start : following.end].split(maxsplit=1)[0]
    full = _size(line) + 1 + len(word) > width
    if _OPENS.match(text, following.start):
        # "giai đoạn 2026 / - 2030", "ngày / 21. ...": a full line amid a sentence.
        return full and not ends and text[line.end - 1].isalnum() and not _capital(text, line)
    if following.indent > line.indent + 1 or _capital(text, line) != _capital(text, following):
        return _flows(text, line, following) and full
    if _flows(text, line, following):
        return _size(line) >= _RAGGED * width
    return full and _size(line) >= _NARROWEST


def _flows(text: str, line: Line, following: Line) -> bool:
    """Whether a sentence evidently runs over the line end."""
    first = text[following.start]
    return (
        (first.islower() or first.isdigit())
        and not _OPENS.match(text, following.start)
        and _ENDS.search(text, line.start, line.end) is None
        and _size(line) >= _NARROWEST * _RAGGED
    )


def _capital(text: str, line: Line) -> bool:
    return text[line.start : line.end].isupper()


def _size(line: Line) -> int:
    return line.end - line.start
