"""The grid of a web table: spans, header rows, and which tables only place text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.element_grid import LAYOUT_COLUMNS, LAYOUT_ROWS, Grid, GridCell
from extract.html_words import is_shown
from extract.phrases import begins, phrases, plain

# Limits of spans (HTML, 4.9.11); a page may ask for any number.
MOST_COLUMNS, _MOST_ROWS = 1000, 65534
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "table")


def grid_of(table: etree._Element) -> Grid:
    """The cells of a table as a browser places them: head first, foot last."""
    rows = _rows(table)
    head_rows = sum(in_head for _, in_head in rows)
    if not head_rows:
        for row, _ in rows:
            if not all(cell.tag == "th" for cell in _cells(row)):
                break
            head_rows += 1
    cells: list[GridCell] = []
    taken: dict[int, int] = {}  # column -> first row below the cell that reaches down in it
    width = 0
    for number, (row, _) in enumerate(rows):
        column = 0
        for element in _cells(row):
            while taken.get(column, 0) > number:
                column += 1
            across = _span(element, "colspan", MOST_COLUMNS)
            down = _span(element, "rowspan", _MOST_ROWS) or len(rows)
            across = max(1, min(across, MOST_COLUMNS - column))
            down = min(down, len(rows) - number)
            if column >= MOST_COLUMNS:
                break
            cells.append(GridCell(element, number, column, down, across))
            for place in range(column, column + across):
                taken[place] = number + down
            column += across
        width = max(width, column)
    return Grid(tuple(cells), len(rows), width, head_rows if head_rows < len(rows) else 0)


def is_layout(table: etree._Element, grid: Grid) -> bool:
    """Whether a table only places text: a frame, a letterhead, recipients and signature."""
    if table.get("role") in ("presentation", "none") or grid.rows <= 1 or grid.columns <= 1:
        return True
    if any(next(cell.element.iter(*_HEADINGS), None) is not None for cell in grid.cells):
        return True
    if grid.rows > LAYOUT_ROWS or grid.columns > LAYOUT_COLUMNS:
        return False
    known = phrases()
    for text in table.itertext():
        line = plain(str(text))
        if begins(line, (*known.letterhead, *known.recipients)) or line.startswith(known.signature):
            return True
    return False


def _rows(table: etree._Element) -> list[tuple[etree._Element, bool]]:
    """The rows in the order they are shown, and whether each stands in the head."""
    head: list[etree._Element] = []
    body: list[etree._Element] = []
    foot: list[etree._Element] = []
    sections = {"thead": head, "tbody": body, "tfoot": foot}
    for child in table:
        if not is_shown(child):
            continue
        if child.tag == "tr":
            body.append(child)
        elif child.tag in sections:
            held = sections[str(child.tag)]
            held += (row for row in child if row.tag == "tr" and is_shown(row))
    return [*((row, True) for row in head), *((row, False) for row in (*body, *foot))]


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in ("td", "th") and is_shown(cell))


def _span(cell: etree._Element, name: str, most: int) -> int:
    """A span as written; 0 (only of rows) reaches to the end of the table."""
    value = cell.get(name, "").strip()
    return min(int(value[:9]), most) if value.isascii() and value.isdigit() else 1
