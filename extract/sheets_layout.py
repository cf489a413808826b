"""A sheet to what a person sees in it: titles, tables one below the other, notes.

A table begins where rows of numbers follow a header; text rows between its numbers are
labels of groups, a further header begins the next table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fold import fold
from extract.sheets_cells import Sheet, SheetCell
from extract.sheets_labels import joined_labels
from extract.sheets_rows import Row, first_value, is_unit, names_column, rows_of, spans, states_unit
from extract.sheets_spans import widened
from extract.sheets_strips import strips
from extract.sheets_tables import Gathered, Grid, continues, headed_columns, told_apart
from extract.sheets_titles import TITLED, labels_above, title_line, titles_above

_AHEAD = 6  # data rows that tell in which columns the values of a table stand


@dataclass(slots=True)
class Lines:
    """Text outside tables; ``title`` is the line that opens a table, -1 where none does."""

    texts: list[str]
    title: int = -1


@dataclass(slots=True)
class Layout:
    """The sheet from top to bottom; ``scratch`` are filled cells outside every table."""

    parts: list[Lines | Grid] = field(default_factory=list)
    scratch: list[SheetCell] = field(default_factory=list)


def lay_out(sheet: Sheet) -> Layout:
    """Tell titles, tables, notes and scratch cells of a sheet apart."""
    whole = Layout()
    for rows in strips(rows_of(sheet.cells)):
        found = _Walk(rows).run()
        whole.parts += found.parts
        whole.scratch += found.scratch
    return whole


class _Walk:
    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.layout = Layout()
        self.table: Gathered | None = None
        self.pending: list[Row] = []  # rows without data since the last row with data

    def run(self) -> Layout:
        for i, row in enumerate(self.rows):
            if not self._is_data(row):
                self.pending.append(row)
                continue
            if self.table is None or self.pending:  # rows in the midst of a table need no look
                first = self._first_value(i)
                head = self._head(first)
                if self.table is None or head:
                    self._open(head, first, row)
                else:
                    self.table.rows += self.pending
            if self.table is not None:
                self.table.rows.append(row)
            self.pending = []
        self._finish()
        return self.layout

    # --- rows ---------------------------------------------------------------------

    def _is_data(self, row: Row) -> bool:
        numbers = row.numbers
        if not numbers or row.counts_columns:
            return False
        if not row.only_years:
            return True
        if self.table is None or not self.table.rows:
            return False
        label = row.label(self.table.first)
        return label is not None and label.stored is None and not names_column(label.text)

    def _first_value(self, index: int) -> int:
        """The first column of values among the rows of data from here on."""
        found: list[int] = []
        for at in range(index, len(self.rows)):
            row = self.rows[at]
            if not row.numbers or row.counts_columns or row.only_years:
                if found and len(row.cells) > 1 and row.label(found[0]) is None:
                    break  # the header of the next table
                continue
            column = first_value(row)
            if column is not None:
                found.append(column)
            if len(found) == _AHEAD:
                break
        return min(found, default=0)

    def _head(self, first: int) -> list[Row]:
        """The header rows among the pending ones that open a new table, if they do."""
        candidates = [one for one in self.pending if self._heads(one, first)]
        opens = [one for one in candidates if self._may_open(one, first)]
        if self.table is not None and not (
            opens and (self._titled() or max(len(one.cells) for one in opens) > 1)
        ):
            return []
        candidates = opens or candidates
        if not candidates:
            return []
        chosen = [self._last_head(candidates[-1])]
        last = chosen[0].index
        for one in reversed(self.pending):
            if one.index < last and self._reaches(one, chosen[0], first):
                chosen.insert(0, one)
        return chosen

    def _last_head(self, row: Row) -> Row:
        """The header goes on where the next row stands under names of columns only."""
        for one in self.pending:
            headed = spans(row.cells)
            if one.index == row.index + 1 and len(one.cells) > 1 and spans(one.cells) <= headed:
                row = one
        return row

    def _heads(self, row: Row, first: int) -> bool:
        beyond = row.beyond(first)
        if len(beyond) == 1 and states_unit(beyond[0].text):
            return False  # at the right of a title
        return bool(beyond) and not (len(row.cells) == 1 and is_unit(beyond[0].text))

    def _may_open(self, row: Row, first: int) -> bool:
        """A header within a sheet: nothing stands at its left but the name of a column."""
        label = row.label(first)
        if label is None or row.counts_columns:
            return True
        return names_column(label.text) or label.rows > 1

    def _titled(self) -> bool:
        return any(
            len(row.cells) == 1 and TITLED.match(fold(row.cells[0].text)) for row in self.pending
        )

    def _reaches(self, row: Row, below: Row, first: int) -> bool:
        """Whether a row above a header row belongs to the header."""
        if row.index + max(cell.rows for cell in row.cells) < below.index:
            return False
        if self._heads(row, first):
            return True
        return all(cell.row + cell.rows > below.index for cell in row.cells)

    # --- tables --------------------------------------------------------------------

    def _open(self, head: list[Row], first: int, row: Row) -> None:
        top = head[0].index if head else row.index
        above = [one for one in self.pending if one.index < top]
        groups = [one for one in self.pending if head and one.index > head[-1].index]
        titles = titles_above(above, top, alone=self.table is None) if head else []
        if not head:
            groups = labels_above(above, row.index)
            titles = [one for one in above if one not in groups]
        notes = [one for one in above if one not in titles and one not in groups]
        told = " ".join(cell.text for one in titles for cell in one.cells)
        if self.table is not None and continues(self.table, head, told):
            self.table.rows += groups
            self._lines(notes)
            return
        self._close()
        self._lines(notes)
        self._lines(titles, title=True)
        self.table = Gathered(head, first, groups, told)

    def _close(self) -> None:
        table, self.table = self.table, None
        if table is None:
            return
        table.heads = widened(table.heads)
        rows, scratch = told_apart(table)
        self.layout.scratch += scratch
        rest: list[Row] = []
        while rows and not rows[-1].numbers and not rows[-1].beyond(table.first):
            rest.insert(0, rows.pop())
        if not any(row.numbers for row in rows):
            self._lines([*table.heads, *rows, *rest])
            return
        cells = [cell for row in table.heads for cell in row.cells]
        kept = headed_columns(table, rows)
        head = [cell for cell in cells if kept is None or spans([cell]) & kept]
        body = joined_labels(rows, table.first)
        top = min(cell.row for cell in [*head, *body])
        start = rows[0].index
        self.layout.parts.append(Grid([*head, *body], top, start))
        self._lines(rest)

    def _finish(self) -> None:
        if self.table is not None:
            first = self.table.first
            while self.pending and self.pending[0].beyond(first):
                if self.pending[0].label(first) is None:
                    break
                self.table.rows.append(self.pending.pop(0))
        self._close()
        self._lines(self.pending)

    def _lines(self, rows: Sequence[Row], *, title: bool = False) -> None:
        texts: list[str] = []
        last = -2
        for row in rows:
            for cell in row.cells:
                goes_on = (
                    len(row.cells) == 1
                    and row.index == last + 1
                    and not is_unit(cell.text)
                    and (cell.indent > 0 or cell.text[0].islower())
                    and not cell.text.startswith("(")
                )
                if goes_on and texts:
                    texts[-1] += f" {cell.text}"
                else:
                    texts.append(cell.text)
            last = row.index if len(row.cells) == 1 else -2
        if texts:
            self.layout.parts.append(Lines(texts, title_line(texts) if title else -1))
