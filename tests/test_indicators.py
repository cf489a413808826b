"""Labels matched to the catalogue: right, or not at all."""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from importlib.resources import files

import pytest

from normalize.catalogue import Indicator, build_catalogue, catalogue
from normalize.indicators import match
from normalize.labels import normal
from solieu.model import Document, DocumentInfo, Measure, Observation, Reading, Recognition, Span


def observation(
    label: str, unit: str = "VND", measure: Measure = "actual", group: str = ""
) -> Observation:
    return Observation(
        observation_id="d-1", document_id="d", source="d.txt", area="", section="",
        indicator=label, indicator_id="", group=group, measure=measure, compare_to="",
        target_authority="", period="2026-01", period_basis="document", comparator="=",
        value=Decimal(1), unit=unit, resolution=Decimal(1), exact=True, obs_status="A",
        price_basis="", raw="1", context="", page=0, paragraph=1, footnote="", table=0, row=0,
        column=0, char_start=0, char_end=1, bbox=None, flags=(), span=Span(0, 1),
    )  # fmt: skip


def recognition(*observations: Observation) -> Recognition:
    reading = Reading("d.txt", "0" * 64, "txt", "", ())
    return Recognition(Document(reading, ()), DocumentInfo(), observations, ())


def matched(one: Observation) -> tuple[str, str]:
    (row,) = match([recognition(one)]).rows
    return row.indicator_id, row.how


EXACT = [
    ("Thu nội địa", "VND", "rev_domestic"),
    ("THU NỘI ĐỊA", "VND", "rev_domestic"),
    ("Lệ phí trước bạ.", "VND", "fee_registration"),
    ("Tỉ lệ hộ nghèo", "%", "poor_household_rate"),
    ("Sản lượng thuỷ sản", "t", "aquatic_output"),
    ("Tỷ lệ gia đình văn hoá", "%", "cultural_family_rate"),
    ("Năng suất lúa", "tạ/ha", "rice_yield"),
    ("Tổng đàn lợn", "con lợn", "pig_herd"),
    ("Đăng ký khai sinh", "", "births_registered"),
    ("Thu nhập bình quân đầu người", "VND/người/năm", "income_per_capita"),
]
SYNONYM = [
    ("Tổng thu NSNN trên địa bàn", "VND", "rev_state_area"),
    ("Thu ngân sách nhà nước theo phân cấp", "VND", "rev_state_area_decentralised"),
    ("GTSX công nghiệp – xây dựng", "VND", "output_industry_construction"),
    ("Giá trị sản xuất nông nghiệp - thuỷ sản", "VND", "output_agriculture"),
    ("Tỷ lệ bao phủ BHYT", "%", "health_insurance_coverage"),
    ("chi đầu tư XDCB", "VND", "exp_development"),
    ("Hộ nghèo", "hộ", "poor_households"),
]
FUZZY = [
    ("Tổng số hộ cận nghèo trên địa bàn phường", "hộ", "near_poor_households"),
    ("Số doanh nghiệp thành lập mới", "doanh nghiệp", "enterprises_new"),
    ("Thu ngân sach nhà nước trên địa bàn", "VND", "rev_state_area"),
    ("Diên tích gieo trồng", "ha", "sown_area"),
    ("Giá trị sản xuất của ngành công nghiệp và xây dựng", "VND", "output_industry_construction"),
]


@pytest.mark.parametrize(("label", "unit", "indicator"), EXACT)
def test_exact(label: str, unit: str, indicator: str) -> None:
    assert matched(observation(label, unit)) == (indicator, "exact")


@pytest.mark.parametrize(("label", "unit", "indicator"), SYNONYM)
def test_synonym(label: str, unit: str, indicator: str) -> None:
    assert matched(observation(label, unit)) in ((indicator, "synonym"), (indicator, "exact"))


@pytest.mark.parametrize(("label", "unit", "indicator"), FUZZY)
def test_fuzzy(label: str, unit: str, indicator: str) -> None:
    assert matched(observation(label, unit)) == (indicator, "fuzzy")


