"""Footnotes of a PDF that are called in cells of tables, and figures that a mark breaks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

import solieu
from extract.pdf_flow import is_cut_figure

_FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
_NOTES = ["Chưa kể 35 ha đang chuyển đổi.", "Trong đó 12 hộ mới phát sinh."]


def write(path: Path) -> None:
    """A page whose two notes, numbered flat as LibreOffice does, are called in a table."""
    pdfmetrics.registerFont(TTFont("Body", _FONT))
    body = ParagraphStyle("body", fontName="Body", fontSize=13, leading=16)
    mark = '<super size="8" rise="5">{}</super>'
    rows = [
        ["Chỉ tiêu", "Đơn vị tính", "Năm 2024"],
        [Paragraph(f"Diện tích lúa{mark.format(1)}", body), "ha", "1.287"],
        ["Hộ nghèo", "hộ", Paragraph(f"1.098{mark.format(2)}", body)],
        ["Đàn lợn", "con", "15.172"],
    ]
    table = Table(rows, colWidths=[200, 100, 100])
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Body", 13)]
    table.setStyle(TableStyle(style))

    def notes(canvas: Any, _document: Any) -> None:
        canvas.line(72, 110, 190, 110)
        canvas.setFont("Body", 10)
        for number, text in enumerate(_NOTES):
            canvas.drawString(72, 96 - 14 * number, f"{number + 1} {text}")

    text = "Kinh tế - xã hội năm 2024 tiếp tục phát triển, các lĩnh vực đều có chuyển biến. "
    head = [Paragraph("BÁO CÁO", body), Paragraph(text * 3, body), Paragraph("Bảng 1", body)]
    SimpleDocTemplate(str(path), pagesize=A4).build([*head, table], onFirstPage=notes)


def test_notes_called_in_a_table_are_notes(tmp_path: Path) -> None:
    path = tmp_path / "bang.pdf"
    write(path)
    report = solieu.read(path, indicators=False)
    assert "Diện tích lúa¹" in report.recognition.document.text
    assert "¹ Chưa kể 35 ha" in report.recognition.document.text
    told = {(one.value, one.unit, one.footnote) for one in report.observations}
    assert told == {
        (Decimal(1287), "ha", ""),
        (Decimal(1098), "hộ", ""),
        (Decimal(15172), "con", ""),
        (Decimal(35), "ha", "1"),
        (Decimal(12), "hộ", "2"),
    }
    marks = [one.raw for one in report.recognition.numbers if one.reason == "footnote_mark"]
    assert marks == ["¹", "²"]


@pytest.mark.parametrize(
    ("parts", "cut"),
    [
        (("9.045.61", "5⁷⁹"), True),  # a column with no room for the mark
        (("9.045.615", "⁷⁹"), False),
        (("2.810", "357¹"), False),
    ],
)
def test_a_figure_broken_before_its_mark(parts: tuple[str, ...], cut: bool) -> None:
    assert is_cut_figure(parts) is cut
