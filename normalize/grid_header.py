"""The head of a table: how many rows it has, and what each column below it holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extract.fold import fold
from extract.lexicon import word_set
from normalize.grid_cells import Cells, is_absent, is_value, is_year
from normalize.grid_columns import Column, Role, plain_role, read_column, with_periods
from normalize.periods import PeriodContext
from normalize.rankings import is_rank, ranked
from normalize.unit_text import Unit, is_known, parse_unit
from solieu.model import CompareTo

_MOSTLY = 0.7  # share of a column's cells that must count up for it to be a row number
_FEWEST_NUMBERED = 2  # columns; one small figure in a row may be a figure
_COLUMN_NUMBER = regex.compile(r"\(?\d{1,2}\)?(?:=.*)?")
_WORDS = regex.compile(r"\p{L}{2}")  # "Khách sạn 5 sao" under "Hạng" is a class, no place
_COLUMN_NAME = regex.compile(r"\(?[\dA-Z]{1,2}\)?(?:\s*=.*)?")
_ROW_NUMBER_CAPITAL = regex.compile(r"[IVXA-HĐ]{1,4}[.)]?|\d{1,2}[.)]?")
_ROW_NUMBER = regex.compile(r"(?:\d{1,3}|[IVX]+|[a-z]|\d+\.\d+)[.)]?")
_NOT_DIGIT = regex.compile(r"\D")


def title_rows(cells: Cells) -> int:
    """Rows at the top that a single cell fills from end to end: the title, the unit."""
    count = 0
    while count < cells.last_row and _fills(cells, count):
        count += 1
    return count


def _fills(cells: Cells, row: int) -> bool:
    """Whether one cell with words reaches over the whole row."""
    here = cells.starting_in(row)
    wide = len(here) == 1 and here[0].columns == cells.width > 1
    return wide and here[0].rows == 1 and any(map(str.isalpha, cells.text(here[0])))


def _groups(cells: Cells, row: int) -> bool:
    """Whether a row below the head only heads the rows that follow: nothing beside its label."""
    if row <= title_rows(cells):
        return False
    if _fills(cells, row):
        return True
    here = cells.starting_in(row)
    named = [cell for cell in here if cells.text(cell)]
    alone = len(here) == cells.width > _FEWEST_NUMBERED and all(c.columns == 1 for c in here)
    numbered = len(named) == 2 and _ROW_NUMBER_CAPITAL.fullmatch(cells.text(named[0])) is not None
    return alone and numbered and [cell.column for cell in named] == [0, 1]


def head_rows(cells: Cells) -> int:
    """Rows before the first that holds a value or heads a group of rows; at least one."""
    for row in range(cells.last_row + 1):
        if row and _groups(cells, row):
            return row
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
    divided = -2  # the last column of labels that are divided further by the next
    filled = _filled(cells, head)
    for index, levels in enumerate(header_levels(cells, head)):
        header = " ".join(levels)
        places = is_rank(levels) and not any(map(_WORDS.search, filled[index]))
        role = "value" if places else plain_role(header)
        if role == "unit" and not _are_units(filled[index]):
            role = None if labelled else "label"  # "Đơn vị" over names of offices and places
        if role is None and labelled and divided == index - 1 and _are_words(filled[index]):
            role, divided = "label", index
        elif role is None or (role == "label" and labelled):
            role = _role_by_cells(filled[index], index, labelled)
        if role == "label" and not labelled and _spans_rows(cells, head, index):
            divided = index
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
    top = title_rows(cells)
    for cell in cells.ordered:
        if cell.row >= head:
            break
        if cell.row < top:
            continue
        text = cells.text(cell)
        if not text or (_COLUMN_NAME.fullmatch(text) and plain_role(text) is None):
            continue  # a row of column numbers
        for column in range(cell.column, min(cells.width, cell.column + cell.columns)):
            if text not in levels[column]:
                levels[column].append(text)
    return levels


def _spans_rows(cells: Cells, head: int, index: int) -> bool:
    """Whether labels of a column stand beside several rows each."""
    here = [c for c in cells.ordered if c.row >= head and c.column == index and c.columns == 1]
    return any(cell.rows > 1 and cells.text(cell) for cell in here)


def _are_words(filled: Sequence[str]) -> bool:
    return bool(filled) and not any(map(is_value, filled))


def _are_units(filled: Sequence[str]) -> bool:
    """Whether most cells of a column are known units or repeat the one above."""
    units = [parse_unit(text) for text in filled]
    known = sum(
        fold(text) in word_set("columns", "ditto") or (unit is not None and is_unit(unit))
        for text, unit in zip(filled, units, strict=True)
    )
    return not filled or 2 * known >= len(filled)


def is_unit(unit: Unit) -> bool:
    """True for a unit of the lists, and for a magnitude word with anything behind it."""
    return is_known(unit) or unit.scale > 0


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
