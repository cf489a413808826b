"""Labels that a sheet wraps over several rows, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.fold import fold
from extract.sheets_cells import SheetCell
from extract.sheets_rows import Row

_OWN = re.compile(r"(?:[a-zđ]\s*[.)]|\(\*|trong đó|chia ra|gồm|bao gồm)")
_NUMBER = re.compile(r"[(]?(?:[IVXLC]+|[a-zA-ZđĐ]|\d+(?:\.\d+)*)[.)/]*|[-+*•]")
# Words that leave a line of capitals open, at its end or at the beginning of the next.
_OPEN_END = re.compile(r"(?:và|của|với|theo|một số|các|trong|cho|về)$")
_OPEN_START = re.compile(r"(?:và|của|với|theo|trong|cho)\b")


def joined_labels(rows: Sequence[Row], first_value: int) -> list[SheetCell]:
    """The cells of a table's body, each wrapped label one cell over the rows it takes.

    A label goes on where the next row begins with a small letter or a bracket in the same
    column and at most one of the rows holds values.
    """
    cells: list[SheetCell] = []
    place = -1  # where in ``cells`` the label stands that may go on
    valued = False
    for row in rows:
        label = _words(row, first_value)
        values = bool(row.beyond(first_value))
        free = place >= 0 and not (valued and values)
        if label is not None and free and _goes_on(cells[place], label):
            above = cells[place]
            text = f"{above.text} {label.text}"
            cells[place] = replace(above, text=text, rows=label.row - above.row + 1)
            cells += [cell for cell in row.cells if cell is not label]
            valued = valued or values
            continue
        if label is not None:
            place, valued = len(cells) + row.cells.index(label), values
        cells += row.cells
    return cells


def _words(row: Row, first_value: int) -> SheetCell | None:
    """The label of a row in words; its number may stand in a column before it."""
    left = [cell for cell in row.cells if cell.column < first_value]
    return next((cell for cell in left if not _NUMBER.fullmatch(cell.text)), None)


def _goes_on(above: SheetCell, below: SheetCell) -> bool:
    return (
        below.row == above.row + above.rows
        and below.column == above.column
        and below.rows == 1
        and above.stored is None
        and below.stored is None
        and _OWN.match(fold(below.text)) is None
        and (below.text[0] == "(" or below.text[0].islower() or _open(above.text, below.text))
    )


def _open(above: str, below: str) -> bool:
    if not (above.isupper() and below.isupper()):
        return False
    return bool(_OPEN_END.search(fold(above)) or _OPEN_START.match(fold(below)))
