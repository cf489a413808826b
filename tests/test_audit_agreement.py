"""audit.audit: one figure given twice, in the text and in the annex."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.audit import audit
from solieu.model import Recognition
from tests.audit_builder import DONE, PLAN, document, figure, only, say, table, verdicts


def text_and_annex(in_text: str, in_annex: str, period: str = "2026-01") -> Recognition:
    label = "Thu ngân sách nhà nước trên địa bàn"
    return document(
        say(f"{label} ước {in_text}.", figure(in_text, "VND", indicator=label, period=period)),
        table(f"TT | Chỉ tiêu | Thực hiện\n1 | {label} | {in_annex}", {2: DONE}),
    )


@pytest.mark.parametrize(
    ("in_text", "in_annex", "period", "verdict"),
    [
        ("20,684 tỷ đồng", "20.684", "2026-01", "consistent"),
        ("20,7 tỷ đồng", "20.684", "2026-01", "consistent"),
        ("20,6 tỷ đồng", "20.684", "2026-01", "truncated"),
        ("20,864 tỷ đồng", "20.684", "2026-01", "inconsistent"),
        ("20,684 triệu đồng", "20.684", "2026-01", "unit_slip"),
        ("20,864 tỷ đồng", "20.684", "..2026-01-21", "suspect"),
    ],
)
def test_text_against_annex(in_text: str, in_annex: str, period: str, verdict: str) -> None:
    check = only(text_and_annex(in_text, in_annex, period))

    assert (check.kind, check.verdict) == ("agreement", verdict)


@pytest.mark.parametrize(
    ("done", "verdict"), [("11.112", "consistent"), ("11.102", "inconsistent")]
)
def test_a_row_is_known_by_the_figures_beside(done: str, verdict: str) -> None:
    """Two names for one thing: the plan agrees, so the realised figure has to."""
    name = "Giá trị sản xuất nông nghiệp - thủy sản"
    report = document(
        say(
            f"{name} ước {done} triệu/135.800 triệu đồng.",
            figure(f"{done} triệu", "VND", measure="estimate", indicator=name),
            figure("135.800 triệu đồng", "VND", measure="plan", period="2026", indicator=name),
        ),
        table(
            """
            TT | Chỉ tiêu | Kế hoạch | Thực hiện
            3 | Giá trị sản phẩm ngành nông, lâm nghiệp và thủy sản | 135.800 | 11.112
            """,
            {2: PLAN, 3: DONE},
        ),
    )

    assert verdicts(report) == [
        ("agreement", verdict, f"11112000000 = {done.replace('.', '')}000000"),
        ("agreement", "consistent", "135800000000 = 135800000000"),
    ]


def test_short_labels_in_different_places_are_not_set_against_each_other() -> None:
    report = document(
        say("Tiếp nhận 25 hồ sơ.", figure("25 hồ sơ", "hồ sơ", indicator="hồ sơ")),
        table("TT | Chỉ tiêu | Số lượng\n1 | Hồ sơ | 18", {2: {"unit": "hồ sơ"}}),
    )

    assert audit(report) == ()


def sectors(second: str, second_plan: str) -> Recognition:
    return document(
        *(
            say(
                f"Giá trị {sector} ước {done} triệu/{plan} triệu đồng.",
                figure(f"{done} triệu", "VND", measure="estimate", indicator=f"Giá trị {sector}"),
                figure(f"{plan} triệu đồng", "VND", measure="plan", indicator=f"Giá trị {sector}"),
            )
            for sector, done, plan in [
                ("công nghiệp", "198.927", "2.810.000"),
                ("dịch vụ", second, second_plan),
            ]
        )
    )


def test_one_long_figure_for_two_indicators_is_a_question() -> None:
    check = only(sectors("198.927", "2.130.000"))

    assert (check.kind, check.verdict) == ("duplicate_value", "suspect")
    assert "Giá trị công nghiệp" in check.explanation_vi
    assert "Giá trị dịch vụ" in check.explanation_vi
    assert audit(sectors("198.928", "2.130.000")) == ()
    assert audit(sectors("198.927", "2.810.000")) == ()  # the same thing in other words


def test_the_same_document_gives_the_same_rows_in_the_order_of_the_text() -> None:
    report = text_and_annex("20,864 tỷ đồng", "20.684")
    shuffled = Recognition(report.document, report.info, report.observations[::-1], report.numbers)

    assert audit(report) == audit(shuffled)
    assert audit(document()) == ()


def test_the_same_words_in_another_order_are_one_label() -> None:
    report = document(
        say(
            "Số giấy phép xây dựng cấp là 08 giấy phép.",
            figure("08 giấy phép", "giấy phép", indicator="số giấy phép xây dựng nhà ở cấp"),
        ),
        table(
            "TT | Chỉ tiêu | Số lượng\n1 | Cấp giấy phép xây dựng nhà ở | 11",
            {2: {"unit": "giấy phép"}},
        ),
    )

    assert verdicts(report) == [("agreement", "inconsistent", "11 = 8")]


def test_equal_figures_of_two_known_indicators_do_not_agree() -> None:
    """A figure copied from the row below: it must be set against its own row."""
    name = "giá trị sản xuất nông nghiệp"
    report = document(
        say(
            f"{name} 211.767 triệu đồng.",
            figure("211.767 triệu", "VND", indicator=name, indicator_id="output_agriculture"),
        ),
        table(
            """
            TT | Chỉ tiêu | Thực hiện
            1 | Giá trị sản xuất nông nghiệp | 10.796
            2 | Giá trị sản xuất công nghiệp | 211.767
            """,
            {2: DONE},
        ),
    )
    ids = {2: "output_agriculture", 3: "output_industry"}
    report = replace(
        report,
        observations=tuple(
            replace(one, indicator_id=ids[one.row]) if one.table else one
            for one in report.observations
        ),
    )

    assert verdicts(report) == [("agreement", "inconsistent", "10796000000 = 211767000000")]
