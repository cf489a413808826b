"""A passage: the text of one logical paragraph or one table cell, ready to be read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import regex

from extract.fold import fold
from solieu.frozen import frozen
from solieu.model import Mark, Span

_NOTE_MARK = regex.compile(r"^\s*[¹²³⁰⁴-⁹]+(?=\s)")  # a footnote's own mark


@frozen
class Passage:
    """Text joined from its pieces, its folded twin, and the way back to the document.

    ``starts`` holds, for each piece, its offset in the passage and in the document.
    Footnote marks are blanked, so that no mark touches a figure or a word.
    """

    text: str
    folded: str
    starts: tuple[tuple[int, int], ...]

    def document_offset(self, offset: int) -> int:
        """The offset in the reader's text of ``offset`` in the passage."""
        for begin, origin in reversed(self.starts):
            if offset >= begin:
                return origin + offset - begin
        raise IndexError(offset)

    def document_span(self, start: int, end: int) -> Span:
        """The span in the reader's text of ``text[start:end]`` (not empty).

        It ends with the piece that it begins in: what stands between two pieces, such as the
        footnotes of a page, is no part of the passage.
        """
        if len(self.starts) == 1:  # most passages
            moved = self.starts[0][1] - self.starts[0][0]
            return Span(start + moved, end + moved)
        first = self.document_offset(start)
        piece = max(begin for begin, _ in self.starts if begin <= start)
        after = next((begin for begin, _ in self.starts if begin > piece), None)
        last = end if after is None else min(end, max(after - 1, start + 1))
        return Span(first, first + last - start)


def _start(mark: Mark) -> int:
    return mark.span.start


def make_passage(text: str, spans: Iterable[Span], marks: Sequence[Mark] = ()) -> Passage:
    """Cut the pieces of one passage out of a document's text; marks become spaces.

    ``marks`` are all those of the document, in the order of its text.
    """
    pieces = []
    starts = []
    length = 0
    for span in spans:
        piece = text[span.start : span.end]
        for n in range(bisect_left(marks, span.start, key=_start), len(marks)):
            mark = marks[n].span
            if mark.start >= span.end:
                break
            low, high = mark.start - span.start, mark.end - span.start
            piece = f"{piece[:low]}{' ' * (high - low)}{piece[high:]}"
        starts.append((length, span.start))
        pieces.append(piece)
        length += len(piece) + 1
    joined = _NOTE_MARK.sub(lambda match: " " * len(match.group()), " ".join(pieces))
    return Passage(joined, fold(joined), tuple(starts))
