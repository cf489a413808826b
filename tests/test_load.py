"""solieu.load: an output folder as pandas tables."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import solieu
from outputs.columns import TABLES, table
from solieu.errors import UsageError
from solieu.loaded import Tables
from solieu.pipeline import RunResult
from tests.stored_builder import Given, folder_with, point


def loaded(tmp_path: Path, *said: Given, floats: bool = False) -> Tables:
    return solieu.load(folder_with(tmp_path, series=said), floats=floats)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_what_the_file_holds(sample_run: Callable[[str], RunResult], name: str) -> None:
    out = sample_run("other").out

    tables = solieu.load(out)
    frame = tables.series() if name == "series" else getattr(tables, name)

    assert tuple(frame.columns) == table(name).header
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(frame) == len(rows) > 0
    for column in table(name).columns:
        values = list(frame[column.name])
        texts = [row[column.name] for row in rows]
        if column.kind == "decimal":
            assert [type(one) for one in values if one is not None] == [
                Decimal for text in texts if text
            ]
            assert values == [Decimal(text) if text else None for text in texts]
        elif column.kind == "text" and not column.values:
            assert values == texts
        else:
            shown = ["" if pd.isna(one) else str(one) for one in values]
            wanted = [text.capitalize() if column.kind == "boolean" else text for text in texts]
            assert shown == wanted


def test_floats_are_given_if_asked_for(tmp_path: Path) -> None:
    tables = loaded(tmp_path, point("2026-01", "0.1"), floats=True)

    assert tables.series()["value"].dtype == "float64"
    held = tables.series("rev_state_area")
    assert held.dtypes.tolist() == ["float64"] and held.iloc[0, 0] == 0.1


def test_an_indicator_over_time_has_periods_and_gaps(tmp_path: Path) -> None:
    tables = loaded(tmp_path, point("2025-12", "1"), point("2026-02", "2.50"))

    held = tables.series("rev_state_area")

    assert held.index.equals(pd.period_range("2025-12", "2026-02", freq="M"))
    assert (held.index.name, held.columns.tolist()) == ("period", ["actual"])
    assert held["actual"].tolist() == [Decimal(1), None, Decimal("2.50")]


@pytest.mark.parametrize(
    ("frequency", "periods", "index"),
    [
        ("A", ["2024", "2026"], pd.period_range("2024", "2026", freq="Y")),
        ("Q", ["2025-Q4", "2026-Q1"], pd.period_range("2025Q4", "2026Q1", freq="Q")),
        ("D", ["2026-01-05", "2026-02-01"], pd.PeriodIndex(["2026-01-05", "2026-02-01"], freq="D")),
        ("as_of", ["..2026-01-05"], pd.PeriodIndex(["2026-01-05"], freq="D")),
        (
            "cumulative",
            ["2026-01..2026-02", "2026-01..2026-03"],
            pd.period_range("2026-02", "2026-03", freq="M"),
        ),
        ("range", ["2025-12-16..2026-01-15"], pd.Index(["2025-12-16..2026-01-15"])),
    ],
)
def test_periods_of_every_kind(
    tmp_path: Path, frequency: str, periods: list[str], index: pd.Index
) -> None:
    tables = loaded(tmp_path, *(point(one, "1", frequency=frequency) for one in periods))

    assert tables.series("Thu ngân sách").index.equals(index)


def test_half_years_are_periods_of_two_quarters(tmp_path: Path) -> None:
    said = [point(one, "1", frequency="S") for one in ("2025-S1", "2025-S2", "2026-S2")]

    index = loaded(tmp_path, *said).series("rev_state_area").index

    days = [one.start_time.date() for one in index]
    assert days == [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1)]
    assert index[0].end_time.date() == date(2025, 6, 30)


def test_columns_tell_apart_what_is_several(tmp_path: Path) -> None:
    tables = loaded(
        tmp_path,
        point("2026-01", "1"),
        point("2026-01", "2", area="phường khác"),
        point("2026-01", "9", measure="plan"),
    )

    held = tables.series("rev_state_area")

    assert held.columns.names == ["area", "measure"]
    assert held["phường khác", "actual"].tolist() == [Decimal(2)]
    assert tables.series("rev_state_area", measure="plan").columns.tolist() == ["plan"]


def test_as_of_a_day_only_what_was_published_is_known(tmp_path: Path) -> None:
    tables = loaded(
        tmp_path,
        point("2026-01", "1", vintage="2026-02-10", latest="false"),
        point("2026-01", "2", vintage="2026-03", revision="2"),
    )

    def known(day: str | date | None) -> list[Decimal]:
        return tables.series("rev_state_area", as_of=day)["actual"].tolist()

    assert known(None) == known("2026-03-31") == [Decimal(2)]
    assert known("2026-03-30") == known(date(2026, 2, 10)) == [Decimal(1)]
    with pytest.raises(UsageError, match="No series"):
        known("2026-02-09")


def test_of_several_frequencies_one_must_be_named(tmp_path: Path) -> None:
    tables = loaded(tmp_path, point("2026-01", "1"), point("2026", "12", frequency="A"))

    with pytest.raises(UsageError, match="name its frequency, one of: A, M"):
        tables.series("rev_state_area")
    with pytest.raises(UsageError, match="one of: A, M"):
        tables.series("rev_state_area", frequency="Q")
    assert tables.series("rev_state_area", frequency="A").iloc[0, 0] == 12


def test_a_folder_that_is_no_output_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no output folder") as caught:
        solieu.load(tmp_path)

    assert "không phải thư mục kết quả" in caught.value.vi
