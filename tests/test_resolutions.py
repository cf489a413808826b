"""Resolutions and programmes: what they set are targets, what they look back on is not."""

from __future__ import annotations

from pathlib import Path

import solieu

RESOLUTION = """HỘI ĐỒNG NHÂN DÂN
TỈNH TRUNG GIANG

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2024

Điều 1. Thông qua đánh giá kết quả năm 2023

1. Thu ngân sách đạt 8.712/8.400 tỷ đồng.

Điều 2. Mục tiêu, chỉ tiêu chủ yếu

1. Chỉ tiêu kinh tế

a) Thu ngân sách trên địa bàn 9.500 tỷ đồng.

b) Tỷ lệ đô thị hóa đạt 27%; tăng trưởng kinh tế từ 8,5% trở lên.

2. Chỉ tiêu xã hội

- Tạo việc làm cho 22.000 lao động; giảm tỷ lệ hộ nghèo 2%.
"""


def test_a_resolution_sets_targets_and_looks_back(tmp_path: Path) -> None:
    path = tmp_path / "nghi-quyet.txt"
    path.write_text(RESOLUTION, encoding="utf-8")

    found = [
        (one.section, one.raw, one.measure, one.period) for one in solieu.read(path).observations
    ]

    assert found == [
        ("Điều 1.1", "8.712", "actual", "2023"),
        ("Điều 1.1", "8.400 tỷ đồng", "plan", "2023"),
        ("Điều 2.1.a", "9.500 tỷ đồng", "plan", "2024"),
        ("Điều 2.1.b", "27%", "plan", "2024"),
        ("Điều 2.1.b", "8,5%", "plan", "2024"),
        ("Điều 2.2", "22.000 lao động", "plan", "2024"),
        ("Điều 2.2", "2%", "plan", "2024"),
    ]
