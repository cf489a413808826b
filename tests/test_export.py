"""solieu export: whole files out, read back by programs that are not ours."""

from __future__ import annotations

import builtins
import csv
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import fastparquet
import openpyxl
import pandas as pd
import pytest
import sdmx
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.io.stata import StataReader

from outputs.cells import decimal_text
from outputs.codes import code_word
from outputs.columns import TABLES, table
from outputs.export.cells import exact_float, like_a_formula, misread
from outputs.export.codebook import codebook, codes
from outputs.export.formats import export
from outputs.export.sdmx import time_period
from outputs.history import CELL, LINE
from outputs.stored import stored
from solieu.cli import main
from solieu.commands.export import FORMATS
from solieu.errors import UsageError
from solieu.pipeline import RunResult
from tests.stored_builder import folder_with, point

#: More digits than a double holds, in front of and behind the decimal sign.
LONG = "12345678901234567890.123456789"

#: Beginnings that spreadsheets take for formulas, and what they would make of some texts.
DANGEROUS = [
    "=1+1", "+84 225 123", "-2+3", "- Lâm nghiệp", "@SUM(A1)", "\t=1+1", "\r=1", " =1+1",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "＝1+1",
]  # fmt: skip


@pytest.fixture(scope="session")
def ward(sample_run: Callable[[str], RunResult]) -> Path:
    """The output folder of twelve monthly reports."""
    return sample_run("ward").out


def csv_rows(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def bytes_of(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return {file.name: file.read_bytes() for file in files}


# --- all formats --------------------------------------------------------------


def test_the_command_offers_every_format() -> None:
    from outputs.export import formats

    assert tuple(formats._FORMATS) == FORMATS


@pytest.mark.parametrize("to", [one for one in FORMATS if one != "duckdb"])
def test_the_same_folder_gives_the_same_bytes(
    sample_run: Callable[[str], RunResult], tmp_path: Path, to: str
) -> None:
    out = sample_run("other").out
    first, second = (export(out, to, tmp_path / str(n) / "it.csv", "vi").path for n in (1, 2))

    assert bytes_of(first) == bytes_of(second) != {}


@pytest.mark.parametrize("to", FORMATS)
def test_a_folder_without_any_row_is_exported(tmp_path: Path, to: str) -> None:
    done = export(folder_with(tmp_path / "out"), to, None, "en")

    assert done.path.exists() != (to == "wide")
    assert [one.en for one in done.notices] == ["there is no series, so there is no file"] * (
        to == "wide"
    )


@pytest.mark.parametrize("to", FORMATS)
def test_the_tables_of_the_run_stay_as_they_are(tmp_path: Path, to: str) -> None:
    out = folder_with(tmp_path / "out", series=[point("2026-01", "1")])
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    done = export(out, to, None, "en")

    assert done.path.is_relative_to(out / "export")
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("to", "path", "told"),
    [
        ("excel-csv", "out", "is not overwritten"),
        ("sdmx-csv", "out/series.csv", "is not overwritten"),
        ("xlsx", "folder", "is one file"),
        ("wide", "file", "needs a folder"),
    ],
)
def test_a_target_that_would_do_harm_is_refused(
    tmp_path: Path, to: str, path: str, told: str
) -> None:
    out = folder_with(tmp_path / "out")
    (out / "manifest.json").write_text("{}")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")

    with pytest.raises(UsageError, match=told):
        export(out, to, tmp_path / path, "en")

    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_is_no_output_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no output folder"):
        export(tmp_path, "wide", None, "en")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"value": "1,5"}, "series.csv, line 3, column value: cannot take the value “1,5”"),
        ({"value": "NaN"}, "column value"),
        ({"revision": "một"}, "column revision"),
        ({"latest": "TRUE"}, "column latest"),
    ],
)
@pytest.mark.parametrize("to", ["xlsx", "duckdb", "wide"])
def test_a_table_that_was_changed_is_refused_with_its_place(
    tmp_path: Path, to: str, row: dict[str, str], told: str
) -> None:
    out = folder_with(tmp_path, series=[point("2026-01", "1"), point("2026-02", "2", **row)])

    with pytest.raises(UsageError, match=told):
        export(out, to, None, "en")

    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".tmp")]


