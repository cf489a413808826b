"""Time series: cells, vintages, and what is never joined."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from normalize.series import OLD_TERRITORY, SeriesRow, build
from solieu.model import Document, DocumentInfo, Observation, Reading, Recognition, Span

WARD = "phường Đông Thái"


def figure(value: str | None, **fields: Any) -> Observation:
    given: dict[str, Any] = {
        "observation_id": f"o-{value}", "document_id": "", "source": "", "area": WARD,
        "section": "", "indicator": "Thu nội địa", "indicator_id": "rev_domestic", "group": "",
        "measure": "actual", "compare_to": "", "target_authority": "", "period": "2026-01",
        "period_basis": "document", "comparator": "=", "unit": "VND", "resolution": Decimal(1),
        "exact": True, "obs_status": "A", "price_basis": "", "raw": "", "context": "", "page": 0,
        "paragraph": 1, "footnote": "", "table": 0, "row": 0, "column": 0, "char_start": 0,
        "char_end": 1, "bbox": None, "flags": (), "span": Span(0, 1),
    }  # fmt: skip
    value_given = Decimal(value) if value is not None else None
    return Observation(**{**given, **fields}, value=value_given)


def report(name: str, issued: str, *figures: Observation, period: str = "2026-01") -> Recognition:
    reading = Reading(f"{name}.txt", name.ljust(64, "0"), "txt", "", ())
    stamped = tuple(
        replace(
            one,
            document_id=reading.document_id,
            source=reading.source,
            observation_id=f"{name}-{number}",
        )
        for number, one in enumerate(figures)
    )
    info = DocumentInfo(area=WARD, issued=issued, period=period)
    return Recognition(Document(reading, ()), info, stamped, ())


def brief(rows: tuple[SeriesRow, ...]) -> list[tuple[str, str, str, int, bool]]:
    return [(one.period, str(one.value), one.vintage, one.revision, one.latest) for one in rows]


def test_a_row_has_all_of_the_contract() -> None:
    (row,) = build([report("a", "2026-01-25", figure("5", obs_status="E", measure="estimate"))])

    assert row == SeriesRow(
        area=WARD,
        indicator_id="rev_domestic",
        indicator="Thu nội địa",
        measure="estimate",
        compare_to="",
        frequency="M",
        period="2026-01",
        value=Decimal(5),
        unit="VND",
        obs_status="E",
        price_basis="",
        vintage="2026-01-25",
        document_id="a".ljust(16, "0"),
        observation_id="a-0",
        revision=1,
        latest=True,
    )


def test_vintages_are_kept_in_order_of_publication() -> None:
    first = report("z", "2026-01-25", figure("5"))
    second = report("a", "2026-02-25", figure("6"))
    third = report("m", "2026-03-25", figure("6"))

    assert brief(build([third, first, second])) == [
        ("2026-01", "5", "2026-01-25", 1, False),
        ("2026-01", "6", "2026-02-25", 2, False),
        ("2026-01", "6", "2026-03-25", 3, True),
    ]


def test_a_report_without_a_date_is_as_old_as_its_period() -> None:
    rows = build(
        [
            report("a", "", figure("5"), period="2026-01"),
            report("b", "2026-01-20", figure("4")),
            report("c", "", figure("3"), period=""),
        ]
    )

    assert brief(rows) == [
        ("2026-01", "3", "", 1, False),
        ("2026-01", "4", "2026-01-20", 2, False),
        ("2026-01", "5", "2026-01", 3, True),
    ]


def test_periods_of_every_length_are_kept_apart() -> None:
    periods = ["2026-01", "2026-01..2026-05", "2026", "2026-Q1", "..2026-01-21", "2026-02"]

    rows = build([report("a", "2026-06-01", *(figure("1", period=one) for one in periods))])

    assert [(one.frequency, one.period) for one in rows] == [
        ("A", "2026"),
        ("M", "2026-01"),
        ("M", "2026-02"),
        ("Q", "2026-Q1"),
        ("as_of", "..2026-01-21"),
        ("cumulative", "2026-01..2026-05"),
    ]
    assert all(one.latest for one in rows)


def test_a_figure_repeated_in_a_document_is_one_row_the_more_precise() -> None:
    rows = build(
        [
            report(
                "a",
                "2026-01-25",
                figure("20700", resolution=Decimal(100)),
                figure("20684", resolution=Decimal(1)),
                figure("20684", resolution=Decimal(1), table=1),
            )
        ]
    )

    assert [(one.value, one.observation_id) for one in rows] == [(Decimal(20684), "a-1")]


def test_what_is_left_out() -> None:
    rows = build(
        [
            report(
                "a",
                "2026-01-25",
                figure(None),
                figure("3", period=""),
                figure("2000000", comparator=">=", measure="plan"),
                figure("2500000", comparator="<=", measure="plan"),
            )
        ]
    )

    assert rows == ()


def test_one_bound_alone_is_a_number() -> None:
    rows = build([report("a", "2026-01-25", figure("95", comparator=">=", measure="plan"))])

    assert [one.value for one in rows] == [Decimal(95)]


APART = [
    ({"measure": "plan"}, {"measure": "actual"}),
    ({"price_basis": "giá so sánh 2010"}, {"price_basis": "giá hiện hành"}),
    ({"measure": "plan", "target_authority": "tỉnh"},
     {"measure": "plan", "target_authority": "HĐND huyện"}),
    ({"measure": "change", "compare_to": "yoy"}, {"measure": "change", "compare_to": "prev"}),
    ({"unit": "VND"}, {"unit": "%"}),
    ({"area": "phường Đông Thái"}, {"area": "phường Hòa Tân"}),
    ({"indicator_id": "", "indicator": "Cờ dây"}, {"indicator_id": "", "indicator": "Cờ cá"}),
    ({"indicator_id": "", "indicator": "Cấp mới", "group": "Hồ sơ"},
     {"indicator_id": "", "indicator": "Cấp mới", "group": "Giấy phép"}),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), APART)
def test_never_joined(first: dict[str, str], second: dict[str, str]) -> None:
    rows = build(
        [
            report("a", "2026-01-25", figure("5", **first)),
            report("b", "2026-02-25", figure("6", **second)),
        ]
    )

    assert [(one.revision, one.latest) for one in rows] == [(1, True), (1, True)]


def test_authorities_of_a_plan_can_be_told_apart() -> None:
    plans = [figure("5", measure="plan", target_authority=by) for by in ("tỉnh", "HĐND huyện")]

    rows = build([report("a", "2026-01-25", *plans)])

    assert [one.indicator for one in rows] == ["Thu nội địa [HĐND huyện]", "Thu nội địa [tỉnh]"]


def test_two_companies_are_two_series_and_one_is_one() -> None:
    def of(issuer: str, name: str, period: str) -> Recognition:
        told = report(name, "2026-01-25", figure("5", area="", period=period))
        return replace(told, info=replace(told.info, area="", issuer=issuer))

    rows = build(
        [
            of("CÔNG TY CỔ PHẦN SỮA AN LẠC (ALM)", "a", "2024"),
            of("Công ty cổ phần sữa An Lạc", "b", "2025"),
            of("NGÂN HÀNG TMCP ĐÔNG HẢI", "c", "2024"),
            of("Ngân hàng Nhà nước", "d", "2024"),
        ]
    )

    assert [(one.indicator, one.period) for one in rows] == [
        ("Thu nội địa", "2024"),
        ("Thu nội địa [CÔNG TY CỔ PHẦN SỮA AN LẠC]", "2024"),
        ("Thu nội địa [CÔNG TY CỔ PHẦN SỮA AN LẠC]", "2025"),
        ("Thu nội địa [NGÂN HÀNG TMCP ĐÔNG HẢI]", "2024"),
    ]


def test_a_label_of_its_own_is_one_series_over_time() -> None:
    rows = build(
        [
            report("a", "2026-01-25", figure("5", indicator_id="", indicator="Số băng rôn treo")),
            report(
                "b",
                "2026-02-25",
                figure("6", indicator_id="", indicator="băng rôn treo", period="2026-02"),
            ),
        ]
    )

    assert [(one.indicator, one.period) for one in rows] == [
        ("Số băng rôn treo", "2026-01"),
        ("Số băng rôn treo", "2026-02"),
    ]


def test_a_counter_with_or_without_its_noun_is_one_series() -> None:
    def herd(unit: str, period: str) -> Observation:
        return figure("9", indicator_id="pig_herd", indicator="x", unit=unit, period=period)

    rows = build([report("a", "2026-01-25", herd("con", "2026-01"), herd("con lợn", "2026-02"))])

    assert [(one.indicator, one.unit) for one in rows] == [
        ("Tổng đàn lợn", "con"),
        ("Tổng đàn lợn", "con"),
    ]
    assert [one.period for one in rows] == ["2026-01", "2026-02"]


def test_territories_before_and_after_the_reform_are_marked() -> None:
    def on(issued: str, area: str) -> str:
        return build([report("a", issued, figure("5", area=area))])[0].area

    assert on("2025-05-20", "tỉnh Lâm Đồng") == "tỉnh Lâm Đồng" + OLD_TERRITORY
    assert on("2025-07-20", "tỉnh Lâm Đồng") == "tỉnh Lâm Đồng"
    assert on("2025-05-20", "thành phố Hà Nội") == "thành phố Hà Nội"
    assert on("2025-05-20", "") == ""


def test_a_ward_with_and_without_its_city_is_one_ward() -> None:
    rows = build(
        [
            report("a", "2026-01-25", figure("5", area="phường Đông Thái, thành phố Hải Phòng")),
            report("b", "2026-02-25", figure("6", area="phường Đông Thái")),
        ]
    )

    assert {one.area for one in rows} == {"phường Đông Thái, thành phố Hải Phòng"}
    assert [one.revision for one in rows] == [1, 2]


def test_two_wards_of_one_name_stay_two() -> None:
    cities = ("thành phố Hải Phòng", "thành phố Hà Nội")
    rows = build(
        [
            report("a", "2026-01-25", figure("5", area=f"phường Đông Thái, {cities[0]}")),
            report("b", "2026-01-25", figure("6", area=f"phường Đông Thái, {cities[1]}")),
            report("c", "2026-01-25", figure("7", area="phường Đông Thái")),
        ]
    )

    assert len({one.area for one in rows}) == 3


def test_the_order_of_documents_changes_nothing() -> None:
    reports = [
        report(name, issued, figure(value), figure(value, indicator_id="", indicator=name))
        for name, issued, value in (("c", "", "1"), ("a", "2026-01", "2"), ("b", "2026-01", "3"))
    ]

    assert build(reports) == build(reports[::-1])


def test_no_documents() -> None:
    assert build([]) == ()
