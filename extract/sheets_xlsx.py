"""Excel 2007 and later (.xlsx, .xlsm) to sheets; ECMA-376 part 1, 18.

Read directly as XML: rich text with its fonts, number formats, merges and hidden parts
are all needed, charts, pictures and a writable model are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extract.sheets_cells import INDENT_STEP, Budget, Run, Sheet, SheetCell
from extract.sheets_fonts import Texts
from extract.sheets_format import BUILT_IN, GENERAL, show
from extract.sheets_merges import clipped, merge, spread
from extract.sheets_notices import Seen
from extract.sheets_package import Package, damaged, local
from extract.wholes import whole

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Look:
    """What of a cell's format matters: number format, font, indentation, alignment."""

    code: str = GENERAL
    font: str = ""
    indent: int = 0
    align: str = ""


@dataclass(slots=True)
class _Book:
    package: Package
    looks: Sequence[Look]
    shared: Sequence[tuple[Run, ...]]
    since_1904: bool
    texts: Texts
    budget: Budget = field(default_factory=Budget)


def read_xlsx(data: bytes, source: str, texts: Texts) -> tuple[Sheet, ...]:
    """Every sheet with cells, in the workbook's order. Raises ReadError."""
    package = Package.open(data, source)
    main = next(
        (name for kind, name in package.relations("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    root = package.part(main)
    parts = package.relations(main)
    by_kind = dict(parts.values())
    settings = root.find("{*}workbookPr")
    book = _Book(
        package,
        _looks(package, by_kind.get("styles", "")),
        _shared(package, by_kind.get("sharedStrings", "")),
        settings is not None and settings.get("date1904") in ("1", "true"),
        texts,
    )
    sheets = []
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        kind, part = parts.get(entry.get(_ID) or entry.get(_STRICT_ID) or "", ("", ""))
        if kind != "worksheet":
            continue  # a chart or a macro sheet
        hidden = entry.get("state", "visible") != "visible"
        sheets.append(_sheet(book, entry.get("name", ""), part, hidden))
    if not sheets:
        raise damaged(source, "không có trang tính", "no sheets")
    return tuple(sheets)


def _sheet(book: _Book, name: str, part: str, hidden: bool) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    across: set[tuple[int, int]] = set()
    seen = Seen()
    row = -1
    for element in book.package.elements(part, "col", "row", "mergeCell"):
        match local(element):
            case "row":
                row = whole(element.get("r"), row + 2) - 1
                if _is_true(element.get("hidden")):
                    seen.hidden_rows.add(row)
                for cell in _row(book, element, row, seen, across):
                    cells[cell.row, cell.column] = cell
                if book.budget.cells < 0:
                    break  # merges stand at the end: a table this large has none to speak of
            case "col" if _is_true(element.get("hidden")):
                seen.hide_columns(element.get("min", ""), element.get("max", ""))
            case "mergeCell":
                _merge(cells, element.get("ref", ""))
    spread(cells, across)
    cells = clipped(cells)
    seen.cut(book.budget)
    found = tuple(cells[place] for place in sorted(cells) if cells[place].text)
    return Sheet(name, found, hidden, seen.said(name, found, hidden), book.texts.decoded())


def _row(
    book: _Book,
    element: etree._Element,
    row: int,
    seen: Seen,
    across: set[tuple[int, int]],
) -> Iterator[SheetCell]:
    column = -1
    for child in element:
        if local(child) != "c":
            continue
        place = _REFERENCE.match(child.get("r", ""))
        column = _column(place[1]) if place else column + 1
        style = whole(child.get("s"), 0)
        look = book.looks[style] if style < len(book.looks) else Look()
        if look.align == "centerContinuous":
            across.add((row, column))
        cell = _cell(book, child, look, row, column, seen)
        if cell is None or not cell.text:
            continue
        if book.budget.admits(column):
            yield cell


def _cell(
    book: _Book, element: etree._Element, look: Look, row: int, column: int, seen: Seen
) -> SheetCell | None:
    kind = element.get("t", "n")
    value = ""
    formula = False
    inline: etree._Element | None = None
    for child in element:
        name = local(child)
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            inline = child
    if not value and inline is None:
        seen.unsolved += formula
        return None
    if kind == "n":
        try:
            shown = show(float(value), look.code, since_1904=book.since_1904)
        except (ValueError, OverflowError):
            return SheetCell(row, column, value)
        return SheetCell(row, column, shown.text, shown.stored, indent=look.indent)
    if kind == "e":
        seen.errors += 1
        return SheetCell(row, column, value)
    if kind == "b":
        return SheetCell(row, column, "TRUE" if value == "1" else "FALSE")
    runs: Sequence[Run] = (Run(value),)
    if inline is not None:
        runs = _runs(inline)
    elif kind == "s":
        index = whole(value, -1)
        if not 0 <= index < len(book.shared):
            return None
        runs = book.shared[index]
    own = [run if run.font else Run(run.text, look.font, run.shift) for run in runs]
    text, blanks = book.texts.read(own)
    return SheetCell(row, column, text, indent=look.indent + blanks)


def _merge(cells: dict[tuple[int, int], SheetCell], reference: str) -> None:
    first, _, last = reference.partition(":")
    a, b = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not a or not b:
        return
    top, left = int(a[2]) - 1, _column(a[1])
    merge(cells, top, left, int(b[2]) - top, _column(b[1]) - left + 1)


def _looks(package: Package, part: str) -> list[Look]:
    if not part or not package.holds(part):
        return [Look()]
    root = package.part(part)
    codes = dict(BUILT_IN)
    for each in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[whole(each.get("numFmtId"), 0)] = each.get("formatCode", GENERAL)
    fonts = []
    for font in root.iterfind("{*}fonts/{*}font"):
        name = font.find("{*}name")
        fonts.append(name.get("val", "") if name is not None else "")
    looks = []
    for each in root.iterfind("{*}cellXfs/{*}xf"):
        font_index = whole(each.get("fontId"), 0)
        alignment = each.find("{*}alignment")
        indent = alignment.get("indent", "0") if alignment is not None else "0"
        align = alignment.get("horizontal", "") if alignment is not None else ""
        looks.append(
            Look(
                codes.get(whole(each.get("numFmtId"), 0), GENERAL),
                fonts[font_index] if font_index < len(fonts) else "",
                INDENT_STEP * whole(indent.partition(".")[0], 0),
                align,
            )
        )
    return looks or [Look()]


def _shared(package: Package, part: str) -> list[tuple[Run, ...]]:
    if not part or not package.holds(part):
        return []
    return [_runs(item) for item in package.elements(part, "si")]


def _runs(item: etree._Element) -> tuple[Run, ...]:
    """The runs of a shared or inline string; phonetic guides are left out."""
    runs = []
    for child in item:
        name = local(child)
        if name == "t":
            runs.append(Run(child.text or ""))
        elif name == "r":
            font = child.find("{*}rPr/{*}rFont")
            shift = child.find("{*}rPr/{*}vertAlign")
            text = child.find("{*}t")
            runs.append(
                Run(
                    (text.text or "") if text is not None else "",
                    font.get("val", "") if font is not None else "",
                    shift.get("val", "") if shift is not None else "",
                )
            )
    return tuple(runs)


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