APART = [  # near-synonyms that are other things: none, or the right one, never the other
    ("Thu ngân sách", "VND", ""),
    ("Thu nội địa trừ tiền sử dụng đất và xổ số", "VND", ""),
    ("Giá trị tăng thêm", "VND", "value_added_total"),
    ("Giá trị tăng thêm công nghiệp", "VND", "value_added_industry"),
    ("Giá trị tăng thêm xây dựng", "VND", ""),
    ("Giá trị sản xuất nông nghiệp", "VND", "output_farming"),
    ("Giá trị sản xuất nông nghiệp và xây dựng", "VND", ""),
    ("Tổng chi ngân sách (đã trừ tiết kiệm 10% chi thường xuyên)", "VND",
     "exp_budget_total_after_savings"),
    ("Tổng chi ngân sách (đã trừ tiết kiệm 5% chi thường xuyên)", "VND", ""),
    ("Thu ngân sách địa phương", "VND", "rev_local_budget"),
    ("Thu ngân sách phường", "VND", "rev_commune_budget"),
    ("Tỷ lệ hộ cận nghèo", "%", "near_poor_household_rate"),
    ("Hộ thoát nghèo", "hộ", ""),
    ("Kim ngạch nhập khẩu", "USD", "imports"),
    ("Kim ngạch nhập khẩu máy móc", "USD", ""),
    ("Tổng số người được tiếp", "người", ""),
    ("Tổng số lượt tiếp", "lượt", "citizen_receptions"),
    ("Chỉ số giá tiêu dùng bình quân", "%", "cpi_average"),
    ("Tỷ lệ điều tra, khám phá tội phạm", "%", "crime_detection_rate"),
    ("Thu tiền thuế đất", "VND", ""),
    ("Diện tích lạc", "ha", "peanut_area"),
    ("Diện tích lúa bị hạn", "ha", ""),
    ("Sản lượng lúa đông xuân Tây Nguyên", "t", ""),
    ("Hồ sơ trực tuyến", "hồ sơ", ""),
    ("1", "hộ", ""),
    ("", "hộ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "unit", "indicator"), APART)
def test_near_synonyms_stay_apart(label: str, unit: str, indicator: str) -> None:
    assert matched(observation(label, unit))[0] == indicator


WITNESSES = [
    (observation("Hộ nghèo", "VND"), ""),
    (observation("Hộ nghèo", "người"), ""),
    (observation("Thu nội địa", "hộ"), ""),
    (observation("Thu nội địa", ""), ""),
    (observation("Thu nội địa", "%"), ""),
    (observation("Thu nội địa", "%", "pct_of_plan"), "rev_domestic"),
    (observation("Thu nội địa", "%", "change"), "rev_domestic"),
    (observation("Thu nội địa", "times", "index"), "rev_domestic"),
    (observation("Thu nội địa", "VND", "change"), "rev_domestic"),
    (observation("Thu nội địa", "hộ", "change"), ""),
    (observation("Tổng đàn lợn", "con lợn nái"), "pig_herd"),
    (observation("Tổng đàn lợn", "cong"), ""),
    (observation("Năng suất lúa", "t"), ""),
    (observation("Tiếp nhận mới", "hồ sơ"), "tthc_received"),
    (observation("Tiếp nhận mới", "đơn"), ""),
    (observation("Tiếp nhận mới", "hồ sơ", group="Hồ sơ một cửa"), "tthc_received"),
    (observation("Tiếp nhận mới", "hồ sơ", group="Thi đua khen thưởng"), ""),
    (observation("Hộ nghèo", "hộ", group="Trao quà Tết"), ""),
    (observation("Công nghiệp", "VND", group="Giá trị sản xuất"), "output_industry"),
    (observation("Thu nhập bình quân đầu người", "VND"), "income_per_capita"),
    (observation("Thu nhập bình quân đầu người", "VND/năm"), "income_per_capita"),
    (observation("GRDP bình quân đầu người", "USD"), "grdp_per_capita"),
    (observation("Thu nhập bình quân đầu người", "VND/hộ"), ""),
    (observation("Thu nhập bình quân đầu người", "hộ"), ""),
    (observation("Lợi nhuận trước thuế", "hộ"), ""),
    (observation("BHYT", "người"), "hi_persons"),
    (observation("BHYT", "VND"), ""),
    (observation("Lệ phí trước bạ", "VND", group="Tổng thu ngân sách"), "fee_registration"),
]


@pytest.mark.parametrize(("one", "indicator"), WITNESSES)
def test_unit_and_group_are_witnesses(one: Observation, indicator: str) -> None:
    assert matched(one)[0] == indicator


def test_rows_and_apply() -> None:
    first = recognition(observation("Thu nội địa"), observation("Thu nội địa", "%", "pct_of_plan"))
    second = recognition(observation("Thu nội địa"), observation("Cờ dây", "dây"))

    matching = match([first, second])

    rows = [(r.label, r.unit, r.indicator_id, r.indicator, r.series) for r in matching.rows]
    assert rows == [
        ("Cờ dây", "dây", "", "", "cờ dây"),
        ("Thu nội địa", "%", "rev_domestic", "Thu nội địa", ""),
        ("Thu nội địa", "VND", "rev_domestic", "Thu nội địa", ""),
    ]
    grounds = [(r.how, r.why, r.score, r.observations, r.documents) for r in matching.rows]
    assert grounds == [
        ("none", "no name is like it", Decimal("0.00"), 1, 1),
        ("exact", "name", Decimal("1.00"), 1, 1),
        ("exact", "name", Decimal("1.00"), 2, 2),
    ]
    applied = [one.indicator_id for one in matching.apply(second).observations]
    assert applied == ["rev_domestic", ""]


def test_order_of_documents_changes_nothing() -> None:
    parts = [recognition(observation(label, unit)) for label, unit, _ in EXACT + SYNONYM]

    assert match(parts).rows == match(parts[::-1]).rows


def test_nothing_is_loaded_when_all_names_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "normalize.likeness", None)

    assert matched(observation("Thu nội địa")) == ("rev_domestic", "exact")


def test_no_documents() -> None:
    assert match([]).rows == ()


def test_the_catalogue_is_sound() -> None:
    rows = files("normalize").joinpath("data", "indicators.csv").read_text("utf-8")
    ids = [row["id"] for row in csv.DictReader(rows.splitlines())]

    assert list(catalogue().by_id) == ids
    assert all(one.isascii() and len(one) <= 32 for one in ids)
    assert all(one.units and one.english for one in catalogue().by_id.values())


def test_a_name_for_two_indicators_is_refused() -> None:
    def indicator(id: str, *synonyms: str) -> Indicator:
        return Indicator(id, f"Tên {id}", id, ("hộ",), (), synonyms, "")

    with pytest.raises(ValueError, match="leads to a and b"):
        build_catalogue([indicator("a", "Số hộ"), indicator("b", "số hộ")])
    with pytest.raises(ValueError, match="comes twice"):
        build_catalogue([indicator("a"), indicator("a")])


@pytest.mark.parametrize(
    ("label", "same"),
    [
        ("Thu NSNN", "thu ngân sách nhà nước"),
        ("Thuỷ sản – hoá chất", "thủy sản - hóa chất"),
        ("Kĩ thuật", "Kỹ thuật"),
        ("GTSX CN-XD", "giá trị sản xuất công nghiệp - xây dựng"),
        ("giá trị (1.000 đồng)", "Giá trị 1.000 đồng"),
    ],
)
def test_spellings_of_one_label(label: str, same: str) -> None:
    assert normal(label) == normal(same)


@pytest.mark.parametrize(
    ("label", "other"),
    [("thuế đất", "thuê đất"), ("DT lúa", "diện tích lúa"), ("1,5 km", "15 km")],
)
def test_different_words_stay_different(label: str, other: str) -> None:
    assert normal(label) != normal(other)
