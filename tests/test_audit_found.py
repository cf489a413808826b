"""What the audit finds without a label, and what it names as the cause."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from audit.audit import audit
from audit.coverage import coverage
from solieu.model import Check, Recognition
from tests.audit_builder import document, figure, say, table

HOMES: Mapping[int, Mapping[str, object]] = {
    2: {"unit": "hộ"},
    3: {"unit": "hộ"},
    4: {"unit": "%", "measure": "rate"},
}
VILLAGES = """
TT | Thôn | Số hộ | Hộ nghèo | Tỷ lệ
1 | An Hạ | 117 | 33 | 28,21
2 | Bình Lâm | 319 | 22 | 6,90
3 | Cẩm Sơn | 773 | 11 | {rate}
4 | Đông Xá | 758 | 26 | 3,43
"""


def findings(report: Recognition) -> list[Check]:
    return [check for check in audit(report) if check.verdict != "consistent"]


@pytest.mark.parametrize(
    ("rate", "verdict", "repair"),
    [
        ("1,42", "consistent", ""),
        ("1,24", "inconsistent", "1,24% → 1,42%"),
        ("1,43", "suspect", "1,43% → 1,42%"),  # off by one: adjusted, perhaps
        ("142", "inconsistent", "142% → 1,42%"),
    ],
)
def test_a_column_of_rates_is_explained_by_its_rows(rate: str, verdict: str, repair: str) -> None:
    checks = audit(document(table(VILLAGES.format(rate=rate), HOMES)))

    (check,) = [check for check in checks if check.formula.startswith("11 / 773")]
    assert (check.verdict, check.repair) == (verdict, repair)


def test_a_column_that_fits_nothing_claims_nothing() -> None:
    other = VILLAGES.replace("28,21", "31,05").replace("6,90", "9,11").replace("3,43", "7,77")

    assert audit(document(table(other.format(rate="1,99"), HOMES))) == ()


def test_columns_that_add_up_to_another() -> None:
    units: Mapping[int, Mapping[str, object]] = {n: {"unit": "trường"} for n in (2, 3, 4)}
    text = """
    TT | Địa bàn | Tổng | Công lập | Tư thục
    1 | An Hạ | 117 | 100 | 17
    2 | Bình Lâm | 319 | 300 | 19
    3 | Cẩm Sơn | 773 | 703 | 70
    4 | Đông Xá | 785 | 700 | 58
    """

    (check,) = findings(document(table(text, units)))
    assert (check.kind, check.verdict) == ("sum", "inconsistent")
    assert check.formula == "700 + 58 = 785"


def test_a_wrong_total_is_one_cause_with_its_consequences() -> None:
    money = {"unit": "VND"}
    plan = {"unit": "VND", "measure": "plan", "period": "2026"}
    report = document(
        say(
            "Tổng chi 8.100 triệu/16.000 triệu đồng, đạt 50% dự toán, gồm: đầu tư 5.000 triệu, "
            "thường xuyên 3.000 triệu.",
            figure("8.100 triệu", indicator="Tổng chi", observation_id="w", **money),
            figure("16.000 triệu", indicator="Tổng chi", fraction_of="w", **plan),
            figure(
                "50%", "%", measure="pct_of_plan", indicator="Tổng chi", resolution=Decimal("0.01")
            ),
            figure("5.000 triệu", indicator="đầu tư", whole="w", **money),
            figure("3.000 triệu", indicator="thường xuyên", whole="w", **money),
        )
    )

    checks = {check.kind: check for check in audit(report)}
    cause, follows = checks["sum"], checks["ratio"]
    assert cause.repair == follows.repair == "8.100 triệu đồng → 8.000 triệu đồng"
    assert (cause.severity, follows.severity) == ("medium", "info")
    assert cause.check_id in follows.explanation_vi
    assert cause.check_id in follows.explanation_en


@pytest.mark.parametrize(
    ("percent", "verdict"), [("45,9%", "consistent"), ("45,2%", "suspect"), ("46%", "consistent")]
)
def test_a_share_of_a_small_number_is_reachable(percent: str, verdict: str) -> None:
    report = document(
        say(
            f"Kiểm tra 37 cơ sở, trong đó cơ sở ăn uống chiếm {percent}.",
            figure("37", "cơ sở", observation_id="w", indicator="Kiểm tra"),
            figure(percent, "%", measure="share", whole="w", indicator="cơ sở ăn uống"),
        )
    )

    (check,) = audit(report)
    assert (check.kind, check.verdict, check.repair) == ("fraction", verdict, "")
    assert check.formula.startswith("17 / 37")


def test_what_the_audit_reaches() -> None:
    report = document(
        say(
            "Kiểm tra 37 cơ sở, trong đó cơ sở ăn uống chiếm 45,9%.",
            figure("37", "cơ sở", observation_id="w", indicator="Kiểm tra"),
            figure("45,9%", "%", measure="share", whole="w", indicator="cơ sở ăn uống"),
        ),
        say("Thu đạt 48% dự toán.", figure("48%", "%", measure="pct_of_plan", indicator="Thu")),
        say("Tăng 5%.", figure("5%", "%", measure="change", indicator="Chi")),
    )

    counts = coverage(report, audit(report))
    assert counts["percentages"] == 3
    assert counts["percentages.checked"] == 1
    assert (counts["percentages.no_plan"], counts["percentages.no_base"]) == (1, 1)
    assert (counts["totals"], counts["totals.open_list"]) == (1, 1)


CROPS = """
TT | Cây trồng | Cả tỉnh | Miền núi | Đồng bằng
1 | Diện tích lúa | 4820 | 2310 | 2510
2 | Diện tích ngô | 3490 | 1240 | 2250
3 | Diện tích sắn | 1453 | 1105 | 348
4 | {label} | 1540 | 1660 | 1480
"""


@pytest.mark.parametrize(
    ("label", "findings_of_sums"),
    [("Diện tích lạc", 1), ("Năng suất lạc", 0), ("Dân số/xã", 0), ("Thu nhập bình quân", 0)],
)
def test_yields_and_averages_are_never_added_up(label: str, findings_of_sums: int) -> None:
    columns: Mapping[int, Mapping[str, object]] = {n: {"unit": "ha"} for n in (2, 3, 4)}
    found = findings(document(table(CROPS.format(label=label), columns)))

    assert len([check for check in found if check.kind == "sum"]) == findings_of_sums
