"""On which page a figure stands: a paragraph that a page break cuts stands on two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from solieu.model import Paragraph


class Pages:
    """The pages of a document's paragraphs, by offset."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        """``paragraphs`` are the physical ones, as the reader saw them."""
        placed = sorted((one.span.start, one.span.end, one.page) for one in paragraphs if one.page)
        self._starts = [start for start, _, _ in placed]
        self._placed = placed

    def of(self, offset: int, otherwise: int) -> int:
        """The page of the paragraph that holds ``offset``; ``otherwise`` where none does."""
        n = bisect_right(self._starts, offset) - 1
        if n < 0:
            return otherwise
        _, end, page = self._placed[n]
        return page if offset < end else otherwise
