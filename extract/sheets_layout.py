"""A sheet to what a person sees in it: titles, tables one below the other, notes.

A table begins where rows of numbers follow a header; text rows between its numbers are
labels of groups, a further header begins the next table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fold import fold
from extract.phrases import begins, phrases
from extract.sheets_cells import Sheet, SheetCell
from extract.sheets_labels import joined_labels
from extract.sheets_rows import Row, first_value, is_unit, names_column, rows_of, spans

_AHEAD = 6  # data rows that tell in which columns the values of a table stand
_TITLE_GAP = 4  # rows at most between the lines of a title and the header
_CONTINUED = re.compile(r"tiếp theo|\(tiếp\)|tiếp\s*$")
_TITLED = re.compile(r"(?:\d{1,3}|[ivxlc]+|[a-z])\s*[.)/]|(?:bảng|biểu|phụ lục|phụ biểu)\b")


@dataclass(slots=True)
class Lines:
    """Text outside tables; ``title`` is the line that opens a table, -1 where none does."""

    texts: list[str]
    title: int = -1


@dataclass(slots=True)
class Grid:
    """One table: its cells at their places in the sheet, ``body`` its first row of data."""

    cells: list[SheetCell]
    head: int
    body: int


@dataclass(slots=True)
class Layout:
    """The sheet from top to bottom; ``scratch`` are filled cells outside every table."""

    parts: list[Lines | Grid] = field(default_factory=list)
    scratch: list[SheetCell] = field(default_factory=list)


def lay_out(sheet: Sheet) -> Layout:
    """Tell titles, tables, notes and scratch cells of a sheet apart."""
    walk = _Walk(rows_of(sheet.cells))
    return walk.run()


@dataclass(slots=True)
class _Table:
    """A table while its rows are gathered."""

    heads: list[Row]
    first: int  # column of the first value
    rows: list[Row] = field(default_factory=list)
    title: str = ""


class _Walk:
    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.layout = Layout()
        self.table: _Table | None = None
        self.pending: list[Row] = []  # rows without data since the last row with data

    def run(self) -> Layout:
        for i, row in enumerate(self.rows):
            if not self._is_data(row):
                self.pending.append(row)
                continue
            first = self._first_value(i)
            head = self._head(first)
            if self.table is None or head:
                self._open(head, first, row)
            elif self.table is not None:
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
        for row in self.rows[index:]:
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
        return bool(beyond) and not (len(row.cells) == 1 and is_unit(beyond[0].text))

    def _may_open(self, row: Row, first: int) -> bool:
        """A header within a sheet: nothing stands at its left but the name of a column."""
        label = row.label(first)
        if label is None or row.counts_columns:
            return True
        return names_column(label.text) or label.rows > 1

    def _titled(self) -> bool:
        return any(
            len(row.cells) == 1 and _TITLED.match(fold(row.cells[0].text)) for row in self.pending
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
        titles = _titles(above, top, alone=self.table is None) if head else []
        if not head:
            groups = _adjacent(above, row.index)
            titles = [one for one in above if one not in groups]
        notes = [one for one in above if one not in titles and one not in groups]
        told = " ".join(cell.text for one in titles for cell in one.cells)
        if self.table is not None and _continues(self.table, head, told):
            self.table.rows += groups
            self._lines(notes)
            return
        self._close()
        self._lines(notes)
        self._lines(titles, title=True)
        self.table = _Table(head, first, groups, told)

    def _close(self) -> None:
        table, self.table = self.table, None
        if table is None:
            return
        rows, scratch = _kept(table)
        self.layout.scratch += scratch
        rest: list[Row] = []
        while rows and not rows[-1].numbers and not rows[-1].beyond(table.first):
            rest.insert(0, rows.pop())
        if not any(row.numbers for row in rows):
            self._lines([*table.heads, *rows, *rest])
            return
        cells = [cell for row in table.heads for cell in row.cells]
        kept = _columns(table, rows)
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
            self.layout.parts.append(Lines(texts, _title(texts) if title else -1))


def _title(lines: Sequence[str]) -> int:
    """Which of the lines above a table names it: below a letterhead, above its unit."""
    plain = [fold(line) for line in lines]
    numbered = [i for i, line in enumerate(plain) if _TITLED.match(line)]
    if numbered:
        return numbered[-1]
    heads = (*phrases().letterhead, "ubnd", "hđnd")
    named = [
        i
        for i, line in enumerate(plain)
        if not begins(line, heads) and not is_unit(line) and not line.startswith("(")
    ]
    return named[-1] if named and named[-1] + 1 == len(lines) else min(named, default=-1)


def _titles(above: Sequence[Row], top: int, *, alone: bool) -> list[Row]:
    """The rows of text above a header that are its title and unit; all, in its first table."""
    if alone:
        return list(above)
    found: list[Row] = []
    for row in reversed(above):
        if top - row.index > _TITLE_GAP or _is_note(row):
            break
        found.insert(0, row)
        top = row.index
    return found


def _is_note(row: Row) -> bool:
    text = row.cells[0].text
    return text.startswith(("(*", "*")) or begins(fold(text), phrases().table_note[:3])


def _adjacent(above: Sequence[Row], top: int) -> list[Row]:
    """The rows directly above a table without header: labels of its first group."""
    found: list[Row] = []
    for row in reversed(above):
        if row.index != top - 1 or len(row.cells) != 1 or row.index == above[0].index:
            break
        found.insert(0, row)
        top = row.index
    return found


def _continues(table: _Table, head: Sequence[Row], title: str) -> bool:
    """Whether this is the same header again on a further page."""
    return bool(_CONTINUED.search(fold(title))) and _shape(table.heads) == _shape(head)


def _shape(head: Sequence[Row]) -> list[list[tuple[int, str]]]:
    return [[(c.column, fold(c.text)) for c in row.cells] for row in head]


def _kept(table: _Table) -> tuple[list[Row], list[SheetCell]]:
    """The rows with what stands under a header; the rest is scratch.

    Without a header and without labels all of it is.
    """
    columns = _columns(table, table.rows)
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


def _columns(table: _Table, rows: Sequence[Row]) -> set[int] | None:
    """The columns of the labels and those under a header; None where there is no header."""
    if not table.heads:
        return None
    headed = spans([cell for row in table.heads for cell in row.cells])
    labels = {c.column for row in rows for c in row.cells if c.column < table.first}
    return headed | labels
