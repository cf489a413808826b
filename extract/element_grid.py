"""The grid of a table whose cells are elements of a tree (Word, web pages)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

# Letterheads and signatures are set in tables of this size at most.
LAYOUT_ROWS, LAYOUT_COLUMNS = 4, 3


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid; ``rows`` grows while a vertical merge is read."""

    element: etree._Element
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells in reading order, with the size of the grid and its repeated header rows."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    head_rows: int
