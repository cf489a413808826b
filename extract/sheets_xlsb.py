"""Binary workbooks of Excel 2007 and later (.xlsb) to sheets; [MS-XLSB].

Read directly, as libraries hand out values without number formats, fonts and merges. The
package is that of .xlsx, its parts are records instead of XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.biff12 import Broken, real, records, rich, short_real, unpack, wide
from extract.sheets_cells import INDENT_STEP, Budget, Run, Sheet, SheetCell
from extract.sheets_fonts import Texts
from extract.sheets_format import BUILT_IN, GENERAL, show
from extract.sheets_merges import clipped, merge, spread
from extract.sheets_notices import Seen
from extract.sheets_package import Package, damaged
from extract.sheets_xlsx import Look

# Records by their numbers, [MS-XLSB] 2.3.1.
_ROW, _COLUMN, _MERGE = 0, 60, 176
_SHORT, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _RICH = 2, 3, 4, 5, 6, 7, 62
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_CELLS = frozenset((_SHORT, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _RICH, 8, 9, 10, 11))
_ITEM, _FONT, _FORMAT, _LOOK, _BOOK, _SHEET = 19, 43, 44, 47, 153, 156
_LOOKS, _LOOKS_END = 617, 618
_SHEETS_END = 144
_SHIFTS = {1: "superscript", 2: "subscript"}
_ACROSS = 6  # "centre across selection"
_HIDDEN_ROW = 0x10
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


@dataclass(slots=True)
class _Book:
    package: Package
    texts: Texts
    since_1904: bool = False
    fonts: list[tuple[str, str]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    shared: list[tuple[Run, ...]] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)


def read_xlsb(data: bytes, source: str, texts: Texts) -> tuple[Sheet, ...]:
    """Every sheet with cells, in the workbook's order. Raises ReadError."""
    package = Package.open(data, source)
    main = next(
        (name for kind, name in package.relations("").values() if kind == "officeDocument"),
        "xl/workbook.bin",
    )
    parts = package.relations(main)
    by_kind = dict(parts.values())
    book = _Book(package, texts)
    sheets = []
    part = main
    try:
        part = by_kind.get("styles", "")
        _styles(book, part)
        part = by_kind.get("sharedStrings", "")
        if part and package.holds(part):
            found = records(package.raw(part))
            book.shared = [rich(held, 0, book.fonts) for kind, held in found if kind == _ITEM]
        part = main
        for name, related, hidden in list(_sheets(book, main)):
            kind, part = parts.get(related, ("", ""))
            if kind == "worksheet":  # else a chart or a macro sheet
                sheets.append(_sheet(book, name, part, hidden))
    except Broken as error:
        raise damaged(source, part, part) from error
    if not sheets:
        raise damaged(source, "không có trang tính", "no sheets")
    return tuple(sheets)


def _sheets(book: _Book, main: str) -> Iterator[tuple[str, str, bool]]:
    """Name, relation and whether it is hidden, of each sheet."""
    for kind, held in records(book.package.raw(main)):
        if kind == _BOOK:
            book.since_1904 = bool(unpack("<I", held)[0] & 1)
        elif kind == _SHEET:
            related, at = wide(held, 8)
            yield wide(held, at)[0], related, unpack("<I", held)[0] != 0
        elif kind == _SHEETS_END:
            return


def _styles(book: _Book, part: str) -> None:
    if not part or not book.package.holds(part):
        return
    codes = dict(BUILT_IN)
    inside = False
    for kind, held in records(book.package.raw(part)):
        if kind == _FORMAT:
            codes[unpack("<H", held)[0]] = wide(held, 2)[0]
        elif kind == _FONT:
            book.fonts.append((wide(held, 21)[0], _SHIFTS.get(unpack("<H", held, 6)[0], "")))
        elif kind in (_LOOKS, _LOOKS_END):
            inside = kind == _LOOKS
        elif kind == _LOOK and inside:
            _, number, font = unpack("<3H", held)
            indent, flags = unpack("<BB", held, 11)
            name = book.fonts[font][0] if font < len(book.fonts) else ""
            align = "centerContinuous" if flags & 7 == _ACROSS else ""
            look = Look(codes.get(number, GENERAL), name, INDENT_STEP * indent, align)
            book.looks.append(look)


def _sheet(book: _Book, name: str, part: str, hidden: bool) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    across: set[tuple[int, int]] = set()
    seen = Seen()
    row = -1
    for kind, held in records(book.package.raw(part)):
        if kind == _ROW:
            if book.budget.cells < 0:
                break  # merges stand at the end: a table this large has none to speak of
            row = unpack("<I", held)[0]
            if unpack("<B", held, 11)[0] & _HIDDEN_ROW:
                seen.hidden_rows.add(row)
        elif kind in _CELLS or kind == 1:
            column, style = unpack("<II", held)
            style &= 0xFFFFFF
            look = book.looks[style] if style < len(book.looks) else Look()
            if look.align == "centerContinuous":
                across.add((row, column))
            cell = _cell(book, kind, held, look, (row, column), seen)
            if cell is not None and cell.text and book.budget.admits(column):
                cells[row, column] = cell
        elif kind == _COLUMN:
            first, last = unpack("<II", held)
            if unpack("<H", held, 16)[0] & 1:
                seen.hide_columns(str(first + 1), str(last + 1))
        elif kind == _MERGE:
            top, bottom, left, right = unpack("<4I", held)
            merge(cells, top, left, bottom - top + 1, right - left + 1)
    spread(cells, across)
    cells = clipped(cells)
    seen.cut(book.budget)
    found = tuple(cells[place] for place in sorted(cells) if cells[place].text)
    return Sheet(name, found, hidden, seen.said(name, found, hidden), book.texts.decoded())


def _cell(
    book: _Book, kind: int, held: bytes, look: Look, place: tuple[int, int], seen: Seen
) -> SheetCell | None:
    row, column = place
    if kind in (_SHORT, _REAL, _FORMULA_REAL):
        value = short_real(held, 8) if kind == _SHORT else real(held, 8)
        try:
            shown = show(value, look.code, since_1904=book.since_1904)
        except (ValueError, OverflowError):  # not a number: no program writes it
            seen.errors += 1
            return SheetCell(row, column, "#NUM!")
        return SheetCell(row, column, shown.text, shown.stored, indent=look.indent)
    if kind in (_ERROR, _FORMULA_ERROR):
        seen.errors += 1
        return SheetCell(row, column, _ERRORS.get(unpack("<B", held, 8)[0], "#N/A"))
    if kind in (_BOOL, _FORMULA_BOOL):
        return SheetCell(row, column, "TRUE" if unpack("<B", held, 8)[0] else "FALSE")
    runs: Sequence[Run] = ()
    if kind == _SHARED:
        index = unpack("<I", held, 8)[0]
        runs = book.shared[index] if index < len(book.shared) else ()
    elif kind == _RICH:
        runs = rich(held, 8, book.fonts)
    elif kind in (_TEXT, _FORMULA_TEXT):
        runs = (Run(wide(held, 8)[0]),)
    own = [run if run.font else Run(run.text, look.font, run.shift) for run in runs]
    text, blanks = book.texts.read(own)
    return SheetCell(row, column, text, indent=look.indent + blanks)
