"""Tables beside each other on one sheet, taken apart before the sheet is laid out.

What stands beside each other is told by an empty column between or a header that begins anew,
and by names of rows of its own on either side: a gap alone may be a column that only spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.fold import fold
from extract.sheets_cells import SheetCell
from extract.sheets_rows import Row, is_unit

_LEAST_ROWS = 2  # with a name and a figure, on either side
_NAMED = 0.6  # the share of rows with figures that have a name
_TITLE_GAP = 3  # rows at most between the lines of a title and the header
_OTHER = 0.6  # the share of names that are not said twice: no "đạt", "tấn" in every row


@dataclass(frozen=True, slots=True)
class _Cut:
    """Rows ``first`` to ``end`` whose cells from ``column`` on are a table of their own."""

    first: int
    end: int
    column: int


def strips(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in pieces that are laid out one after the other; nearly always one piece.

    A table at the right of another follows it; lines above both go with the left one.
    """
    cut = _first_cut(rows)
    if cut is None:
        yield list(rows)
        return
    beside = [_halves(row, cut.column) for row in rows[cut.first : cut.end]]
    left = [*rows[: cut.first], *(row for row, _ in beside if row.cells)]
    yield from strips(left)
    yield from strips([row for _, row in beside if row.cells])
    if cut.end < len(rows):
        yield from strips(rows[cut.end :])


def _halves(row: Row, column: int) -> tuple[Row, Row]:
    """The cells left of a column and the others; a unit that stands alone is said of both."""
    left = tuple(cell for cell in row.cells if cell.column < column)
    right = tuple(cell for cell in row.cells if cell.column >= column)
    if not left and len(right) == 1 and is_unit(right[0].text) and not row.numbers:
        left, right = right, left
    return Row(row.index, left), Row(row.index, right)


def _first_cut(rows: Sequence[Row]) -> _Cut | None:
    """The first place where two tables stand beside each other, with the lines above them."""
    for first, end in _bands(rows):
        for column in _places(rows, first, end):
            halves = [_halves(row, column) for row in rows[first:end]]
            if all(_is_table([half[side] for half in halves]) for side in (0, 1)):
                return _Cut(_above(rows, first, column), _below(rows, end, column), column)
    return None


def _bands(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Rows with figures that follow each other without an empty one or one of words."""
    first = 0
    for i in range(1, len(rows) + 1):
        goes_on = i < len(rows) and rows[i].index == rows[i - 1].index + 1
        if not (goes_on and rows[i].numbers and rows[i - 1].numbers):
            if i - first >= _LEAST_ROWS:
                yield first, i
            first = i


def _places(rows: Sequence[Row], first: int, end: int) -> Iterator[int]:
    """The columns where a table may begin: where a header begins anew, or behind a gap."""
    names = [(cell.column, fold(cell.text)) for cell in rows[first - 1].cells] if first else []
    for size in range(2, len(names) // 2 + 1):
        if all(a[1] == b[1] for a, b in zip(names, names[size:], strict=False)):
            yield names[size][0]
            break
    covered = {c for row in rows[first:end] for cell in row.cells for c in _columns(cell)}
    yield from sorted(c for c in covered if c - 1 not in covered and c > min(covered))


def _columns(cell: SheetCell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _is_free(row: Row, column: int) -> bool:
    """Whether no cell of a row goes over this column from the left."""
    return not any(cell.column < column in _columns(cell) for cell in row.cells)


def _above(rows: Sequence[Row], first: int, column: int) -> int:
    """The first of the rows of header and titles above a band."""
    while first and rows[first].index - rows[first - 1].index <= _TITLE_GAP:
        row = rows[first - 1]
        if not _is_free(row, column) or (row.numbers and not row.only_years):
            break
        first -= 1
    return first


def _below(rows: Sequence[Row], end: int, column: int) -> int:
    """The end of the rows that go on below a band."""
    while end < len(rows) and rows[end].index == rows[end - 1].index + 1:
        if not _is_free(rows[end], column):
            break
        end += 1
    return end


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether these rows have names of their own, each other than the next, before figures."""
    filled = [row for row in rows if row.numbers]
    names = [name for row in filled if (name := _name(row))]
    if len(names) < max(_LEAST_ROWS, _NAMED * len(filled)):
        return False
    return len(set(names)) > _OTHER * len(names)


def _name(row: Row) -> str:
    """The words before the first figure that is no row number; "" where there are none."""
    words = next((i for i, cell in enumerate(row.cells) if _is_name(cell)), None)
    if words is None or any(cell.stored is not None for cell in row.cells[1:words]):
        return ""
    behind = any(cell.stored is not None for cell in row.cells[words + 1 :])
    return fold(row.cells[words].text) if behind else ""


def _is_name(cell: SheetCell) -> bool:
    letters = sum(map(str.isalpha, cell.text))
    return cell.stored is None and letters > 1
