"""audit.audit: columns of percentages, totals and other sums of table rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.audit import audit
from tests.audit_builder import DONE, MONEY, PERCENT, PLAN, document, only, table, verdicts


@pytest.mark.parametrize(
    ("plan", "done", "percent", "verdict"),
    [
        ("0", "0", "0%", "not_checkable"),
        ("0", "3", "100%", "not_checkable"),
        ("05", "0", "0", "consistent"),
        ("> 95", "100", "100%", "not_checkable"),
        ("> 95", "100", "105%", "consistent"),
        ("> 5", "0", "0%", "consistent"),
        ("40", "30", "75%", "consistent"),
        ("40", "30", "70%", "inconsistent"),
    ],
)
def test_percentage_columns(plan: str, done: str, percent: str, verdict: str) -> None:
    report = document(
        table(
            f"TT | Chỉ tiêu | Kế hoạch | Thực hiện | Tỷ lệ\n"
            f"1 | Số phòng học | {plan} | {done} | {percent}",
            {
                2: {"measure": "plan", "unit": "phòng", "comparator": ">" if ">" in plan else "="},
                3: {"unit": "phòng"},
                4: PERCENT,
            },
        )
    )

    assert only(report).verdict == verdict


def test_of_several_columns_the_rows_tell_which_two_are_meant() -> None:
    report = document(
        table(
            """
            TT | Chỉ tiêu | Kế hoạch | Tháng 3 | Lũy kế | So với kế hoạch
            1 | Thu từ đất | 2.000 | 150 | 500 | 25%
            2 | Thu phí, lệ phí | 1.000 | 90 | 310 | 31%
            3 | Thuế môn bài | 400 | 30 | 150 | 37,5%
            4 | Thu khác | 800 | 50 | 300 | 39,5%
            """,
            {2: PLAN, 3: DONE, 4: DONE, 5: PERCENT},
        )
    )

    assert [(c.verdict, c.formula) for c in audit(report)] == [
        ("consistent", "500000000 / 2000000000 * 100 = 25"),
        ("consistent", "310000000 / 1000000000 * 100 = 31"),
        ("consistent", "150000000 / 400000000 * 100 = 37.5"),
        ("inconsistent", "300000000 / 800000000 * 100 = 39.5"),
    ]


def test_columns_that_fit_nothing_make_no_claims() -> None:
    rows = "\n".join(f"{n} | Xã {n} | {100 * n} | {7 * n + 3} | {n + 40}%" for n in range(1, 9))
    report = document(
        table("TT | Xã | Kế hoạch | Thực hiện | Tỷ lệ\n" + rows, {2: PLAN, 3: DONE, 4: PERCENT})
    )

    assert audit(report) == ()


def test_area_yield_and_output_in_table_rows() -> None:
    text = """
        TT | Chỉ tiêu | Vụ xuân | Vụ mùa
        1 | Diện tích | 100 | 200
        2 | Năng suất | 50 | 60
        3 | Sản lượng | 500 | 1.300
        """
    grid = table(text, {2: {}, 3: {}})
    report = document(grid)
    units = {2: "ha", 3: "tạ/ha", 4: "t"}
    report = replace(
        report,
        observations=tuple(replace(o, unit=units[o.row]) for o in report.observations),
    )

    assert [(c.kind, c.verdict) for c in audit(report)] == [
        ("product", "consistent"),
        ("product", "inconsistent"),
    ]


def test_totals_of_a_table() -> None:
    report = document(
        table(
            """
            TT | Địa bàn | Số hộ | Số khẩu
             | Tổng số | 600 | 2.460
            1 | Tổ dân phố Đông | 210 | 840
            2 | Tổ dân phố Tây | 190 | 770
            3 | Tổ dân phố Nam | 200 | 805
            """,
            {2: {"unit": "hộ"}, 3: {"unit": "khẩu"}},
        )
    )

    assert verdicts(report) == [
        ("sum", "consistent", "210 + 190 + 200 = 600"),
        ("sum", "inconsistent", "840 + 770 + 805 = 2460"),
    ]


def test_sub_totals_count_only_their_own_rows() -> None:
    report = document(
        table(
            """
            TT | Nội dung | Dự toán | Thực hiện
            I | Thu thường xuyên | 700 | 350
            1 | Thuế | 400 | 200
            2 | Phí | 300 | 150
            II | Thu đầu tư | 312 | 120
            1 | Đất | 200 | 80
            2 | Khác | 112 | 40
             | Tổng cộng | 1.012 | 470
            """,
            {2: {"measure": "plan", **MONEY}, 3: DONE},
        )
    )

    assert [(c.verdict, c.formula.replace("000000", "")) for c in audit(report)] == [
        ("consistent", "400 + 300 = 700"),
        ("consistent", "200 + 150 = 350"),
        ("consistent", "200 + 112 = 312"),
        ("consistent", "80 + 40 = 120"),
        ("consistent", "700 + 312 = 1012"),
        ("consistent", "350 + 120 = 470"),
    ]


def test_rows_below_a_number_are_no_parts_without_a_sign_of_it() -> None:
    report = document(
        table(
            """
            TT | Chỉ tiêu | Kết quả
            1 | Số hộ dân | 1.234
            1.1 | Hộ nghèo | 15
            1.2 | Hộ cận nghèo | 181
            2 | Số hộ kinh doanh | 310
            """,
            {2: {"unit": "hộ"}},
        )
    )

    assert audit(report) == ()


@pytest.mark.parametrize(
    ("percent", "verdict"), [("99,58%", "consistent"), ("173,58%", "inconsistent")]
)
def test_a_rate_that_does_not_cumulate_is_set_against_its_plan(percent: str, verdict: str) -> None:
    rows = "\n".join(f"{n} | Thu {n} | 1.000 | 100 | {n}50 | {n}5%" for n in range(2, 8))
    report = document(
        table(
            f"TT | Chỉ tiêu | Kế hoạch | Tháng 3 | Lũy kế | So với kế hoạch\n{rows}\n"
            f"8 | Tỷ lệ tham gia bảo hiểm | 95 | 94,6 |  | {percent}",
            {2: PLAN, 3: DONE, 4: DONE, 5: PERCENT},
        )
    )
    last = max(one.row for one in report.observations)
    report = replace(
        report,
        observations=tuple(
            replace(one, unit="%", value=one.value / 10**6, resolution=one.resolution / 10**6)
            if one.row == last and one.unit == "VND" and one.value and one.resolution
            else one
            for one in report.observations
        ),
    )

    found = [check for check in audit(report) if "94.6" in check.formula]
    assert [(check.verdict, check.formula.split(" =")[0]) for check in found] == [
        (verdict, "94.6 / 95 * 100")
    ]


@pytest.mark.parametrize(("percent", "verdict"), [("100%", "suspect"), ("99%", "not_checkable")])
def test_a_percentage_of_plan_that_repeats_the_rate_is_a_question(
    percent: str, verdict: str
) -> None:
    columns = {2: {"measure": "plan", "unit": "%", "comparator": ">"}, 3: {"unit": "%"}, 4: PERCENT}
    report = document(
        table(
            f"TT | Chỉ tiêu | Kế hoạch | Thực hiện | Tỷ lệ\n1 | Đúng hạn | > 95 | 100 | {percent}",
            columns,
        )
    )

    assert only(report).verdict == verdict
