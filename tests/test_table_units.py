"""The unit of a table where only its title says it: a factor of a million hangs on it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import solieu

REPORT = """# BÁO CÁO
Kết quả năm 2024

Thu ngân sách có chuyển biến.

{title}

| Chỉ tiêu | Kế hoạch năm 2024 | Thực hiện năm 2024 |
| --- | --- | --- |
| Thu nội địa | 12.500 | 13.204 |
"""


@pytest.mark.parametrize(
    ("title", "scale", "unit"),
    [
        ("Biểu 1. Thu ngân sách năm 2024 (triệu đồng)", 6, "VND"),
        ("Biểu 1. Thu ngân sách năm 2024\n\nĐVT: Tr.đ", 6, "VND"),
        ("Kết quả thu ngân sách năm 2024 (triệu đồng)", 6, "VND"),
        ("Kết quả thu ngân sách năm 2024 (đơn vị tính: triệu đồng)", 6, "VND"),
        ("Bảng 2: Thu ngân sách năm 2024, đơn vị: tỷ đồng", 9, "VND"),
        ("Thu ngân sách cụ thể như sau (đơn vị: triệu đồng):", 6, "VND"),
        ("Biểu số 3 - Thu ngân sách (1.000 đồng)", 3, "VND"),
        ("Biểu 4. Sản lượng một số cây trồng (nghìn tấn)", 3, "t"),
        ("Kết quả thu ngân sách năm 2024 (tiếp theo)", 0, ""),
        ("Thu ngân sách đạt khá (triệu đồng là đơn vị của bảng trước).", 0, ""),
    ],
)
def test_a_title_that_ends_with_a_unit(tmp_path: Path, title: str, scale: int, unit: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(REPORT.format(title=title), encoding="utf-8")

    found = solieu.read(path).observations

    assert [(one.value, one.unit) for one in found] == [
        (Decimal(figure).scaleb(scale), unit) for figure in (12500, 13204)
    ]
