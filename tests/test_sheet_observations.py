"""Workbooks to observations: normalize.sheet_grid, header paths, units, places, hierarchy."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.sheets import read_workbook
from extract.structure import build
from normalize.metadata import describe
from normalize.observe import observe
from solieu.model import Observation, Recognition
from tests.workbooks import At, Page, rows, xlsx


def recognise(*pages: Page) -> Recognition:
    document = build(read_workbook(xlsx(*pages), "so-lieu.xlsx", "0" * 64, "xlsx"))
    return observe(document, describe(document))


def at(recognition: Recognition, place: str) -> Observation:
    row, column = int(place[1:]), ord(place[0]) - 64
    return next(o for o in recognition.observations if (o.row, o.column) == (row, column))


def page(text: str, *, code: str = "0.0", merged: tuple[str, ...] = (), **more: object) -> Page:
    return Page("Biểu", rows(text, code=code), merged=merged)


OUTPUT = page(
    """
1. Giá trị sản xuất của huyện theo giá so sánh 2010
||||Tỷ đồng
||Sơ bộ|Ước tính|So với cùng kỳ|
||quý I|quý II|năm trước (%)|
||năm|năm|Quý I|Quý II
||2021|2021|năm 2021|năm 2021

TỔNG SỐ||1200.25|1300.75|104.2|98.95
|Nông nghiệp|200.5|300.25|101|102
|Công nghiệp|999.75|1000.5|105|97
""",
    merged=("E3:F3", "E4:F4"),
)
OUTPUT = Page(
    OUTPUT.name,
    [At(c.place, 2021) if c.value == 2021 else c for c in OUTPUT.cells],
    OUTPUT.merged,
)


def test_a_stacked_header_gives_period_measure_base_and_unit() -> None:
    found = recognise(OUTPUT)
    total, estimate, index, last = (at(found, place) for place in ("C8", "D8", "E8", "F10"))

    assert (total.indicator, total.period, total.measure) == (
        "Giá trị sản xuất của huyện",
        "2021-Q1",
        "actual",
    )
    assert (total.value, total.unit, total.raw) == (Decimal("1200250000000"), "VND", "1200,3")
    assert (total.resolution, total.exact) == (Decimal("100000000"), False)
    assert (total.obs_status, total.price_basis) == ("P", "giá so sánh 2010")
    assert (estimate.measure, estimate.period, estimate.obs_status) == ("estimate", "2021-Q2", "E")
    assert (index.measure, index.compare_to, index.period) == ("index", "yoy", "2021-Q1")
    assert (index.value, index.unit) == (Decimal("104.2"), "%")
    assert (last.period, last.indicator) == ("2021-Q2", "Giá trị sản xuất của huyện công nghiệp")
    assert last.section == "1"


def test_parts_hang_on_the_row_above_that_is_set_out_further() -> None:
    found = recognise(OUTPUT)

    assert at(found, "C9").whole == at(found, "C8").observation_id
    assert at(found, "C9").group == "Giá trị sản xuất của huyện"
    assert at(found, "E9").whole == ""  # an index is no sum of its parts


def test_no_number_is_left_without_a_reason() -> None:
    found = recognise(OUTPUT)

    assert {entry.reason for entry in found.numbers} <= {
        "observation", "year", "period", "heading", "list_item",
    }  # fmt: skip


# Header phrases from top to bottom over one column, what they say of its figures.
HEADERS = [
    (("Thực hiện", "tháng 5", "năm 2021"), "actual", "", "2021-05"),
    (("Ước tính tháng 6 năm 2021",), "estimate", "", "2021-06"),
    (("Cộng dồn", "6 tháng đầu", "năm 2021"), "actual", "", "2021-S1"),
    (("Thực hiện 11 tháng 2020",), "actual", "", "2020-01..2020-11"),
    (("Tháng 6 năm 2021 so với", "tháng 5 năm 2021 (%)"), "index", "prev", "2021-06"),
    (("Tháng 6 năm 2021 so với", "tháng trước"), "index", "prev", "2021-06"),
    (("Tháng 6/2021 so với", "cùng kỳ năm 2020 (%)"), "index", "yoy", "2021-06"),
    (("6 tháng năm 2021 so với", "kế hoạch năm 2021 (%)"), "pct_of_plan", "", "2021-S1"),
    (("Quý II năm 2021 so với", "quý I năm 2021 (%)"), "index", "prev", "2021-Q2"),
    (("Kế hoạch năm 2021",), "plan", "", "2021"),
    (("Vụ đông xuân năm 2021",), "actual", "", "2021"),
    (("Năm 2021 so với năm 2020 (%)",), "index", "yoy", "2021"),
    (("Cơ cấu (%)", "Năm 2021"), "share", "", "2021"),
]


@pytest.mark.parametrize(("header", "measure", "compare_to", "period"), HEADERS)
def test_what_a_header_says(
    header: tuple[str, ...], measure: str, compare_to: str, period: str
) -> None:
    lines = "\n".join(f"|{line}" for line in header)
    found = recognise(page(f"Sản lượng khai thác của huyện\n{lines}\nThan sạch|12.5"))
    (one,) = found.observations

    assert (one.measure, one.compare_to, one.period) == (measure, compare_to, period)


UNITS = [
    ("ĐVT: triệu đồng", "Thu phí", "Năm 2021", "12500000", "VND"),
    ("", "Thu phí (Tỷ đồng)", "Năm 2021", "12500000000", "VND"),
    ("Nghìn ha", "Rừng trồng", "Năm 2021", "12500", "ha"),
    ("Tỷ đồng", "Rừng trồng (Nghìn ha)", "Năm 2021", "12500", "ha"),
    ("", "Vốn", "Năm 2021 (Triệu USD)", "12500000", "USD"),
    ("", "Vận chuyển (Nghìn HK)", "Năm 2021", "12500", "hành khách"),
    ("%", "Tỷ lệ che phủ rừng", "Năm 2021", "12.5", "%"),
    ("Tỷ đồng", "Thu phí", "Năm 2021 so với năm 2020 (%)", "12.5", "%"),
]


@pytest.mark.parametrize(("line", "label", "header", "value", "unit"), UNITS)
def test_where_a_unit_is_taken_from(
    line: str, label: str, header: str, value: str, unit: str
) -> None:
    text = f"5. Số liệu của huyện năm 2021\n|{line}\n|{header}\n{label}|12.5"
    (one,) = recognise(page(text)).observations

    assert (one.value, one.unit) == (Decimal(value), unit)


PRODUCTS = page(
    """
