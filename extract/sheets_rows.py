"""Rows of a sheet told apart by what stands in them: data, headers, units, column numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.fold import fold
from extract.lexicon import mapping, strings, units, words
from extract.sheets_cells import SheetCell

_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTER = re.compile(r"\(?(?:[A-ZĐ]|(?P<n>\d{1,2}))\)?(?:\s*[=:].*)?")
_UNIT_LEAD = re.compile(r"(?:đơn vị(?: tính)?|đvt|đ\.v\.t)\b")
_UNIT_SPLIT = re.compile(r"[;,]")
_THOUSANDS = re.compile(r"1(?:[.,]?000)+\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a sheet, from left to right."""

    index: int
    cells: tuple[SheetCell, ...]

    @property
    def numbers(self) -> tuple[SheetCell, ...]:
        """The cells that hold a number."""
        return tuple(cell for cell in self.cells if cell.stored is not None)

    def label(self, first_value: int) -> SheetCell | None:
        """The first cell that stands left of the values."""
        return next((cell for cell in self.cells if cell.column < first_value), None)

    def beyond(self, first_value: int) -> tuple[SheetCell, ...]:
        """The cells in the columns of the values."""
        return tuple(cell for cell in self.cells if cell.column >= first_value)

    @property
    def only_years(self) -> bool:
        """Whether all its numbers may be years: "2019 | 2020" in a header."""
        return all(_YEAR.fullmatch(cell.text) for cell in self.numbers)

    @property
    def counts_columns(self) -> bool:
        """Whether it only numbers the columns: "A | B | 1 | 2 | 3=2/1"."""
        matches = [_COUNTER.fullmatch(cell.text) for cell in self.cells]
        if len(matches) < 2 or not all(matches):
            return False
        numbers = [int(match["n"]) for match in matches if match and match["n"]]
        steps = {b - a for a, b in pairwise(numbers)}
        return bool(numbers) and numbers[0] <= 1 and steps <= {1}


def rows_of(cells: Iterable[SheetCell]) -> list[Row]:
    """The filled rows from top to bottom."""
    found: dict[int, list[SheetCell]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append(cell)
    return [
        Row(index, tuple(sorted(found[index], key=lambda cell: cell.column)))
        for index in sorted(found)
    ]


def first_value(row: Row) -> int | None:
    """The column of the first number of a data row that is no label or row number.

    Left of a label stand row numbers; a year may itself be the label of its row.
    """
    cells = row.cells
    numbers = row.numbers
    text = next((i for i, cell in enumerate(cells) if cell.stored is None), None)
    if text is not None:
        after = [cell.column for cell in cells[text:] if cell.stored is not None]
        return after[0] if after else None
    if len(numbers) > 1 and _YEAR.fullmatch(numbers[0].text) and not row.only_years:
        return numbers[1].column
    return numbers[0].column if numbers else None


def names_column(text: str) -> bool:
    """Whether these words head a column of labels or units: "Chỉ tiêu", "STT", "ĐVT"."""
    bare = " ".join(re.sub(r"[^\w\s./#]", " ", fold(text)).split())
    return bare in _heads()


@cache
def _heads() -> frozenset[str]:
    table = words("columns")
    return frozenset(w for key in ("number", "unit", "note", "label") for w in strings(table, key))


def states_unit(text: str) -> bool:
    """Whether a cell says the unit of a table: not "Đơn vị tính", which heads a column.

    >>> states_unit("Đơn vị: triệu đồng"), states_unit("(ĐVT: ha)"), states_unit("Đơn vị tính")
    (True, True, False)
    """
    folded = fold(text).strip(" .:()*")
    match = _UNIT_LEAD.match(folded)
    return match is not None and folded[match.end() :].lstrip().startswith(":")


def is_unit(text: str) -> bool:
    """Whether a line only names units: "Tỷ đồng", "ĐVT: %", "Nghìn tấn; triệu USD".

    >>> is_unit("Nghìn tấn; Triệu USD"), is_unit("Năm 2003")
    (True, False)
    """
    folded = fold(text).strip(" .:()*")
    if match := _UNIT_LEAD.match(folded):
        return len(folded) - match.end() <= 40
    parts = [part.strip(" .()") for part in _UNIT_SPLIT.split(folded)]
    return bool(folded) and all(_known(part) for part in parts)


def _known(part: str) -> bool:
    found = units()
    bare = _THOUSANDS.sub("", part, count=1)
    if bare in found.money or bare in found.magnitudes or bare == "%":
        return True
    for word in sorted(found.magnitudes, key=len, reverse=True):
        if bare.startswith(f"{word} "):
            bare = bare[len(word) :].strip()
            break
    head = bare.partition("/")[0].strip()
    short = mapping(words("sheets"), "abbreviations")
    return head in found.measures or head in found.counters or bare in found.money or bare in short


def spans(cells: Sequence[SheetCell]) -> set[int]:
    """The columns these cells cover, merges counted."""
    return {column for c in cells for column in range(c.column, c.column + c.columns)}
