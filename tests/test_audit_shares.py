"""audit.audit: fractions and shares, told by the words or by each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.audit import audit
from tests.audit_builder import document, figure, only, say, table, verdicts


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [("61,5%", "consistent"), ("61,6%", "inconsistent"), ("16,5%", "inconsistent")],
)
def test_a_fraction_and_its_percentage(percent: str, verdict: str) -> None:
    report = document(
        say(
            f"Giải quyết xong 32/52 vụ việc, đạt {percent}.",
            figure("32", "vụ việc", indicator="vụ việc xong", observation_id="n"),
            figure("52 vụ việc", "vụ việc", measure="denominator", fraction_of="n"),
            figure(percent, "%", measure="rate", indicator="tỷ lệ giải quyết"),
        )
    )

    assert (only(report).kind, only(report).verdict) == ("fraction", verdict)


def test_more_than_all_is_no_hundred_per_cent() -> None:
    report = document(
        say(
            "Thanh toán trực tuyến 1.238/1.232 hồ sơ, đạt 100%.",
            figure("1.238", "hồ sơ", indicator="thanh toán trực tuyến", observation_id="n"),
            figure("1.232 hồ sơ", "hồ sơ", measure="denominator", fraction_of="n"),
            figure("100%", "%", measure="rate", indicator="tỷ lệ"),
        )
    )

    assert [(c.kind, c.verdict) for c in audit(report)] == [
        ("part_of_whole", "inconsistent"),
        ("fraction", "consistent"),
    ]


def test_the_whole_of_a_share_is_found_by_the_words_after_it() -> None:
    report = document(
        say(
            "Diện tích gieo trồng 40.831 ha.",
            figure("40.831 ha", "ha", indicator="Diện tích gieo trồng"),
        ),
        say(
            "Đã thu hoạch 19.396 ha, chiếm 47,5% diện tích gieo trồng; ghi nhầm là 49%.",
            figure("19.396 ha", "ha", indicator="Thu hoạch cây hàng năm"),
            figure("47,5%", "%", measure="share", indicator="Thu hoạch cây hàng năm"),
        ),
    )

    assert verdicts(report) == [("share", "consistent", "19396 / 40831 * 100 = 47.5")]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (("12,4%", "50,1%", "37,5%"), ["consistent"]),
        (("12,4%", "50,1%", "37,6%"), ["consistent"]),  # within rounding
        (("12,4%", "50,1%", "38,5%"), ["suspect"]),
        (("12,4%", "50,1%", "7,5%"), []),  # not all sectors are named
    ],
)
def test_shares_of_one_whole(shares: tuple[str, ...], expected: list[str]) -> None:
    report = document(
        say(
            "Cơ cấu: nông nghiệp {}, công nghiệp {}, dịch vụ {}.".format(*shares),
            *(figure(s, "%", measure="share", group="Cơ cấu kinh tế") for s in shares),
        )
    )

    assert [c.verdict for c in audit(report)] == expected


@pytest.mark.parametrize(
    ("shares", "first", "expected"),
    [
        # Three sectors and nothing beside them but product taxes, some 9 % of a GRDP.
        (("23,8%", "12,4%", "18,8%"), "Nông, lâm, thủy sản", ["suspect"]),
        (("23,8%", "45,2%", "23,0%"), "Nông, lâm, thủy sản", []),
        (("23,8%", "12,4%", "18,8%"), "Vận tải", []),
    ],
)
def test_the_sectors_of_an_economy_leave_little_beside_them(
    shares: tuple[str, ...], first: str, expected: list[str]
) -> None:
    labels = (first, "Công nghiệp", "Dịch vụ")
    items = "; ".join(f"{a} chiếm {b}" for a, b in zip(labels, shares, strict=True))
    report = document(
        say(
            f"Cơ cấu kinh tế: {items}.",
            *(
                figure(share, "%", measure="share", indicator=label)
                for share, label in zip(shares, labels, strict=True)
            ),
        )
    )

    assert [check.verdict for check in audit(report)] == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [("30%", ["consistent", "consistent"]), ("40%", ["inconsistent", "consistent"])],
)
def test_a_share_is_of_the_whole_that_its_sibling_fits(first: str, expected: list[str]) -> None:
    text = f"Trong tổng chi, đầu tư 36 tỷ đồng, chiếm {first}; thường xuyên 83 tỷ đồng, ..."
    report = document(
        say("Chi 120 tỷ đồng.", figure("120 tỷ đồng", "VND", indicator="Tổng chi ngân sách")),
        say(
            f"Trong tổng chi, đầu tư 36 tỷ đồng, chiếm {first};",
            figure("36 tỷ đồng", "VND", indicator="đầu tư"),
            figure(first, "%", measure="share", indicator="đầu tư"),
        ),
        say(
            "thường xuyên 83 tỷ đồng, chiếm 69,2%.",
            figure("83 tỷ đồng", "VND", indicator="thường xuyên"),
            figure("69,2%", "%", measure="share", indicator="thường xuyên"),
        ),
    )
    report = replace(
        report,
        observations=tuple(
            one
            if one.indicator == "Tổng chi ngân sách"
            else replace(one, context=text, paragraph=2)
            for one in report.observations
        ),
    )

    assert [check.verdict for check in audit(report)] == expected


@pytest.mark.parametrize(
    ("rate", "indicator_id", "expected"),
    [
        ("106,18%", "tthc_ontime_rate", [("part_of_whole", "suspect")]),
        ("100%", "tthc_ontime_rate", []),
        ("106,18%", "public_invest_disbursement_rate", []),  # of another year's plan too
    ],
)
def test_a_part_of_all_there_is_cannot_exceed_it(
    rate: str, indicator_id: str, expected: list[tuple[str, str]]
) -> None:
    report = document(
        table(f"TT | Chỉ tiêu | Kết quả\n1 | Tỷ lệ hồ sơ đúng hạn | {rate}", {2: {"unit": "%"}})
    )
    named = tuple(replace(one, indicator_id=indicator_id) for one in report.observations)
    report = replace(report, observations=named)

    assert [(check.kind, check.verdict) for check in audit(report)] == expected