7. Một số sản phẩm chủ yếu
|Đơn vị|Ước tính
|tính|năm 2021
Than sạch|Nghìn tấn|12.5
Dầu thô|"|8
Điện|Triệu kwh|100
"""
)
TRADE = page(
    """
8. Hàng hóa xuất khẩu
||Nghìn tấn; triệu USD
|Năm 2021|
|Lượng|Trị giá
Gạo|6.5|3.25
""",
    merged=("B3:C3",),
)
CROPS = page(
    """
9. Kết quả trồng trọt
|Năm 2021
Lúa hè thu|
   Diện tích (Nghìn ha)|2
   Sản lượng (Nghìn tấn)|11
Sản lượng rau (Tấn)|
   Cà chua|300
"""
)
PLACES = page(
    """
10. Diện tích và năng suất lúa mùa phân theo địa phương
|Diện tích|Năng suất
|(Nghìn ha)|(Tạ/ha)
|năm 2021|năm 2021
CẢ NƯỚC|1500.5|50
   Hà Nội|80|55.5
"""
)
TRANSPORT = page(
    """
11. Tình hình vận tải năm 2021
|Khối lượng|Luân chuyển
|vận chuyển|
|
A. HÀNH KHÁCH|Nghìn HK|Triệu HK.km
Đường bộ|100|5
B. HÀNG HÓA|Nghìn tấn|Triệu tấn.km
Đường bộ|300|70
"""
)
YEARS = page(
    """
12. Tỷ lệ hộ nghèo
|%
|Chung|Thành thị
Tỷ lệ hộ nghèo chung|
   Quý I năm 2021|5.5|2
   Ước tính 6 tháng đầu năm 2021|5|1.5
