"""solieu export: what holds for every format, and the wide tables."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outputs.cells import decimal_text
from outputs.codes import code_word
from outputs.columns import TABLES, table
from outputs.export.cells import exact_float, like_a_formula, misread, stored_float
from outputs.export.codebook import codebook, codes
from outputs.export.formats import export
from outputs.history import CELL, LINE
from solieu.cli import main
from solieu.commands.export import FORMATS
from solieu.errors import UsageError
from solieu.pipeline import RunResult
from tests.export_tables import DANGEROUS, LONG, bytes_of, csv_rows, shown
from tests.stored_builder import folder_with, point

# --- all formats --------------------------------------------------------------------------


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
    assert "kept in full as text: 1 cells" in printed.err
    assert main(["export", str(out), "--to", "xlsx", "--as-of", "2026-01-31"]) == 2
    assert "only for --to wide" in capsys.readouterr().err
    assert main(["export", str(out), "--to", "wide", "--as-of", "31/1/2026", "--lang", "en"]) == 2
    assert "must be a day written 2026-01-31" in capsys.readouterr().err


# --- values -------------------------------------------------------------------------------

VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=6).map(
    lambda one: one.normalize()
)


@given(VALUES)
def test_a_number_in_a_spreadsheet_is_the_value_or_there_is_none(value: Decimal) -> None:
    held = exact_float(value)

    assert held is None or Decimal(repr(held)) == value
    # What is written into the file, by xlsxwriter with 16 digits, is the same double.
    assert held is None or float(f"{held:.16G}") == held


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=1e-9, max_value=1e18))
def test_what_a_workbook_stored_goes_back_into_one_as_a_number(stored: float) -> None:
    held = stored_float(Decimal(repr(stored)))

    assert held == stored


@given(VALUES)
def test_no_stored_number_is_another_value(value: Decimal) -> None:
    held = stored_float(value)

    assert held is None or Decimal(repr(held)) == value


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


# --- code words ---------------------------------------------------------------------------


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


# --- wide ---------------------------------------------------------------------------------


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
