"""XML Spreadsheet 2003 (.xml, often called .xls) to sheets.

Microsoft, "XML Spreadsheet Reference" (Office XP). Reporting systems of the 2000s write it
because it is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from extract.bombs import broken_place
from extract.sheets_cells import INDENT_STEP, Budget, Run, Sheet, SheetCell
from extract.sheets_fonts import Texts
from extract.sheets_format import GENERAL, show
from extract.sheets_merges import clipped, merge
from extract.sheets_notices import Seen
from extract.sheets_package import damaged, local
from extract.wholes import whole

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
# Formats that go by name (Microsoft, "ss:Format").
_NAMED = {
    "": GENERAL, "General": GENERAL, "General Number": GENERAL, "Fixed": "0.00",
    "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00",
}  # fmt: skip
_SHIFTS = {"Superscript": "superscript", "Subscript": "subscript"}


@dataclass(frozen=True, slots=True)
class _Style:
    code: str = GENERAL
    font: str = ""
    shift: str = ""
    indent: int = 0


def read_xml2003(data: bytes, source: str, texts: Texts) -> tuple[Sheet, ...]:
    """Every sheet in the workbook's order. Raises ReadError."""
    if b"<!ENTITY" in data:
        raise damaged(source, "khai báo thực thể", "entities declared")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(source, *broken_place("XML", error)) from error
    styles = _styles(root)
    budget = Budget()
    sheets = root.iterchildren(_SS + "Worksheet")
    return tuple(_sheet(each, styles, budget, texts) for each in sheets)


def _styles(root: etree._Element) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for element in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        base = found.get(element.get(_SS + "Parent", ""), found.get("Default", _Style()))
        code, font, shift, indent = base.code, base.font, base.shift, base.indent
        for child in element:
            match local(child):
                case "NumberFormat":
                    written = child.get(_SS + "Format", "")
                    code = _NAMED.get(written, written)
                case "Font":
                    font = child.get(_SS + "FontName", font)
                    shift = _SHIFTS.get(child.get(_SS + "VerticalAlign", ""), "")
                case "Alignment":
                    indent = INDENT_STEP * whole(child.get(_SS + "Indent"), 0)
        found[element.get(_SS + "ID", "")] = _Style(code, font, shift, indent)
    return found


def _sheet(
    element: etree._Element, styles: dict[str, _Style], budget: Budget, texts: Texts
) -> Sheet:
    name = element.get(_SS + "Name", "")
    cells: dict[tuple[int, int], SheetCell] = {}
    merges: list[tuple[int, int, int, int]] = []
    seen = Seen()
    _hidden_columns(element, seen)
    for row, line in _placed(element.iterfind(f"{_SS}Table/{_SS}Row"), "Span"):
        if line.get(_SS + "Hidden") == "1":
            seen.hidden_rows.add(row)
        for column, cell in _placed(line.iterchildren(_SS + "Cell"), "MergeAcross"):
            rows = 1 + whole(cell.get(_SS + "MergeDown"), 0)
            columns = 1 + whole(cell.get(_SS + "MergeAcross"), 0)
            style = styles.get(
                cell.get(_SS + "StyleID") or line.get(_SS + "StyleID") or "Default", _Style()
            )
            read = _cell(cell, style, row, column, seen, texts)
            if read is not None and read.text and budget.admits(column):
                cells[row, column] = read
            if rows * columns > 1:
                merges.append((row, column, rows, columns))
        if budget.cells < 0:
            break
    for area in merges:
        merge(cells, *area)
    cells = clipped(cells)
    seen.cut(budget)
    found = tuple(cells[place] for place in sorted(cells))
    visible = element.find("{*}WorksheetOptions/{*}Visible")
    hidden = visible is not None and visible.text != "SheetVisible"
    return Sheet(name, found, hidden, seen.said(name, found, hidden), texts.decoded())


def _placed(elements: Iterator[etree._Element], spans: str) -> Iterator[tuple[int, etree._Element]]:
    """Rows or cells with their index from 0: each may say its own, from 1, and span more."""
    at = 0
    for element in elements:
        at = whole(element.get(_SS + "Index"), at + 1) - 1
        yield at, element
        at += 1 + whole(element.get(_SS + spans), 0)


def _hidden_columns(element: etree._Element, seen: Seen) -> None:
    for at, column in _placed(element.iterfind(f"{_SS}Table/{_SS}Column"), "Span"):
        if column.get(_SS + "Hidden") == "1":
            last = at + 1 + whole(column.get(_SS + "Span"), 0)
            seen.hide_columns(str(at + 1), str(last))


def _cell(
    element: etree._Element, style: _Style, row: int, column: int, seen: Seen, texts: Texts
) -> SheetCell | None:
    data = element.find(_SS + "Data")
    if data is None:
        seen.unsolved += element.get(_SS + "Formula") is not None
        return None
    value = "".join(map(str, data.itertext()))
    match data.get(_SS + "Type", "String"):
        case "Number":
            try:
                shown = show(float(value), style.code)
            except (ValueError, OverflowError):
                return SheetCell(row, column, value)
            return SheetCell(row, column, shown.text, shown.stored, indent=style.indent)
        case "DateTime":
            return SheetCell(row, column, _date(value))
        case "Boolean":
            return SheetCell(row, column, "TRUE" if value == "1" else "FALSE")
        case "Error":
            seen.errors += 1
            return SheetCell(row, column, value)
    text, blanks = texts.read([Run(value, style.font, style.shift)])
    return SheetCell(row, column, text, indent=style.indent + blanks)


def _date(value: str) -> str:
    try:
        return datetime.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value
