"""The cells of one table, found by row and column in one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import regex

from extract.lexicon import names, words
from extract.passages import Passage, make_passage
from solieu.model import Cell, Mark, Table

VALUE = regex.compile(r"\s*[<>≥≤=~(+-]*\s*\d[\d.,\s]*\s*(?:%|‰)?\s*\)?\s*")
YEAR = regex.compile(r"(?:19|20)\d\d")


@cache
def _absent() -> frozenset[str]:
    return frozenset(names(words("columns"), "absent"))


def is_absent(text: str) -> bool:
    """True for a cell that is left empty on purpose ("-", "...")."""
    return text in _absent()


def is_value(text: str) -> bool:
    """True for a cell that holds a figure and nothing else."""
    return VALUE.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """True for a cell that holds a year and nothing else."""
    return YEAR.fullmatch(text) is not None


class Cells:
    """All cells of a table with their text; a merged cell covers every row it spans."""

    def __init__(self, text: str, table: Table, marks: Sequence[Mark]) -> None:
        """``text`` is the reader's text; footnote ``marks`` are blanked."""
        self.ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
        self.width = max((cell.column + cell.columns for cell in table.cells), default=0)
        self.last_row = max((cell.row for cell in table.cells), default=0)
        self.passages = {
            (cell.row, cell.column): make_passage(text, [cell.span], marks) for cell in table.cells
        }
        self._starting: dict[int, list[Cell]] = defaultdict(list)
        self._covering: dict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            self._starting[cell.row].append(cell)
            for row in range(cell.row, cell.row + cell.rows):
                self._covering[row].append(cell)

    def passage(self, cell: Cell) -> Passage:
        """The text of a cell, ready to be read."""
        return self.passages[cell.row, cell.column]

    def text(self, cell: Cell) -> str:
        """The text of a cell in one line, without emphasis."""
        return " ".join(self.passage(cell).text.replace("*", " ").split())

    def starting_in(self, row: int) -> Sequence[Cell]:
        """The cells whose first row this is, in the table's order."""
        return self._starting[row]

    def covering(self, row: int) -> Sequence[Cell]:
        """The cells that reach over this row, in the table's order."""
        return self._covering[row]
