"""solieu export for databases and statistics: DuckDB, Parquet, SDMX, Stata, read back."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import fastparquet
import pandas as pd
import pytest
import sdmx
from pandas.io.stata import StataReader

from outputs.columns import TABLES, table
from outputs.export.codebook import codes
from outputs.export.formats import export
from outputs.export.sdmx import time_period
from outputs.stored import stored
from tests.export_tables import LONG, csv_rows
from tests.stored_builder import folder_with, point

# --- DuckDB and Parquet -------------------------------------------------------------------


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


# --- SDMX ---------------------------------------------------------------------------------


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


# --- Stata --------------------------------------------------------------------------------


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
