"""solieu export for spreadsheets: workbooks and CSV for Excel, read back by other programs."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.columns import TABLES, table
from outputs.export.cells import like_a_formula, misread
from outputs.export.formats import export
from outputs.stored import stored
from tests.export_tables import DANGEROUS, LONG, csv_rows, shown
from tests.stored_builder import folder_with, point

# --- XLSX ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def workbook(ward: Path, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("xlsx") / "it.xlsx"
    export(ward, "xlsx", path, "vi")
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("name", TABLES)
def test_a_sheet_holds_its_table_cell_by_cell(
    ward: Path, workbook: openpyxl.Workbook, name: str
) -> None:
    sheet = workbook[name]
    header, *rows = sheet.iter_rows(values_only=True)

    assert header == table(name).header
    expected = [
        tuple(None if cell == "" else cell for cell in row) for row in stored(ward).rows(name)
    ]
    assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        for cell, value in zip(row, wanted, strict=True):
            if isinstance(value, Decimal):
                assert Decimal(str(cell)) == value
            else:
                assert cell == value and type(cell) is type(value)
    assert sheet.freeze_panes == "A2"
    assert (
        sheet.auto_filter.ref
        == f"A1:{openpyxl.utils.get_column_letter(len(header))}{len(rows) + 1}"
    )


def test_the_workbook_has_charts_and_a_codebook(workbook: openpyxl.Workbook) -> None:
    names = workbook.sheetnames

    assert names[:3] == ["đọc trước", "biểu đồ", "series"]
    assert len(workbook["biểu đồ"]._charts) == 12
    assert ("measure", "pct_of_plan", "tỷ lệ đạt kế hoạch (%)") in {
        (row[1], row[2], row[4]) for row in workbook["codebook"].iter_rows(values_only=True)
    }
    assert workbook["series"].column_dimensions["C"].width > 40


def test_a_chart_leaves_a_gap_for_a_missing_month(tmp_path: Path) -> None:
    months = [point(f"2026-{month:02}", str(month)) for month in (1, 2, 4, 5)]
    plan = [point("2026-05", "9", measure="plan")]
    out = folder_with(tmp_path, series=[*months, *plan])

    book = openpyxl.load_workbook(export(out, "xlsx", None, "en").path)

    rows = list(book["chart data"].iter_rows(min_row=3, max_col=3, values_only=True))
    assert rows == [
        ("2026-01", 1, None), ("2026-02", 2, None), ("2026-03", None, None),
        ("2026-04", 4, None), ("2026-05", 5, 9),
    ]  # fmt: skip
    with zipfile.ZipFile(export(out, "xlsx", None, "en").path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert "dispBlanksAs" not in chart  # then blanks are gaps, not zeros or bridged
    assert "$A$3:$A$7" in chart


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_in_a_workbook(tmp_path: Path, text: str) -> None:
    out = folder_with(tmp_path, series=[point("2026-01", "1", indicator=text)])

    book = openpyxl.load_workbook(export(out, "xlsx", None, "en").path)

    cell = book["series"]["C2"]
    held = str(cell.value).replace("_x000D_", "\r")  # how the format writes a bare \r
    assert cell.data_type in ("s", "inlineStr") and held.strip() == text.strip()
    assert cell.quotePrefix and cell.number_format == "@"  # also when somebody edits it
    with zipfile.ZipFile(tmp_path / "export" / "solieu.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_long_numbers_and_long_texts_in_a_workbook(tmp_path: Path) -> None:
    sentence = "rất dài " * 5000
    out = folder_with(
        tmp_path,
        series=[point("2026-01", LONG), point("2026-02", "0.10")],
        observations=[{"observation_id": "1", "document_id": "d", "context": sentence}],
    )

    done = export(out, "xlsx", None, "en")

    book = openpyxl.load_workbook(done.path)
    assert [book["series"][f"H{n}"].value for n in (2, 3)] == [LONG, 0.1]
    assert book["series"]["H3"].number_format == "#,##0.0"
    (context,) = (row[21] for row in book["observations"].iter_rows(min_row=2, values_only=True))
    assert len(str(context)) == 32_767 and str(context).endswith(" […]")
    assert [notice.en.rpartition(": ")[2] for notice in done.notices] == ["1 cells", "1 cells"]


# --- CSV for Excel ------------------------------------------------------------------------


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_in_an_excel_csv(tmp_path: Path, text: str) -> None:
    out = folder_with(tmp_path, series=[point("2026-01", "1", indicator=text)])

    folder = export(out, "excel-csv", None, "en").path

    (row,) = csv_rows(folder / "series.csv", encoding="utf-8-sig", delimiter=";")
    assert row["indicator"] == "'" + text


def test_an_excel_csv_shows_what_is_in_the_table(ward: Path, tmp_path: Path) -> None:
    folder = export(ward, "excel-csv", tmp_path / "excel", "vi").path

    for name in TABLES:
        held = (folder / f"{name}.csv").read_bytes()
        assert held.startswith(b"\xef\xbb\xbf") and held.endswith(b"\r\n")
        rows = csv_rows(folder / f"{name}.csv", encoding="utf-8-sig", delimiter=";")
        wanted = csv_rows(ward / f"{name}.csv")
        kinds = {column.name: column.kind for column in table(name).columns}
        assert len(rows) == len(wanted)
        for row, plain in zip(rows, wanted, strict=True):
            for column, text in plain.items():
                assert shown(row[column], kinds[column]) == text


def test_numbers_dates_and_ids_in_an_excel_csv(tmp_path: Path) -> None:
    said = [
        point("2026-01", "-1234.5", document_id="1234567890123456"),
        point("2026-Q1", LONG, frequency="Q", document_id="5f2c9a0be1d34477"),
    ]

    folder = export(folder_with(tmp_path, series=said), "excel-csv", None, "en").path

    one, two = csv_rows(folder / "series.csv", encoding="utf-8-sig", delimiter=";")
    assert (one["value"], one["period"]) == ("-1234,5", '="2026-01"')
    assert one["document_id"] == '="1234567890123456"'
    assert (two["value"], two["period"]) == (f'="{LONG.replace(".", ",")}"', "2026-Q1")
    assert two["document_id"] == "5f2c9a0be1d34477"
    assert (two["period_start"], two["period_end"]) == ("2026-01-01", "2026-03-31")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)))
def test_any_text_survives_the_csv_for_excel(texts: list[str]) -> None:
    from outputs.export.texts import _excel_cell

    for text in texts:
        cell = _excel_cell(text)
        assert shown(cell, "text") == text or text.startswith(("'", '="'))
        assert cell.startswith(('="', "'")) or not (like_a_formula(cell) or misread(cell))
