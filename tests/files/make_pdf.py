"""Remake the PDF fixtures: python tests/files/make_pdf.py (needs LibreOffice and qpdf).

Each is written as a Word file first, with real footnotes and merged cells, and printed
by LibreOffice with Liberation Serif. The texts are invented.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
FONT = "Liberation Serif"
_PIECE = re.compile(r"(\[\d+\]|\^\d)")  # [1] is a footnote mark, ^2 a raised digit
Row = Sequence[str]


class Report:
    """A Word document under construction; ``[1]`` in a text hangs footnote 1 there."""

    def __init__(self, indent: float = 1.27, after: float = 6, justify: bool = True) -> None:
        self.document = docx.Document()
        self.indent, self.after, self.justify = indent, after, justify
        style: Any = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)

    def paragraph(self, text: str, *, bold: bool = False, centre: bool = False) -> None:
        made = self.document.add_paragraph()
        shape = made.paragraph_format
        shape.space_after, shape.space_before = Pt(self.after), Pt(0)
        shape.line_spacing = 1.1
        shape.widow_control = False
        if centre:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            shape.first_line_indent = Cm(self.indent)
            if self.justify:
                made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _fill(made, text, bold)

    def hanging(self, text: str, sign: str = "•") -> None:
        made = self.document.add_paragraph()
        shape = made.paragraph_format
        shape.left_indent, shape.first_line_indent = Cm(1.2), Cm(-0.6)
        shape.space_after = Pt(self.after)
        shape.tab_stops.add_tab_stop(Cm(1.2))
        _fill(made, f"{sign}\t{text}", False)

    def letterhead(self, left: Row, right: Row) -> None:
        """Issuer and national motto side by side, without borders."""
        table = self.document.add_table(rows=len(left), cols=2)
        for i, texts in enumerate(zip(left, right, strict=True)):
            for cell, text in zip(table.rows[i].cells, texts, strict=True):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                _fill(cell.paragraphs[0], text, i == 0, 13)

    def table(
        self,
        rows: Sequence[Row],
        widths: Sequence[float],
        merged: Sequence[tuple[int, int, int, int]] = (),
        head: int = 1,
        size: float = 12,
    ) -> None:
        """A ruled table; ``merged`` are (row, column, last row, last column)."""
        table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                cell = table.cell(i, j)
                cell.width = Cm(widths[j])
                _fill(cell.paragraphs[0], text, i < head, size)
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            if i < head:
                properties = table.rows[i]._tr.get_or_add_trPr()
                properties.append(OxmlElement("w:tblHeader"))
        for top, left, bottom, right in merged:
            cell = table.cell(top, left).merge(table.cell(bottom, right))
            for spare in cell.paragraphs[1:]:
                spare._p.getparent().remove(spare._p)

    def landscape(self) -> None:
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)

    def furniture(self, head: str, foot: str) -> None:
        """A running head, and a foot where # is the page number."""
        section = self.document.sections[0]
        _fill(section.header.paragraphs[0], head, False, 11)
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, after = foot.split("#")
        _fill(paragraph, before, False, 12)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        _fill(paragraph, after, False, 12)

    def notes(self, notes: Sequence[Sequence[str]]) -> None:
        """Real footnotes, each of one or more paragraphs."""
        body = "".join(
            f'<w:footnote w:id="{number}">{_note_paragraphs(texts)}</w:footnote>'
            for number, texts in enumerate(notes, 1)
        )
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p>'
            "</w:footnote>"
            for kind, number, mark in (
                ("separator", -1, "separator"),
                ("continuationSeparator", 0, "continuationSeparator"),
            )
        )
        xml = f"<w:footnotes {nsdecls('w')}>{separators}{body}</w:footnotes>"
        part = Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml).encode(),
            self.document.part.package,
        )
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note_paragraphs(texts: Sequence[str]) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/><w:sz w:val="20"/>'
    mark = f'<w:r><w:rPr>{fonts}<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    return "".join(
        f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{mark if i == 0 else ""}'
        f'<w:r><w:rPr>{fonts}</w:rPr><w:t xml:space="preserve">{" " if i == 0 else ""}{text}'
        "</w:t></w:r></w:p>"
        for i, text in enumerate(texts)
    )


def _fill(paragraph: Any, text: str, bold: bool, size: float = 14) -> None:
    for piece in _PIECE.split(text):
        if not piece:
            continue
        run = paragraph.add_run("" if piece[0] == "[" and piece[1:2].isdigit() else piece)
        run.bold, run.font.size, run.font.name = bold, Pt(size), FONT
        if piece[0] == "^":
            run.text, run.font.superscript = piece[1:], True
        elif not run.text:
            run.font.superscript = True
            reference = f'<w:footnoteReference {nsdecls("w")} w:id="{piece[1:-1]}"/>'
            run._r.append(parse_xml(reference))