"""
)
NAMES = [
    (PRODUCTS, "C5", "Dầu thô", "", "8000", "t"),
    (PRODUCTS, "C6", "Điện", "", "100000000", "kWh"),
    (TRADE, "B5", "Lượng hàng hóa xuất khẩu gạo", "", "6500", "t"),
    (TRADE, "C5", "Trị giá hàng hóa xuất khẩu gạo", "", "3250000", "USD"),
    (CROPS, "B4", "Diện tích lúa hè thu", "", "2000", "ha"),
    (CROPS, "B7", "Sản lượng rau cà chua", "", "300", "t"),
    (PLACES, "B6", "Diện tích lúa mùa", "thành phố Hà Nội", "80000", "ha"),
    (PLACES, "C5", "Năng suất lúa mùa", "Cả nước", "50", "tạ/ha"),
    (TRANSPORT, "C6", "Luân chuyển hành khách đường bộ", "", "5000000", "hành khách.km"),
    (TRANSPORT, "B8", "Khối lượng vận chuyển hàng hóa đường bộ", "", "300000", "t"),
    (YEARS, "C5", "Tỷ lệ hộ nghèo chung thành thị", "", "2", "%"),
]


@pytest.mark.parametrize(("sheet", "place", "indicator", "area", "value", "unit"), NAMES)
def test_what_a_figure_is_called(
    sheet: Page, place: str, indicator: str, area: str, value: str, unit: str
) -> None:
    one = at(recognise(sheet), place)

    assert (one.indicator, one.area) == (indicator, area)
    assert (one.value, one.unit) == (Decimal(value), unit)


def test_rows_may_be_periods() -> None:
    found = recognise(YEARS)

    assert [at(found, place).period for place in ("B5", "B6")] == ["2021-Q1", "2021-S1"]


def test_cells_in_words_and_dates_hold_no_figure() -> None:
    sheet = Page(
        "Kế hoạch",
        [
            *rows("6. Đầu tư\n|Thực hiện năm 2021|Hoàn thành\nCầu A|12.5|\nCầu B|Đang lập hồ sơ|"),
            At("C3", 44561, "dd/mm/yyyy"),
        ],
    )
    found = recognise(sheet)

    words = at(found, "B4")
    assert (words.value, words.raw) == (None, "Đang lập hồ sơ")
    assert [entry.reason for entry in found.numbers if entry.column == 3] == ["date"] * 3


def test_counts_are_exact_and_cut_numbers_are_not() -> None:
    text = "6. Doanh nghiệp\n|Số doanh nghiệp\n|năm 2021\nĐăng ký mới (DN)|12960\nTạm ngừng (DN)|"
    sheet = Page("DN", [*rows(text, code="0"), At("B5", 37.6, "0")])
    found = recognise(sheet)

    assert (at(found, "B4").value, at(found, "B4").exact) == (Decimal(12960), True)
    cut = at(found, "B5")
    assert (cut.value, cut.raw, cut.resolution, cut.exact) == (
        Decimal("37.6"),
        "38",
        Decimal(1),
        False,
    )


def test_a_name_that_stands_twice_takes_the_name_above() -> None:
    sheet = page("3. Chỉ tiêu\n|Năm 2021\nThan|10\n   Nhà nước|6\nDầu|8\n   Nhà nước|8\n", code="0")
    found = recognise(sheet)

    assert [o.indicator for o in found.observations] == [
        "Than", "Than nhà nước", "Dầu", "Dầu nhà nước",
    ]  # fmt: skip


def test_a_starred_row_takes_the_unit_of_the_note() -> None:
    sheet = page(
        """
8. Hàng hóa nhập khẩu
||Nghìn tấn; triệu USD
|Năm 2021|
|Lượng|Trị giá
Sắt thép|6.5|3.25
Ô tô(*)|250|8.5
(*) Chiếc; triệu USD
"""
    )
    found = recognise(sheet)

    assert [(at(found, f"B{row}").value, at(found, f"B{row}").unit) for row in (5, 6)] == [
        (Decimal(6500), "t"),
        (Decimal(250), "chiếc"),
    ]


def test_a_part_of_a_starred_row_takes_the_unit_of_the_note() -> None:
    found = recognise(
        page(
            """
2. Nhập khẩu năm 2021
|||Nghìn tấn, triệu USD
|Thực hiện năm 2020||
|Lượng|Trị giá
Tổng trị giá||900
Ô tô(*)||300
   Trong đó: Nguyên chiếc|21.0|120
Sắt thép|40.5|80
   Trong đó: Phôi thép|12.5|30
(*) Nghìn chiếc, triệu USD
"""
        )
    )
    cars, steel = at(found, "B7"), at(found, "B9")
    assert (cars.value, cars.unit) == (Decimal(21000), "chiếc")
    assert (steel.value, steel.unit) == (Decimal(12500), "t")


def test_what_is_set_in_under_the_words_behind_trong_do_is_a_part_beside_them() -> None:
    found = recognise(
        page(
            """
3. Sản lượng lương thực năm 2021
|Tấn
|2021
Lương thực có hạt|90.5
   Trong đó: Lúa|60.5
            Ngô|20.5
            Kê|9.5
Rau|12.5
"""
        )
    )
    groups = [at(found, place).group for place in ("B4", "B5", "B6", "B7", "B8")]
    assert groups == ["", *["Lương thực có hạt"] * 3, ""]
