"""The columns of a sheet's table: which hold labels, units and figures, by header and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from extract.passages import Passage
from extract.sheets_rows import is_unit
from normalize.grid_columns import Column, plain_role
from normalize.periods import PeriodContext
from normalize.sheet_heads import (
    Level,
    column_of,
    header_paths,
    price_of,
    told,
    with_neighbours,
)
from solieu.model import Cell

_NUMBERING = regex.compile(r"\(?(?:[IVXLC]+|[a-zA-ZđĐ]|\d{1,3}(?:\.\d{1,2})*)[.)/]*|[-+•]")
# A single blank before a label is no indentation, unless this share of the labels has one.
_COMMON = 0.15


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with its passage."""

    cell: Cell
    passage: Passage

    @property
    def words(self) -> str:
        """Its text in one line."""
        return " ".join(self.passage.text.split())


class Columns:
    """The columns of one table; a row within the body may say more of them."""

    def __init__(
        self, head: Sequence[Filled], body: Mapping[int, Sequence[Filled]], context: PeriodContext
    ) -> None:
        """``body`` are the cells of each row, those merged down to it too."""
        self._body = body
        self._context = context
        own = list(self._own())
        indices = sorted({one.cell.column for one in (*head, *own)})
        paths = header_paths([(one.cell, one.words) for one in head], indices)
        self._paths = dict(zip(indices, paths, strict=True))
        self.prices = {index: price_of(path) for index, path in self._paths.items()}
        self._counting = {index for index in indices if self._counts(index, own)}
        self._first = self._first_value(own)
        self._found = self._read({})

    def __getitem__(self, index: int) -> Column:
        """The column a cell begins in."""
        return self._found[index]

    def say_more(self, values: Sequence[Filled], *, labelled: bool) -> None:
        """Take up a row of words in the body: units of the columns, "Cơ cấu (%)" over all."""
        units = all(is_unit(one.words) for one in values)
        wide = len(values) == 1 and values[0].cell.columns > 1 and not labelled
        if not units and not wide:
            return
        extra: dict[int, Level] = {}
        for one in values:
            said = f"({one.words})" if is_unit(one.words) else one.words
            level = Level(said, one.cell.column, one.cell.columns)
            extra |= {level.first + i: level for i in range(min(level.width, len(self._paths)))}
        self._found = self._read(extra)

    def slack(self) -> int:
        """How many blanks at least set a label in."""
        indents = [one.cell.indent for one in self._own() if self[one.cell.column].role == "label"]
        stepped = indents.count(1) > _COMMON * len(indents) and max(indents) > 2
        return 1 if stepped else 2

    def _own(self) -> Iterator[Filled]:
        """The cells of the body, each once."""
        for row, cells in self._body.items():
            yield from (one for one in cells if one.cell.row == row)

    def _read(self, extra: Mapping[int, Level]) -> dict[int, Column]:
        found: list[Column] = []
        for index, path in self._paths.items():
            header = told(path)
            role = plain_role(header) or ("label" if index < self._first else "value")
            if role == "label" and index in self._counting:
                role = "number"
            if role == "value":
                path = [*path, extra[index]] if index in extra else path
                found.append(column_of(index, path, self._context))
            else:
                found.append(Column(index, role, header))
        return {column.index: column for column in with_neighbours(found, self._context)}

    def _first_value(self, own: Sequence[Filled]) -> int:
        """The first column that holds measured numbers and no row numbers."""
        stored = {one.cell.column for one in own if one.cell.stored is not None}
        for index, path in self._paths.items():
            if index in stored and index not in self._counting and plain_role(told(path)) is None:
                return index
        return max(self._paths, default=0) + 1

    def _counts(self, index: int, own: Sequence[Filled]) -> bool:
        """Whether a column left of words only numbers the rows."""
        texts = [one.words for one in own if one.cell.column == index]
        if not texts or not all(_NUMBERING.fullmatch(text) for text in texts):
            return False
        return any(one.cell.stored is None for one in own if one.cell.column > index)
