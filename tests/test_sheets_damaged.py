"""Workbooks that are too large, damaged, encrypted or hostile."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract.read import read
from extract.sheets import WorkbookKind
from extract.sheets_cells import MOST_CELLS
from solieu.errors import ReadError
from tests.workbooks import HARVEST, At, Page, ods, rows, sheet_part, workbook, xls, xlsx


def test_ten_thousand_columns_are_bounded() -> None:
    row = "".join(f'<c r="{_letters(i)}3"><v>{i}</v></c>' for i in range(1, 10_000))
    head = '<c r="B2" t="inlineStr"><is><t>Năm 2020</t></is></c>'
    label = '<c r="A3" t="inlineStr"><is><t>Thu</t></is></c>'
    data = sheet_part(
        xlsx(Page("A", [At("A1", "x")])),
        "<sheetData>",
        f'<sheetData><row r="2">{head}</row><row r="3">{label}{row}</row>',
    )
    reading = workbook(data)

    assert any("1000 cột đầu" in problem for problem in reading.problems)
    assert [c.column for c in reading.tables[0].cells if c.row == 2] == [0, 1]


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def test_more_cells_than_the_limit_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("A", rows("|Năm 2020\n" + "\n".join(f"Xã {i}|{i}" for i in range(50))))
    monkeypatch.setattr("extract.sheets_cells.Budget.__init__.__defaults__", (21, False))
    reading = workbook(xlsx(page))

    assert len(reading.tables[0].cells) == 21
    assert any(f"chỉ đọc {MOST_CELLS} ô đầu" in problem for problem in reading.problems)


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(ReadError, match="nothing in it"):
        workbook(xlsx(Page("A", [])))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_damaged_workbooks_are_read_in_part_or_refused(tmp_path: Path, kind: WorkbookKind) -> None:
    whole = {"xlsx": xlsx, "xls": xls, "ods": ods}[kind](HARVEST)
    refused = 0
    for part in range(20):
        path = tmp_path / f"cụt-{part}.{kind}"
        path.write_bytes(whole[: len(whole) * part // 20 + 10])
        try:
            read(path, path.name)
        except ReadError as error:
            assert error.vi.startswith(path.name)
            refused += 1
    assert refused >= 19


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_scrambled_bytes_never_crash(kind: WorkbookKind) -> None:
    whole = {"xlsx": xlsx, "xls": xls, "ods": ods}[kind](HARVEST)
    for seed in range(40):
        damaged = bytearray(whole)
        for step in range(6):
            damaged[(seed * 7919 + step * 104_729) % len(damaged)] ^= 1 + (seed + step) % 255
        try:
            workbook(bytes(damaged), kind)
        except ReadError as error:
            assert error.vi and error.en


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE w [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<workbook><sheets>&b;</sheets></workbook>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("xl/workbook.xml", bomb)
    with pytest.raises(ReadError, match="entities declared"):
        workbook(stream.getvalue())
