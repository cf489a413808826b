"""One table of a sheet: the rows gathered for it, and what of them is data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fold import fold
from extract.sheets_cells import SheetCell
from extract.sheets_rows import Row, spans

_CONTINUED = re.compile(r"tiếp theo|\(tiếp\)|tiếp\s*$")


@dataclass(slots=True)
class Grid:
    """One table: its cells at their places in the sheet, ``body`` its first row of data."""

    cells: list[SheetCell]
    head: int
    body: int


@dataclass(slots=True)
class Gathered:
    """A table while its rows are gathered."""

    heads: list[Row]
    first: int  # column of the first value
    rows: list[Row] = field(default_factory=list)
    title: str = ""


def continues(table: Gathered, head: Sequence[Row], title: str) -> bool:
    """Whether this is the same header again on a further page."""
    return bool(_CONTINUED.search(fold(title))) and _shape(table.heads) == _shape(head)


def _shape(head: Sequence[Row]) -> list[list[tuple[int, str]]]:
    return [[(c.column, fold(c.text)) for c in row.cells] for row in head]


def told_apart(table: Gathered) -> tuple[list[Row], list[SheetCell]]:
    """The rows with what stands under a header; the rest is scratch.

    Without a header and without labels all of it is.
    """
    columns = headed_columns(table, table.rows)
    labelled = any(row.label(table.first) for row in table.rows) or not table.heads
    rows: list[Row] = []
    scratch: list[SheetCell] = []
    covered = -1  # last row that a label merged downwards reaches
    for row in table.rows:
        label = row.label(table.first)
        if label is not None:
            covered = max(covered, label.row + label.rows - 1)
        held = [columns is None or bool(spans([c]) & columns) for c in row.cells]
        cells = [c for c, keeps in zip(row.cells, held, strict=True) if keeps]
        lost = [c for c, keeps in zip(row.cells, held, strict=True) if not keeps]
        if labelled and row.numbers and row.index > covered:
            lost, cells = list(row.cells), []
        scratch += lost
        if cells:
            rows.append(Row(row.index, tuple(cells)))
    return rows, scratch


def headed_columns(table: Gathered, rows: Sequence[Row]) -> set[int] | None:
    """The columns of the labels and those under a header; None where there is no header."""
    if not table.heads:
        return None
    headed = spans([cell for row in table.heads for cell in row.cells])
    labels = {c.column for row in rows for c in row.cells if c.column < table.first}
    return headed | labels
