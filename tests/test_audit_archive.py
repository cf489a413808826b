"""audit.archive: what the reports of one place say of each other's figures."""

from __future__ import annotations

import pytest

from audit.archive import audit_archive
from audit.audit import audit
from solieu.model import Observation, Recognition
from tests.audit_builder import document, figure, say

LABEL = "Tổng thu ngân sách trên địa bàn"


def report(period: str, *figures: Observation, area: str = "Phường Mẫu") -> Recognition:
    text = " ; ".join(one.raw for one in figures)
    return document(say(text, *figures), period=period, area=area, name=f"{period}{area}")


def revenue(raw: str, period: str, **fields: object) -> Observation:
    return figure(raw, "VND", period=period, **{"indicator": LABEL, **fields})


def found(*reports: Recognition) -> list[tuple[str, str]]:
    checks = audit_archive(reports)
    assert {check.kind for check in checks} <= {"continuity", "change"}
    assert checks == audit_archive(reports[::-1])
    return [(check.verdict, check.formula) for check in checks]


@pytest.mark.parametrize(
    ("later", "measure", "expected"),
    [
        ("95 triệu", "actual", [("inconsistent", "100000000 <= 95000000")]),
        ("95 triệu", "estimate", [("suspect", "100000000 <= 95000000")]),
        ("100 triệu", "actual", []),
        ("180 triệu", "actual", []),
    ],
)
def test_a_cumulative_figure_does_not_fall(
    later: str, measure: str, expected: list[tuple[str, str]]
) -> None:
    february = report("2026-02", revenue("100 triệu", "2026-01..2026-02", measure=measure))
    april = report("2026-04", revenue(later, "2026-01..2026-04"))

    assert found(february, april) == expected


def test_a_herd_may_become_smaller() -> None:
    def herd(raw: str, period: str) -> Observation:
        return figure(raw, "con", indicator="Tổng đàn lợn toàn xã", period=period)

    first = report("2026-03", herd("1.450 con", "2026-01..2026-03"))
    second = report("2026-06", herd("1.320 con", "2026-01..2026-06"))

    assert found(first, second) == []


def test_cumulative_plus_month_gives_cumulative() -> None:
    def reports(april: str) -> tuple[Recognition, Recognition]:
        return (
            report("2026-03", revenue("300 triệu", "2026-01..2026-03")),
            report("2026-04", revenue("90 triệu", "2026-04"), revenue(april, "2026-01..2026-04")),
        )

    assert found(*reports("390 triệu")) == [
        ("consistent", "300000000 + 90000000 = 390000000"),
    ]
    assert found(*reports("399 triệu")) == [
        ("inconsistent", "300000000 + 90000000 = 399000000"),
    ]


def test_a_plan_that_changes_silently() -> None:
    first = report("2026-01", revenue("357.450 triệu", "2026", measure="plan"))
    silent = report("2026-02", revenue("375.450 triệu", "2026", measure="plan"))
    open_about_it = document(
        say(
            "Dự toán điều chỉnh 375.450 triệu đồng.",
            revenue("375.450 triệu", "2026", measure="plan"),
        ),
        period="2026-02",
    )
    other_year = report("2027-01", revenue("400.000 triệu", "2027", measure="plan"))

    assert found(first, silent) == [("suspect", "357450000000 = 375450000000")]
    assert found(first, open_about_it) == []
    assert found(first, other_year) == []


def test_last_years_figure_against_last_years_report() -> None:
    old = report("2025-01", revenue("80 triệu", "2025-01"))
    same = report("2026-01", revenue("100 triệu", "2026-01"), revenue("80 triệu", "2025-01"))
    other = report("2026-01", revenue("100 triệu", "2026-01"), revenue("85 triệu", "2025-01"))
    estimate = report("2025-01", revenue("80 triệu", "2025-01", measure="estimate"))

    assert found(old, same) == [("consistent", "80000000 = 80000000")]
    assert found(old, other) == [("inconsistent", "80000000 = 85000000")]
    assert found(estimate, other) == [("suspect", "80000000 = 85000000")]


@pytest.mark.parametrize(
    ("raw", "unit", "compare_to", "before", "expected"),
    [
        (
            "25%",
            "%",
            "yoy",
            "2025-01",
            ("consistent", "(100000000 - 80000000) / 80000000 * 100 = 25"),
        ),
        (
            "25%",
            "%",
            "prev",
            "2025-12",
            ("consistent", "(100000000 - 80000000) / 80000000 * 100 = 25"),
        ),
        (
            "52%",
            "%",
            "prev",
            "2025-12",
            ("suspect", "(100000000 - 80000000) / 80000000 * 100 = 52"),
        ),
        ("20 triệu", "VND", "yoy", "2025-01", ("consistent", "100000000 - 80000000 = 20000000")),
        ("35 triệu", "VND", "yoy", "2025-01", ("suspect", "100000000 - 80000000 = 35000000")),
        ("35 triệu", "VND", "yoy", "2025-02", None),
    ],
)
def test_a_change_against_the_figure_of_an_earlier_report(
    raw: str, unit: str, compare_to: str, before: str, expected: tuple[str, str] | None
) -> None:
    old = report(before, revenue("80 triệu", before))
    change = figure(raw, unit, indicator=LABEL, measure="change", compare_to=compare_to)
    new = report("2026-01", revenue("100 triệu", "2026-01"), change)

    assert found(old, new) == ([expected] if expected else [])


