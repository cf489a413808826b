"""The head of a table without rulings: lines above the rows that stand over the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.pdf_columns import Piece, bands, column_at, joined, words_of
from extract.pdf_glyphs import Glyphs
from extract.pdf_lines import Fragment

_CAPTION = re.compile(
    r"(?:\*\*)?(?:bảng|biểu|phụ lục|phụ biểu|hình|đơn vị|đvt)(?!\w)", re.IGNORECASE
)
_SENTENCE_ENDS = (".", ":", ";")
_HIGHEST = 9.0  # of the text size: how far above the first row a head may begin
_LINE = 3.0  # the same: how far apart two lines of a head may stand
_APART = 0.45  # the same: more than a word space
_WIDE = 1.2  # the same: more than any word space, also within a column
HeadCell = tuple[int, int, int, Sequence[Piece]]


def head_of(
    glyphs: Glyphs, above: Sequence[Fragment], columns: Sequence[Piece], label: int, top: float
) -> tuple[list[HeadCell], int]:
    """The cells (row, column, columns, pieces) of a head, and how many fragments it takes.

    ``above`` are the fragments before the table in the order of the file, ``top`` the
    baseline of its first row, ``label`` the column of the labels. A head names
    every column; else nothing is taken.
    """
    best: tuple[list[HeadCell], int] = ([], 0)
    lines: list[Fragment] = []
    highest = top
    for part in reversed(above):
        size = part.size
        near = any(abs(part.y - one.y) < _LINE * size for one in lines) or (
            not lines and top - part.y < (_LINE + 1) * size
        )
        if not (0 < top - part.y < _HIGHEST * size) or not near:
            break
        text = glyphs.text[part.start : part.end]
        if _CAPTION.match(text) or text.endswith(_SENTENCE_ENDS) or part.turn:
            break
        lines.append(part)
        highest = min(highest, part.y)
        cells = _cells(glyphs, lines, columns, label)
        if cells is not None:
            best = (cells, len(lines))
    return best


def _cells(
    glyphs: Glyphs, lines: Sequence[Fragment], columns: Sequence[Piece], label: int
) -> list[HeadCell] | None:
    """The head that these lines make; None where a column stays without a name."""
    edges = bands(columns)
    own: dict[int, list[Piece]] = {}
    over: list[tuple[Piece, int, int]] = []
    for line in lines:
        for piece in _pieces(glyphs, line, edges):
            first, last = column_at(piece.x0 + 0.5, edges), column_at(piece.x1 - 0.5, edges)
            middle = column_at(piece.middle, edges)
            narrow = piece.x1 - piece.x0 < edges[middle + 1] - edges[middle] + 2 * piece.size
            if first == last or (narrow and last - first == 1):
                own.setdefault(middle, []).append(piece)
            else:
                over.append((piece, first, last))
    spans = _spans(over, own, columns)
    if spans is None or any(first <= label for _, first, _ in spans):
        return None
    named = set(own) | {c for _, first, last in spans for c in range(first, last + 1)}
    if len(named) < len(columns) or len(own) < len(columns) - 1:
        return None
    levels = sorted({round(piece.y) for piece, _, _ in spans})
    found: list[HeadCell] = []
    for piece, first, last in spans:
        found.append((levels.index(round(piece.y)), first, last - first + 1, [piece]))
    for column in range(len(columns)):
        pieces = sorted(own.get(column, ()), key=lambda piece: (round(piece.y), piece.x0))
        found.append((len(levels), column, 1, pieces))
    return found


def _pieces(glyphs: Glyphs, line: Fragment, edges: Sequence[float]) -> list[Piece]:
    """A line cut where more than a word space is free, of less doubt at the edge of a column."""
    groups: list[list[Piece]] = []
    words = words_of(glyphs, line)
    groups.append([words[0]])
    for left, right in pairwise(words):
        crossed = column_at(left.middle, edges) != column_at(right.middle, edges)
        free = right.x0 - left.x1
        if free > (_APART if crossed else _WIDE) * line.size:
            groups.append([right])
        else:
            groups[-1].append(right)
    return [joined(group) for group in groups]


def _spans(
    over: Sequence[tuple[Piece, int, int]],
    own: dict[int, list[Piece]],
    columns: Sequence[Piece],
) -> list[tuple[Piece, int, int]] | None:
    """What stands over several columns, with all those it is centred over.

    It heads columns whose own names stand below it; None where one of them does not.
    """
    found = []
    for piece, first, last in over:
        free = [
            column
            for column in range(len(columns))
            if all(one.y > piece.y for one in own.get(column, ()))
            and not any(
                a <= column <= b and other is not piece and abs(other.y - piece.y) < piece.size / 2
                for other, a, b in over
            )
        ]
        if not {first, last} <= set(free):
            return None
        low, high = first, last
        while low - 1 in free:
            low -= 1
        while high + 1 in free:
            high += 1
        _, _, first, last = min(
            (round(abs((columns[a].x0 + columns[b].x1) / 2 - piece.middle)), a - b, a, b)
            for a in range(low, first + 1)
            for b in range(last, high + 1)
        )
        found.append((piece, first, last))
    return found
