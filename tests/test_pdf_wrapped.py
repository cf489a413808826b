"""PDF tables whose labels take several lines, with and without rulings, over page breaks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import matplotlib
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

import solieu
from extract.read import read

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_HEAD = ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2024", "Thực hiện năm 2024"]
_LABELS = [
    ("Tổng giá trị sản xuất nông nghiệp, lâm nghiệp và thủy sản theo giá hiện hành", "triệu đồng"),
    ("Thu ngân sách nhà nước trên địa bàn", "triệu đồng"),
    ("Kim ngạch xuất khẩu", "nghìn USD"),
    ("Số lao động được giải quyết việc làm mới trong kỳ từ các chương trình", "người"),
    ("Diện tích rừng trồng mới tập trung", "ha"),
    ("Số doanh nghiệp thành lập mới", "doanh nghiệp"),
]
_SCALES = {"triệu đồng": (10**6, "VND"), "nghìn USD": (10**3, "USD")}
Fact = tuple[str, str, Decimal, str]


def write(path: Path, *, ruled: bool, align: str, count: int, padding: float = 3) -> set[Fact]:
    """A table of so many rows, over as many pages as it takes; returns what it says."""
    pdfmetrics.registerFont(TTFont("Body", _FONTS / "DejaVuSerif.ttf"))
    body = ParagraphStyle("body", fontName="Body", fontSize=9, leading=11)
    middle = ParagraphStyle("middle", parent=body, alignment=1)
    title = ParagraphStyle("title", parent=middle, fontSize=12, leading=15)
    rows: list[list[Flowable | str]] = [[Paragraph(text, middle) for text in _HEAD]]
    facts: set[Fact] = set()
    for i in range(count):
        name, unit = _LABELS[i % len(_LABELS)]
        name = f"{name} nhóm {chr(97 + i // len(_LABELS))}"
        plan, actual = 10_007 + 97 * i, 20_011 + 89 * i
        cells = [f"{value:,}".replace(",", ".") for value in (plan, actual)]
        rows.append([str(i + 1), Paragraph(name, body), Paragraph(unit, middle), *cells])
        scale, base = _SCALES.get(unit, (1, unit))
        facts |= {
            (name, "plan", Decimal(plan * scale), base),
            (name, "actual", Decimal(actual * scale), base),
        }
    table = Table(rows, repeatRows=1, colWidths=[30, 170, 70, 90, 90], splitInRow=1)
    style = [
        ("FONT", (0, 0), (-1, -1), "Body", 9),
        ("VALIGN", (0, 0), (-1, -1), align),
        ("ALIGN", (3, 1), (-1, -1), "RIGHT"),
        ("TOPPADDING", (0, 1), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 1), (-1, -1), padding),
    ]
    table.setStyle(TableStyle([*style, ("GRID", (0, 0), (-1, -1), 0.5, "black")][: 5 + ruled]))
    lines = ["BÁO CÁO", "Tình hình kinh tế - xã hội năm 2024", "Bảng 1. Kết quả năm 2024"]
    head = [Paragraph(line, title) for line in lines]
    page = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=45, rightMargin=45)
    page.build([*head, Spacer(1, 6), table])
    return facts


def told(path: Path) -> set[Fact]:
    return {
        (one.indicator, one.measure, one.value, one.unit)
        for one in solieu.read(path, indicators=False).observations
        if one.value is not None
    }


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("align", ["TOP", "MIDDLE", "BOTTOM"])
def test_wrapped_labels_are_whole(tmp_path: Path, ruled: bool, align: str) -> None:
    path = tmp_path / "bang.pdf"
    facts = write(path, ruled=ruled, align=align, count=6)
    assert told(path) == facts


@pytest.mark.parametrize("ruled", [True, False])
def test_over_pages_also_within_a_label(tmp_path: Path, ruled: bool) -> None:
    path = tmp_path / "bang.pdf"
    facts = write(path, ruled=ruled, align="TOP", count=60)
    reading = read(path, path.name)
    assert reading.pages > 1
    assert len(reading.tables) == 1
    assert told(path) == facts


def test_labels_with_nothing_free_between_them_are_left_as_text(tmp_path: Path) -> None:
    path = tmp_path / "bang.pdf"
    write(path, ruled=False, align="MIDDLE", count=6, padding=0)
    assert read(path, path.name).tables == ()
