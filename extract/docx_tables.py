"""The grid of a Word table: merged cells once, rows that begin further right, layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.docx_package import VAL, W, is_on, value_of
from extract.phrases import begins, phrases, plain

_TR, _TC, _TRPR, _TCPR = W + "tr", W + "tc", W + "trPr", W + "tcPr"
_P = W + "p"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
# Letterheads and signatures are set in tables of this size at most.
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 4, 3


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid; rows grows while a vertical merge goes on."""

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


def grid_of(table: etree._Element) -> Grid:
    """The cells of a table. Deleted rows and cells are left out."""
    cells: list[GridCell] = []
    open_merges: dict[int, GridCell] = {}
    width = head_rows = row = 0
    for element in _children(table, _TR):
        properties = element.find(_TRPR)
        if properties is not None and properties.find(W + "del") is not None:
            continue
        column = 0
        if properties is not None:
            column = _number(properties, "gridBefore", 0)
            head_rows += head_rows == row and is_on(properties, "tblHeader")
        last: GridCell | None = None
        for tc in _children(element, _TC):
            cell, merged_left = _cell(tc, row, column, open_merges)
            if merged_left and last is not None:
                last.columns += cell.columns
            elif cell.row == row:
                cells.append(cell)
                last = cell
            column += cell.columns
        width = max(width, column)
        row += 1
    return Grid(tuple(cells), row, width, head_rows)


def is_layout(table: etree._Element, grid: Grid) -> bool:
    """Whether a table only places text: a frame, a letterhead, recipients and signature."""
    if grid.rows <= 1 or grid.columns <= 1:
        return True
    if grid.rows > _LAYOUT_ROWS or grid.columns > _LAYOUT_COLUMNS:
        return False
    words = phrases()
    for paragraph in table.iter(_P):
        line = plain("".join(node.text or "" for node in paragraph.iter(W + "t")))
        if begins(line, (*words.letterhead, *words.recipients)) or line.startswith(words.signature):
            return True
    return False


def _cell(
    tc: etree._Element, row: int, column: int, open_merges: dict[int, GridCell]
) -> tuple[GridCell, bool]:
    """The cell at this place: a new one, or the one above that is merged down to here."""
    properties = tc.find(_TCPR)
    span = 1 if properties is None else max(1, _number(properties, "gridSpan", 1))
    vertical = None if properties is None else value_of(properties, "vMerge")
    horizontal = None if properties is None else value_of(properties, "hMerge")
    above = open_merges.get(column)
    if vertical is not None and vertical != "restart" and above and above.columns == span:
        above.rows = row - above.row + 1
        return above, False
    cell = GridCell(tc, row, column, 1, span)
    for place in range(column, column + span):
        open_merges.pop(place, None)
    if vertical is not None:
        open_merges[column] = cell
    return cell, horizontal == "" or horizontal == "continue"


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            if tag != _TC or child.find(f"{_TCPR}/{W}cellDel") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _number(properties: etree._Element, name: str, default: int) -> int:
    child = properties.find(W + name)
    value = "" if child is None else child.get(VAL, "")
    return int(value) if value.isdigit() else default