def monthly(path: Path) -> None:
    """First-line indents, footnotes over pages, exponents, a cut sentence, running furniture."""
    report = Report()
    report.furniture("Báo cáo tháng 5 năm 2026 của UBND xã Tân Hòa", "Trang #")
    report.letterhead(
        ("ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA", "Số: 48/BC-UBND"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
         "Tân Hòa, ngày 25 tháng 5 năm 2026"),
    )  # fmt: skip
    report.paragraph("BÁO CÁO", bold=True, centre=True)
    report.paragraph("Tình hình kinh tế - xã hội tháng 5 năm 2026", bold=True, centre=True)
    report.paragraph("I. KINH TẾ", bold=True)
    report.paragraph("1. Sản xuất nông nghiệp và nuôi trồng thủy sản trên địa bàn xã Tân Hòa "
                     "trong tháng 5 và năm tháng đầu năm", bold=True)  # fmt: skip
    report.paragraph(
        "Diện tích lúa đông xuân đã thu hoạch 1.245,5 ha, năng suất bình quân 62,3 tạ/ha, sản "
        "lượng ước 7.759,5 tấn, tăng 3,2% so với cùng kỳ năm 2025[1]. Đàn lợn hiện có 4.310 con, "
        "đàn gia cầm 58.000 con; toàn xã có 320 m^2 nhà lưới và 1.150 m^2 ao nuôi giống."
    )
    report.paragraph(
        "- Cải tạo 2,4 km kênh mương nội đồng; nạo vét 17 cống với khối lượng đất đào đắp 3.480 "
        "m^3, kinh phí 1.265 triệu đồng/1.300 triệu đồng, đạt 97,3% dự toán được giao[2]."
    )
    report.paragraph("- Trồng mới 6.500 cây phân tán.")
    report.paragraph("2. Thu, chi ngân sách", bold=True)
    report.paragraph(
        "Tổng thu ngân sách nhà nước trên địa bàn tháng 5 ước đạt 2,86 tỷ đồng, lũy kế năm tháng "
        "14,15 tỷ đồng, bằng 48,8% dự toán Hội đồng nhân dân xã giao[3] trong giai đoạn phát "
        "triển điển hình kinh tế - xã hội nông thôn mới nâng cao 2026 - 2030 của huyện và xã."
    )
    for month in range(1, 2):
        report.paragraph(
            f"- Đợt {month}: kiểm tra {month + 11} cơ sở sản xuất, kinh doanh; nhắc nhở "
            f"{month + 2} cơ sở, lập biên bản 0{month} trường hợp, thu nộp ngân sách "
            f"{month}.250.000 đồng theo quy định của pháp luật hiện hành."
        )
    report.paragraph(
        "Giải quyết 409/412 hồ sơ[4], thực hiện đúng thời hạn theo quy định tại Nghị định số "
        "118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về cơ chế một cửa, tỷ lệ hài lòng đạt 98,5%."
    )
    report.paragraph("II. VĂN HÓA - XÃ HỘI", bold=True)
    report.paragraph(
        "Tổ chức 03 buổi tuyên truyền cho 450 lượt người; chi trả trợ cấp cho 215 đối tượng bảo "
        "trợ xã hội với số tiền 118.250.000 đồng."
    )
    report.notes((
        ("Cùng kỳ năm 2025: 7.518,9 tấn.",),
        ("Gồm: vốn ngân sách xã 900 triệu đồng; nhân dân đóng góp 365 triệu đồng.",
         "- Riêng thôn Đông đóng góp 120 triệu đồng và 85 ngày công."),
        ("Thu từ khu vực ngoài quốc doanh 1.120 triệu đồng; lệ phí trước bạ 640 triệu đồng; thu "
         "tiền sử dụng đất 700 triệu đồng; thu khác 400 triệu đồng.",),
        ("Trong đó: lĩnh vực đất đai 126 hồ sơ, hộ tịch 188 hồ sơ, chứng thực 98 hồ sơ; trả trước "
         "hạn 57 hồ sơ, quá hạn 03 hồ sơ, nguyên nhân do phải xác minh lại nguồn gốc sử dụng đất "
         "của các thửa đất nằm trong phạm vi quy hoạch khu dân cư mới của xã và các thửa đất có "
         "tranh chấp về ranh giới giữa các hộ liền kề, có 02 hồ sơ phải chuyển cấp trên. Số hồ "
         "sơ còn lại đang trong hạn giải quyết, dự kiến trả kết quả trước ngày 10/6/2026; hồ sơ "
         "nộp trực tuyến là 371 hồ sơ, đạt 90,0% tổng số hồ sơ tiếp nhận, tăng 4,5 điểm phần "
         "trăm so với tháng trước; thanh toán trực tuyến 298 hồ sơ với số tiền 41.720.000 đồng.",),
    ))  # fmt: skip
    _print(report, path)


