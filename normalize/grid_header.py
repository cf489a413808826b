"""The head of a table: how many rows it has, and what each column below it holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from normalize.grid_cells import Cells, is_absent, is_value, is_year
from normalize.grid_columns import Column, Role, plain_role, read_column, with_periods
from normalize.periods import PeriodContext
from normalize.rankings import is_rank, ranked
from solieu.model import CompareTo

_MOSTLY = 0.7  # share of a column's cells that must count up for it to be a row number
_FEWEST_NUMBERED = 2  # columns; one small figure in a row may be a figure
_COLUMN_NUMBER = regex.compile(r"\(?\d{1,2}\)?(?:=.*)?")
_COLUMN_NAME = regex.compile(r"\(?[\dA-Z]{1,2}\)?(?:\s*=.*)?")
_ROW_NUMBER = regex.compile(r"(?:\d{1,3}|[IVX]+|[a-z]|\d+\.\d+)[.)]?")
_NOT_DIGIT = regex.compile(r"\D")


def head_rows(cells: Cells) -> int:
    """Rows before the first that holds a value; at least one."""
    for row in range(cells.last_row + 1):
        texts = [cells.passage(c).text.strip() for c in cells.starting_in(row) if c.column > 0]
        values = [text for text in texts if text and is_value(text) and not is_year(text)]
        numbered = [text for text in values if _COLUMN_NUMBER.fullmatch(text)]
        counts_columns = len(numbered) == len(values) > 1 and _consecutive(numbered)
        if values and not counts_columns:
            return max(row, 1)
    return 1


def numbering_rows(cells: Cells, head: int) -> int:
    """Rows right below a head that only number its columns: "A | B | 1 | 2 | 3"."""
    count = 0
    while head + count <= cells.last_row:
        texts = [cells.text(cell) for cell in cells.starting_in(head + count)]
        named = [text for text in texts if text]
        numbered = [text for text in named if _COLUMN_NUMBER.fullmatch(text)]
        all_names = all(_COLUMN_NAME.fullmatch(text) for text in named)
        if not all_names or len(numbered) < _FEWEST_NUMBERED or not _consecutive(numbered):
            break
        if _NOT_DIGIT.sub("", numbered[0].split("=")[0]) not in ("1", "2", "3"):
            break
        count += 1
    return count


def _consecutive(texts: Sequence[str]) -> bool:
    numbers = [int(_NOT_DIGIT.sub("", text.split("=")[0])) for text in texts]
    return all(b - a == 1 for a, b in pairwise(numbers))


def side_by_side(cells: Cells, head: int) -> list[tuple[int, int]]:
    """The columns (first, end) of each table that stands beside another under one frame.

    A table begins anew where the headers of its first columns, up to the row labels, do.
    """
    names = [" ".join(levels) for levels in header_levels(cells, head)]
    labels = next((i for i, name in enumerate(names) if plain_role(name) == "label"), -1)
    lead = names[: labels + 1]
    if not all(lead) or not lead:
        return [(0, cells.width)]
    begins = [i for i in range(cells.width - len(lead)) if names[i : i + len(lead)] == lead]
    return list(pairwise([*begins, cells.width])) if begins else [(0, cells.width)]


def read_columns(
    cells: Cells, head: int, context: PeriodContext, default: CompareTo = ""
) -> tuple[Column, ...]:
    """The columns of a table from its ``head`` rows, and from the cells where these are silent.

    ``default`` is the base of comparison that the caption names.
    """
    found: list[Column] = []
    labelled = False
    filled = _filled(cells, head)
    for index, levels in enumerate(header_levels(cells, head)):
        header = " ".join(levels)
        role = "value" if is_rank(levels) else plain_role(header)
        if role is None or (role == "label" and labelled):
            role = _role_by_cells(filled[index], index, labelled)
        labelled = labelled or role == "label"
        if role == "value":
            column = read_column(index, header, context, default, levels)
            found.append(ranked(column, levels))
        else:
            found.append(Column(index, role, header))
    return with_periods(found, context)


def header_levels(cells: Cells, head: int) -> list[list[str]]:
    """The phrases over each column, the uppermost first; each stands once."""
    levels: list[list[str]] = [[] for _ in range(cells.width)]
    for cell in cells.ordered:
        if cell.row >= head:
            break
        text = cells.text(cell)
        if not text or (_COLUMN_NAME.fullmatch(text) and plain_role(text) is None):
            continue  # a row of column numbers
        for column in range(cell.column, min(cells.width, cell.column + cell.columns)):
            if text not in levels[column]:
                levels[column].append(text)
    return levels


def _filled(cells: Cells, head: int) -> list[list[str]]:
    """The texts below the head, column by column, merged and empty cells left out."""
    filled: list[list[str]] = [[] for _ in range(cells.width)]
    for cell in cells.ordered:
        text = cells.passage(cell).text.strip()
        if cell.row >= head and cell.columns == 1 and not is_absent(text):
            filled[cell.column].append(text)
    return filled


def _role_by_cells(filled: Sequence[str], index: int, labelled: bool) -> Role:
    """The role of a column whose header does not tell it."""
    if labelled:
        return "value"
    counting = sum(_ROW_NUMBER.fullmatch(text) is not None for text in filled)
    is_count = bool(filled) and counting >= len(filled) * _MOSTLY
    if index == 0 and is_count and not all(map(is_year, filled)):
        return "number"
    values = sum(map(is_value, filled))
    return "label" if index == 0 or values * 2 < max(len(filled), 1) else "value"
