"""Small workbooks for tests: the same cells as .xlsx, .xls and .ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Font
from openpyxl.utils import range_boundaries

from extract.sheets import WorkbookKind, read_workbook
from solieu.model import Reading

Value = str | int | float


@dataclass(frozen=True, slots=True)
class At:
    """A cell: place ("B4"), value, number format, font, steps of indentation, alignment."""

    place: str
    value: Value
    code: str = "General"
    font: str = "Arial"
    indent: int = 0
    align: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to write."""

    name: str
    cells: Sequence[At]
    merged: Sequence[str] = ()
    hidden: bool = False
    hidden_columns: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()


def rows(text: str, top: int = 1, code: str = "0.0") -> list[At]:
    """Cells drawn as a grid: columns apart by ``|``, numbers as numbers, "" for nothing."""
    found = []
    for i, line in enumerate(text.strip("\n").split("\n")):
        for j, field in enumerate(line.split("|")):
            bare = field.strip()
            if not bare:
                continue
            indent = (len(field) - len(field.lstrip())) // 3 if j == 0 else 0
            number = _number(bare)
            if number is None:
                found.append(At(f"{chr(65 + j)}{top + i}", bare, indent=indent))
            else:
                found.append(At(f"{chr(65 + j)}{top + i}", number, code))
    return found


def _number(text: str) -> int | float | None:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return None


def xlsx(*pages: Page) -> bytes:
    """The pages as an .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for at in page.cells:
            cell = sheet[at.place]
            cell.value = at.value
            cell.number_format = at.code
            cell.font = Font(name=at.font)
            cell.alignment = Alignment(indent=at.indent, horizontal=at.align or None)
        for area in page.merged:
            sheet.merge_cells(area)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for column in page.hidden_columns:
            sheet.column_dimensions[column].hidden = True
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(*pages: Page) -> bytes:
    """The pages as an Excel 97 file."""
    book = xlwt.Workbook()
    for page in pages:
        sheet = book.add_sheet(page.name)
        corners = {}
        for area in page.merged:
            left, top, right, bottom = range_boundaries(area)
            corners[top, left] = (bottom, right)
        for at in page.cells:
            column, row, _, _ = range_boundaries(at.place)
            style = xlwt.XFStyle()
            style.num_format_str = at.code
            style.font.name = at.font
            style.alignment.inde = at.indent
            style.alignment.horz = 6 if at.align == "centerContinuous" else 0
            bottom, right = corners.get((row, column), (row, column))
            if (bottom, right) != (row, column):
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, at.value, style)
            else:
                sheet.write(row - 1, column - 1, at.value, style)
        sheet.visibility = int(page.hidden)
        for letter in page.hidden_columns:
            sheet.col(ord(letter) - 65).hidden = True
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)


def ods(*pages: Page, shown: dict[str, str] | None = None) -> bytes:
    """The pages as OpenDocument; ``shown`` is how numbers are displayed, by place."""
    styles = (
        '<style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="in1" style:family="table-cell">'
        '<style:paragraph-properties fo:margin-left="0.353cm"/></style:style>'
    )
    tables = "".join(_ods_table(page, shown or {}) for page in pages)
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    return stream.getvalue()


def _ods_table(page: Page, shown: dict[str, str]) -> str:
    spans = {}
    for area in page.merged:
        left, top, right, bottom = range_boundaries(area)
        spans[top, left] = (bottom - top + 1, right - left + 1)
    places = {range_boundaries(at.place)[1::-1]: at for at in page.cells}
    last_row = max(row for row, _ in places)
    lines = []
    for row in range(1, last_row + 1):
        here = {column: at for (r, column), at in places.items() if r == row}
        cells = "".join(
            _ods_cell(here[c], spans.get((row, c)), shown) if c in here else "<table:table-cell/>"
            for c in range(1, max(here, default=0) + 1)
        )
        unseen = ' table:visibility="filter"' if row in page.hidden_rows else ""
        lines.append(f"<table:table-row{unseen}>{cells}</table:table-row>")
    style = ' table:style-name="off"' if page.hidden else ""
    return f'<table:table table:name="{escape(page.name)}"{style}>{"".join(lines)}</table:table>'


def _ods_cell(at: At, span: tuple[int, int] | None, shown: dict[str, str]) -> str:
    marks = ' table:style-name="in1"' if at.indent else ""
    if span:
        marks += f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    text = shown.get(at.place, str(at.value))
    if not isinstance(at.value, str):
        kind = "percentage" if "%" in at.code else "float"
        marks += f' office:value-type="{kind}" office:value="{at.value!r}"'
    return f"<table:table-cell{marks}><text:p>{escape(text)}</text:p></table:table-cell>"


HARVEST = Page(
    "Nông nghiệp",
    [
        At("A1", "3. Sản xuất lúa của huyện"),
        At("A2", "   vụ đông xuân năm 2019"),
        At("D3", "Nghìn ha"),
        *rows(
            """
            |Thực hiện|Ước tính |So với cùng kỳ
            |vụ trước |vụ này   |năm trước (%)
            |         |năm 2019 |
            |         |         |
            TỔNG SỐ  |120.25|118.5|98.54469854469855
            Miền núi |20    |19.5 |97.5
            """.replace("            ", ""),
            top=4,
        ),
        At("A10", "Đồng bằng", indent=1),
        At("B10", 100.25, "0.0"),
        At("C10", 99, "0.0"),
        At("D10", 98.75311720698254, "0.0"),
        At("F10", 777),
        At("A12", "(*) Không kể diện tích gieo sạ"),
    ],
)


def workbook(data: bytes, kind: WorkbookKind = "xlsx") -> Reading:
    return read_workbook(data, f"so-lieu.{kind}", "0" * 64, kind)


def sheet_part(data: bytes, old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            if name.startswith("xl/worksheets/"):
                assert old in part, part
                part = part.replace(old, new)
            target.writestr(name, part)
    return stream.getvalue()
