"""solieu.api: a report in Python, its frames and how it shows in a notebook."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import solieu
from outputs.columns import table
from outputs.tables import observation_rows
from solieu.errors import ReadError, UsageError
from solieu.frames import frame
from solieu.model import Check, LedgerEntry, Observation

TEXT = """\
UBND XÃ <TÂN LẬP>

BÁO CÁO
Tình hình kinh tế - xã hội tháng 4 năm 2026

1. Thu ngân sách đạt 13.500 triệu/50.000 triệu đồng, đạt 25% dự toán.

2. Trong tháng tiếp nhận 40 hồ sơ, gồm: 25 hồ sơ trực tuyến, 15 hồ sơ trực tiếp.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A report with one slip: 13.500 of 50.000 is 27 %."""
    path = tmp_path / "thang-04.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def report(path: Path) -> solieu.Report:
    return solieu.read(path)


def test_a_report_holds_frozen_figures_checks_and_ledger(report: solieu.Report) -> None:
    assert {type(one) for one in report.observations} == {Observation}
    assert {type(one) for one in report.checks} == {Check}
    assert {type(one) for one in report.numbers} == {LedgerEntry}
    assert report.source == "thang-04.txt"
    assert report.info.period == "2026-04"
    for one in report.observations:
        assert report.text[one.span.start : one.span.end] == one.raw
    with pytest.raises(FrozenInstanceError):
        report.checks = ()  # type: ignore[misc]


def test_what_disagrees_is_at_hand(report: solieu.Report) -> None:
    (check,) = report.disagreements

    assert (check.kind, check.verdict, check.stated) == ("ratio", "inconsistent", Decimal(25))


def test_frames_have_the_columns_and_types_of_the_files(report: solieu.Report) -> None:
    for name, held in (
        ("observations", report.observations_frame()),
        ("numbers", report.numbers_frame()),
        ("checks", report.checks_frame()),
    ):
        assert tuple(held.columns) == table(name).header
        for column in table(name).columns:
            dtype = held[column.name].dtype
            match column.kind:
                case "decimal":
                    assert pd.api.types.is_object_dtype(dtype)
                case "integer" | "ordinal":
                    assert dtype == pd.Int64Dtype()
                case "boolean":
                    assert dtype == pd.BooleanDtype()
                case "text" if column.values:
                    assert isinstance(dtype, pd.CategoricalDtype)
                case "text":
                    assert isinstance(dtype, pd.StringDtype)
            # A category that the vocabulary lacks would have become a missing value.
            assert column.kind != "text" or not held[column.name].isna().any()


def test_values_stay_exact_in_a_frame(report: solieu.Report) -> None:
    held = report.to_frame()

    money = held[held["unit"] == "VND"]
    assert list(money["value"]) == [Decimal(13_500_000_000), Decimal(50_000_000_000)]
    assert sum(money["value"], Decimal(0)) == Decimal(63_500_000_000)
    assert {type(value) for value in held["value"]} == {Decimal}
    assert held["page"].isna().all() and (held["paragraph"] >= 1).all()


def test_an_empty_table_is_a_frame_with_the_same_types() -> None:
    held = frame("observations", observation_rows(()))

    assert len(held) == 0
    assert tuple(held.columns) == table("observations").header
    assert held["page"].dtype == pd.Int64Dtype()


def test_a_report_shows_itself(report: solieu.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")

    assert repr(report).startswith("<Report 'thang-04.txt': ")
    assert "1 inconsistent" in repr(report)
    shown = report._repr_html_()
    assert "1 không khớp" in shown and "KHÔNG KHỚP" in shown
    assert shown.count("<tr>") == 1


def test_nothing_in_a_report_becomes_html(path: Path) -> None:
    path.write_text(TEXT.replace("Thu ngân sách", "Thu <script>x</script> sách"), encoding="utf-8")

    shown = solieu.read(path)._repr_html_()

    assert "<script" not in shown and "<TÂN" not in shown


def test_metadata_beside_the_file_is_obeyed(path: Path) -> None:
    line = "file,area,period\nthang-04.txt,xã Tân Lập,2025-04\n"
    path.with_name("metadata.csv").write_text(line, encoding="utf-8")

    report = solieu.read(path)

    assert (report.info.area, report.info.period) == ("xã Tân Lập", "2025-04")
    assert {one.area for one in report.observations} == {"xã Tân Lập"}


def test_a_file_that_cannot_be_read_is_an_error_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        solieu.read(tmp_path / "khong-co.docx")

    assert "khong-co.docx" in caught.value.vi and "khong-co.docx" in caught.value.en
    assert caught.value.message("vi") == caught.value.vi != caught.value.en == str(caught.value)


def test_run_writes_the_folder_and_gives_what_is_in_it(path: Path, tmp_path: Path) -> None:
    result = solieu.run(path, tmp_path / "kq", jobs=1)

    assert [record.status for record in result.records] == ["ok"]
    assert result.failed == 0
    assert result.results.observations == solieu.read(path).observations
    assert (result.out / "observations.csv").is_file()
    with pytest.raises(UsageError, match="Nothing to read"):
        solieu.run([tmp_path / "khong-co"], tmp_path / "kq")
