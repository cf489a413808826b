"""Two small reports and what the tests of the command line do with them."""

from __future__ import annotations

import csv
from pathlib import Path

GOOD = """\
ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

Số: 07/BC-UBND

Hòa An, ngày 25 tháng 02 năm 2026

BÁO CÁO
Tình hình kinh tế - xã hội tháng 02 năm 2026

I. KINH TẾ

1. Thu ngân sách đạt 12.500 triệu/50.000 triệu đồng, đạt 25% dự toán.

2. Trong tháng tiếp nhận 40 hồ sơ, gồm: 25 hồ sơ trực tuyến, 15 hồ sơ trực tiếp.
"""

# 13.500 of 50.000 is 27 %.
SLIP = GOOD.replace("12.500", "13.500").replace("tháng 02 năm", "tháng 03 năm")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
