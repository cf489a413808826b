"""audit.ties, runs, note_ties, found_sums: which figures belong together, and which not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from audit.audit import audit
from solieu.model import Block, Recognition, Span
from tests.audit_builder import Said, document, figure, say

LABEL = "Tổng thu ngân sách"


def verdicts(recognition: Recognition) -> list[tuple[str, str, str]]:
    return [(check.kind, check.verdict, check.formula) for check in audit(recognition)]


def with_note(body: Said, note: Said) -> Recognition:
    """A body sentence with the mark ¹ at its end, and the note it belongs to."""
    made = document(body, note)
    mark = made.document.text.index("¹")
    block = Block("note", (Span(mark, mark),), note="1", anchor=mark)
    return replace(made, document=replace(made.document, blocks=(block,)))


def items(*raws: str, opening: str = "Gồm:") -> Said:
    figures = [
        figure(raw, "VND", indicator=f"khoản thứ {n}", period="2026-01")
        for n, raw in enumerate(raws, 1)
    ]
    return say(f"¹ {opening} " + "; ".join(raws), *figures, footnote="1")


BODY = say(
    "Tháng 01 thu 12 tỷ đồng, lũy kế 30,35 tỷ đồng¹.",
    figure("12 tỷ đồng", "VND", indicator=LABEL),
    figure("30,35 tỷ đồng", "VND", indicator=LABEL),
)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            items("21.117 triệu đồng", "4.684 triệu đồng", "4.549 triệu đồng"),
            [("sum", "consistent", "21117000000 + 4684000000 + 4549000000 = 30350000000")],
        ),
        (
            items("21.171 triệu đồng", "4.684 triệu đồng", "4.549 triệu đồng"),
            [("sum", "inconsistent", "21171000000 + 4684000000 + 4549000000 = 30350000000")],
        ),
        (items("500 triệu đồng", "684 triệu đồng", "549 triệu đồng", opening="Hỗ trợ"), []),
        (items("21.171 triệu đồng", "9.300 triệu đồng"), []),  # two figures prove nothing
    ],
)
def test_items_of_a_note_belong_to_the_total_they_come_near(
    note: Said, expected: list[tuple[str, str, str]]
) -> None:
    assert verdicts(with_note(BODY, note)) == expected


def listed(total: str, *parts: str) -> Recognition:
    return document(
        say(
            f"Tiếp nhận {total}: " + "; ".join(parts),
            figure(total, "đơn", indicator="tiếp nhận đơn", observation_id="w"),
            *(
                figure(part, "đơn", indicator=f"loại {n}", whole="w")
                for n, part in enumerate(parts)
            ),
        )
    )


@pytest.mark.parametrize(
    ("parts", "formulas"),
    [
        (("1 đơn", "0 đơn", "9 đơn"), ["1 + 0 + 9 = 10"]),
        # figures tied too far: the list ended where it was complete
        (("1 đơn", "0 đơn", "9 đơn", "8 đơn", "6 đơn"), ["1 + 0 + 9 = 10"]),
        (("1 đơn", "0 đơn", "9 đơn", "10 đơn", "6 đơn"), ["10 <= 10", "1 + 0 + 9 = 10"]),
        # nothing was late, and what is still open is no part
        (("10 đơn", "0 đơn", "6 đơn"), ["10 + 0 = 10"]),
        # the whole divided twice
        (("4 đơn", "6 đơn", "3 đơn", "7 đơn"), ["4 + 6 = 10", "3 + 7 = 10"]),
        # a part divided in its turn
        (("7 đơn", "5 đơn", "2 đơn", "3 đơn"), ["7 + 3 = 10"]),
    ],
)
def test_lists_that_hold_more_than_one_sum(parts: Sequence[str], formulas: list[str]) -> None:
    checks = audit(listed("10 đơn", *parts))

    assert {check.verdict for check in checks} == {"consistent"}
    assert [check.formula for check in checks] == formulas


def test_a_part_that_has_become_as_large_as_the_whole_is_a_finding() -> None:
    assert verdicts(listed("25 đơn", "25 đơn", "4 đơn")) == [("sum", "inconsistent", "25 + 4 = 25")]


def test_parts_go_to_the_figure_beside_that_they_make_up() -> None:
    report = document(
        say(
            "Tháng 8 chi 17.352 triệu đồng; lũy kế 32,516 tỷ đồng, gồm 6.033 triệu đồng đầu tư; "
            "26.483 triệu đồng thường xuyên.",
            figure("17.352 triệu đồng", "VND", indicator="Chi ngân sách", observation_id="w"),
            figure("32,516 tỷ đồng", "VND", indicator="Tổng chi ngân sách"),
            figure("6.033 triệu đồng", "VND", indicator="đầu tư", whole="w"),
            figure("26.483 triệu đồng", "VND", indicator="thường xuyên", whole="w"),
        )
    )

    assert verdicts(report) == [("sum", "consistent", "6033000000 + 26483000000 = 32516000000")]


def test_an_output_is_no_part_of_an_area() -> None:
    report = document(
        say(
            "Diện tích ngô 72 ha, gồm 50,3 ha lấy hạt, sản lượng 281,3, và 21,7 ha sinh khối.",
            figure("72 ha", "ha", indicator="Diện tích ngô", observation_id="w"),
            figure("50,3 ha", "ha", indicator="lấy hạt", whole="w"),
            figure("281,3", "ha", indicator="sản lượng ngô", whole="w"),
            figure("21,7 ha", "ha", indicator="sinh khối", whole="w"),
        )
    )

    assert verdicts(report) == [("sum", "consistent", "50.3 + 21.7 = 72")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("3.938", "2.383", "1.555"), [("sum", "consistent", "2383 + 1555 = 3938")]),
        (("3.938", "2.383", "1.556"), []),  # nothing ties them: no contradiction
        (("128", "81", "47"), []),  # met by chance too easily
        (("3.938", "3.938", "0"), []),
    ],
)
def test_sums_that_nothing_ties(
    values: Sequence[str], expected: list[tuple[str, str, str]]
) -> None:
    text = "Tiếp {} lượt công dân; thường xuyên {} lượt; định kỳ {} lượt.".format(*values)
    figures = [figure(f"{v} lượt", "lượt", indicator=f"số {n}") for n, v in enumerate(values)]

    assert verdicts(document(say(text, *figures))) == expected


def test_a_slip_of_the_unit_is_told_once() -> None:
    report = document(
        say(
            "Dự toán 62.000 triệu đồng gồm thuế 60.000 triệu đồng và phí 2.000 đồng.",
            figure("62.000 triệu đồng", "VND", measure="plan", indicator="thu", observation_id="w"),
            figure("60.000 triệu đồng", "VND", measure="plan", indicator="thuế", whole="w"),
            figure(
                "2.000 đồng", "VND", measure="plan", indicator="phí", whole="w", observation_id="p"
            ),
        ),
        say(
            "Phí 27 triệu đồng, đạt 1,35% dự toán.",
            figure("27 triệu đồng", "VND", indicator="phí"),
            figure("1,35%", "%", measure="pct_of_plan", indicator="phí"),
        ),
    )

    follows, cause = sorted(audit(report), key=lambda check: check.kind, reverse=True)
    for check in (cause, follows):
        assert (check.verdict, check.repair) == ("unit_slip", "2.000 đồng → 2.000 triệu đồng")
    assert (cause.kind, cause.severity, follows.severity) == ("ratio", "high", "info")
    assert cause.check_id in follows.explanation_vi


@pytest.mark.parametrize(
    ("percent", "verdict"), [("18,7%", "consistent"), ("19,2%", "not_checkable")]
)
def test_one_plan_for_two_percentages(percent: str, verdict: str) -> None:
    """The plan found elsewhere is of one authority; the other's percentage is left alone."""
    report = document(
        say(
            "Dự toán 276.600 triệu đồng.",
            figure("276.600 triệu đồng", "VND", measure="plan", indicator=LABEL),
        ),
        say(
            f"Thu 51.624 triệu đồng, đạt 17% dự toán thành phố, {percent} dự toán phường.",
            figure("51.624 triệu đồng", "VND", indicator=LABEL),
            figure(
                "17%", "%", measure="pct_of_plan", indicator=LABEL, target_authority="thành phố"
            ),
            figure(percent, "%", measure="pct_of_plan", indicator=LABEL, target_authority="phường"),
        ),
    )

    assert [check.verdict for check in audit(report)] == ["not_checkable", verdict]


