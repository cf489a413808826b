"""An audit of sample reports and one that means harm, for the tests of the review page."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl

from solieu.workpapers import audit

ROOT = Path(__file__).parent.parent
LOOK = {"inconsistent", "unit_slip", "suspect", "truncated"}

REPORTS = (
    *("other/huyen-6-thang-2023.txt", "other/nong-nghiep-dat-dai-2026.md"),
    *("other/cong-ty-quy-2-2025.md", "ward/2026-03.docx", "ward/2025-11.pdf", "ward/2026-04.txt"),
)

HOSTILE = """\
BÁO CÁO
Tình hình tháng 02/2026 </script><script>window.broken = 1</script>

1. <img src=x onerror="window.broken=2"> Thu ngân sách 8.000 triệu/20.000 triệu đồng, đạt 41% \
kế hoạch.
2. <!--<script>--> Trồng rừng\u2028"'><svg onload=window.broken=3> 612/1.150 ha, đạt 52,33% \
kế hoạch 😀 năm 2026, giao 1.150 ha.
"""


def audited(room: Path) -> Path:
    """The output folder, inside ``room``, of an audit of sample reports and one that means harm."""
    (room / "bc").mkdir()
    for name in REPORTS:
        shutil.copy(ROOT / "samples" / name, room / "bc")
    workbook(room / "bc" / "bang.xlsx")
    (room / "bc" / "xấu.txt").write_text(HOSTILE, encoding="utf-8")
    audit([room / "bc"], room / "out")
    return room / "out"


def workbook(path: Path) -> None:
    """A sheet with a merged head and a total that is not the sum of its parts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Biểu 2: Sản lượng tháng 02/2026", None, None],
        ["Chỉ tiêu", "Sản lượng (tấn)", None],
        [None, "Kế hoạch", "Thực hiện"],
        ["Tổng số", 300, 282],
        ["- Lúa", 180, 150.5],
        ["- Ngô", 120, 121.5],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A2:A3")
    book.save(path)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def blocks(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', html, re.S)
    return {name: json.loads(text) for name, text in found}
