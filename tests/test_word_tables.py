"""A Word report with twelve tables of hard layouts: what every figure in them says.

Tables are drawn: "<" is merged with the cell at its left, "^" with the one above. A fact is
the words its label holds, value, unit, period, measure with its base, and place if it has one.
"""

from __future__ import annotations

import io
from decimal import Decimal

import docx
import pytest

from extract.docx import read_docx
from extract.fold import fold
from extract.structure import build
from normalize.metadata import describe
from normalize.observe import observe
from solieu.model import Observation, Recognition

TABLES: list[tuple[list[str], str, str, str]] = [
    (
        ["Bảng 1. Giá trị sản xuất các ngành 9 tháng năm 2025", "Đơn vị tính: tỷ đồng"],
        """
TT|Chỉ tiêu|Kế hoạch năm 2025|9 tháng năm 2025|<|So với cùng kỳ (%)
^|^|^|Thực hiện 9 tháng năm 2024|Ước thực hiện 9 tháng năm 2025|^
1|Nông nghiệp|1.520,5|1.010,2|1.066,4|105,56
""",
        "",
        """
nông nghiệp|1520500000000|VND|2025|plan
nông nghiệp|1010200000000|VND|2024-01..2024-09|actual
nông nghiệp|1066400000000|VND|2025-01..2025-09|estimate
nông nghiệp|105.56|%|2025-01..2025-09|index yoy
""",
    ),
    (
        ["Bảng 2. Diện tích, năng suất một số cây trồng vụ Hè Thu năm 2025"],
        """
Cây trồng|Diện tích (ha)|Năng suất (tạ/ha)
Lúa|3.214,5|58,4
""",
        "",
        """
diện tích lúa|3214.5|ha|2025|actual
năng suất lúa|58.4|tạ/ha|2025|actual
""",
    ),
    (
        ["Bảng 3. Dân số các xã năm 2025 (người)"],
        """
TT|Xã, phường|Dân số|TT|Xã, phường|Dân số
1|An Phú|11.213|3|Cẩm Lộc|9.317
2|Bình Hòa|10.758|4|Đông Sơn|8.402
""",
        "",
        """
dân số|11213|người|2025|actual|An Phú
dân số|10758|người|2025|actual|Bình Hòa
dân số|9317|người|2025|actual|Cẩm Lộc
dân số|8402|người|2025|actual|Đông Sơn
""",
    ),
    (
        ["Bảng 4. Vốn đầu tư thực hiện phân theo nguồn vốn", "(Đơn vị: Tỷ đồng)"],
        """
Nguồn vốn|Thực hiện|<|<|Cơ cấu năm 2025 (%)
^|Năm 2023|Năm 2024|Sơ bộ năm 2025|^
Tổng số|411,2|432,1|455,9|100
1. Vốn nhà nước|111,3|121,7|131,6|28,9
""",
        "",
        """
vốn đầu tư|411200000000|VND|2023|actual
vốn đầu tư|432100000000|VND|2024|actual
vốn đầu tư|455900000000|VND|2025|actual
vốn đầu tư|100|%|2025|share
vốn nhà nước|111300000000|VND|2023|actual
vốn nhà nước|121700000000|VND|2024|actual
vốn nhà nước|131600000000|VND|2025|actual
vốn nhà nước|28.9|%|2025|share
""",
    ),
    (
        ["Bảng 5. Lượng khách du lịch theo tháng năm 2025 (lượt khách)"],
        """
Tháng|Tổng số khách|Khách quốc tế
Tháng 6|51.304|7.211
Tháng 7|61.415|8.322
""",
        "",
        """
khách|51304|lượt khách|2025-06|actual
khách quốc tế|7211|lượt khách|2025-06|actual
khách|61415|lượt khách|2025-07|actual
khách quốc tế|8322|lượt khách|2025-07|actual
""",
    ),
    (
        ["Bảng 6. Sản phẩm công nghiệp chủ yếu tháng 9 năm 2025"],
        """
|Xi măng|Điện
Đơn vị tính|Nghìn tấn|Triệu kWh
Ước tháng 9|104,5|217,3
So với cùng kỳ (%)|103,2|98,7
""",
        "",
        """
xi măng|104500|t|2025-09|estimate
xi măng|103.2|%|2025-09|index yoy
điện|217300000|kWh|2025-09|estimate
điện|98.7|%|2025-09|index yoy
""",
    ),
    (
        ["Bảng 7. Một số chỉ tiêu chủ yếu 9 tháng năm 2025"],
        """
TT|Chỉ tiêu|Đơn vị tính|Kế hoạch 2025|Thực hiện 9 tháng|So với cùng kỳ (%)
I. LĨNH VỰC NÔNG NGHIỆP|<|<|<|<|<
1|Diện tích gieo trồng|Ha|4.683,3|3.795,4(1)|101,2
II. LĨNH VỰC CÔNG NGHIỆP|<|<|<|<|<
1|Điện thương phẩm|Triệu kWh|504,8|385,2*|...
""",
        "(1) Số liệu của ngành nông nghiệp.",
        """
diện tích gieo trồng|4683.3|ha|2025|plan
diện tích gieo trồng|3795.4|ha|2025-01..2025-09|actual
diện tích gieo trồng|101.2|%|2025-01..2025-09|index yoy
điện thương phẩm|504800000|kWh|2025|plan
điện thương phẩm|385200000|kWh|2025-01..2025-09|actual
""",
    ),
    (
        [],
        """
Bảng 8. Thu, chi ngân sách huyện năm 2025|<|<|<
Đơn vị tính: triệu đồng|<|<|<
Nội dung|Dự toán|Ước thực hiện|% ước thực hiện/dự toán
Tổng thu ngân sách|2.456,1|1.715,6|69,9
""",
        "",
        """
tổng thu ngân sách|2456100000|VND|2025|plan
tổng thu ngân sách|1715600000|VND|2025|estimate
tổng thu ngân sách|69.9|%|2025|pct_of_plan
""",
    ),
    (
        ["Bảng 9. Trường và học sinh theo cấp học"],
        """
Cấp học|Loại hình|Số trường (trường)|Số học sinh (học sinh)
Mầm non|Công lập|63|1.898
^|Ngoài công lập|59|9.057
""",
        "",
        """
mầm non công lập|63|trường|2025-01..2025-09|actual
mầm non công lập|1898|học sinh|2025-01..2025-09|actual
mầm non ngoài công lập|59|trường|2025-01..2025-09|actual
mầm non ngoài công lập|9057|học sinh|2025-01..2025-09|actual
""",
    ),
    (
        ["Bảng 10. Chỉ số giá tiêu dùng tháng 9 năm 2025", "Đơn vị: %"],
        """
Nhóm hàng|So với tháng trước|So với cùng kỳ năm trước|Bình quân 9 tháng so với cùng kỳ
Lương thực|100,31|101,42|102,53%
""",
        "",
        """
lương thực|100.31|%|2025-09|index prev
lương thực|101.42|%|2025-09|index yoy
lương thực|102.53|%|2025-01..2025-09|index yoy
""",
    ),
    (
        ["Bảng 11. Thu ngân sách các xã (triệu đồng)"],
        """
STT|Đơn vị|Dự toán năm 2025|<|Thực hiện 9 tháng|Tỷ lệ (%)|<
^|^|Tỉnh giao|HĐND xã giao|^|So với tỉnh giao|So với xã giao
1|Xã Tân An|425,8|404,1|242,6|57|60
""",
        "",
        """
thu ngân sách|425800000|VND|2025|plan|xã Tân An
thu ngân sách|404100000|VND|2025|plan|xã Tân An
thu ngân sách|242600000|VND|2025-01..2025-09|actual|xã Tân An
thu ngân sách|57|%|2025-01..2025-09|pct_of_plan|xã Tân An
thu ngân sách|60|%|2025-01..2025-09|pct_of_plan|xã Tân An
""",
    ),
    (
        ["Bảng 12. Kết quả thực hiện Chỉ số cải cách hành chính năm 2025 của các sở"],
        """
TT|Tên cơ quan|Điểm tối đa|Điểm đạt được|Xếp hạng
1|Sở Nội vụ|100|91,25|2
""",
        "",
        """
điểm tối đa|100|điểm|2025|actual
điểm đạt được|91.25|điểm|2025|actual
xếp hạng|2|hạng|2025|actual
""",
    ),
]


