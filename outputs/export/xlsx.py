"""One workbook with all tables, their codebook and charts of the longest series.

Text stands in text cells and is never taken for a formula; a number is a number where a
spreadsheet can hold it exactly, else the text of all its digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from outputs.cells import Value, decimal_text
from outputs.columns import Column, table
from outputs.export.codebook import Entry, codebook
from outputs.export.place import staged
from outputs.export.xlsx_charts import add_charts
from outputs.export.xlsx_rows import LONGEST, Cells, SheetRows, Styles
from outputs.stored import Stored
from solieu.messages import Lang, Message, message, say

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: The tables in the order in which people look at them.
_SHEETS = ("series", "checks", "observations", "indicators", "documents", "numbers")

#: The limit of the format.
_LAST_ROW = 1_048_575

_SAMPLED = 2_000  # rows that column widths are taken from
_NARROWEST, _WIDEST = 8, 60

#: The only date in the file; the true one would change its bytes from run to run.
_NO_DATE = datetime(2000, 1, 1)


def write_xlsx(stored: Stored, path: Path, lang: Lang) -> list[Message]:
    """Write the workbook ``path``; gives what a reader of it must know.

    ``lang`` is the language of the first sheet and the charts. The same folder gives
    the same bytes. Raises UsageError where it cannot be written.
    """
    import xlsxwriter

    with staged(path) as temporary:
        options = {"constant_memory": True}
        with xlsxwriter.Workbook(str(temporary), options) as book:
            book.set_properties({"title": "solieu", "created": _NO_DATE})
            return _Book(book, lang).write(stored)


class _Book:
    """A workbook while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, lang: Lang) -> None:
        self.book, self.lang = book, lang
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "top", "num_format": "@"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.strong = book.add_format({"bold": True, "valign": "top", "num_format": "@"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.text = book.add_format({"num_format": "@"})
        self.guarded = book.add_format({"num_format": "@", "quote_prefix": True})
        self.long = book.add_format({"num_format": "@", "align": "right", "bg_color": "#FFF2CC"})
        self.numbers: dict[int, Format] = {}
        styles = Styles(self.text, self.guarded, self.long, self._number_format)
        self.cells = Cells(styles)

    def write(self, stored: Stored) -> list[Message]:
        """All sheets, first what tells about them."""
        self._about()
        charts = self.book.add_worksheet(say("xlsx.charts", self.lang))
        for name in _SHEETS:
            self._table(stored, name)
        self._codebook()
        add_charts(self.book, charts, stored, self.lang)
        told = {"long": self.cells.long, "cut": self.cells.cut}
        return [
            message(f"export.{what}", count=count, limit=LONGEST)
            for what, count in told.items()
            if count
        ]

    def _about(self) -> None:
        sheet = self.book.add_worksheet(say("xlsx.about", self.lang))
        sheet.hide_gridlines(2)
        _for_paper(sheet)
        sheet.set_row(0, 24)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, say("xlsx.title", self.lang), self.title)
        lines = [(name, getattr(table(name), self.lang)) for name in _SHEETS]
        lines.append(("codebook", say("xlsx.codebook", self.lang)))
        for at, (name, told) in enumerate(lines, start=2):
            sheet.set_row(at, _height(told))
            sheet.write_url(at, 0, f"internal:'{name}'!A1", self.strong, name)
            sheet.write_string(at, 1, told, self.wrapped)
        notes = [say(f"xlsx.note_{n}", self.lang) for n in ("numbers", "text", "source")]
        for at, note in enumerate(notes, start=len(lines) + 3):
            sheet.set_row(at, _height(note))
            sheet.write_string(at, 1, note, self.wrapped)

    def _table(self, stored: Stored, name: str) -> None:
        """One table; what is longer than a sheet goes on in ``name (2)`` and so on."""
        columns = table(name).columns
        sheet, at, part = self._sheet(name, columns), 0, 1
        rows = SheetRows(sheet, self.cells, len(columns))
        widths = [float(len(column.name)) + 3 for column in columns]
        for row in stored.rows(name):
            if at == _LAST_ROW:
                self._finish(sheet, widths, at)
                part += 1
                sheet, at = self._sheet(f"{name} ({part})", columns), 0
                rows = SheetRows(sheet, self.cells, len(columns))
            at += 1
            if at <= _SAMPLED and part == 1:
                widths = [max(w, _width(v)) for w, v in zip(widths, row, strict=True)]
            rows.write(at, row)
        self._finish(sheet, widths, at)

    def _sheet(self, name: str, columns: Sequence[Column]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        _for_paper(sheet)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column.name, self.head)
        return sheet

    def _finish(self, sheet: Worksheet, widths: Iterable[float], rows: int) -> None:
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST))
            last = at
        sheet.autofilter(0, 0, max(rows, 1), last)

    def _number_format(self, places: int) -> Format:
        """Thousands separated and all digits shown; Excel uses the reader's own signs."""
        if places not in self.numbers:
            shown = "#,##0" + ("." + "0" * places if places else "")
            self.numbers[places] = self.book.add_format({"num_format": shown})
        return self.numbers[places]

    def _codebook(self) -> None:
        sheet = self.book.add_worksheet("codebook")
        sheet.freeze_panes(1, 0)
        _for_paper(sheet)
        for at, (name, width) in enumerate(
            zip(Entry._fields, (14, 18, 16, 10, 70, 70, 30), strict=True)
        ):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, self.head)
        last = 0
        for last, entry in enumerate(codebook(), start=1):
            style = self.strong if entry.kind == "table" else self.wrapped
            sheet.set_row(last, max(_height(entry.vi, 66), _height(entry.en, 66)))
            for at, text in enumerate(entry):
                if text:
                    sheet.write_string(last, at, text, style)
        sheet.autofilter(0, 0, last, len(Entry._fields) - 1)


def _for_paper(sheet: Worksheet) -> None:
    """A4 on its side, as wide as the paper, the header on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(text: str, line: int = 95) -> float:
    """Height in points of a wrapped text; not every program finds it by itself."""
    return 15.0 * (1 + len(text) // line)


def _width(value: Value) -> float:
    """Width of a cell in characters of the standard font."""
    if isinstance(value, Decimal):
        text = decimal_text(value)
        return len(text) + len(text) // 3 + 2  # with separators
    return 0 if value is None else len(str(value)) + 2
