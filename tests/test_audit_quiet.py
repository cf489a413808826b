"""What the audit leaves alone: honest figures that look as if they ought to agree."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest

from audit.audit import audit
from audit.labels import alike, key, tokens, within
from audit.rows import is_total_label
from audit.vocabulary import cues, units
from solieu.model import Observation, Recognition
from tests.audit_builder import document, figure, say, table

QUIET = {"consistent", "not_checkable"}


def sentence(text: str, *figures: Observation) -> Recognition:
    return document(say(text, *figures))


@pytest.mark.parametrize(
    "report",
    [
        # two targets of two bodies, each with its own percentage
        sentence(
            "Thu 60 triệu đồng, đạt 60% dự toán thành phố giao (100 triệu đồng) "
            "và 50% dự toán phường giao (120 triệu đồng).",
            figure("60 triệu đồng", "VND", indicator="thu"),
            figure(
                "60%", "%", measure="pct_of_plan", target_authority="thành phố", indicator="thu"
            ),
            figure(
                "100 triệu đồng",
                "VND",
                measure="plan",
                target_authority="thành phố",
                indicator="thu",
            ),
            figure("50%", "%", measure="pct_of_plan", target_authority="phường", indicator="thu"),
            figure(
                "120 triệu đồng", "VND", measure="plan", target_authority="phường", indicator="thu"
            ),
        ),
        # approximations never contradict
        sentence(
            "Khoảng 1.000 người, gồm 600 nam và 350 nữ.",
            figure(
                "1.000 người", "người", comparator="~", observation_id="w", indicator="người dự"
            ),
            figure("600", "người", whole="w", indicator="nam"),
            figure("350", "người", whole="w", indicator="nữ"),
        ),
        # groups that overlap, in a list that does not claim to be complete
        sentence(
            "Có 50 đại biểu, trong đó có 30 nữ.",
            figure("50 đại biểu", "đại biểu", observation_id="w", indicator="đại biểu"),
            figure("30", "đại biểu", whole="w", indicator="nữ"),
        ),
        # last year's figure beside the parts is no part
        sentence(
            "Thu 100 triệu đồng gồm 60 triệu đồng thuế, 40 triệu đồng phí (cùng kỳ 90 triệu đồng).",
            figure("100 triệu đồng", "VND", observation_id="w", indicator="thu"),
            figure("60 triệu đồng", "VND", whole="w", indicator="thuế"),
            figure("40 triệu đồng", "VND", whole="w", indicator="phí"),
            figure("90 triệu đồng", "VND", whole="w", indicator="thu", period="2025-01"),
        ),
        # a poverty rate that falls by half a point, or by half a per cent
        sentence(
            "Tỷ lệ hộ nghèo 3,0%, cùng kỳ 3,5%, giảm 0,5%.",
            figure("3,0%", "%", indicator="Tỷ lệ hộ nghèo"),
            figure("3,5%", "%", indicator="Tỷ lệ hộ nghèo", period="2025-01"),
            figure("0,5%", "%", measure="change", compare_to="yoy", value=Decimal("-0.5")),
        ),
        # a percentage alone
        sentence("Đạt 95% kế hoạch.", figure("95%", "%", measure="pct_of_plan")),
        # areas of two crops and one yield: whose output it is cannot be told
        document(
            say("Lúa 115 ha.", figure("115 ha", "ha", indicator="lúa")),
            say("Ngô năng suất 50 tạ/ha.", figure("50 tạ/ha", "tạ/ha", indicator="ngô")),
            say("Lạc 99 tấn.", figure("99 tấn", "t", indicator="lạc")),
        ),
    ],
)
def test_honest_reports(report: Recognition) -> None:
    assert {check.verdict for check in audit(report)} <= QUIET


def test_a_parent_row_with_a_single_child_is_no_copied_figure() -> None:
    money = {"unit": "VND", "magnitude": "triệu"}
    report = document(
        table(
            """
            TT | Nội dung | Dự toán | Thực hiện
            I | Chi thường xuyên | 45.678 | 12.345
            1 | Chi sự nghiệp kinh tế | 45.678 | 12.345
            """,
            {2: {"measure": "plan", **money}, 3: money},
        )
    )

    assert audit(report) == ()


@pytest.mark.parametrize("seed", range(20))
def test_random_tables_and_lists_give_no_findings(seed: int) -> None:
    """Figures that have nothing to do with each other must not become claims."""
    random = Random(seed)

    def rows(count: int) -> Sequence[str]:
        return [
            f"{n} | Chỉ tiêu {chr(96 + n)} | {random.randint(1, 99999)} | "
            f"{random.randint(1, 99999)} | {random.randint(1, 200)}%"
            for n in range(1, count + 1)
        ]

    report = document(
        table(
            "TT | Chỉ tiêu | Kế hoạch | Thực hiện | Tỷ lệ\n" + "\n".join(rows(12)),
            {2: {"measure": "plan"}, 3: {}, 4: {"measure": "pct_of_plan", "unit": "%"}},
        ),
    )

    assert audit(report) == ()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Tổng thu ngân sách", "Thu ngân sách", True),
        ("Tổng chi ngân sách (đã trừ tiết kiệm 10%)", "Tổng chi ngân sách", True),
        ("Thu nội địa", "Thu nội địa trừ đất", False),
        ("Số hộ nghèo", "Số hộ cận nghèo", False),
        ("Uỷ ban", "Ủy ban", True),
    ],
)
def test_labels(first: str, second: str, same: bool) -> None:
    assert (key(first) == key(second)) is same


def test_likeness_of_labels() -> None:
    assert within("Thu nội địa", "Thu nội địa trừ đất")
    assert not within("Thu nội địa", "Chi nội địa trừ đất")
    assert alike("thu phí", "thu phí") == 1
    assert alike("thu phí", "chi lương") == 0
    assert tokens("(chỉ có ngoặc)") == frozenset()


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("Tổng số", True),
        ("TỔNG CỘNG:", True),
        ("Cộng", True),
        ("Cộng (I+II)", True),
        ("Tổng diện tích gieo trồng", True),
        ("Cộng tác viên dân số", False),
        ("Thu phí", False),
    ],
)
def test_total_labels(label: str, total: bool) -> None:
    assert is_total_label(label) is total


def test_the_word_lists_do_not_clash() -> None:
    assert not set(cues().complete) & set(cues().partial)
    roles = [word for words in cues().balance.values() for word in words]
    assert len(roles) == len(set(roles))
    assert units().never_added <= units().measured
    assert not units().money & units().measured
    assert set(units().mass) | set(units().per_hectare) <= units().measured
