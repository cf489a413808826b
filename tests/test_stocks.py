"""The day of a stock goes on for the stocks after it, in one section and not for flows."""

from __future__ import annotations

from pathlib import Path

import solieu

REPORT = """QUỸ TÍN DỤNG NHÂN DÂN SÔNG CẦU

Hoạt động 9 tháng năm 2020

Đến ngày 30/9/2020, nguồn vốn huy động đạt 512 tỷ đồng, tăng 9,1% so với cuối năm 2019.

Dư nợ cho vay đạt 483 tỷ đồng, tăng 7,2%. Doanh thu đạt 61 tỷ đồng.

Nợ xấu còn 5 tỷ đồng, chiếm 1,06% tổng dư nợ. Quỹ tặng 120 suất học bổng.
"""


def test_the_day_of_a_stock_holds_for_the_next_stocks(tmp_path: Path) -> None:
    path = tmp_path / "quy.txt"
    path.write_text(REPORT, encoding="utf-8")

    found = {one.raw: one.period for one in solieu.read(path).observations}

    assert found == {
        "512 tỷ đồng": "..2020-09-30",
        "9,1%": "..2020-09-30",
        "483 tỷ đồng": "..2020-09-30",
        "7,2%": "..2020-09-30",
        "61 tỷ đồng": "2020-01..2020-09",
        "5 tỷ đồng": "..2020-09-30",
        "1,06%": "..2020-09-30",
        "120 suất học bổng": "2020-01..2020-09",
    }
