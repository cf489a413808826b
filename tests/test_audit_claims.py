"""audit.audit: one report in, the verdict on each claim out.

Each case is a small report in the genre; the figures are invented or carry the slips
that reports are known to have. Expected: kind, verdict and the figures of the claim.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.audit import audit
from solieu.model import Block, Recognition, Span
from tests.audit_builder import DONE, PERCENT, PLAN, document, figure, only, say, table, verdicts


def of_plan(done: str, plan: str, percent: str, **percent_fields: object) -> Recognition:
    return document(
        say(
            f"Thu phí tháng 01 ước {done}/{plan} đồng, đạt {percent} dự toán.",
            figure(done, "VND", measure="estimate", indicator="Thu phí"),
            figure(plan, "VND", measure="plan", period="2026", indicator="Thu phí"),
            figure(percent, "%", measure="pct_of_plan", indicator="Thu phí"),
        )
    )


@pytest.mark.parametrize(
    ("done", "plan", "percent", "verdict", "repair"),
    [
        ("4.500 triệu", "60.000 triệu", "7,5%", "consistent", ""),
        ("198.920 triệu", "2.130.000 triệu", "9,34%", "consistent", ""),
        ("198.920 triệu", "2.130.000 triệu", "9,33%", "truncated", ""),
        ("102 triệu", "50 triệu", "203%", "consistent", ""),  # the operands are rounded
        ("102 triệu", "50 triệu", "190%", "inconsistent", ""),
        ("20,684 tỷ", "357.450 triệu", "6%", "consistent", ""),
        ("27 triệu", "2.000", "01%", "unit_slip", "2.000 → 2.000 triệu đồng"),
        ("27", "2.000 triệu", "01%", "unit_slip", "27 đồng → 27 triệu đồng"),
        ("4.500 triệu", "60 triệu", "7,5%", "unit_slip", "60 triệu đồng → 60 tỷ đồng"),
        ("4.500 triệu", "60.000 triệu", "75%", "inconsistent", ""),
        ("4.500 triệu", "60.000 triệu", "5,7%", "inconsistent", "5,7% → 7,5%"),
        ("4.500 triệu", "60.000 triệu", "8,9%", "inconsistent", ""),
    ],
)
def test_percentage_of_plan_in_one_statement(
    done: str, plan: str, percent: str, verdict: str, repair: str
) -> None:
    check = only(of_plan(done, plan, percent))

    assert (check.kind, check.verdict) == ("ratio", verdict)
    if repair:
        assert repair.split("→")[1].strip() in check.repair


def test_plan_in_the_annex_under_a_slightly_different_name() -> None:
    report = document(
        say(
            "Tổng chi ngân sách ước 13 tỷ đồng, bằng 3,7% dự toán.",
            figure("13 tỷ đồng", "VND", measure="estimate", indicator="Tổng chi ngân sách"),
            figure("3,7%", "%", measure="pct_of_plan", indicator="Tổng chi ngân sách"),
        ),
        table(
            """
            TT | Chỉ tiêu | Kế hoạch | Thực hiện | Tỷ lệ
            1 | Thu ngân sách trên địa bàn | 357.450 | 20.684 | 6%
            2 | Tổng chi ngân sách (đã trừ tiết kiệm) | 351.147 | 13.000 | 3,7%
            """,
            {2: PLAN, 3: DONE, 4: PERCENT},
        ),
    )

    assert verdicts(report) == [
        ("agreement", "consistent", "13000000000 = 13000000000"),
        ("agreement", "consistent", "3.7 = 3.7"),
        ("ratio", "consistent", "13000000000 / 351147000000 * 100 = 3.7"),
        ("ratio", "consistent", "20684000000 / 357450000000 * 100 = 6"),
        ("ratio", "consistent", "13000000000 / 351147000000 * 100 = 3.7"),
    ]


def tally(
    total: str, opening: str, *parts: str, unit: str = "hồ sơ", **fields: object
) -> Recognition:
    items = "; ".join(f"nhóm {n} là {part}" for n, part in enumerate(parts, 1))
    return document(
        say(
            f"Hoàn thành {total}{opening} {items}.",
            figure(total, unit, indicator="hồ sơ hoàn thành", observation_id="w"),
            *(
                figure(part, unit, indicator=f"nhóm {n}", whole="w", **fields)
                for n, part in enumerate(parts, 1)
            ),
        )
    )


@pytest.mark.parametrize(
    ("total", "opening", "parts", "verdict"),
    [
        ("40 hồ sơ", ", gồm:", ("25", "10", "5"), "consistent"),
        ("37 hồ sơ", ", gồm:", ("19", "4", "11"), "inconsistent"),
        ("37 hồ sơ", ", bao gồm", ("19", "4"), "inconsistent"),
        ("37 hồ sơ", ", trong đó:", ("19", "4", "11"), "inconsistent"),  # listed one by one
        ("37 hồ sơ", ", trong đó", ("19", "11"), "suspect"),
        ("37 hồ sơ", ", trong đó có", ("19", "4", "11"), "suspect"),
        ("37 hồ sơ", ", trong đó", ("19", "14", "11"), "inconsistent"),  # more than the whole
        ("37 hồ sơ", " (", ("19", "4", "11"), "inconsistent"),
    ],
)
def test_parts_and_their_whole(
    total: str, opening: str, parts: tuple[str, ...], verdict: str
) -> None:
    check = only(tally(total, opening, *parts))

    assert (check.kind, check.verdict) == ("sum", verdict)


def test_a_few_examples_of_a_whole_are_no_sum() -> None:
    checks = audit(tally("370 hồ sơ", ", trong đó", "19", "4"))

    assert [(c.kind, c.verdict) for c in checks] == [("part_of_whole", "consistent")] * 2


def test_one_part_cannot_exceed_its_whole() -> None:
    assert [(c.kind, c.verdict) for c in audit(tally("37 hồ sơ", ", trong đó", "39"))] == [
        ("part_of_whole", "inconsistent")
    ]


def test_rounded_parts_may_miss_the_total_by_their_rounding() -> None:
    check = only(tally("226 ha", " gồm", "115", "33", "72", "7,2", unit="ha"))

    assert check.verdict == "consistent"
    assert (str(check.recomputed_low), str(check.recomputed_high)) == ("225.65", "228.75")


def test_parallel_counts_are_summed_unit_by_unit() -> None:
    text = (
        "Tiếp công dân 31 lượt/26 người/26 vụ việc (thường xuyên 24 lượt/24 người/24 vụ việc;"
        " định kỳ 02 lượt/02 người/02 vụ việc)."
    )
    units = ("lượt", "người", "vụ việc")
    wholes = [
        figure(f"{n} {unit}", unit, indicator="tiếp công dân", observation_id=unit)
        for n, unit in zip(("31", "26", "26"), units, strict=True)
    ]
    # The list hangs on the first of the three; the units tell them apart.
    parts = [
        figure(f"{n} {unit}", unit, indicator=kind, whole="lượt", listing="closed")
        for n, kind in (("24", "thường xuyên"), ("02", "định kỳ"))
        for unit in units
    ]

    assert verdicts(document(say(text, *wholes, *parts))) == [
        ("sum", "inconsistent", "24 + 2 = 31"),
        ("sum", "consistent", "24 + 2 = 26"),
        ("sum", "consistent", "24 + 2 = 26"),
    ]


def test_items_of_a_footnote_against_the_total_in_the_body() -> None:
    group = "Tổng thu ngân sách"
    report = document(
        say(
            "Tổng thu ngân sách ước 20,684 tỷ đồng¹.",
            figure("20,684 tỷ đồng", "VND", indicator=group),
        ),
        say(
            "Thu ngoài quốc doanh 18.239 triệu đồng; lệ phí trước bạ 2.291 triệu đồng; "
            "thu phí 52 triệu đồng; thu khác 102 triệu đồng; thu từ đất 0.",
            *(
                figure(raw, "VND", indicator=label, group=group)
                for raw, label in [
                    ("18.239 triệu đồng", "Thu ngoài quốc doanh"),
                    ("2.291 triệu đồng", "Lệ phí trước bạ"),
                    ("52 triệu đồng", "Thu phí"),
                    ("102 triệu đồng", "Thu khác"),
                    ("0", "Thu từ đất"),
                ]
            ),
            footnote="1",
        ),
    )

    check = only(report)

    assert (check.kind, check.verdict) == ("sum", "consistent")
    assert "18.239 + 2.291 + 52 + 102 + 0 = 20.684 triệu đồng" in check.explanation_vi


def test_one_whole_divided_twice_and_a_part_with_its_own_parts() -> None:
    twice = tally("100 hồ sơ", " gồm", "60", "40", "70", "30")
    nested = tally("100 hồ sơ", " gồm", "80", "50", "30", "20")

    assert verdicts(twice) == [
        ("sum", "consistent", "60 + 40 = 100"),
        ("sum", "consistent", "70 + 30 = 100"),
    ]
    assert verdicts(nested) == [("sum", "consistent", "80 + 20 = 100")]


def test_parts_in_another_unit_are_never_added() -> None:
    report = document(
        say(
            "Đăng 91 tin bài (09 tin bài; 15 tin bài; 12 tin văn bản).",
            figure("91 tin bài", "tin bài", indicator="đăng tin bài", observation_id="w"),
            figure("09 tin bài", "tin, bài", indicator="cải cách", whole="w", listing="closed"),
            figure("15 tin bài", "tin bài", indicator="thủ tục", whole="w", listing="closed"),
            figure("12 tin", "tin", indicator="chỉ đạo", whole="w", listing="closed"),
        )
    )

    assert {c.kind for c in audit(report)} == {"part_of_whole"}


def growth(level: str, rate: str, change: str, unit: str = "ha") -> Recognition:
    return document(
        say(
            f"Gieo trồng {level}, so cùng kỳ {rate} ({change}).",
            figure(level, unit, indicator="Diện tích"),
            figure(rate, "%", measure="change", compare_to="yoy", indicator="Diện tích"),
            figure(change, unit, measure="change", compare_to="yoy", indicator="Diện tích"),
        )
    )


@pytest.mark.parametrize(
    ("level", "rate", "change", "verdict"),
    [
        ("900 ha", "-10%", "-100 ha", "consistent"),
        ("6.194 ha", "-0,95%", "-59 ha", "consistent"),
        ("900 ha", "-11,1%", "-100 ha", "inconsistent"),  # divided by the new level
        ("900 ha", "10%", "-100 ha", "inconsistent"),
        ("1.100 ha", "10%", "100 ha", "consistent"),
        ("100 ha", "100%", "100 ha", "not_checkable"),  # the base may be nothing
    ],
)
def test_rate_against_difference(level: str, rate: str, change: str, verdict: str) -> None:
    assert only(growth(level, rate, change)).verdict == verdict


def test_growth_index_and_difference_against_a_stated_base() -> None:
    base = {"period": "2025-01", "indicator": "Thu phí"}
    report = document(
        say(
            "Thu phí 120 triệu đồng, cùng kỳ 100 triệu đồng, tăng 20%, "
            "bằng 120% cùng kỳ, tăng 25 triệu đồng.",
            figure("120 triệu đồng", "VND", indicator="Thu phí"),
            figure("100 triệu đồng", "VND", **base),
            figure("20%", "%", measure="change", compare_to="yoy", indicator="Thu phí"),
            figure("120%", "%", measure="index", compare_to="yoy", indicator="Thu phí"),
            figure("25 triệu đồng", "VND", measure="change", compare_to="yoy", indicator="Thu phí"),
        )
    )

    assert [(c.kind, c.verdict) for c in audit(report)] == [
        ("change", "consistent"),
        ("change", "consistent"),
        ("change", "inconsistent"),
    ]


def test_times_is_never_judged() -> None:
    report = document(
        say(
            "Số hồ sơ là 246, tăng 2,46 lần.",
            figure("246", "hồ sơ", indicator="Số hồ sơ"),
            figure("2,46 lần", "times", measure="change", compare_to="yoy", indicator="Số hồ sơ"),
        )
    )

    assert only(report).verdict == "not_checkable"


def test_more_than_planned_by_so_much() -> None:
    report = document(
        say(
            "Lạc 33/31,5 ha, hơn kế hoạch 3,5 ha.",
            figure("33", "ha", indicator="Diện tích lạc"),
            figure("31,5 ha", "ha", measure="plan", indicator="Diện tích lạc"),
            figure("3,5 ha", "ha", measure="change", compare_to="plan", indicator="Diện tích lạc"),
        )
    )

    assert verdicts(report) == [("change", "inconsistent", "33 - 31.5 = 3.5")]


@pytest.mark.parametrize(
    ("output", "verdict"), [("719,67 tấn", "consistent"), ("791,67 tấn", "inconsistent")]
)
def test_area_times_yield(output: str, verdict: str) -> None:
    report = document(
        say(
            f"Lúa 115 ha, năng suất 62,58 tạ/ha (cùng kỳ 60 tạ/ha), sản lượng {output}.",
            figure("115 ha", "ha", indicator="Diện tích lúa"),
            figure("62,58 tạ/ha", "tạ/ha", indicator="Năng suất lúa"),
            figure(output, "t", indicator="Sản lượng lúa"),
        )
    )

    assert (only(report).kind, only(report).verdict) == ("product", verdict)


@pytest.mark.parametrize(("crop", "expected"), [("lúa", ["inconsistent"]), ("ngô", [])])
def test_area_times_yield_over_several_statements(crop: str, expected: list[str]) -> None:
    text = "Lúa 100 ha, năng suất 50 tạ/ha, sản lượng 600 tấn."
    figures = [
        figure("100 ha", "ha", indicator="Diện tích lúa", context=text),
        figure("50 tạ/ha", "tạ/ha", indicator=f"Năng suất {crop}", context=text),
        figure("600 tấn", "t", indicator="Sản lượng lạc", context=text),
    ]
    report = document(*(say(one.raw, one) for one in figures))
    one_sentence = replace(
        report,
        observations=tuple(replace(o, context=text, paragraph=1) for o in report.observations),
    )

    assert [check.verdict for check in audit(one_sentence)] == expected


def files(pending: str) -> Recognition:
    labels = ["Kỳ trước chuyển sang", "Tiếp nhận mới", "Đã giải quyết", "Đang giải quyết"]
    values = ["305", "2.399", "1.977", pending]
    pairs = [(label, value) for label, value in zip(labels, values, strict=True) if value]
    text = "; ".join(f"{label}: {value}" for label, value in pairs)
    return document(say(text, *(figure(v, "hồ sơ", indicator=name) for name, v in pairs)))


@pytest.mark.parametrize(
    ("pending", "verdict"), [("727", "consistent"), ("772", "inconsistent"), ("", "suspect")]
)
def test_balance_of_files(pending: str, verdict: str) -> None:
    check = only(files(pending))

    assert (check.kind, check.verdict) == ("balance", verdict)


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ("2.460 triệu đồng", ["consistent"]),
        ("2.460 đồng", ["suspect"]),  # the magnitude word was dropped
        ("4.260 triệu đồng", ["suspect"]),  # two digits swapped
        ("6.117 triệu đồng", []),  # no plain slip: the note may be about something else
    ],
)
def test_items_of_a_footnote_that_one_slip_keeps_from_their_total(
    fee: str, expected: list[str]
) -> None:
    items = ("9.099 triệu đồng", fee, "1.473 triệu đồng", "6.180 triệu đồng")
    report = document(
        say("Thu 19.212 triệu đồng¹.", figure("19.212 triệu đồng", "VND", indicator="Tổng thu")),
        say(
            "; ".join(f"khoản {n}: {raw}" for n, raw in enumerate(items)) + ".",
            *(figure(raw, "VND", indicator=f"khoản {n}") for n, raw in enumerate(items)),
            footnote="1",
        ),
    )
    text = report.document.text
    span = Span(text.index("khoản 0"), len(text))
    note = Block("note", (span,), note="1", anchor=text.index("¹"))
    report = replace(report, document=replace(report.document, blocks=(note,)))

    assert [check.verdict for check in audit(report)] == expected
