"""Tables without rulings whose labels run over several lines.

Figures of one row stand on one line, its label and unit on one or more lines beside them, at
the top, the middle or the foot. Rows are told by what is free between them: more than between
two lines of a label. Taken for a table only where that leaves no doubt: three rows at least,
figures in line, and exactly one line of figures beside each label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.pdf_columns import Piece, bands, joined, words_of
from extract.pdf_glyphs import Glyphs
from extract.pdf_lines import Fragment

_FIGURE = re.compile(r"[-+–]?\d[\d.,]*%?|\([\d.,]+%?\)|[-–x]")
_FEWEST_ROWS, _FEWEST_FIGURES = 3, 2
_MOST_LEADS = 4  # columns before the figures: number, label, unit, code
_HEADINGS = 0.34  # of the rows: labels without figures
# Shares of the text size.
_LEVEL = 0.3  # words of one line
_IN_LINE = 0.6
_LINE = 1.5  # from line to line within a label, at most
_NEXT = 1.15  # of that distance: from label to label, at least
_FREE = 0.9  # between two columns
_REACH = 9.0  # from one line of figures to the next


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A table among fragments: which of them it takes, its columns, its rows cell by cell.

    ``rows`` have for each column the pieces of its lines, top down; ``top`` is the baseline of
    the first line.
    """

    first: int
    end: int
    columns: list[Piece]
    rows: list[list[list[Piece]]]
    top: float


@dataclass(frozen=True, slots=True)
class _Word:
    part: int  # number of its fragment
    piece: Piece


_Line = list[_Word]  # from left to right


def wrapped_table(glyphs: Glyphs, parts: Sequence[Fragment]) -> Wrapped | None:
    """The one table that these fragments hold; None where there is a doubt."""
    if sum(_ends_with_figure(glyphs, part) for part in parts) < _FEWEST_ROWS:
        return None  # nearly every page
    words = [
        _Word(number, replace(piece, y=glyphs.origin(piece.start)[1]))
        for number, part in enumerate(parts)
        if not part.turn
        for piece in words_of(glyphs, part)
    ]
    figures = _figure_rows(glyphs, words)
    if len(figures) < _FEWEST_ROWS:
        return None
    taken = {id(word) for row in figures for word in row}
    left = min(row[0].piece.x0 for row in figures)
    before = [word for word in words if id(word) not in taken and word.piece.x1 < left]
    size = figures[0][0].piece.size
    blocks = _blocks(_lines(before), figures, size)
    if blocks is None:
        return None
    leads = _leads([word for block in blocks for line in block for word in line], size)
    whole = [row for _, row in _paired(blocks, figures) if row]
    tail = [_extent([row[i].piece for row in whole]) for i in range(len(figures[0]))]
    columns = [*leads, *tail]
    if not 1 <= len(leads) <= _MOST_LEADS or any(a.x1 >= b.x0 for a, b in pairwise(columns)):
        return None
    rows = [_cells(block, row, columns) for block, row in _paired(blocks, figures)]
    return _closed(parts, words, blocks, figures, columns, rows)


def _ends_with_figure(glyphs: Glyphs, part: Fragment) -> bool:
    last = glyphs.text[part.start : part.end].rpartition(" ")[2]
    return _FIGURE.fullmatch(last) is not None


def _closed(
    parts: Sequence[Fragment],
    words: Sequence[_Word],
    blocks: Sequence[Sequence[_Line]],
    figures: Sequence[_Line],
    columns: list[Piece],
    rows: list[list[list[Piece]]],
) -> Wrapped | None:
    """The table, if the fragments it takes follow each other and hold nothing else."""
    own = {id(word) for block in blocks for line in block for word in line}
    own |= {id(word) for row in figures for word in row}
    numbers = {word.part for word in words if id(word) in own}
    first, end = min(numbers), max(numbers) + 1
    if any(first <= word.part < end and id(word) not in own for word in words):
        return None
    if any(part.turn for part in parts[first:end]):
        return None
    top = min(word.piece.y for word in blocks[0][0])
    return Wrapped(first, end, columns, rows, min(top, figures[0][0].piece.y))


def _figure_rows(glyphs: Glyphs, words: Sequence[_Word]) -> list[_Line]:
    """Lines that end with figures in line with each other, the same number in each."""
    ends = [end for line in _lines(words) if (end := _figures_at_end(glyphs, line))]
    if len(ends) < _FEWEST_ROWS:
        return []
    ((count, _),) = Counter(len(line) for line in ends).most_common(1)
    if count < _FEWEST_FIGURES:
        return []
    rows = [line[-count:] for line in ends if len(line) >= count]
    aligned = [[row for row in rows if _in_line(one, row)] for one in rows]
    return max(map(_near, aligned), key=len)


