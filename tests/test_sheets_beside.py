"""Tables beside each other on one sheet: each with its own names of rows, title and unit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import solieu
from tests.workbooks import At, Page, rows, workbook, xlsx

VILLAGES = """\
TT|Tên xã|Hộ nghèo|Hộ cận nghèo
1|Xã An Bình|120|44
2|Xã Hòa Lạc|98|39
3|Xã Tân Phú|77|21"""
MORE = """\
TT|Tên xã|Hộ nghèo|Hộ cận nghèo
4|Xã Phú Lộc|12|4
5|Xã Đông Sơn|9|3"""
HERDS = """\
Loại|Số con|So với 2023 (%)
Trâu|1250|98.2
Bò|3421|101.4
Lợn|15172|103.9"""
HERDS_TITLE = "Bảng 2. Đàn gia súc năm 2024"


def at(column: int, text: str, top: int) -> list[At]:
    """The grid drawn by ``rows``, its first column in ``column`` (0 is A)."""
    return [
        At(chr(ord(one.place[0]) + column) + one.place[1:], one.value, "General")
        for one in rows(text, top=top)
    ]


def told(tmp_path: Path, page: Page) -> set[tuple[str, str, Decimal, str]]:
    path = tmp_path / "bang.xlsx"
    path.write_bytes(xlsx(page))
    report = solieu.read(path, indicators=False)
    assert {one.period for one in report.observations} == {"2024"}
    return {
        (one.area, one.indicator, one.value, one.unit)
        for one in report.observations
        if one.value is not None
    }


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_one_title_and_unit_for_both(tmp_path: Path, gap: int) -> None:
    right = 4 + gap
    last = chr(65 + right + 3)
    title = [At("A1", "Kết quả giảm nghèo năm 2024"), At(f"{last}2", "Đơn vị tính: hộ")]
    page = Page("Biểu", [*title, *at(0, VILLAGES, 3), *at(right, MORE, 3)], merged=[f"A1:{last}1"])
    assert told(tmp_path, page) == {
        (f"xã {place}", indicator, Decimal(value), "hộ")
        for place, poor, nearly in [
            ("An Bình", 120, 44),
            ("Hòa Lạc", 98, 39),
            ("Tân Phú", 77, 21),
            ("Phú Lộc", 12, 4),
            ("Đông Sơn", 9, 3),
        ]
        for indicator, value in (("Hộ nghèo", poor), ("Hộ cận nghèo", nearly))
    }


def test_each_with_its_title_and_a_third_below(tmp_path: Path) -> None:
    below = "Chỉ tiêu|Dự toán|Thực hiện\nThuế|1200|1350\nPhí|80|82"
    page = Page(
        "Biểu",
        [
            At("A1", "Bảng 1. Hộ nghèo năm 2024 (hộ)"),
            At("F1", HERDS_TITLE),
            *at(0, VILLAGES, 3),
            *at(5, HERDS, 3),
            # The unit stands beside the title, with no row between them and the header.
            At("A9", "Bảng 3. Thu ngân sách năm 2024"),
            At("C9", "Đơn vị: triệu đồng"),
            *at(0, below, 10),
        ],
    )
    text = workbook(xlsx(page)).text
    assert text.index("| Lợn |") < text.index("Bảng 3.")
    assert text.index("| 3 | Xã Tân Phú | 77 | 21 |") < text.index(HERDS_TITLE)
    found = told(tmp_path, page)
    assert ("xã Hòa Lạc", "Hộ nghèo", Decimal(98), "hộ") in found
    assert ("", "Đàn gia súc bò", Decimal(3421), "con") in found
    taxes = {value for _, label, value, unit in found if "thuế" in label.lower() and unit == "VND"}
    assert taxes == {Decimal(1_200_000_000), Decimal(1_350_000_000)}
    assert len(found) == 6 + 6 + 4


@pytest.mark.parametrize(
    "grid",
    [
        # A column that only spaces, and one of remarks.
        "Chỉ tiêu||Năm 2023||Năm 2024|Ghi chú\nThuế||8||9|ước\nPhí||3||4|ước\nLệ phí||5||6|ước",
        # Units behind a gap, the same in each row.
        "Chỉ tiêu|Năm 2023||ĐVT|Năm 2024\nThuế|8||tấn|9\nPhí|3||tấn|4\nLệ phí|5||tấn|6",
        # Names that come again over the years.
        "Chỉ tiêu|Kế hoạch|Thực hiện|Kế hoạch|Thực hiện\nThuế|8|9|8|9\nPhí|3|4|5|6\nNợ|3|4|5|6",
    ],
)
def test_one_table_stays_one(grid: str) -> None:
    reading = workbook(xlsx(Page("Biểu", [At("A1", "Thu ngân sách"), *rows(grid, top=3)])))
    assert len(reading.tables) == 1