def annex(path: Path) -> None:
    """Landscape, merged header, merged rows, a row cut by the page, narrow columns."""
    report = Report()
    report.paragraph("BÁO CÁO KẾT QUẢ THỰC HIỆN CHỈ TIÊU", bold=True, centre=True)
    report.paragraph("Số liệu chi tiết tại Phụ lục kèm theo, đơn vị tính: triệu đồng.")
    report.landscape()
    report.paragraph("PHỤ LỤC", bold=True, centre=True)
    rows: list[Row] = [
        ("TT", "Chỉ tiêu", "Kế hoạch năm 2026", "", "Thực hiện", "", "Ghi chú"),
        ("", "", "Huyện giao", "Xã giao", "Tháng 5", "Lũy kế", ""),
    ]
    for i in range(1, 13):
        rows.append((
            str(i), f"Khoản thu số {i} theo phân cấp nguồn thu của ngân sách xã, chưa kể các khoản "
            f"ghi thu - ghi chi của đơn vị sự nghiệp công lập thuộc xã lần {i} theo Thông tư của "
            "Bộ",
            f"{i + 1}.250.000.000", f"{i}.300", f"{i * 7},5", f"{i * 31},25", "",
        ))  # fmt: skip
    rows.append(("", "Trong đó: thu tại chợ xã", "", "150", "12,5", "61", "Chợ | bến"))
    report.table(rows, (1.2, 6, 2.2, 2.2, 2.4, 2.4, 2.4), head=2, size=13, merged=(
        (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6),
    ))  # fmt: skip
    report.paragraph("Ghi chú: số liệu tính đến ngày 20/5/2026.")
    _print(report, path)


def block(path: Path) -> None:
    """Ragged right, no first-line indent, gaps between paragraphs, hanging bullets."""
    report = Report(indent=0, after=10, justify=False)
    report.paragraph("BÁO CÁO NHANH", bold=True, centre=True)
    report.paragraph(
        "Trong tuần, toàn phường tiếp nhận 96 phản ánh của người dân qua tổng đài 1022, đã xử lý "
        "91 phản ánh. Công an phường lập biên bản 14 trường hợp lấn chiếm vỉa hè, phạt tiền "
        "21.500.000 đồng. Tổ công tác số 2 tháo dỡ 38 biển quảng cáo sai quy định."
    )
    report.paragraph("Kết quả cụ thể như sau:")
    report.hanging("Trật tự đô thị: 14 trường hợp, trong đó có 09 trường hợp tái phạm nhiều lần "
                   "tại khu vực chợ đầu mối và bến xe phía nam.")  # fmt: skip
    report.hanging("Môi trường: thu gom 126 tấn rác, đạt 98% khối lượng phát sinh.")
    report.hanging("Phòng cháy: kiểm tra 22 cơ sở, kiến nghị khắc phục 31 lỗi.")
    report.paragraph(
        "Ủy ban nhân dân phường giao các đơn vị tiếp tục duy trì lực lượng, báo cáo kết quả trước "
        "ngày 30/6/2026 để tổng hợp."
    )
    decomposed = unicodedata.normalize("NFD", "Tổng số tiền phạt lũy kế")
    report.paragraph(f"{decomposed} từ đầu năm là 1.284\u00a0triệu\u00a0đồng, tăng\u200b 4,2%.")
    report.paragraph("Nơi nhận: như trên; lưu VT.")
    _print(report, path)


def stamp(path: Path) -> None:
    """Nothing but what an electronic signature prints on a page."""
    report = Report()
    report.paragraph("Ký bởi: ỦY BAN NHÂN DÂN XÃ TÂN HÒA")
    report.paragraph("Thời gian ký: 25/5/2026 16:20:05 +07:00")
    _print(report, path)


def _print(report: Report, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.docx"
        report.document.save(str(source))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(source)], check=True, capture_output=True)
        shutil.copy(source.with_suffix(".pdf"), path)


def encrypted(path: Path) -> None:
    """The block report behind a password."""
    plain = HERE / "block.pdf"
    command = ["qpdf", "--encrypt", "mat-khau", "chu", "256", "--", str(plain), str(path)]
    subprocess.run(command, check=True)


MAKERS: dict[str, Callable[[Path], None]] = {
    "monthly.pdf": monthly,
    "annex.pdf": annex,
    "block.pdf": block,
    "stamp.pdf": stamp,
    "encrypted.pdf": encrypted,
}

if __name__ == "__main__":
    for name, make in MAKERS.items():
        make(HERE / name)
