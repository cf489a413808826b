"""Headers that stand over several columns without being merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.sheets_cells import SheetCell
from extract.sheets_rows import Row


def widened(heads: Sequence[Row]) -> list[Row]:
    """Header rows whose cells cover the empty columns at their right, where that is certain.

    It is where the row below repeats the same names under each of them: "Tháng 5 | | Tháng
    6 | " over "Kế hoạch | Thực hiện | Kế hoạch | Thực hiện".
    """
    found = list(heads)
    for i, (above, below) in enumerate(pairwise(heads)):
        names = {cell.column: cell.text for cell in below.cells}
        over = [cell for cell in above.cells if cell.column in names]
        groups = [_names_under(cell, above, names) for cell in over]
        alike = len(groups) > 1 and all(group == groups[0] for group in groups)
        if alike and len(groups[0]) > 1 and all(cell.columns == 1 for cell in over):
            width = len(groups[0])
            cells = (replace(c, columns=width) if c in over else c for c in above.cells)
            found[i] = replace(above, cells=tuple(cells))
    return found


def _names_under(cell: SheetCell, above: Row, names: dict[int, str]) -> list[str]:
    """The names below a cell and below the empty columns at its right."""
    filled = {other.column for other in above.cells if other is not cell}
    under = [names[cell.column]]
    column = cell.column + 1
    while column in names and column not in filled:
        under.append(names[column])
        column += 1
    return under