def test_a_table_of_another_version_is_refused(tmp_path: Path) -> None:
    out = folder_with(tmp_path)
    (out / "series.csv").write_text("area,value\n", encoding="utf-8")

    with pytest.raises(UsageError, match="not those this version writes"):
        export(out, "wide", None, "en")


@pytest.mark.parametrize(
    ("to", "library", "extra"), [("duckdb", "duckdb", "sql"), ("parquet", "duckdb", "sql")]
)
def test_a_missing_library_is_told_with_the_way_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, library: str, extra: str
) -> None:
    found = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.split(".")[0] == library:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return found(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError) as caught:
        export(folder_with(tmp_path), to, None, "en")

    for said in (caught.value.vi, caught.value.en):
        assert library in said and f'pip install "solieu[{extra}]"' in said


def test_the_command_tells_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder_with(tmp_path / "out", series=[point("2026-01", LONG)])

    assert main(["export", str(out), "--to", "xlsx", "--lang", "en"]) == 0

    printed = capsys.readouterr()
    assert printed.out == f"Written: {out / 'export' / 'solieu.xlsx'}\n"
    assert "more than 15 digits, kept in full as text: 1 cells" in printed.err
    assert main(["export", str(out), "--to", "xlsx", "--as-of", "2026-01-31"]) == 2
    assert "only for --to wide" in capsys.readouterr().err
    assert main(["export", str(out), "--to", "wide", "--as-of", "31/1/2026", "--lang", "en"]) == 2
    assert "must be a day written 2026-01-31" in capsys.readouterr().err


# --- values -------------------------------------------------------------------

VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=6).map(
    lambda one: one.normalize()
)


@given(VALUES)
def test_a_number_in_a_spreadsheet_is_the_value_or_there_is_none(value: Decimal) -> None:
    held = exact_float(value)

    assert held is None or Decimal(repr(held)) == value
    # What is written into the file, by xlsxwriter with 16 digits, is the same double.
    assert held is None or float(f"{held:.16G}") == held


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 8))
def test_fifteen_digits_always_are_a_number(digits: int, places: int) -> None:
    assert exact_float(Decimal(digits).scaleb(-places)) is not None


def read_xlsx(path: Path) -> list[Decimal]:
    sheet = openpyxl.load_workbook(path)["series"]
    return [Decimal(str(cell)) for (cell,) in sheet.iter_rows(2, None, 8, 8, values_only=True)]


def read_duckdb(path: Path) -> list[Decimal]:
    with duckdb.connect(str(path), read_only=True) as held:
        return [value for (value,) in held.execute("SELECT value FROM series").fetchall()]


def read_stata(path: Path) -> list[Decimal]:
    frame = pd.read_stata(path / "series.dta")
    exact = frame["value_exact"] if "value_exact" in frame else [""] * len(frame)
    return [
        Decimal(digits or repr(float(value)))
        for value, digits in zip(frame["value"], exact, strict=True)
    ]


def read_sdmx(path: Path) -> list[Decimal]:
    return [Decimal(row["OBS_VALUE"]) for row in csv_rows(path)]


def read_wide(path: Path) -> list[Decimal]:
    (row,) = csv_rows(path / "wide_M.csv")
    return [Decimal(value) for name, value in row.items() if name[:2] == "20"]


def read_excel_csv(path: Path) -> list[Decimal]:
    rows = csv_rows(path / "series.csv", "utf-8-sig", ";")
    return [Decimal(shown(row["value"], "text").replace(",", ".")) for row in rows]


@pytest.mark.parametrize(
    ("to", "read"),
    [
        ("xlsx", read_xlsx), ("duckdb", read_duckdb), ("stata", read_stata),
        ("sdmx-csv", read_sdmx), ("wide", read_wide), ("excel-csv", read_excel_csv),
    ],
)  # fmt: skip
@settings(max_examples=12)
@given(values=st.lists(VALUES, min_size=1, max_size=40))
def test_values_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    to: str,
    read: Callable[[Path], list[Decimal]],
    values: list[Decimal],
) -> None:
    months = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(len(values))]
    said = [point(month, decimal_text(value)) for month, value in zip(months, values, strict=True)]
    out = folder_with(tmp_path_factory.mktemp("out"), series=said)

    assert read(export(out, to, None, "en").path) == values


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_run_is_known(text: str) -> None:
    assert like_a_formula(text)


