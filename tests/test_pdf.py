"""PDF reports in, whole readings out. tests/files/make_pdf.py makes the reports.

The expected texts beside them are what ``solieu text FILE`` prints; remake them with it
and read the difference.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from extract.pdf import read_pdf
from extract.pdf_flow import Flow, is_cut_figure
from extract.pdf_layout import Layout, Margins
from extract.pdf_lines import Line
from extract.pdf_paragraphs import joins
from extract.pdf_tables import TableCell, is_cut_row
from solieu.errors import ReadError
from solieu.model import Reading

FILES = Path(__file__).parent / "files"
REPORTS = ("monthly", "annex", "block")


def read(path: Path) -> Reading:
    return read_pdf(path, path.name, "0" * 64)


@pytest.fixture(scope="module")
def monthly() -> Reading:
    return read(FILES / "monthly.pdf")


@pytest.fixture(scope="module")
def annex() -> Reading:
    return read(FILES / "annex.pdf")


def words(reading: Reading, start: int, end: int) -> str:
    return reading.text[start:end]


@pytest.mark.parametrize("name", REPORTS)
def test_text(name: str) -> None:
    expected = (FILES / f"{name}.txt").read_text(encoding="utf-8")
    assert read(FILES / f"{name}.pdf").text + "\n" == expected


@pytest.mark.parametrize("name", REPORTS)
def test_paragraphs_and_tables_are_the_text(name: str) -> None:
    reading = read(FILES / f"{name}.pdf")
    spans = sorted([p.span for p in reading.paragraphs] + [t.span for t in reading.tables])
    assert "\n\n".join(reading.text[s.start : s.end] for s in spans) == reading.text
    assert unicodedata.is_normalized("NFC", reading.text)
    for table in reading.tables:
        for cell in table.cells:
            assert table.span.start <= cell.span.start <= cell.span.end <= table.span.end


def test_footnote_marks_hang_on_their_words(monthly: Reading) -> None:
    hung = [(m.number, words(monthly, m.span.start - 8, m.span.end)) for m in monthly.marks]
    assert hung == [
        ("1", "năm 2025¹"),
        ("2", "ược giao²"),
        ("3", " xã giao³"),
        ("4", "12 hồ sơ⁴"),
    ]


def test_exponents_are_no_marks(monthly: Reading) -> None:
    assert all(unit in monthly.text for unit in ("320 m² nhà", "1.150 m² ao", "3.480 m³,"))
    marked = {mark.span.start for mark in monthly.marks}
    exponents = {monthly.text.index(unit) + 5 for unit in ("320 m²", "480 m³")}
    assert not marked & exponents


def test_notes_keep_their_number_over_paragraphs_and_pages(monthly: Reading) -> None:
    notes = [
        (p.note, p.page, words(monthly, p.span.start, p.span.start + 12), p.split)
        for p in monthly.paragraphs
        if p.note
    ]
    assert notes == [
        ("1", 1, "¹ Cùng kỳ nă", False),
        ("2", 1, "² Gồm: vốn n", False),
        ("2", 1, "- Riêng thôn", False),
        ("3", 1, "³ Thu từ khu", False),
        ("4", 1, "⁴ Trong đó: ", True),
        ("4", 2, "trực tuyến l", False),
    ]


def test_a_sentence_cut_by_the_page_is_told(monthly: Reading) -> None:
    body = [p for p in monthly.paragraphs if not p.note]
    [(first, second)] = [(a, b) for a, b in pairwise(body) if a.split]
    assert words(monthly, first.span.start, first.span.end).endswith("theo quy định tại Nghị")
    assert words(monthly, second.span.start, second.span.end).startswith("định số 118/2025/NĐ-CP")
    assert (first.page, second.page) == (1, 2)


def test_page_numbers_and_running_heads_are_left_out(monthly: Reading) -> None:
    assert "Trang" not in monthly.text
    assert monthly.text.startswith("ỦY BAN NHÂN DÂN")
    assert monthly.pages == 2


def test_a_table_over_pages_is_one(annex: Reading) -> None:
    [table] = annex.tables
    rows = words(annex, table.span.start, table.span.end).split("\n")
    assert len(rows) == 2 + 12 + 1
    assert table.head_rows == 2
    assert [cell.page for cell in table.cells if cell.column == 0] == [2] * 6 + [3] * 5 + [4] * 3


def test_merged_cells_stand_once(annex: Reading) -> None:
    head = {
        words(annex, c.span.start, c.span.end): (c.row, c.column, c.rows, c.columns)
        for c in annex.tables[0].cells
        if c.row < 2
    }
    assert head == {
        "TT": (0, 0, 2, 1),
        "Chỉ tiêu": (0, 1, 2, 1),
        "Kế hoạch năm 2026": (0, 2, 1, 2),
        "Thực hiện": (0, 4, 1, 2),
        "Ghi chú": (0, 6, 2, 1),
        "Huyện giao": (1, 2, 1, 1),
        "Xã giao": (1, 3, 1, 1),
        "Tháng 5": (1, 4, 1, 1),
        "Lũy kế": (1, 5, 1, 1),
    }


@pytest.mark.parametrize("name", REPORTS)
def test_every_digit_has_the_place_pdfplumber_finds(name: str) -> None:
    path = FILES / f"{name}.pdf"
    reading = read(path)
    digits = [i for i, sign in enumerate(reading.text) if sign.isdigit()]
    assert sorted(reading.boxes) == digits
    with pdfplumber.open(path) as document:
        places = {
            (char["text"], round((char["x0"] + char["x1"]) / 2), page.page_number)
            for page in document.pages
            for char in page.chars
            if char["text"].isdigit()
        }
    parts = [(p.span, p.page) for p in reading.paragraphs]
    parts += [(cell.span, cell.page) for table in reading.tables for cell in table.cells]
    pages = {i: page for span, page in parts for i in range(span.start, span.end)}
    for i in digits:
        box = reading.boxes[i]
        digit = unicodedata.normalize("NFKC", reading.text[i])
        middle = round((box.x0 + box.x1) / 2)
        near = {(digit, middle + d, pages[i] + p) for d in (-1, 0, 1) for p in (0, 1)}
        assert near & places, (reading.text[i - 5 : i + 5], box)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side(tmp_path: Path, turn: int) -> None:
    document = pypdfium2.PdfDocument(FILES / "monthly.pdf")
    for page in document:
        page.set_rotation(turn)
    document.save(tmp_path / "turned.pdf")
    turned, upright = read(tmp_path / "turned.pdf"), read(FILES / "monthly.pdf")
    assert turned.text == upright.text
    assert turned.marks == upright.marks
    at = upright.text.index("1.245,5")
    width, height = 595.3, 841.9
    box, before = turned.boxes[at], upright.boxes[at]
    expected = {
        90: (height - before.bottom, before.x0),
        180: (width - before.x1, height - before.bottom),
        270: (before.top, width - before.x1),
    }[turn]
    assert (box.x0, box.top) == pytest.approx(expected, abs=0.1)


def image_page(document: Any) -> None:
    add_image(document, document.new_page(595, 842))


def add_image(document: Any, page: Any) -> None:
    image = pypdfium2.PdfImage.new(document)
    bitmap = pypdfium2.PdfBitmap.new_native(8, 8, pypdfium2.raw.FPDFBitmap_BGR)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(500, 700))
    page.insert_obj(image)
    page.gen_content()


def scanned(path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    image_page(document)
    document.save(path)


def blank(path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(path)


def without_pages(path: Path) -> None:
    pypdfium2.PdfDocument.new().save(path)


def encrypted(path: Path) -> None:
    path.write_bytes((FILES / "encrypted.pdf").read_bytes())


def cut_short(path: Path) -> None:
    path.write_bytes((FILES / "block.pdf").read_bytes()[:-700])


def cut_in_half(path: Path) -> None:
    whole = (FILES / "block.pdf").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def damaged(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"\0" * 500 + b"%%EOF\n")


@pytest.mark.parametrize(
    ("make", "vi", "en"),
    [
        (encrypted, "mật khẩu", "password"),
        (cut_short, "cắt cụt", "truncated"),
        (cut_in_half, "cắt cụt", "truncated"),
        (damaged, "hỏng", "damaged"),
        (without_pages, "không có trang", "no pages"),
        (blank, "không có chữ", "no text"),
        (scanned, "bản quét", "scan"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, make: Any, vi: str, en: str) -> None:
    path = tmp_path / "báo cáo.pdf"
    make(path)
    with pytest.raises(ReadError) as caught:
        read(path)
    for lang, said in (("vi", vi), ("en", en)):
        message = caught.value.message(lang)
        assert said in message
        assert message.startswith("báo cáo.pdf: ")


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    image_page(document)
    document.import_pages(pypdfium2.PdfDocument(FILES / "block.pdf"))
    image_page(document)
    document.new_page(595, 842)  # a blank page is no loss
    document.save(tmp_path / "mixed.pdf")
    reading = read(tmp_path / "mixed.pdf")
    assert reading.text == read(FILES / "block.pdf").text
    [problem] = reading.problems
    assert "trang 1, 3:" in problem or ": 1, 3;" in problem
    assert {p.page for p in reading.paragraphs} == {2}


def test_a_stamp_upon_a_scan_is_no_text_layer(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(FILES / "block.pdf")
    add_image(document, document[0])
    document.save(tmp_path / "picture behind text.pdf")
    assert not read(tmp_path / "picture behind text.pdf").problems
    stamped = pypdfium2.PdfDocument(FILES / "stamp.pdf")
    add_image(stamped, stamped[0])
    stamped.save(tmp_path / "stamped.pdf")
    with pytest.raises(ReadError, match="scan"):
        read(tmp_path / "stamped.pdf")


def test_a_damaged_page_is_named(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(FILES / "block.pdf")
    document.new_page(595, 842)
    document.save(tmp_path / "whole.pdf")
    data = (tmp_path / "whole.pdf").read_bytes()
    broken = re.sub(rb"(/Kids\s*\[\s*\d+ 0 R\s+)(\d\d)( 0 R)", rb"\g<1>99\3", data)
    assert broken != data
    (tmp_path / "broken.pdf").write_bytes(broken)
    reading = read(tmp_path / "broken.pdf")
    assert reading.text == read(FILES / "block.pdf").text
    assert reading.pages == 2
    [problem] = reading.problems
    assert "hỏng" in problem
    assert ": 2 " in problem


def test_pages_without_rulings_do_not_load_pdfplumber() -> None:
    code = (
        "import sys; from pathlib import Path; from extract.pdf import read_pdf; "
        "read_pdf(Path(sys.argv[1]), '', ''); print('pdfplumber' in sys.modules)"
    )
    root = FILES.parent.parent
    for name, loaded in (("monthly", "False"), ("annex", "True")):
        command = [sys.executable, "-c", code, str(FILES / f"{name}.pdf")]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == loaded


MARGINS = Margins(85, 543)


def line(text: str, x0: float = 85, x1: float = 543, word: float = 25, inner: float = 0) -> Line:
    return Line(1, text, x0, x1, 100, 14, word, inner or x0)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        # a first-line indent, then back at the margin
        ([line("Thu đạt", 121)], line("20,684 tỷ đồng"), True),
        ([line("Thu đạt", 121), line("20,684 tỷ đồng")], line("và chi 13 tỷ"), True),
        # the next word would have fitted
        ([line("Thu đạt 20,684 tỷ đồng", 121, 400)], line("Chi 13 tỷ"), False),
        # ... but for a long word or address
        ([line("tại địa chỉ:", 121, 400)], line("https://phulien.gov.vn/", word=150), True),
        # the next paragraph's first line is indented too
        ([line("Thu đạt 20,684 tỷ đồng.", 121)], line("Chi 13 tỷ", 121), False),
        # bullets and numbers
        ([line("- Thu", 121)], line("- Chi 13 tỷ", 121), False),
        ([line("I. KINH TẾ", 121)], line("1. Nông nghiệp", 121), False),
        # a dash that only wraps
        ([line("kinh tế", 121), line("phát triển kinh tế")], line("- xã hội năm 2026"), True),
        ([line("giai đoạn 2026", 121), line("năm 2022")], line("- 2025 là 5%"), True),
        # text hanging under a bullet's text
        ([line("• Thu ngân sách", 102, inner=119)], line("đạt 6%", 119), True),
        # a title over two lines, and what follows a title
        ([line("TÌNH HÌNH KINH TẾ", 110, 518)], line("THÁNG 5 NĂM 2026", 230, 398, 60), True),
        ([line("BÁO CÁO", 280, 348)], line("Tình hình kinh tế", 200, 428, 30), False),
        ([line("B. KẾT QUẢ THÁNG 5")], line("Trong tháng 5, thu đạt"), False),
        # no indents at all: capitals after a full stop begin anew, unless the line is full
        ([line("thu đạt 20 tỷ.", x1=535)], line("Chi đạt 13 tỷ"), False),
        ([line("thu đạt 20 tỷ.", x1=543)], line("Chi đạt 13 tỷ"), True),
        ([line("thu đạt 20 tỷ,", x1=535)], line("Chi đạt 13 tỷ"), True),
    ],
)
def test_where_a_paragraph_goes_on(above: list[Line], below: Line, expected: bool) -> None:
    assert joins(above, below, MARGINS, MARGINS) is expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2.810.0", "00"), True),
        (("1.895.037.", "200"), True),
        (("12.250.", "000.000"), True),
        (("357.450", "351.147"), False),
        (("20", "25"), False),
        (("5.2", "13"), False),
        (("2.810.000",), False),
    ],
)
def test_a_figure_broken_in_a_narrow_column(parts: tuple[str, ...], expected: bool) -> None:
    assert is_cut_figure(parts) is expected


def row(*texts: str, room: float = 0, word: float = 20) -> list[TableCell]:
    return [TableCell(0, i, 1, 1, 1, Flow(text), room, word) for i, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        # the rest of a label
        (row("5", "Thu từ khu vực", "18", "13%"), row("", "ngoài quốc doanh", "", ""), True),
        # a row of its own, without a number
        (row("19", "Tỷ lệ khám phá", "80", ""), row("", "Tỷ lệ khám phá rất", "100", ""), False),
        (row("5", "Thu ngân sách", "18", "6%"), row("", "trong đó: thu phí", "2", "1%"), False),
        # a label that goes on with a capital because it did not fit
        (row("12", "Trường đạt chuẩn", "1", "0"), row("", "Quốc gia", "", ""), True),
        (row("12", "Trường", "1", "0", room=90), row("", "Mầm non", "", ""), False),
        # a figure cut in two
        (row("10", "Khoản thu số", "11.250.0"), row("", "lần 10", "00.000"), True),
        # numbered: never
        (row("5", "Thu từ khu vực", "18"), row("6", "ngoài quốc doanh", ""), False),
    ],
)
def test_a_row_cut_by_the_page(
    last: list[TableCell], first: list[TableCell], expected: bool
) -> None:
    assert is_cut_row(last, first) is expected


def test_leading_unknown_size_falls_back() -> None:
    assert Layout(14, {}, {14: 18.5}).leading(14.2) == 18.5
    assert Layout(14).leading(10) == 13


# --- printed by Chromium: tests/files/make_web_pdf.py --------------------------------


def test_figures_under_each_other_are_a_table_without_rulings() -> None:
    reading = read_pdf(FILES / "unruled.pdf", "unruled.pdf", "")

    assert reading.text == (
        "Diện tích gieo trồng năm 2026 như sau:\n\n"
        "| Cây trồng | Kế hoạch (ha) | Thực hiện (ha) |\n"
        "| Lúa | 1.320 | 304 |\n| Ngô | 45,5 | 47 |\n| Rau các loại | 12 | 11,5 |\n"
        "| Lạc | 8 | 7,25 |\n| Mía | - | 3 |\n\n"
        "Đàn lợn có 1.830 con."
    )
    assert len(reading.tables) == 1


def test_a_letter_of_wrong_meaning_is_mended_and_named() -> None:
    reading = read_pdf(FILES / "meaning.pdf", "meaning.pdf", "")

    assert reading.text.startswith("ƯỚC THỰC HIỆN: thu ngân sách ước đạt 5,2 tỷ đồng")
    assert [problem.en for problem in reading.problems] == [
        "a font of the PDF takes Ư for Ƣ, read as Ư (2 letters)"
    ]