@pytest.mark.parametrize(("verb", "expected"), [("chiếm", ["inconsistent"]), ("bằng", [])])
def test_a_share_is_of_its_whole_only_where_the_words_say_so(
    verb: str, expected: list[str]
) -> None:
    report = document(
        say(
            f"Thu hoạch 19.396 ha, riêng lúa 3.583 ha, {verb} 57,9%.",
            figure("19.396 ha", "ha", indicator="Thu hoạch", observation_id="w"),
            figure("3.583 ha", "ha", indicator="lúa", whole="w"),
            figure("57,9%", "%", measure="share", indicator="lúa"),
        )
    )

    assert [c.verdict for c in audit(report) if c.kind == "share"] == expected


@pytest.mark.parametrize(
    ("raw", "words", "verdict"),
    [
        ("12.500.000 đồng", "Mười hai triệu năm trăm nghìn đồng", "consistent"),
        ("12.500.000 đồng", "Bằng chữ: Mười hai triệu, năm trăm ngàn đồng", "consistent"),
        ("12.500.000 đồng", "Mười hai triệu đồng", "inconsistent"),
        ("12,5 triệu đồng", "Mười hai triệu năm trăm nghìn đồng", "consistent"),
        ("12.500 đồng", "Mười hai triệu năm trăm nghìn đồng", "unit_slip"),
    ],
)
def test_figures_against_their_words(raw: str, words: str, verdict: str) -> None:
    (check,) = audit(document(say(f"Xử phạt {raw} ({words}).", figure(raw, "VND"))))

    assert (check.kind, check.verdict) == ("agreement", verdict)
    assert len(check.observation_ids) == 1


