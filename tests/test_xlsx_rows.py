"""Rows written as XML at once are what xlsxwriter itself would write, byte for byte."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.format import Format

from outputs.cells import Value
from outputs.export.cells import decimals, exact_float, like_a_formula
from outputs.export.xlsx_rows import LONGEST, Cells, SheetRows, Styles

ROWS: list[tuple[Value, ...]] = [
    ("Thu ngân sách", "- Lâm nghiệp", "=1+1", "", None),
    (" trước", "sau ", "hai\ndòng", "\tx", "_x0041_"),
    ("a & b < c > d", 'ngoặc "kép"', "\x00\x0b\x1f", "\ufffe", "đ" * 300),
    (Decimal("8.18"), Decimal("11112000000"), Decimal("-0.000"), Decimal("1E+3"), 7),
    (True, False, 0, -12, Decimal("0.1234567890123")),
    (None, "", None, "", None),
    ("Thu ngân sách", Decimal("5.10"), "Thu ngân sách", Decimal("5.1"), "2026-01"),
]


class _Formats:
    """The formats of a workbook, made in one order."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.text = book.add_format({"num_format": "@"})
        self.guarded = book.add_format({"num_format": "@", "quote_prefix": True})
        self.long = book.add_format({"num_format": "@", "align": "right"})
        self.numbers: dict[int, Format] = {}
        for one in (self.text, self.guarded, self.long):
            one._get_xf_index()

    def number(self, places: int) -> Format:
        if places not in self.numbers:
            self.numbers[places] = self.book.add_format({"num_format": "0." + "0" * (places + 1)})
        return self.numbers[places]


def by_cells(path: Path, rows: list[tuple[Value, ...]]) -> None:
    """By the functions of xlsxwriter."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        formats = _Formats(book)
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "head")
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(at, column, value)
                elif isinstance(value, int):
                    sheet.write_number(at, column, value)
                elif isinstance(value, Decimal):
                    held = exact_float(value)
                    assert held is not None
                    sheet.write_number(at, column, held, formats.number(decimals(value)))
                elif value:
                    guarded = like_a_formula(value)
                    sheet.write_string(
                        at, column, value, formats.guarded if guarded else formats.text
                    )


def by_rows(path: Path, rows: list[tuple[Value, ...]]) -> Cells:
    """As tables are written."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        formats = _Formats(book)
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "head")
        cells = Cells(Styles(formats.text, formats.guarded, formats.long, formats.number))
        lines = SheetRows(sheet, cells, 5)
        for at, row in enumerate(rows, start=1):
            lines.write(at, row)
    return cells


def sheet_of(path: Path) -> str:
    """The rows of its first sheet, as XML."""
    with zipfile.ZipFile(path) as package:
        whole = package.read("xl/worksheets/sheet1.xml").decode("utf-8")
    return whole.partition("<sheetData>")[2]


def same(folder: Path, rows: list[tuple[Value, ...]]) -> None:
    by_cells(folder / "a.xlsx", rows)
    by_rows(folder / "b.xlsx", rows)
    assert sheet_of(folder / "b.xlsx") == sheet_of(folder / "a.xlsx")


def test_rows_are_what_the_library_writes(tmp_path: Path) -> None:
    same(tmp_path, ROWS)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
VALUES = st.one_of(
    st.none(), TEXT, st.booleans(), st.integers(-(10**9), 10**9),
    st.decimals(-(10**9), 10**9, places=3),
    st.sampled_from(["_x000D_", "<r></r", "&amp;", " ", "-"]),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[VALUES] * 5), max_size=4))
def test_any_rows_are_what_the_library_writes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Value, ...]]
) -> None:
    same(tmp_path_factory.mktemp("rows"), rows)


def test_what_no_cell_can_hold_is_cut_or_text_and_counted(tmp_path: Path) -> None:
    long = "😀" * 20_000
    cells = by_rows(
        tmp_path / "a.xlsx",
        [("a" * 40_000, long, Decimal("1234567890123456.7"), "<r><t>x</t></r>", "b" * LONGEST)],
    )

    row = next(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=2))
    values = [one.value for one in row]
    assert (cells.cut, cells.long) == (2, 1)
    assert values[0] == "a" * (LONGEST - 4) + " […]"
    assert values[1] == "😀" * ((LONGEST - 4) // 2) + " […]"
    assert values[2:4] == ["1234567890123456.7", "<r><t>x</t></r>"]
    assert len(values[4]) == LONGEST
