"""Tables over page breaks as one: repeated headers dropped, cut rows put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from extract.pdf_flow import Flow, cell_flow, followed, is_cut_figure
from extract.pdf_grids import Grid, GridCell

_ALIKE = 0.9
_ENDS = (".", ";", ":")
_PADDING = 5.4  # points: what Word and LibreOffice leave free at each side of a cell


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a whole table; rows count from 0 through all its pages.

    ``room`` is the width left on its last line, ``word`` that of its first word, points.
    """

    row: int
    column: int
    rows: int
    columns: int
    page: int
    flow: Flow
    room: float = 0.0
    word: float = 0.0


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table as its reader sees it, over however many pages."""

    edges: tuple[float, ...]
    rows: int
    head_rows: int
    cells: tuple[TableCell, ...]


def whole_table(grid: Grid) -> WholeTable:
    """A table that stands on one page."""
    return WholeTable(grid.edges, grid.rows, 0, tuple(_cell(cell, grid) for cell in grid.cells))


def _cell(cell: GridCell, grid: Grid) -> TableCell:
    flow = cell_flow(cell.lines)
    if not cell.lines:
        return TableCell(cell.row, cell.column, cell.rows, cell.columns, grid.page, flow)
    left, right = grid.edges[cell.column], grid.edges[cell.column + cell.columns]
    last = cell.lines[-1]
    room = right - left - (last.x1 - last.x0) - _PADDING
    word = cell.lines[0].word
    return TableCell(cell.row, cell.column, cell.rows, cell.columns, grid.page, flow, room, word)


def same_columns(table: WholeTable, grid: Grid) -> bool:
    """Whether a table at the top of a page can be the rest of the one above the break."""
    return len(table.edges) == len(grid.edges) and all(
        abs((a - table.edges[0]) - (b - grid.edges[0])) <= grid.slack
        for a, b in zip(table.edges, grid.edges, strict=True)
    )


def continued(table: WholeTable, grid: Grid) -> WholeTable:
    """The table with its rest from the next page."""
    rest = whole_table(grid)
    head = _repeated_head(table, rest)
    cells = [replace(c, row=c.row - head) for c in rest.cells if c.row >= head]
    rows = rest.rows - head
    above = list(table.cells)
    if rows and is_cut_row(_row(table.cells, table.rows - 1), _row(cells, 0)):
        above = _with_rest(above, table.rows - 1, _row(cells, 0))
        cells = [replace(c, row=c.row - 1) for c in cells if c.row > 0]
        rows -= 1
    else:
        above, cells = _over_the_break(above, table.rows, cells)
    moved = [replace(c, row=c.row + table.rows) for c in cells]
    head_rows = table.head_rows or head
    return WholeTable(table.edges, table.rows + rows, head_rows, (*above, *moved))


def _row(cells: Sequence[TableCell], row: int) -> list[TableCell]:
    return [cell for cell in cells if cell.row == row]


def _repeated_head(table: WholeTable, rest: WholeTable) -> int:
    """How many rows at the top of the rest repeat the table's own first rows."""
    count = 0
    while count < min(table.rows, rest.rows - 1):
        ours, theirs = _row(table.cells, count), _row(rest.cells, count)
        if not _same_row(ours, theirs):
            break
        count += 1
    # A header is not cut through by a cell that reaches below it.
    while count and any(c.row < count < c.row + c.rows for c in rest.cells):
        count -= 1
    filled = any(cell.flow.text for cell in rest.cells if cell.row < count)
    return count if filled else 0


def _same_row(ours: Sequence[TableCell], theirs: Sequence[TableCell]) -> bool:
    if [_shape(cell) for cell in ours] != [_shape(cell) for cell in theirs]:
        return False
    here, there = ([cell.flow.text for cell in row] for row in (ours, theirs))
    if here == there:
        return True
    # OCR reads the same words twice, and not always alike.
    scanned = any(cell.flow.scanned for cell in (*ours, *theirs))
    return scanned and SequenceMatcher(None, " ".join(here), " ".join(there)).ratio() >= _ALIKE


def _shape(cell: TableCell) -> tuple[int, int, int]:
    return (cell.column, cell.columns, cell.rows)


def is_cut_row(last: Sequence[TableCell], first: Sequence[TableCell]) -> bool:
    """Whether a row at the top of a page is the rest of the row above the break.

    Its first cell is empty and what is filled in both goes on mid-sentence: an own row
    would begin with a capital, a sign or a figure.
    """
    if [c.column for c in last] != [c.column for c in first] or len(last) < 2:
        return False
    if any(c.rows > 1 for c in (*last, *first)) or first[0].flow.text:
        return False
    filled = [cell for cell in first if cell.flow.text]
    both = [(a, b) for a, b in zip(last, first, strict=True) if a.flow.text and b.flow.text]
    if len(filled) == 1 and both and sum(bool(cell.flow.text) for cell in last) > 2:
        # Nothing but a label, which did not fit above: a capital does not matter.
        [(above, below)] = both
        if below.word > above.room and not above.flow.text.endswith(_ENDS):
            return True
    return bool(both) and all(_goes_on(a.flow.text, b.flow.text) for a, b in both)


def _goes_on(above: str, below: str) -> bool:
    if is_cut_figure((above, below)):
        return True
    if above.endswith(_ENDS):
        return False
    if below[0].islower() or below[0] in ",;.)":
        return True
    words = sum(word.isalpha() for word in above.split())
    return below[0].isdigit() and words > 2  # a sentence goes on with a figure


def _with_rest(cells: Sequence[TableCell], row: int, rest: Sequence[TableCell]) -> list[TableCell]:
    by_column = {cell.column: cell.flow for cell in rest}
    return [
        replace(c, flow=followed(c.flow, by_column[c.column]))
        if c.row == row and c.column in by_column
        else c
        for c in cells
    ]


def _over_the_break(
    above: list[TableCell], rows: int, below: list[TableCell]
) -> tuple[list[TableCell], list[TableCell]]:
    """A cell merged over several rows goes on as an empty one after the break."""
    grown: dict[int, TableCell] = {}
    for cell in below:
        if cell.row == 0 and cell.rows > 1 and not cell.flow.text:
            grown[cell.column] = cell
    for i, cell in enumerate(above):
        rest = grown.get(cell.column)
        if rest and cell.rows > 1 and cell.row + cell.rows == rows:
            above[i] = replace(cell, rows=cell.rows + rest.rows)
            below = [other for other in below if other is not rest]
    return above, below
