"""The words around a figure, in one line: its sentence or its row, unless that has no end.

A paragraph of a thousand figures without a full stop would be written out a thousand times.
Only what is quoted is cut; offsets count in the whole text as ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

#: Characters of a sentence or row that is quoted whole, and how many are kept on either side
#: of a figure in a longer one. The longest sentences of reports have some 1,500.
LONGEST, AROUND = 2_000, 200

#: Stands where a quotation was cut.
GAP = "…"
_WORD = 40  # a cut may fall into a word of this length, and moves to its end


def quoted(text: str, start: int, end: int, at: int) -> str:
    """``text[start:end]`` in one line; where it is too long, what stands around ``at``.

    >>> quoted("a 5 hộ\\n và 6 hộ.", 0, 16, 2)
    'a 5 hộ và 6 hộ.'
    >>> quoted("có 12 hộ, " * 1_000, 0, 10_000, 5_003)[:12]
    '… hộ, có 12 '
    """
    if end - start <= LONGEST:
        return " ".join(text[start:end].split())
    low, high = max(start, at - AROUND), min(end, at + AROUND)
    words = text[low:high].split(maxsplit=1) if low > start else [text[low:high]]
    if len(words) > 1 and len(words[0]) < _WORD:
        del words[0]  # it may have begun before
    told = " ".join(" ".join(words).split())
    if high < end:
        head, _, last = told.rpartition(" ")
        told = head if head and len(last) < _WORD else told
    return f"{f'{GAP} ' if low > start else ''}{told}{f' {GAP}' if high < end else ''}"


def is_cut(quotation: str) -> bool:
    """Whether a quotation is not the whole sentence or row."""
    return quotation.startswith(f"{GAP} ") or quotation.endswith(f" {GAP}")


class QuotedRows:
    """The rows of a table, cells parted by bars; a merged cell stands in all its rows."""

    def __init__(self, cells: Iterable[tuple[int, int, int, str]]) -> None:
        """``cells`` are (row, rows, column, text), in reading order."""
        self._cells: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row, rows, column, text in cells:
            for each in range(row, row + rows):
                self._cells[each].append((column, text))
        self._short: dict[int, str | None] = {}
        self._places: dict[int, dict[int, int]] = {}  # of a long row: column -> which cell

    def quote(self, row: int, column: int, at: int) -> str:
        """A row in one line; of a long one its first cell and those about ``column``.

        ``at`` is the offset in the text of the cell of what is quoted for.
        """
        if row not in self._short:
            self._short[row] = self._whole(self._cells[row])
        whole = self._short[row]
        return self._about(row, column, at) if whole is None else whole

    def _whole(self, cells: list[tuple[int, str]]) -> str | None:
        if sum(len(text) for _, text in cells) > LONGEST:
            return None
        return _joined(text for _, text in cells)

    def _about(self, row: int, column: int, at: int) -> str:
        """The cell, with its neighbours as long as there is room, behind the row's first."""
        cells = self._cells[row]
        if row not in self._places:
            self._places[row] = {place: i for i, (place, _) in enumerate(cells)}
        here = self._places[row][column]
        first = last = here
        room = 2 * AROUND - min(len(cells[here][1]), 2 * AROUND)
        while room > 0 and (first > 1 or last < len(cells) - 1):
            if first > 1:
                first -= 1
                room -= len(cells[first][1]) + 3
            if last < len(cells) - 1:
                last += 1
                room -= len(cells[last][1]) + 3
        told = [
            quoted(text, 0, len(text), at) if i == here else _beginning(text)
            for i, (_, text) in enumerate(cells[first : last + 1], first)
        ]
        head = [_beginning(cells[0][1])] if first > 0 else []
        gaps = [GAP] if first > 1 else []
        return _joined([*head, *gaps, *told, *([GAP] if last < len(cells) - 1 else [])])


def _beginning(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return f"{' '.join(text[:AROUND].split())} {GAP}"


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" | ".join(texts).split())
