"""Tables on their side: the rows are periods and comparisons, the columns what is measured.

"Tháng 6", "Tháng 7", "So với cùng kỳ (%)" below each other, "Xi măng", "Điện" beside each
other: read as it stands, no row would say what it counts and no column when.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.fold import fold
from extract.periods import find_periods
from normalize.cues import find_cues
from normalize.grid_cells import Cells
from normalize.grid_columns import content_of, plain_role
from solieu.model import Cell

_FEWEST_ROWS = 2


def is_turned(cells: Cells, head: int) -> bool:
    """Whether each row below the ``head`` only says when or how, and each column says what."""
    if any(cell.rows > 1 or cell.columns > 1 for cell in cells.ordered):
        return False
    if head > 1 and not (head == _FEWEST_ROWS and plain_role(_text(cells, 1, 0)) == "unit"):
        return False
    labels = [_text(cells, row, 0) for row in range(head, cells.last_row + 1)]
    names = [_text(cells, 0, column) for column in range(1, cells.width)]
    if len(labels) < _FEWEST_ROWS or not names:
        return False
    return all(map(_says_when, labels)) and all(map(_says_what, names))


def turned(cells: Sequence[Cell]) -> dict[Cell, Cell]:
    """Each cell with the place it has when the table is set on its feet."""
    return {
        cell: cell._replace(row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows)
        for cell in cells
    }


def _text(cells: Cells, row: int, column: int) -> str:
    here = (cell for cell in cells.starting_in(row) if cell.column == column)
    return next(map(cells.text, here), "")


def _says_when(label: str) -> bool:
    folded = fold(label)
    told = find_periods(folded, header=True) or find_cues(folded)
    return bool(label and told) and not content_of([label])


def _says_what(name: str) -> bool:
    return bool(content_of([name])) and not find_periods(fold(name), header=True)
