"""Merged areas: a merged cell stands once, at its first row and column."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from extract.sheets_cells import SheetCell

Cells = dict[tuple[int, int], SheetCell]


def merge(cells: Cells, top: int, left: int, rows: int, columns: int) -> None:
    """Give the first cell of an area its size; what else stands in it is not shown.

    An area whose first cell is empty changes nothing but what it covers.
    """
    if rows < 1 or columns < 1 or rows * columns == 1:
        return
    if rows * columns > len(cells):
        inside = [p for p in cells if top <= p[0] < top + rows and left <= p[1] < left + columns]
    else:
        area = ((r, c) for r in range(top, top + rows) for c in range(left, left + columns))
        inside = [place for place in area if place in cells]
    for place in inside:
        if place == (top, left):
            cells[place] = replace(cells[place], rows=rows, columns=columns)
        else:
            del cells[place]


def clipped(cells: Cells) -> Cells:
    """The cells without what of a merge lies beyond the last filled row and column."""
    bottom = max((row for row, _ in cells), default=0)
    right = max((column for _, column in cells), default=0)
    return {
        (row, column): cell
        if cell.rows == cell.columns == 1
        else replace(
            cell,
            rows=min(cell.rows, bottom - row + 1),
            columns=min(cell.columns, right - column + 1),
        )
        for (row, column), cell in cells.items()
    }


def spread(cells: Cells, across: Set[tuple[int, int]]) -> None:
    """Text centred across a selection covers the empty cells to its right, like a merge.

    ``across`` are the places formatted so, filled or not.
    """
    for (row, column), cell in list(cells.items()):
        if (row, column) not in across or cell.columns > 1:
            continue
        width = 1
        while (row, column + width) in across and (row, column + width) not in cells:
            width += 1
        merge(cells, row, column, 1, width)
