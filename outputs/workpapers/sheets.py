"""Sheets of a workbook: tables to filter and fill in, and pages of notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from outputs.workpapers.findings import text
from solieu.messages import Lang

# Excel keeps 15 digits of a number; what has more stays text rather than lose some.
_DIGITS = 15
# A cell holds 32767 characters.
_LONGEST = 32_000

_A3, _A4 = 8, 9
# Characters across beyond which a table is printed on two A3 pages side by side.
_WIDE = 260
# Height of a line of our font in points, and the most that Excel takes for a row.
_LINE, _HIGHEST = 15, 409

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_GREY = "#6B7280"
_HEAD = "#1F3A5F"
_FILL_IN = "#FFF8E1"

#: A cell: figures are written as numbers where Excel can hold them.
Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``name`` is its key in the texts, ``person`` says that people fill it in."""

    name: str
    width: int
    person: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a table; ``names`` adds a row of column names for the next run to read.

    ``colour`` is the column whose text colours its cell.
    """

    name: str
    columns: Sequence[Column]
    names: bool = False
    colour: str = ""


class Paper:
    """A workbook being written in one language."""

    def __init__(self, file: Any, lang: Lang) -> None:
        """``file`` is an xlsxwriter Workbook."""
        self.file, self.lang = file, lang
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def style(self, **properties: object) -> Any:
        """A format with these properties on top of the common font."""
        key = tuple(sorted({**_FONT, **properties}.items(), key=lambda pair: pair[0]))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(dict(key))
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """A new sheet, set up to be printed across one landscape A4 page."""
        sheet = self.file.add_worksheet(text(f"sheet.{name}", self.lang))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def notes(self, name: str, title: str) -> Notes:
        """A sheet of labelled lines under a title."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 8, 16)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self.style(bold=True, font_size=15, font_color=_HEAD))
        return Notes(self, sheet, 2)

    def table(self, table: Table, rows: Iterable[Sequence[Cell]]) -> None:
        """A sheet that is one table."""
        self.table_at(self.sheet(table.name), 0, table, rows)

    def table_at(
        self, sheet: Any, top: int, table: Table, rows: Iterable[Sequence[Cell]]
    ) -> tuple[int, int]:
        """A table from row ``top`` on; gives its first and last row of content."""
        head = self.style(bold=True, bg_color=_HEAD, font_color="#FFFFFF", text_wrap=True, border=1)
        small = self.style(font_size=8, font_color=_GREY, border=1)
        for n, column in enumerate(table.columns):
            sheet.set_column(n, n, column.width)
            sheet.write_string(top, n, text(f"column.{column.name}", self.lang), head)
            if table.names:
                sheet.write_string(top + 1, n, column.name, small)
        first = top + 1 + table.names
        row = first - 1
        for row, cells in enumerate(rows, start=first):
            lines = 1
            for n, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self.cell(sheet, row, n, cell, self._cell_style(table, column, cell))
                lines = max(lines, _lines(cell, column.width))
            sheet.set_row(row, min(_LINE * lines, _HIGHEST))
        if row < first:
            sheet.write_string(first, 0, text("table.none", self.lang), self.style(italic=True))
        else:
            sheet.autofilter(first - 1, 0, row, len(table.columns) - 1)
        if not top:
            sheet.freeze_panes(first, min(2, len(table.columns)))
        if sum(column.width for column in table.columns) > _WIDE:
            sheet.set_paper(_A3)
            sheet.fit_to_pages(2, 0)
            sheet.repeat_columns(0, 1)
        sheet.repeat_rows(top, first - 1)
        return first, row

    def cell(self, sheet: Any, row: int, column: int, value: Cell, style: Any) -> None:
        """One cell, a figure as a number only where nothing of it is lost."""
        if isinstance(value, int | Decimal) and len(str(abs(value)).replace(".", "")) <= _DIGITS:
            sheet.write_number(row, column, value, style)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, style)
        else:
            told = str(value)
            cut = told if len(told) <= _LONGEST else told[:_LONGEST] + " …"
            sheet.write_string(row, column, cut, style)

    def _cell_style(self, table: Table, column: Column, cell: Cell) -> Any:
        properties: dict[str, object] = {"text_wrap": True, "border": 1, "border_color": "#C9CED6"}
        if column.person:
            properties["bg_color"] = _FILL_IN
            properties["num_format"] = "yyyy-mm-dd" if column.name.endswith("_on") else "@"
        elif isinstance(cell, Decimal):
            properties["num_format"] = "#,##0.00"
        elif isinstance(cell, int):
            properties["num_format"] = "#,##0"
        elif column.name == table.colour:
            properties["bold"] = True
        return self.style(**properties)


class Notes:
    """Lines of a sheet of notes, one below the other."""

    def __init__(self, paper: Paper, sheet: Any, row: int) -> None:
        """Begin at ``row`` of ``sheet``."""
        self.paper, self.sheet, self.row = paper, sheet, row

    def line(self, label: str, value: Cell, *, box: bool = False) -> None:
        """A label and what it stands for; ``box`` is room to write in."""
        edge = {"bottom": 1} if box else {}
        wrap = self.paper.style(text_wrap=True, align="left", num_format="#,##0", **edge)
        self.sheet.write_string(self.row, 0, label, self.paper.style(bold=True, text_wrap=True))
        if (isinstance(value, str) and len(value) > 18) or box:
            self.sheet.merge_range(self.row, 1, self.row, 7, "", wrap)
            self.sheet.set_row(self.row, _LINE * _lines(value, 7 * 16))
        self.paper.cell(self.sheet, self.row, 1, value, wrap)
        self.row += 1

    def grid(self, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """A small table."""
        for n, told in enumerate(heads):
            head = self.paper.style(bold=True, bottom=1, text_wrap=True, align=_side(n))
            self.sheet.write_string(self.row, n, told, head)
        for cells in rows:
            self.row += 1
            for n, cell in enumerate(cells):
                style = self.paper.style(text_wrap=True, align=_side(n), num_format="#,##0")
                self.paper.cell(self.sheet, self.row, n, cell, style)
        self.row += 1

    def blank(self) -> None:
        """An empty line."""
        self.row += 1


def _side(column: int) -> str:
    return "right" if column else "left"


def _lines(cell: Cell, width: int) -> int:
    """About how many lines a cell takes; a little too many rather than too few."""
    if not isinstance(cell, str):
        return 1
    return sum(1 + len(line) // max(width - 1, 1) for line in cell.split("\n"))
