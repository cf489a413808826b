"""Excel 97-2003 (.xls, BIFF5 and BIFF8) to sheets, by xlrd, which knows fonts and formats."""

from __future__ import annotations

import io
import struct
from itertools import pairwise

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.formatting import XF
from xlrd.sheet import Sheet as BiffSheet

from extract.sheets_cells import INDENT_STEP, Budget, Run, Sheet, SheetCell
from extract.sheets_fonts import Texts
from extract.sheets_format import GENERAL, show
from extract.sheets_merges import clipped, merge, spread
from extract.sheets_notices import Seen
from extract.sheets_package import damaged, protected
from solieu.errors import ReadError

# What xlrd raises on damaged bytes beside its own errors: it trusts what it reads.
_DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
# A cell takes at least ten bytes; statistical workbooks stay below 5 MB.
LARGEST_FILE = 64 * 1024 * 1024
_ACROSS = 6  # "centre across selection"
_SHIFTS = {1: "superscript", 2: "subscript"}


def read_xls(data: bytes, source: str, texts: Texts) -> tuple[Sheet, ...]:
    """Every sheet in the workbook's order. Raises ReadError."""
    if len(data) > LARGEST_FILE:
        raise ReadError(
            f"{source}: tệp .xls quá lớn ({len(data) >> 20} MB)",
            f"{source}: the .xls file is too large ({len(data) >> 20} MB)",
        )
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
        budget = Budget()
        sheets = []
        for index in range(book.nsheets):
            sheets.append(_sheet(book, book.sheet_by_index(index), budget, texts))
            book.unload_sheet(index)
    except _DAMAGE as error:
        if "encrypted" in str(error).lower():
            raise protected(source) from error
        raise damaged(source, "dữ liệu BIFF", "BIFF data") from error
    return tuple(sheets)


def _sheet(book: Book, sheet: BiffSheet, budget: Budget, texts: Texts) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    across: set[tuple[int, int]] = set()
    seen = Seen()
    for row in range(sheet.nrows):
        if budget.cells < 0:
            break
        for column in range(sheet.row_len(row)):
            look = book.xf_list[sheet.cell_xf_index(row, column)]
            if look.alignment.hor_align == _ACROSS:
                across.add((row, column))
            cell = _cell(book, sheet, look, (row, column), seen, texts)
            if cell is not None and cell.text and budget.admits(column):
                cells[row, column] = cell
    for top, bottom, left, right in sheet.merged_cells:
        merge(cells, top, left, bottom - top, right - left)
    spread(cells, across)
    cells = clipped(cells)
    for column, info in sheet.colinfo_map.items():
        if info.hidden:
            seen.hide_columns(str(column + 1), str(column + 1))
    seen.hidden_rows.update(n for n, info in sheet.rowinfo_map.items() if info.hidden)
    seen.cut(budget)
    found = tuple(cells[place] for place in sorted(cells))
    hidden = sheet.visibility != 0
    said = seen.said(sheet.name, found, hidden)
    return Sheet(sheet.name, found, hidden, said, texts.decoded())


def _cell(
    book: Book, sheet: BiffSheet, look: XF, place: tuple[int, int], seen: Seen, texts: Texts
) -> SheetCell | None:
    row, column = place
    kind = sheet.cell_type(row, column)
    value = sheet.cell_value(row, column)
    indent = INDENT_STEP * look.alignment.indent_level
    if kind == xlrd.XL_CELL_TEXT:
        runs = _runs(book, sheet, look, row, column, str(value))
        text, blanks = texts.read(runs)
        return SheetCell(row, column, text, indent=indent + blanks)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.format_map[look.format_key].format_str if look.format_key >= 0 else GENERAL
        try:
            shown = show(float(value), code, since_1904=book.datemode == 1)
        except ValueError:  # not a number: no program writes it, a damaged file may hold it
            seen.errors += 1
            return SheetCell(row, column, "#NUM!")
        return SheetCell(row, column, shown.text, shown.stored, indent=indent)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return SheetCell(row, column, "TRUE" if value else "FALSE")
    if kind == xlrd.XL_CELL_ERROR:
        seen.errors += 1
        return SheetCell(row, column, xlrd.error_text_from_code.get(int(value), "#N/A"))
    return None


def _runs(book: Book, sheet: BiffSheet, look: XF, row: int, column: int, text: str) -> list[Run]:
    """The text cut where its font changes."""
    changes = sheet.rich_text_runlist_map.get((row, column), [])
    cuts = [(0, look.font_index), *changes, (len(text), 0)]
    runs = []
    for (start, index), (end, _) in pairwise(cuts):
        if start < end:
            font = book.font_list[index] if index < len(book.font_list) else None
            name, shift = (font.name, font.escapement) if font else ("", 0)
            runs.append(Run(text[start:end], name, _SHIFTS.get(shift, "")))
    return runs
