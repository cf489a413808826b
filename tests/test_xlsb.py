"""Binary workbooks (extract.sheets_xlsb, extract.biff12)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine

from extract.biff12 import Broken, records, rich, short_real
from extract.kinds import kind_of
from extract.read import read
from extract.sheets_cells import Run
from samples.xlsb_writer import xlsb
from solieu.api import read as read_report
from solieu.errors import ReadError
from tests.workbooks import HARVEST, At, Page, rows, workbook, xlsx

SECOND = Page(
    "Phụ lục 2",
    [
        At("A1", "Giá trị sản xuất năm 2024"),
        *rows(
            "Chỉ tiêu|Kế hoạch|Thực hiện|Tỷ lệ|Tỷ trọng|Ngày|Khác\n"
            "Lúa|1250|1287.5|103\n   Ngô|20|17|85",
            top=3,
        ),
        At("E4", 0.0818, "0.00%"),
        At("E5", 1234567.5, "#,##0.00"),
        At("F4", 45292.0, "dd/mm/yyyy"),
        At("G4", -1073741824.25, "0.0"),
        At("A8", "DiÖn tÝch gieo trång c©y hµng n¨m", font=".VnTime"),
    ],
    merged=["A1:D1"],
    hidden=True,
    hidden_columns=["F"],
)


def test_it_reads_as_the_same_workbook_in_xml() -> None:
    binary, xml = workbook(xlsb(HARVEST, SECOND), "xlsb"), workbook(xlsx(HARVEST, SECOND))

    assert replace(binary, format="xlsx", source=xml.source) == xml
    assert "| 8,18% | 01/01/2024 |" in binary.text
    assert "Diện tích gieo trồng cây hàng năm" in binary.text


def test_it_is_a_binary_workbook_to_another_reader() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(xlsb(HARVEST, SECOND)))
    xml = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(xlsx(HARVEST, SECOND)))

    assert book.sheet_names == xml.sheet_names == [HARVEST.name, SECOND.name]
    for name in book.sheet_names:
        cells = book.get_sheet_by_name(name).to_python()
        assert cells == xml.get_sheet_by_name(name).to_python()


def test_fonts_and_raised_figures_within_a_cell(tmp_path: Path) -> None:
    page = Page("Biểu", [At("A1", "Chỉ tiêu"), At("B1", "x"), *rows("Lúa|5", top=2)])
    pieces = [("DiÖn tÝch ", ".VnTime", ""), ("km", "Arial", ""), ("2", "Arial", "superscript")]
    path = tmp_path / "bieu.xlsb"
    path.write_bytes(xlsb(page, rich={"B1": pieces}))

    assert "Diện tích km²" in read(path, path.name).text


def test_numbers_in_four_bytes() -> None:
    for value, meant in (
        (struct.pack("<i", -5 << 2 | 2), -5.0),
        (struct.pack("<i", 1234 << 2 | 3), 12.34),
        (struct.pack("<d", 1.5)[4:], 1.5),
        (struct.pack("<i", struct.unpack("<i", struct.pack("<d", 150.0)[4:])[0] | 1), 1.5),
    ):
        assert short_real(value, 0) == meant


def test_records_that_end_too_early() -> None:
    assert list(records(b"\x00\x02ab\xe9\x04\x00")) == [(0, b"ab"), (617, b"")]
    assert rich(b"\0\1\0\0\0a\0", 0, []) == (Run("a"),)
    for data in (b"\x00", b"\x80", b"\x00\x05ab", b"\xe9"):
        with pytest.raises(Broken):
            list(records(data))
    for data in (b"", b"\0\1\0\0\0", b"\1\1\0\0\0a\0\5\0\0\0"):
        with pytest.raises(Broken):
            rich(data, 0, [])


def with_parts_cut(data: bytes, share: float) -> bytes:
    """A whole package, whose parts with records break off."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as target:
        for name in given.namelist():
            part = given.read(name)
            binary = name.endswith("sheet1.bin")
            target.writestr(name, part[: int(len(part) * share)] if binary else part)
    return made.getvalue()


def test_cut_at_twenty_places_it_says_so(tmp_path: Path) -> None:
    whole = xlsb(HARVEST)
    reading = workbook(whole, "xlsb")
    for n in range(1, 20):
        path = tmp_path / f"{n}.xlsb"
        path.write_bytes(whole[: len(whole) * n // 20])
        with pytest.raises(ReadError):
            read(path, path.name)
        data = with_parts_cut(whole, n / 20)
        assert kind_of(data) == "xlsb"
        try:  # cut between two records
            assert len(workbook(data, "xlsb").text) <= len(reading.text)
        except ReadError as error:
            assert "bị hỏng" in error.vi or "không có" in error.vi


@pytest.mark.parametrize("write", [xlsb, xlsx])
@pytest.mark.parametrize("font", [".VnTime", "Arial"])
def test_figures_of_a_sheet_in_an_old_encoding_are_flagged(
    write: Callable[..., bytes], font: str, tmp_path: Path
) -> None:
    grid = "Chỉ tiêu|Kế hoạch (tấn)|Thực hiện (tấn)\nLúa|{}|{}\nNgô|20|17"
    new = Page("Mới", rows(grid.format(1250, 1287)))
    old = Page(
        "Cò",
        [
            *rows("x|KH|TH\nLua|1251|1288\nNgo|21|18"),
            At("A1", "ChØ tiªu vÒ s¶n l­îng l­¬ng thùc n¨m 2025", font=font),
            At("B1", "KÕ ho¹ch (tÊn)", font=font),
            At("C1", "Thùc hiÖn (tÊn)", font=font),
        ],
    )
    path = tmp_path / "hai-trang.xlsx"
    path.write_bytes(
        write(new, replace(old, cells=list({at.place: at for at in old.cells}.values())))
    )
    found = read_report(path).observations

    flagged = {each.raw for each in found if "legacy_encoding" in each.flags}
    assert {"1251,0", "18,0"} <= flagged
    assert {each.raw for each in found} - flagged == {"1250,0", "1287,0", "20,0", "17,0"}