def report() -> bytes:
    """All tables in one report on nine months."""
    made = docx.Document()
    for line in (
        "ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG AN", "Số: 45/BC-UBND", "BÁO CÁO",
        "Tình hình kinh tế - xã hội 9 tháng đầu năm 2025",
    ):  # fmt: skip
        made.add_paragraph(line)
    for captions, drawn, below, _ in TABLES:
        made.add_paragraph("Kết quả cụ thể.")
        for caption in captions:
            made.add_paragraph(caption)
        lines = [line.split("|") for line in drawn.strip("\n").split("\n")]
        table = made.add_table(len(lines), len(lines[0]))
        for row, fields in enumerate(lines):
            for column, text in enumerate(fields):
                cell = table.cell(row, column)
                if text in ("<", "^"):
                    above, left = (row - 1, column) if text == "^" else (row, column - 1)
                    table.cell(above, left).merge(cell)
                else:
                    cell.paragraphs[0].text = text
        if below:
            made.add_paragraph(below)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def found() -> Recognition:
    document = build(read_docx(report(), "bao-cao.docx", "0" * 64))
    return observe(document, describe(document))


def said(one: Observation) -> tuple[Decimal | None, str, str, str]:
    measure = f"{one.measure} {one.compare_to}".strip()
    return (one.value, one.unit, one.period, measure)


@pytest.mark.parametrize("number", range(1, len(TABLES) + 1))
def test_every_figure_of_a_table(number: int, found: Recognition) -> None:
    facts = [line.split("|") for line in TABLES[number - 1][3].strip().split("\n")]
    mine = [one for one in found.observations if one.table == number and one.value is not None]

    assert sorted(said(one) for one in mine) == sorted(
        (Decimal(value), unit, period, measure) for _, value, unit, period, measure, *_ in facts
    )
    for label, value, unit, period, measure, *place in facts:
        wanted = (Decimal(value), unit, period, measure)
        (one,) = (one for one in mine if said(one) == wanted)
        assert all(word in fold(one.indicator) for word in label.split()), one.indicator
        assert one.area == (place[0] if place else "tỉnh Đồng An")


def test_no_digit_is_left_without_a_reason(found: Recognition) -> None:
    assert "unresolved" not in {entry.reason for entry in found.numbers}
    assert [e.raw for e in found.numbers if e.reason == "footnote_mark"] == ["(1)"]
