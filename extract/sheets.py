"""Workbooks to a Reading: every sheet, its titles, units, tables and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from extract.marks import find_marks, find_notes
from extract.sheets_cells import Sheet, SheetCell, named
from extract.sheets_fonts import Texts, by_letters
from extract.sheets_layout import lay_out
from extract.sheets_text import Writer
from extract.wording import counted
from solieu.errors import ReadError
from solieu.model import Notice, Paragraph, Reading, Span

WorkbookKind = Literal["xls", "xlsx", "xlsb", "ods", "fods", "xml2003"]


def read_workbook(data: bytes, source: str, sha256: str, kind: WorkbookKind) -> Reading:
    """Read a workbook.

    A table's cells stand at the rows and columns of the sheet, counted from 0, with the
    number stored behind what is displayed. Hidden sheets, rows and columns are read and
    named in ``problems``, as are numbers without any header and what the limits left out.
    Raises ReadError for a damaged or protected workbook and one without anything in it.
    """
    texts = Texts()
    sheets, found = by_letters(_reader(kind)(data, source, texts), source)
    writer = Writer()
    problems: list[Notice] = []
    converted: list[Span] = []
    for sheet in sheets:
        layout = lay_out(sheet)
        written = writer.sheet(sheet.name, layout)
        if written is not None and sheet.decoded:
            converted.append(written)  # a head or title may stand far from its figures
        problems += sheet.problems
        problems += _scratch(sheet, layout.scratch)
    text = writer.text
    if not text:
        if problems:
            raise ReadError(
                f"{source}: bảng tính không có tiêu đề cột hay tên dòng nào cho các số",
                f"{source}: the numbers of the workbook have no header or label",
            )
        raise ReadError(
            f"{source}: bảng tính không có dữ liệu nào",
            f"{source}: the workbook has nothing in it",
        )
    encodings = [*sorted(texts.used), *(found.name.split("+") if found.name else ())]
    notes = find_notes(text, [p.span.start for p in writer.paragraphs])
    return Reading(
        source=source,
        sha256=sha256,
        format=kind,
        text=text,
        paragraphs=tuple(
            Paragraph(p.span, note=notes.get(p.span.start, ""), level=p.level)
            for p in writer.paragraphs
        ),
        tables=tuple(writer.tables),
        marks=find_marks(text, notes),
        encoding="+".join(dict.fromkeys(encodings)),
        problems=(*problems, *found.problems()),
        converted=tuple(converted),
    )


def _reader(kind: WorkbookKind) -> Callable[[bytes, str, Texts], Sequence[Sheet]]:
    if kind == "xls":
        from extract.sheets_xls import read_xls  # xlrd is loaded only when needed

        return read_xls
    if kind == "xlsx":
        from extract.sheets_xlsx import read_xlsx

        return read_xlsx
    if kind == "xlsb":
        from extract.sheets_xlsb import read_xlsb

        return read_xlsb
    if kind == "xml2003":
        from extract.sheets_xml2003 import read_xml2003

        return read_xml2003
    from extract.sheets_ods import read_fods, read_ods

    return read_fods if kind == "fods" else read_ods


def _scratch(sheet: Sheet, cells: Sequence[SheetCell]) -> list[Notice]:
    numbers = [cell for cell in cells if cell.stored is not None]
    if not numbers:
        return []
    columns = ", ".join(_letters(c) for c in sorted({cell.column for cell in numbers})[:10])
    name, count = named(sheet.name), len(numbers)
    are = "is" if count == 1 else "are"
    return [
        Notice(
            f"trang {name}: bỏ qua {count} số nháp không có tiêu đề cột hoặc tên dòng "
            f"(cột {columns})",
            f"sheet {name}: {counted(count, 'scratch number')} without header or label {are} left "
            f"out, columns {columns}",
        )
    ]


def _letters(column: int) -> str:
    """ "A" for 0, "AA" for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