def test_other_brackets_are_no_amounts() -> None:
    said = say("Thu 5 triệu đồng (năm 2026) và 6 triệu đồng (tạm tính).",
               figure("5 triệu đồng", "VND"), figure("6 triệu đồng", "VND"))  # fmt: skip

    assert audit(document(said)) == ()


def test_a_list_ends_with_the_item_that_ends_in_a_full_stop() -> None:
    """What is listed below it looks the same, and is no part."""
    name = {"unit": "VND"}
    report = document(
        say(
            "Tổng thu 7.900 triệu đồng, bao gồm:", figure("7.900 triệu", observation_id="w", **name)
        ),
        say("- Thuế: 5.000 triệu đồng;", figure("5.000 triệu", whole="w", **name)),
        say("- Phí: 2.000 triệu đồng;", figure("2.000 triệu", whole="w", **name)),
        say("- Lệ phí: 1.000 triệu đồng.", figure("1.000 triệu", whole="w", **name)),
        say("- Chi thường xuyên 300 triệu đồng.", figure("300 triệu", whole="w", **name)),
    )

    (check,) = audit(report)
    assert check.formula == "5000000000 + 2000000000 + 1000000000 = 7900000000"
    assert check.repair == "7.900 triệu đồng → 8.000 triệu đồng"


def test_files_at_another_stage_are_no_part_of_a_list_by_kind() -> None:
    kinds = "Tiếp nhận 984 hồ sơ, trong đó 900 trực tuyến, 84 trực tiếp; đã giải quyết 950 hồ sơ."
    stages = "Tiếp nhận 12 hồ sơ, trong đó đã giải quyết 5, đang giải quyết 7."
    by_kind = document(
        say(
            kinds,
            figure("984", "hồ sơ", observation_id="w", indicator="Tiếp nhận"),
            figure("900", "hồ sơ", whole="w", indicator="trực tuyến"),
            figure("84", "hồ sơ", whole="w", indicator="trực tiếp"),
            figure("950", "hồ sơ", whole="w", indicator="đã giải quyết"),
        )
    )
    by_stage = document(
        say(
            stages,
            figure("12", "hồ sơ", observation_id="w", indicator="Tiếp nhận"),
            figure("5", "hồ sơ", whole="w", indicator="đã giải quyết"),
            figure("7", "hồ sơ", whole="w", indicator="đang giải quyết"),
        )
    )

    assert [check.formula for check in audit(by_kind)] == ["900 + 84 = 984"]
    assert [check.formula for check in audit(by_stage)] == ["5 + 7 = 12"]