@pytest.mark.parametrize(
    ("text", "is_misread"),
    [
        ("2026-01", True), ("2026-01-31", True), ("01/2026", True), ("1/2", True), ("1.2", True),
        ("00004", True), ("1234567890123456", True), ("12345678e9012345", True),
        ("123e4-0042", True), ("8,18%", True), ("(12)", True), ("5 a", True), ("10:30", True),
        ("1 thg 2", True), ("3 Jan", True), ("Jan-26", True), ("TRUE", True), ("true", True),
        ("", False), ("I.1", False), ("B.I.4", False), ("12/BC-UBND", False), ("2026-Q1", False),
        ("5f2c9a0be1d34477-0042", False), ("hộ", False), ("3 hồ sơ", False), ("Mai", False),
        ("tháng 01", True), ("m2", False), ("VND/kg", False),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_misread_is_known(text: str, is_misread: bool) -> None:
    assert misread(text) is is_misread


# --- code words ---------------------------------------------------------------


def test_every_code_has_words_in_both_languages() -> None:
    for name in TABLES:
        for column in table(name).columns:
            for code in codes(column):
                for lang in ("vi", "en"):
                    assert code_word(column.name, code, lang)


def test_the_codebook_has_every_column() -> None:
    told = [(entry.table, entry.column) for entry in codebook() if not entry.code and entry.column]

    assert told == [(name, column) for name in TABLES for column in table(name).header]


def test_the_columns_of_a_cell_are_those_of_the_table() -> None:
    assert set(LINE) < set(CELL) < set(table("series").header)


# --- XLSX ---------------------------------------------------------------------


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


# --- DuckDB and Parquet -------------------------------------------------------


@pytest.fixture(scope="session")
def database(ward: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    path = tmp_path_factory.mktemp("duckdb") / "it.duckdb"
    export(ward, "duckdb", path, "vi")
    return duckdb.connect(str(path), read_only=True)


@pytest.mark.parametrize("name", TABLES)
def test_the_database_holds_every_value_exactly(
    ward: Path, database: duckdb.DuckDBPyConnection, name: str
) -> None:
    columns = ", ".join(f'"{column}"' for column in table(name).header)
    rows = database.execute(f"SELECT {columns} FROM {name}").fetchall()

    expected = [tuple(None if one == "" else one for one in row) for row in stored(ward).rows(name)]
    assert rows == expected
    types = dict(
        database.execute(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall()
    )
    for column in table(name).columns:
        if column.kind == "decimal":
            assert types[column.name].startswith("DECIMAL(38,")


def test_the_views_show_the_newest_the_first_and_what_was_known(tmp_path: Path) -> None:
    said = [
        point("2026-01", "1", vintage="2026-02", observation_id="a", latest="false"),
        point("2026-01", "2", vintage="2026-03-10", observation_id="b", revision="2"),
        point("2026-01", "7", vintage="", observation_id="c", area="nơi khác"),
    ]
    path = export(folder_with(tmp_path, series=said), "duckdb", None, "en").path

    with duckdb.connect(str(path), read_only=True) as held:

        def ids(source: str) -> list[str]:
            query = f"SELECT observation_id FROM {source} ORDER BY 1"
            return [name for (name,) in held.execute(query).fetchall()]

        assert ids("series_latest") == ["b", "c"]
        assert ids("series_first") == ["a", "c"]
        assert ids("series_asof('2026-02-27')") == []  # a vintage known by month: its last day
        assert ids("series_asof(DATE '2026-02-28')") == ["a"]
        assert ids("series_asof('2026-03-10')") == ["b"]
        days = held.execute("SELECT period_start, period_end, published FROM series").fetchone()
        assert days == (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 28))
        (told,) = held.execute(
            "SELECT comment FROM duckdb_columns() WHERE column_name = 'vintage'"
        ).fetchone() or ("",)
        assert "Ngày hoặc kỳ của báo cáo" in told


def test_decimals_are_as_wide_as_they_must_be(tmp_path: Path) -> None:
    wide = "1" * 30 + "." + "1" * 9
    out = folder_with(
        tmp_path,
        series=[point("2026-01", LONG), point("2026-02", "-5")],
        observations=[{"observation_id": "1", "document_id": "d", "value": wide}],
    )

    done = export(out, "duckdb", None, "en")

    with duckdb.connect(str(done.path), read_only=True) as held:
        assert held.execute("SELECT value FROM series").fetchall() == [
            (Decimal(LONG),), (Decimal("-5.000000000"),),
        ]  # fmt: skip
        assert held.execute("SELECT value FROM observations").fetchall() == [(wide,)]
    assert [one.en for one in done.notices] == [
        "observations.value: numbers too long for DECIMAL, kept as text"
    ]


def test_decisions_saved_by_excel_come_along(tmp_path: Path) -> None:
    out = folder_with(
        tmp_path, checks=[{"check_id": "c1", "document_id": "d", "decision": "đúng; đã hỏi"}]
    )
    rows = csv_rows(out / "checks.csv")
    with (out / "checks.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, table("checks").header, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)

    path = export(out, "duckdb", None, "en").path

    with duckdb.connect(str(path), read_only=True) as held:
        assert held.execute("SELECT decision FROM checks").fetchall() == [("đúng; đã hỏi",)]


def test_parquet_is_read_by_another_library(ward: Path, tmp_path: Path) -> None:
    folder = export(ward, "parquet", tmp_path / "parquet", "vi").path

    assert sorted(path.stem for path in folder.iterdir()) == sorted(TABLES)
    file = fastparquet.ParquetFile(str(folder / "series.parquet"))
    value = file.schema.schema_element("value")
    assert (value.converted_type, value.precision) == (5, 38)  # 5 is DECIMAL
    frame = file.to_pandas()
    wanted = csv_rows(ward / "series.csv")
    assert list(frame["observation_id"]) == [row["observation_id"] for row in wanted]
    values = [float(row["value"]) for row in wanted]
    assert list(frame["value"]) == pytest.approx(values, rel=1e-15)  # it reads them as doubles
    assert list(frame["indicator"]) == [row["indicator"] for row in wanted]


# --- SDMX ---------------------------------------------------------------------


def test_sdmx_reads_the_series_back(ward: Path, tmp_path: Path) -> None:
    path = export(ward, "sdmx-csv", tmp_path / "it.csv", "vi").path

    structure: Any = sdmx.read_sdmx(tmp_path / "it.structure.xml")
    message: Any = sdmx.read_sdmx(path, structure=structure.dataflow["SERIES"])
    (data,) = message.data
    wanted = csv_rows(ward / "series.csv")
    assert len(data.obs) == len(wanted)
    assert len({one.key for one in data.obs}) == len(wanted)  # no two rows under one key
    for one, row in zip(data.obs, wanted, strict=True):
        key = {name: held.value for name, held in one.dimension.values.items()}
        assert one.value == row["value"]
        assert str(one.attached_attribute["OBS_STATUS"].value) == row["obs_status"]
        assert (key["REF_AREA"], key["PERIOD_KIND"]) == (row["area"], row["frequency"])
        assert key["TIME_PERIOD"] == time_period(row["period"])
    measures = structure.codelist["CL_MEASURE"]
    assert str(measures["plan"].name.localizations["vi"]) == "kế hoạch"


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2026", "2026"), ("2026-S2", "2026-S2"), ("2026-Q4", "2026-Q4"), ("2026-01", "2026-01"),
        ("2026-01-31", "2026-01-31"), ("2026-01..2026-09", "2026-01-01/P9M"),
        ("2025-07..2026-02", "2025-07-01/P8M"), ("2025-12-16..2026-01-15", "2025-12-16/P31D"),
        ("2024-02-01..2024-02-29", "2024-02-01/P1M"), ("..2026-01-21", "2026-01-21"),
    ],
)  # fmt: skip
def test_periods_as_sdmx_writes_them(period: str, written: str) -> None:
    assert time_period(period) == written


# --- wide ---------------------------------------------------------------------


def test_wide_tables_hold_the_newest_value_of_every_cell(ward: Path, tmp_path: Path) -> None:
    folder = export(ward, "wide", tmp_path / "wide", "vi").path

    cells: dict[tuple[str, ...], str] = {}
    names = [name for name in LINE if name != "frequency"]
    for path in folder.iterdir():
        for row in csv_rows(path):
            key = tuple(row.pop(name) for name in names)
            frequency = path.stem.removeprefix("wide_")
            cells |= {(*key, frequency, period): value for period, value in row.items() if value}
    wanted = {
        (*(row[name] for name in names), row["frequency"], row["period"]): row["value"]
        for row in csv_rows(ward / "series.csv")
        if row["latest"] == "true"
    }
    assert cells == wanted


def test_a_wide_table_as_of_a_day_knows_nothing_later(tmp_path: Path) -> None:
    said = [
        point("2026-01", "1", vintage="2026-02-01", latest="false"),
        point("2026-01", "2", vintage="2026-03-01", revision="2"),
        point("2026-02", "3", vintage="2026-03-01"),
        point("2026", "9", frequency="A", measure="plan", vintage="2026-03-01"),
    ]
    out = folder_with(tmp_path, series=said)
    folder = export(out, "wide", None, "en").path
    assert {path.name for path in folder.iterdir()} == {"wide_A.csv", "wide_M.csv"}

    export(out, "wide", None, "en", date(2026, 2, 15))

    assert [path.name for path in folder.iterdir()] == ["wide_M.csv"]
    (row,) = csv_rows(folder / "wide_M.csv")
    assert row["2026-01"] == "1" and "2026-02" not in row


# --- Stata --------------------------------------------------------------------


def test_stata_files_have_labels_and_exact_values(tmp_path: Path) -> None:
    said = [
        point("2026-01", LONG),
        point("2026-02..2026-03", "0.1", measure="plan", frequency="range", compare_to=""),
        point("..2026-01-21", "5", frequency="as_of", indicator="dài " * 800),
    ]
    out = folder_with(tmp_path, series=said)

    folder = export(out, "stata", None, "vi").path

    coded = pd.read_stata(folder / "series.dta", convert_categoricals=False)
    with StataReader(folder / "series.dta") as reader:
        labels, words, title = reader.variable_labels(), reader.value_labels(), reader.data_label
    assert title.startswith("Địa bàn x chỉ tiêu")
    assert words["measure"][3] == "kế hoạch" and labels["value"] == "Giá trị theo đơn vị gốc."
    assert list(coded["measure"]) == [1, 3, 1]
    assert list(coded["value"]) == [float(LONG), 0.1, 5]
    assert list(coded["value_exact"]) == [LONG, "", ""]
    starts = [None if pd.isna(day) else day.date() for day in coded["period_start"]]
    assert starts == [date(2026, 1, 1), date(2026, 2, 1), None]
    assert coded["indicator"][2] == "dài " * 800
    assert coded["compare_to"].isna().all() and list(coded["latest"]) == [1, 1, 1]


def test_stata_holds_every_row(ward: Path, tmp_path: Path) -> None:
    folder = export(ward, "stata", tmp_path / "stata", "en").path

    for name in TABLES:
        frame = pd.read_stata(folder / f"{name}.dta", convert_categoricals=False)
        rows = csv_rows(ward / f"{name}.csv")
        assert len(frame) == len(rows)
        assert all(len(column) <= 32 for column in frame.columns)
        for column in table(name).columns:
            if column.kind == "decimal":
                wanted = pd.Series([float(row[column.name] or "nan") for row in rows])
                pd.testing.assert_series_equal(frame[column.name], wanted, check_names=False)
            elif column.kind == "text" and not codes(column):
                assert list(frame[column.name]) == [row[column.name] for row in rows]


# --- CSV for Excel ------------------------------------------------------------


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


def shown(cell: str, kind: str) -> str:
    """What somebody sees of a cell who opens it in a Vietnamese Excel."""
    if cell.startswith('="'):
        return cell[2:-1].replace('""', '"')
    if cell.startswith("'"):
        return cell[1:]
    return cell.replace(",", ".") if kind == "decimal" else cell


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
