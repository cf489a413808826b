"""Documents that set targets: resolutions by article, school years, lists under a lead line."""

from __future__ import annotations

from pathlib import Path

import pytest

import solieu

RESOLUTION = """HỘI ĐỒNG NHÂN DÂN XÃ TÂN PHÚC
NGHỊ QUYẾT
Về nhiệm vụ kinh tế - xã hội năm 2025

Điều 1. Đánh giá kết quả thực hiện năm 2024
Thu ngân sách ước đạt 9,4 tỷ đồng, tăng 6% so với năm 2023.
Điều 2. Mục tiêu, chỉ tiêu năm 2025
1. Thu ngân sách 10,2 tỷ đồng, tăng 8% so với năm 2024.
2. Tỷ lệ hộ nghèo còn 1,5%.
"""
SCHOOL = """TRƯỜNG THCS TÂN PHÚC
BÁO CÁO
Tổng kết năm học 2022 - 2023

I. Kết quả
Tỷ lệ học sinh khá đạt 41%.
II. Chỉ tiêu năm học 2023 - 2024
Tỷ lệ học sinh khá đạt 44%.
"""
LEADS = """UBND XÃ TÂN PHÚC
BÁO CÁO
Tình hình kinh tế - xã hội 9 tháng đầu năm 2023

Ước thực hiện cả năm 2023 như sau:
- Thu ngân sách 8,7 tỷ đồng.
- Tỷ lệ hộ nghèo 2,1/2,3%.
Phấn đấu đến năm 2025 đạt các chỉ tiêu sau:
- Thu ngân sách 10 tỷ đồng.
"""
PARTY = """ĐẢNG BỘ XÃ TÂN PHÚC
PHƯƠNG HƯỚNG, MỤC TIÊU NHIỆM KỲ 2020 - 2025

- Thu ngân sách năm 2025 đạt 9 tỷ đồng, tăng 20% so với năm 2020.
"""
CASES = (
    (
        "resolution",
        RESOLUTION,
        [
            ("9,4 tỷ đồng", "estimate", "2024"),
            ("6%", "change", "2024"),
            ("10,2 tỷ đồng", "plan", "2025"),
            ("8%", "change", "2025"),
            ("1,5%", "plan", "2025"),
        ],
    ),
    ("school", SCHOOL, [("41%", "rate", "2022-09..2023-05"), ("44%", "plan", "2023-09..2024-05")]),
    (
        "leads",
        LEADS,
        [
            ("8,7 tỷ đồng", "estimate", "2023"),
            ("2,1", "rate", "2023"),
            ("2,3%", "plan", "2023"),
            ("10 tỷ đồng", "plan", "2025"),
        ],
    ),
    ("party", PARTY, [("9 tỷ đồng", "plan", "2025"), ("20%", "change", "2025")]),
)


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_targets_are_told_from_results(
    text: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text(text, encoding="utf-8")

    found = [(o.raw, o.measure, o.period) for o in solieu.read(path).observations]

    assert found == expected