def files(period: str, **roles: str) -> Recognition:
    labels = {
        "opening": "hồ sơ kỳ trước chuyển sang",
        "received": "hồ sơ tiếp nhận mới",
        "pending": "hồ sơ đang giải quyết",
    }
    return report(
        period,
        *(figure(n, "hồ sơ", indicator=labels[role], period=period) for role, n in roles.items()),
    )


@pytest.mark.parametrize(("opening", "verdict"), [("727", "consistent"), ("722", "inconsistent")])
def test_what_is_pending_is_carried_over(opening: str, verdict: str) -> None:
    january = files("2026-01", received="2.399", pending="727")
    february = files("2026-02", opening=opening, received="1.800")
    march = files("2026-03", opening="999", received="1.800")

    assert found(january, february) == [(verdict, f"727 = {opening}")]
    assert found(january, march) == []  # a month lies between


def test_other_places_copies_and_unnamed_places_are_left_alone() -> None:
    old = report("2025-01", revenue("80 triệu", "2025-01"))
    elsewhere = report("2026-01", revenue("85 triệu", "2025-01"), area="Xã Khác")
    nowhere = report("2026-01", revenue("85 triệu", "2025-01"), area="")

    assert found(old, elsewhere) == []
    assert found(old, nowhere) == []
    assert found(old, old) == []
    assert audit_archive([]) == ()


def test_a_count_with_its_month_beside_it_is_cumulative() -> None:
    def permits(month: str, before: str, period: str) -> Recognition:
        return report(
            period[-7:],
            figure(month, "giấy phép", indicator="Cấp giấy phép xây dựng", period=period[-7:]),
            figure(before, "giấy phép", indicator="Cấp giấy phép xây dựng", period=period),
        )

    april = permits("7 ", "27", "2026-01..2026-04")
    may = permits("10", "27", "2026-01..2026-05")  # left from the month before
    june = permits("11", "48", "2026-01..2026-06")

    # June puts it right; that it then grows by too much is the same slip, and says so.
    cause, follows = audit_archive([april, may, june])
    assert (cause.verdict, cause.formula) == ("inconsistent", "27 + 10 = 27")
    assert cause.repair == "27 giấy phép → 37 giấy phép"
    assert (follows.formula, follows.severity) == ("27 + 11 = 48", "info")
    assert cause.check_id in follows.explanation_en


def test_a_plan_may_begin_in_any_month() -> None:
    """The second half of 2025, after the reform: cumulative from July."""

    def spent(month: str, before: str, period: str) -> Recognition:
        name = {"indicator": "Giải ngân vốn đầu tư công", "unit": "VND"}
        return report(
            period[-7:],
            figure(month, period=period[-7:], **name),
            figure(before, period=period, **name),
        )

    august = spent("5 triệu", "12 triệu", "2025-07..2025-08")
    september = spent("4 triệu", "28 triệu", "2025-07..2025-09")

    assert found(august, september) == [("inconsistent", "12000000 + 4000000 = 28000000")]


def test_growth_contradicts_a_base_that_was_not_revised() -> None:
    """The cumulative figures go on from the base, so the rate is what differs."""
    may = report(
        "2026-04", revenue("157,1 triệu", "2026-04"), revenue("600 triệu", "2026-01..2026-04")
    )
    rate = figure(
        "3,51%", "%", indicator=LABEL, measure="change", compare_to="prev", period="2026-05"
    )
    june = report(
        "2026-05", revenue("162,0 triệu", "2026-05"), revenue("762 triệu", "2026-01..2026-05"), rate
    )

    ((verdict, formula),) = [
        (check.verdict, check.formula)
        for check in audit_archive([may, june])
        if check.kind == "change"
    ]
    assert verdict == "inconsistent"
    assert formula.endswith("= 3.51")


def test_a_bound_that_changes_and_comes_back() -> None:
    def target(number: str, period: str) -> Recognition:
        return report(
            period,
            figure(
                number,
                "doanh nghiệp",
                indicator="Doanh nghiệp thành lập mới",
                measure="plan",
                comparator=">",
                period="2026",
            ),
        )

    march, april, may = target("70", "2026-03"), target("76", "2026-04"), target("70", "2026-05")

    assert found(march, april, may) == [("suspect", "70 = 76")]


def test_one_cause_within_a_report_and_between_reports_is_one_finding() -> None:
    march = report("2026-03", revenue("300 triệu", "2026-01..2026-03"))
    text = "Thu 309 triệu/999 triệu đồng, đạt 39,04% dự toán; riêng tháng 90 triệu."
    april = document(
        say(
            text,
            revenue("309 triệu", "2026-01..2026-04"),
            revenue("999 triệu", "2026", measure="plan"),
            figure(
                "39,04%", "%", indicator=LABEL, measure="pct_of_plan", period="2026-01..2026-04"
            ),
            revenue("90 triệu", "2026-04"),
        ),
        period="2026-04",
    )
    (alone,) = (check for check in audit(april) if check.verdict == "inconsistent")

    told = {check.kind: check for check in audit_archive([march, april])}

    # April alone cannot tell which of its three figures is meant otherwise; with March it can.
    assert alone.repair != "309 triệu đồng → 390 triệu đồng"
    assert told["ratio"].check_id == alone.check_id
    assert told["ratio"].repair == told["continuity"].repair == "309 triệu đồng → 390 triệu đồng"
    assert {check.severity for check in told.values()} == {"high", "info"}
    cause, follows = sorted(told.values(), key=lambda check: check.severity)
    assert cause.check_id in follows.explanation_en