def _in_line(one: _Line, other: _Line) -> bool:
    return all(_under(a.piece, b.piece) for a, b in zip(one, other, strict=True))


def _near(rows: Sequence[_Line]) -> list[_Line]:
    """The most of these lines that follow each other without a gap."""
    runs = [[rows[0]]]
    for above, below in pairwise(rows):
        step = below[0].piece.y - above[0].piece.y
        if step > _REACH * below[0].piece.size:
            runs.append([])
        runs[-1].append(below)
    return max(runs, key=len)


def _figures_at_end(glyphs: Glyphs, line: _Line) -> _Line:
    """The figures that a line ends with, where there are enough."""
    count = 0
    for word in reversed(line):
        if not _FIGURE.fullmatch(glyphs.text, word.piece.start, word.piece.end):
            break
        count += 1
    return line[len(line) - count :] if count >= _FEWEST_FIGURES else []


def _under(above: Piece, below: Piece) -> bool:
    left, right = above.x0 - below.x0, above.x1 - below.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _IN_LINE * above.size


def _lines(words: Sequence[_Word]) -> list[_Line]:
    """Words that stand on one line each, top down."""
    found: list[_Line] = []
    for word in sorted(words, key=lambda word: word.piece.y):
        if found and word.piece.y - found[-1][0].piece.y < _LEVEL * word.piece.size:
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda word: word.piece.x0) for line in found]


def _blocks(
    lines: Sequence[_Line], figures: Sequence[_Line], size: float
) -> list[list[_Line]] | None:
    """The labels, each of its lines; None where it is not plain where one ends."""
    near: list[float] = []
    blocks = [[line] for line in lines[:1]]
    for above, below in pairwise(lines):
        step = below[0].piece.y - above[0].piece.y
        if step <= _LINE * size:
            blocks[-1].append(below)
        else:
            blocks.append([below])
    touched = [i for i, block in enumerate(blocks) if _beside(block, figures, size)]
    if not touched:
        return None
    kept = blocks[touched[0] : touched[-1] + 1]
    for block in kept:
        near += [b[0].piece.y - a[0].piece.y for a, b in pairwise(block)]
    apart = [b[0][0].piece.y - a[-1][0].piece.y for a, b in pairwise(kept)]
    if not near or not apart or min(apart) < _NEXT * max(near):
        return None  # no label is wrapped, or nothing tells where one ends
    counts = [len(_beside(block, figures, size)) for block in kept]
    empty = counts.count(0)
    if max(counts) > 1 or sum(counts) != len(figures) or empty > _HEADINGS * len(kept):
        return None
    return kept


def _beside(block: Sequence[_Line], figures: Sequence[_Line], size: float) -> list[_Line]:
    """The lines of figures that stand at the height of a label."""
    top, foot = block[0][0].piece.y, block[-1][0].piece.y
    return [row for row in figures if top - size / 2 <= row[0].piece.y <= foot + size / 2]


def _paired(
    blocks: Sequence[list[_Line]], figures: Sequence[_Line]
) -> Iterator[tuple[list[_Line], _Line]]:
    size = figures[0][0].piece.size
    for block in blocks:
        own = _beside(block, figures, size)
        yield block, own[0] if own else []


def _leads(words: Sequence[_Word], size: float) -> list[Piece]:
    """The columns before the figures: what no word of any row stands in parts them."""
    found: list[Piece] = []
    for piece in sorted((word.piece for word in words), key=lambda piece: piece.x0):
        if found and piece.x0 - found[-1].x1 < _FREE * size:
            found[-1] = replace(found[-1], x1=max(found[-1].x1, piece.x1))
        else:
            found.append(piece)
    return found


def _extent(pieces: Sequence[Piece]) -> Piece:
    return replace(pieces[0], x0=min(p.x0 for p in pieces), x1=max(p.x1 for p in pieces))


def _cells(block: list[_Line], row: _Line, columns: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of one row by column: of each line those words that follow each other."""
    edges = bands(columns)
    cells: list[list[Piece]] = [[] for _ in columns]
    for line in [*block, row]:
        groups: list[tuple[int, list[_Word]]] = []
        for word in line:
            column = sum(word.piece.middle >= edge for edge in edges[1:-1])
            last = groups[-1] if groups else None
            if last and last[0] == column and last[1][-1].part == word.part:
                last[1].append(word)
            else:
                groups.append((column, [word]))
        for column, own in groups:
            cells[column].append(joined([word.piece for word in own]))
    return cells
