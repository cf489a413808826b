"""Views of the series, labels without an entry, and figures that a report contradicts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from normalize.indicators import OwnNames, match, own_names
from normalize.own_labels import own_key, slips
from normalize.series import build, disagreeing
from normalize.views import as_of, cell, first, latest
from tests.test_series import figure, report

VINTAGES = [
    report("a", "2026-01-25", figure("5"), figure("50", period="2026")),
    report("b", "2026-02-25", figure("6"), figure("7", period="2026-02"), period="2026-02"),
    report("c", "2026-03", figure("8"), period="2026-03"),
]


def told(rows: tuple) -> list[tuple[str, str, bool]]:  # type: ignore[type-arg]
    return [(row.period, str(row.value), row.latest) for row in rows]


def test_latest_and_first() -> None:
    rows = build(VINTAGES)

    assert told(latest(rows)) == [("2026", "50", True), ("2026-01", "8", True),
                                  ("2026-02", "7", True)]  # fmt: skip
    assert told(first(rows)) == [("2026", "50", True), ("2026-01", "5", False),
                                 ("2026-02", "7", True)]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2026, 1, 24), []),
        (date(2026, 1, 25), [("2026", "50", True), ("2026-01", "5", True)]),
        (date(2026, 3, 30), [("2026", "50", True), ("2026-01", "5", False),
                             ("2026-01", "6", True), ("2026-02", "7", True)]),
        (date(2026, 3, 31), [("2026", "50", True), ("2026-01", "5", False),
                             ("2026-01", "6", False), ("2026-01", "8", True),
                             ("2026-02", "7", True)]),
    ],
)  # fmt: skip
def test_as_of_a_day(day: date, known: list[tuple[str, str, bool]]) -> None:
    assert told(as_of(build(VINTAGES), day)) == known


def test_a_report_without_a_date_is_in_no_view_of_the_past() -> None:
    rows = build([report("a", "", figure("5"), period="")])

    assert len(rows) == 1
    assert as_of(rows, date(2100, 1, 1)) == ()


def test_a_cell_has_one_newest_vintage() -> None:
    newest = [cell(row) for row in latest(build(VINTAGES))]

    assert len(newest) == len(set(newest))


# --- labels without an entry ---------------------------------------------------------


def own(label: str, month: str, value: str = "5", **fields: str):  # type: ignore[no-untyped-def]
    given = {"indicator_id": "", "indicator": label, "period": month, "unit": "chiếc", **fields}
    return report(month, f"{month}-25", figure(value, **given), period=month)


def test_a_label_used_twelve_times_is_one_series_through_a_slip() -> None:
    months = [f"2026-{month:02}" for month in range(1, 13)]
    labels = ["Số băng rôn treo trong tháng", "băng rôn treo", "Băng rôn treo."] * 3
    labels += ["Số băng rôn trêo", "BĂNG RÔN TREO", "băng rôn treo trên địa bàn phường"]
    reports = [own(label, month) for label, month in zip(labels, months, strict=True)]

    rows = build(reports, own_names(match(reports).rows))

    assert [row.period for row in rows] == months
    assert {row.indicator for row in rows} == {"Số băng rôn treo trong tháng"}
    assert {row.indicator_id for row in rows} == {""}


OTHER_WORDS = [
    ("cờ dây treo", "cờ cá treo"),  # a syllable of its own is no slip
    ("băng rôn treo", "băng rôn treo lại"),
    ("tuyến đường có đèn", "tuyến đường có hẻm"),
]


@pytest.mark.parametrize(("label", "other"), OTHER_WORDS)
def test_another_word_is_another_series(label: str, other: str) -> None:
    reports = [own(label, "2026-01"), own(other, "2026-02")]

    assert len({row.indicator for row in build(reports, own_names(match(reports).rows))}) == 2


def test_a_slip_needs_the_unit_and_one_meaning() -> None:
    treo, treu = own_key("băng rôn treo", ""), own_key("băng rôn trêo", "")

    assert slips([(treo, "chiếc"), (treu, "chiếc")]) == {treu: treo}
    assert slips([(treo, "chiếc"), (treu, "VND")]) == {}
    # "trêo" may be "treo" or "trèo": two readings are none.
    assert slips([(treo, "chiếc"), ("băng rôn trèo", "chiếc"), (treu, "chiếc")]) == {}
    assert slips([("cột rheo", "m"), ("cột theo", "m"), ("cột reo", "m")]) == {}


def test_the_name_of_a_series_does_not_hang_on_the_measure() -> None:
    reports = [
        own("Số băng rôn treo", "2026-01"),
        own("băng rôn treo", "2026-02", measure="plan"),
    ]

    assert {row.indicator for row in build(reports)} == {"Số băng rôn treo"}


def test_a_figure_without_a_name_is_no_series() -> None:
    assert build([own("", "2026-01")]) == ()


def test_a_name_given_by_a_person() -> None:
    reports = [own("Đàn dê", "2026-01", indicator_id="goat_herd")]

    (row,) = build(reports, OwnNames(titles={"goat_herd": "Tổng đàn dê"}))

    assert (row.indicator_id, row.indicator) == ("goat_herd", "Tổng đàn dê")


# --- body against annex -----------------------------------------------------------------


def test_body_and_annex_that_disagree_are_both_flagged() -> None:
    found = report(
        "a",
        "2026-01-25",
        figure("206579", resolution=Decimal(1)),
        figure("206597", resolution=Decimal(1), table=1),
        figure("206579", resolution=Decimal(1), period="2026-02"),
    )

    assert disagreeing(found) == {"a-0", "a-1"}


AGREE = [
    (figure("20700", resolution=Decimal(100)), figure("20684", resolution=Decimal(1))),
    (figure("5"), figure("5", table=1)),
    (figure("5"), figure("6", period="2026-02")),
    (figure("2", comparator=">="), figure("3", comparator="<=")),
    (figure("5", measure="index", compare_to="other", base="kỳ gốc 2014"),
     figure("6", measure="index", compare_to="other", base="tháng 12 năm trước")),
]  # fmt: skip


@pytest.mark.parametrize("figures", AGREE)
def test_what_rounds_to_one_number_or_is_another_cell_agrees(figures: tuple) -> None:  # type: ignore[type-arg]
    assert disagreeing(report("a", "2026-01-25", *figures)) == frozenset()
