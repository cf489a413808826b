"""Tables without rulings: rows of figures that stand under each other.

Only what cannot be anything else is taken for one: at least three lines, one after the
other, that begin with words (before them at most a row number) and go on with figures,
each set apart by more than a word space and in line with those above and below. The lines
above them that stand over the columns are the head (``extract.pdf_aligned_head``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.pdf_aligned_head import head_of
from extract.pdf_columns import Piece, bands, cut_at_gaps, cut_by_bands, joined, words_of
from extract.pdf_glyphs import Glyphs
from extract.pdf_grids import Grid, GridCell
from extract.pdf_lines import Fragment, Line, fragment_at, lines_of
from extract.pdf_wrapped import wrapped_table

_FIGURE = r"[-+–]?\d[\d.,]*%?|\([\d.,]+%?\)|\d+/\d+|[-–x]"
_NUMBER = r"(?:\d{1,3}[.)]?|[IVX]{1,5}\.?)\s+"
_ROW = re.compile(rf"(?:{_NUMBER})?\S*[^\W\d_].*?(?:\s+(?:{_FIGURE})){{2,}}(?:\s+\D*)?")
_ALONE = re.compile(_FIGURE)
_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?|[IVX]{1,5}\.?")
_LONGEST_NUMBER = 5  # characters of a row number
_FEWEST_ROWS = 3
_FEWEST_FIGURES = 2
_MOSTLY = 0.6  # of the rows have all cells
_IN_LINE = 0.6  # of the text size
_STEP = 3.0  # the same, between two rows
_SLACK = 4.0  # points: how far edges of one table may differ from page to page, at least


@dataclass(slots=True)
class _Row:
    """One line of a table: its pieces from left to right, and where it stands."""

    part: Fragment
    pieces: list[Piece]


def aligned_tables(
    glyphs: Glyphs, page: int, parts: Sequence[Fragment], odd: bool
) -> tuple[list[tuple[int, Grid]], list[Fragment]]:
    """The tables among fragments of a page, and the fragments outside them.

    Each table comes with the number of outside fragments that stand before it.
    """
    found: list[tuple[int, Grid]] = []
    outside: list[Fragment] = []
    at = 0
    while at < len(parts):
        rows = _rows_from(glyphs, parts, at)
        placed, columns = _placed(glyphs, rows)
        if len(placed) < _FEWEST_ROWS:
            outside.append(parts[at])
            at += 1
            continue
        at += len(placed)
        while outside and (row := _heading_row(glyphs, outside[-1], placed, columns)):
            placed.insert(0, row)
            outside.pop()
        head, used = head_of(glyphs, outside, columns, _label(placed), placed[0][0].piece.y)
        del outside[len(outside) - used :]
        found.append(
            (len(outside), _grid(glyphs, page, head, _by_column(placed, columns), columns, odd))
        )
    return (found, outside) if found else _wrapped(glyphs, page, outside, odd)


def _wrapped(
    glyphs: Glyphs, page: int, parts: list[Fragment], odd: bool
) -> tuple[list[tuple[int, Grid]], list[Fragment]]:
    """The table of a page whose labels take several lines, if it has one."""
    table = wrapped_table(glyphs, parts)
    if table is None:
        return [], parts
    columns = table.columns
    widths = [one.x1 - one.x0 for one in columns]
    label = widths.index(max(widths))
    above = parts[: table.first]
    head, used = head_of(glyphs, above, columns, label, table.top)
    del above[len(above) - used :]
    grid = _grid(glyphs, page, head, table.rows, columns, odd)
    return [(len(above), grid)], [*above, *parts[table.end :]]


def _by_column(
    placed: Sequence[Sequence[_Cell]], columns: Sequence[Piece]
) -> list[list[list[Piece]]]:
    """Rows with the pieces of each column."""
    rows = []
    for row in placed:
        there = {cell.column: cell.piece for cell in row}
        rows.append([[there[c]] if c in there else [] for c in range(len(columns))])
    return rows


def _rows_from(glyphs: Glyphs, parts: Sequence[Fragment], at: int) -> list[_Row]:
    """Lines like rows, one below the other, from fragment ``at`` on.

    A line of words alone may stand between them: it heads the rows below.
    """
    rows: list[_Row] = []
    last = 0  # rows up to the last one with figures
    for part in parts[at:]:
        is_row = _ROW.match(glyphs.text, part.start, part.end) is not None
        if not is_row and (not rows or last < len(rows)):  # nearly every line
            break
        if rows and not 0 < part.y - rows[-1].part.y < _STEP * part.size:
            break
        pieces = _pieces(glyphs, part)
        figures = sum(_is_figure(glyphs, piece) for piece in pieces[1:])
        if figures < _FEWEST_FIGURES and (len(pieces) > 1 or not rows or last < len(rows)):
            break
        rows.append(_Row(part, pieces))
        last = len(rows) if figures >= _FEWEST_FIGURES else last
    return rows[:last]


def _heading_row(
    glyphs: Glyphs, part: Fragment, placed: Sequence[Sequence[_Cell]], columns: Sequence[Piece]
) -> list[_Cell] | None:
    """A line above the rows, set at the left like their labels, as a row that heads them."""
    labels = [cell.piece for row in placed for cell in row if cell.column == _label(placed)]
    first = placed[0][0].piece
    step = placed[1][0].piece.y - first.y
    same_step = abs(first.y - part.y - step) < _IN_LINE * part.size
    at_left = all(abs(one.x0 - part.x0) < _IN_LINE * part.size for one in labels)
    if not (labels and same_step and at_left) or part.x1 > columns[_label(placed) + 1].x0:
        return None
    words = words_of(glyphs, part)
    return [_Cell(_label(placed), joined(words))]


def _label(placed: Sequence[Sequence[_Cell]]) -> int:
    """The column of the labels: the first, or the second where the first is narrow."""
    lead = [cell.piece for row in placed for cell in row if cell.column == 0]
    return 1 if lead and all(one.end - one.start <= _LONGEST_NUMBER for one in lead) else 0


def _pieces(glyphs: Glyphs, part: Fragment) -> list[Piece]:
    """A row cut into cells; a number before the first words is a cell of its own."""
    words = words_of(glyphs, part)
    first = words[0]
    if len(words) > 1 and _ROW_NUMBER.fullmatch(glyphs.text, first.start, first.end):
        lettered = any(map(str.isalpha, glyphs.text[words[1].start : words[1].end]))
        rest = cut_at_gaps(glyphs, words[1:], part.size)
        return [first, *rest] if lettered else cut_at_gaps(glyphs, words, part.size)
    return cut_at_gaps(glyphs, words, part.size)


def _is_figure(glyphs: Glyphs, piece: Piece) -> bool:
    return _ALONE.fullmatch(glyphs.text, piece.start, piece.end) is not None


@dataclass(frozen=True, slots=True)
class _Cell:
    """A piece in its column."""

    column: int
    piece: Piece


def _placed(glyphs: Glyphs, rows: Sequence[_Row]) -> tuple[list[list[_Cell]], list[Piece]]:
    """The rows that make one table, cell by cell, and the extents of its columns.

    Rows with all cells show the columns; a row with fewer belongs to the table if each of
    its words stands within one of them.
    """
    if len(rows) < _FEWEST_ROWS:
        return [], []
    ((width, full),) = Counter(len(row.pieces) for row in rows).most_common(1)
    whole = [row for row in rows if len(row.pieces) == width]
    if width < _FEWEST_FIGURES + 1 or full < max(_FEWEST_ROWS, _MOSTLY * len(rows)):
        return _placed(glyphs, rows[: _uniform(rows)]) if _uniform(rows) < len(rows) else ([], [])
    if not all(_in_line(a, b) for a, b in pairwise(whole)):
        return [], []
    columns = [_extent([row.pieces[i] for row in whole]) for i in range(width)]
    if any(left.x1 >= right.x0 for left, right in pairwise(columns)):
        return [], []
    kinds = [sum(_is_figure(glyphs, row.pieces[i]) for row in whole) for i in range(width)]
    if sum(count == len(whole) for count in kinds) < _FEWEST_FIGURES:
        return [], []
    edges = bands(columns)
    placed: list[list[_Cell]] = []
    for row in rows:
        if len(row.pieces) == width:
            placed.append([_Cell(i, piece) for i, piece in enumerate(row.pieces)])
            continue
        cut = _cut(glyphs, row, columns, edges)
        if cut is None:
            break
        placed.append(cut)
    return placed, columns


def _cut(
    glyphs: Glyphs, row: _Row, columns: Sequence[Piece], edges: Sequence[float]
) -> list[_Cell] | None:
    """A row with fewer cells than there are columns; None where one stands in no single one."""
    if len(row.pieces) == 1:  # words that head rows may reach into the free space beside them
        [piece] = row.pieces
        column = next((i for i, one in enumerate(columns[:2]) if _overlap(one, piece)), None)
        if column is None or piece.x1 > columns[column + 1].x0:
            return None
        return [_Cell(column, piece)]
    cut = cut_by_bands(words_of(glyphs, row.part), edges)
    return None if cut is None else [_Cell(i, piece) for i, piece in cut]


def _uniform(rows: Sequence[_Row]) -> int:
    """How many rows from the first have as many cells as it has."""
    width = len(rows[0].pieces)
    return next((i for i, row in enumerate(rows) if len(row.pieces) != width), len(rows))


def _extent(pieces: Sequence[Piece]) -> Piece:
    first = pieces[0]
    return Piece(
        first.start, first.end, min(p.x0 for p in pieces), max(p.x1 for p in pieces), first.y,
        first.size,
    )  # fmt: skip


def _in_line(above: _Row, below: _Row) -> bool:
    """Set under each other at the left, at the right or in the middle, but for the labels."""
    size = above.part.size
    pairs = list(zip(above.pieces, below.pieces, strict=True))
    return all(_under(a, b, size) for a, b in pairs[2:]) and _overlap(*pairs[1])


def _under(above: Piece, below: Piece, size: float) -> bool:
    left, right = above.x0 - below.x0, above.x1 - below.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _IN_LINE * size


def _overlap(above: Piece, below: Piece) -> bool:
    return above.x0 < below.x1 and below.x0 < above.x1


def _grid(
    glyphs: Glyphs,
    page: int,
    head: Sequence[tuple[int, int, int, Sequence[Piece]]],
    rows: Sequence[Sequence[Sequence[Piece]]],
    columns: Sequence[Piece],
    odd: bool,
) -> Grid:
    """The table as a grid: head cells are (row, column, columns, pieces)."""
    cells = []
    tall = max((row for row, *_ in head), default=-1) + 1
    for row, column, width, pieces in head:
        cells.append(GridCell(row, column, 1, width, _lines(glyphs, page, pieces, odd)))
    for r, row_cells in enumerate(rows):
        for c, own in enumerate(row_cells):
            cells.append(GridCell(tall + r, c, 1, 1, _lines(glyphs, page, own, odd)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    of_rows = [piece for row in rows for own in row for piece in own]
    first, last = of_rows[0], max(of_rows, key=lambda piece: piece.y)
    of_head = [piece.y for *_, pieces in head for piece in pieces]
    top = min([*(piece.y for piece in of_rows), *of_head]) - first.size
    edges = bands(columns)
    gaps = [right.x0 - left.x1 for left, right in pairwise(columns)]
    slack = max(_SLACK, min(gaps) / 2)
    bottom = last.y + 0.3 * last.size
    return Grid(page, edges, top, bottom, tall + len(rows), tuple(cells), slack)


def _lines(glyphs: Glyphs, page: int, pieces: Sequence[Piece], odd: bool) -> tuple[Line, ...]:
    parts = [fragment_at(glyphs, piece.start, piece.end) for piece in pieces]
    return tuple(lines_of(glyphs, page, parts, odd))
