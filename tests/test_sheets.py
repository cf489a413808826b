"""Workbooks: extract.sheets and its parts, the same tables from every format."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from extract.sheets import WorkbookKind
from extract.sheets_format import show
from extract.structure import build
from samples.xlsb_writer import xlsb
from solieu.model import Reading, Span, Table
from tests.workbooks import HARVEST, At, Page, ods, rows, sheet_part, workbook, xls, xlsx

# --- whole sheets ---------------------------------------------------------------

EXPECTED = """\
Nông nghiệp

3. Sản xuất lúa của huyện vụ đông xuân năm 2019

Nghìn ha

| | Thực hiện | Ước tính | So với cùng kỳ |
| | vụ trước | vụ này | năm trước (%) |
| | | năm 2019 | |
| TỔNG SỐ | 120,3 | 118,5 | 98,5 |
| Miền núi | 20,0 | 19,5 | 97,5 |
| Đồng bằng | 100,3 | 99,0 | 98,8 |

(*) Không kể diện tích gieo sạ"""


def grid(reading: Reading, table: Table) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): reading.text[c.span.start : c.span.end] for c in table.cells}


# What an English LibreOffice would have displayed and saved.
SHOWN = {
    at.place: show(at.value, at.code).text.replace(",", ".")
    for at in HARVEST.cells
    if not isinstance(at.value, str)
}


@pytest.mark.parametrize(
    ("kind", "data"),
    [("xlsx", xlsx(HARVEST)), ("xls", xls(HARVEST)), ("ods", ods(HARVEST, shown=SHOWN))],
)
def test_the_same_text_and_numbers_from_every_format(kind: WorkbookKind, data: bytes) -> None:
    reading = workbook(data, kind)
    (table,) = reading.tables

    assert reading.text == EXPECTED
    assert (table.sheet, table.head_rows) == ("Nông nghiệp", 7)
    stored = {(c.row, c.column): c.stored for c in table.cells}
    assert stored[7, 3] == Decimal("98.54469854469855")
    assert stored[9, 1] == Decimal("100.25")
    assert stored[7, 0] is None
    indents = {grid(reading, table)[c.row, c.column]: c.indent for c in table.cells}
    assert (indents["Miền núi"], indents["Đồng bằng"]) == (0, 3)
    assert [p.level for p in reading.paragraphs] == [1, 2, 0, 0]
    assert len(reading.problems) == 1
    assert "1 số nháp" in reading.problems[0] and "cột F" in reading.problems[0]


def test_every_span_holds_its_cell() -> None:
    reading = workbook(xlsx(HARVEST))

    for table in reading.tables:
        lines = reading.text[table.span.start : table.span.end].split("\n")
        assert all(line.startswith("| ") and line.endswith("|") for line in lines)
        for text in grid(reading, table).values():
            assert text == text.strip() != ""


TWO = Page(
    "Chăn nuôi",
    rows(
        """
1. Chăn nuôi lợn
|Năm 2018|Năm 2019
Đàn lợn|100|90

2. Chăn nuôi gia cầm (Nghìn con)
|2018|2019|Ghi chú
Gà|1500|1600|Tăng nhẹ
Vịt|200|210
""",
        code="General",
    ),
)


def test_tables_one_below_the_other_are_two() -> None:
    reading = workbook(xlsx(TWO))
    first, second = reading.tables

    assert (first.head_rows, second.head_rows) == (2, 6)
    assert grid(reading, second)[5, 1] == "2018"
    assert grid(reading, second)[6, 3] == "Tăng nhẹ"
    assert [p.level for p in reading.paragraphs] == [1, 2, 2]


PAGES = Page(
    "Địa phương",
    rows(
        """
4. Dân số các huyện
|Tổng số|Thành thị
Huyện An Hòa|100.5|20
|
4. (Tiếp theo) Dân số các huyện
|
|Tổng số|Thành thị
Huyện Bình An|80|10
"""
    ),
)


def test_a_table_that_goes_on_under_the_same_header_is_one() -> None:
    reading = workbook(xls(PAGES), "xls")
    (table,) = reading.tables

    assert "Tiếp theo" not in reading.text
    assert grid(reading, table)[7, 0] == "Huyện Bình An"


STACKED = Page(
    "Biểu 1",
    rows(
        """
BIỂU 1. THU NGÂN SÁCH
STT|Chỉ tiêu|Đơn vị tính|Năm 2024||So sánh (%)
|||Kế hoạch|Thực hiện|
A|B|1|2|3|4=3/2
I|Thu nội địa|Tỷ đồng|1200|1250|104.2
1|Thuế, phí|Tỷ đồng|800|Đang tổng hợp|
2|Thu từ nhà, đất thuộc||||
|sở hữu nhà nước|Tỷ đồng|100|120|120
""",
        code="General",
    ),
    merged=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"],
)


@pytest.mark.parametrize(("kind", "data"), [("xlsx", xlsx(STACKED)), ("xls", xls(STACKED))])
def test_merged_headers_column_numbers_words_and_wrapped_labels(
    kind: WorkbookKind, data: bytes
) -> None:
    reading = workbook(data, kind)
    (table,) = reading.tables
    cells = {(c.row, c.column): c for c in table.cells}
    texts = grid(reading, table)

    assert table.head_rows == 4
    assert (cells[1, 3].columns, cells[1, 0].rows) == (2, 2)
    assert texts[5, 4] == "Đang tổng hợp"
    assert texts[6, 1] == "Thu từ nhà, đất thuộc sở hữu nhà nước"
    assert cells[6, 1].rows == 2
    assert (7, 1) not in cells


UNITS = Page(
    "Vận tải",
    rows(
        """
1. Vận tải
|Hành khách|Luân chuyển
|
A. HÀNH KHÁCH|Nghìn lượt|Triệu km
Đường bộ|100|50
B. HÀNG HOÁ|Nghìn tấn|Triệu tấn.km
Đường bộ|300|70
"""
    ),
)


def test_a_row_of_units_in_the_body_is_no_header() -> None:
    reading = workbook(xlsx(UNITS))
    (table,) = reading.tables

    assert table.head_rows == 3
    assert grid(reading, table)[5, 1] == "Nghìn tấn"


def test_legacy_fonts_are_decoded_run_by_run() -> None:
    page = Page(
        "TCVN3",
        [
            At("A1", "2. D©n sè cña huyÖn", font=".VnArial"),
            At("B2", "N¨m 2004", font=".VnArial"),
            At("A3", "C¶ n\xadíc", font=".VnArialH"),
            At("B3", 82.5, "0.0"),
            At("A4", "Thành thị", font="Arial"),
            At("B4", 20.25, "0.00"),
            At("A5", "Huyện §«ng H¶i", font=".VnArial"),
            At("B5", 10, "0"),
        ],
    )
    for kind, data in (("xls", xls(page)), ("xlsx", xlsx(page))):
        reading = workbook(data, kind)  # type: ignore[arg-type]
        texts = grid(reading, reading.tables[0])

        assert "2. Dân số của huyện" in reading.text
        assert texts[1, 1] == "Năm 2004"
        assert [texts[r, 0] for r in (2, 3, 4)] == ["CẢ NƯỚC", "Thành thị", "Huyện Đông Hải"]
        assert reading.encoding == "tcvn3"


def test_legacy_text_without_a_font_is_told_by_its_letters() -> None:
    words = ["Tæng s¶n phÈm trong n\xadíc", "N«ng nghiÖp", "Thuû s¶n", "triÖu ®ång", "c«ng nghiÖp"]
    page = Page("A", [At("B1", "N¨m 2004"), *(At(f"A{i}", w) for i, w in enumerate(words, 2))])
    page = Page("A", [*page.cells, *(At(f"B{i}", i, "0") for i in range(2, 7))])
    reading = workbook(xlsx(page))

    assert "Tổng sản phẩm trong nước" in reading.text
    assert reading.encoding == "tcvn3"


def test_raised_digits_are_exponents_and_marks() -> None:
    parts = (
        '<r><t xml:space="preserve">Nhà ở (m</t></r><r><rPr><vertAlign val="superscript"/>'
        "</rPr><t>2</t></r><r><t>)</t></r>"
    )
    data = sheet_part(xlsx(Page("A", rows("|Năm 2020\nNHAO|500"))), "<t>NHAO</t>", parts)

    assert "Nhà ở (m²)" in workbook(data).text


@pytest.mark.parametrize(
    ("kind", "write"), [("xls", xls), ("xlsx", xlsx), ("xlsb", xlsb), ("ods", ods)]
)
def test_hidden_rows_are_read_and_named(kind: WorkbookKind, write: Callable[[Page], bytes]) -> None:
    page = Page("Thu", rows("|Năm 2020\nThu|5\nChi|7\nVay|8\n|\nNợ|9"), hidden_rows=[3, 4, 5])
    reading = workbook(write(page), kind)

    assert "| Chi | 7" in reading.text
    [said] = [problem for problem in reading.problems if "ẩn" in problem]
    assert said.vi == "trang “Thu”: 2 dòng ẩn (3-4) cũng được đọc"
    assert said.en == "sheet “Thu”: 2 hidden rows (3-4) read too"


def test_hidden_sheets_and_columns_are_read_and_named() -> None:
    shown = Page("Công khai", rows("|Năm 2020|Năm 2021\nThu|5|6"), hidden_columns=["B"])
    hidden = Page("Nháp", rows("|Năm 2020\nChi|7"), hidden=True)
    for kind, data in (("xls", xls(shown, hidden)), ("xlsx", xlsx(shown, hidden))):
        reading = workbook(data, kind)  # type: ignore[arg-type]

        assert [table.sheet for table in reading.tables] == ["Công khai", "Nháp"]
        assert any("1 cột ẩn" in problem for problem in reading.problems)
        assert any("trang tính ẩn “Nháp”" in problem for problem in reading.problems)
    assert "“Nháp”" in workbook(ods(hidden), "ods").problems[0]


def test_formula_errors_and_formulas_without_result_are_named() -> None:
    page = Page("A", rows("|Năm 2020\nThu|5\nChi|6\nDư|7"))
    data = xlsx(page)
    data = sheet_part(data, "<v>6</v>", "<f>B2*2</f>")
    data = sheet_part(data, '<c r="B4" s="2" t="n"><v>7</v>', '<c r="B4" t="e"><v>#REF!</v>')
    reading = workbook(data)

    assert any("1 công thức chưa có kết quả" in problem for problem in reading.problems)
    assert any("1 ô báo lỗi" in problem for problem in reading.problems)


def test_text_centred_across_a_selection_covers_it() -> None:
    cells = [
        At("B1", "Năm 2020", align="centerContinuous"),
        At("B2", "Kế hoạch"),
        At("C2", "Thực hiện"),
        At("A3", "Thu"),
        At("B3", 5),
        At("C3", 6),
    ]
    blank = At("C1", "", align="centerContinuous")
    reading = workbook(xls(Page("A", [*cells, blank])), "xls")

    assert next(c for c in reading.tables[0].cells if c.row == 0).columns == 2


# --- structure --------------------------------------------------------------------


def test_titles_units_and_notes_belong_to_their_table() -> None:
    letterhead = rows(
        """
UBND HUYỆN AN HÒA||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

12. Thu ngân sách năm 2020
|ĐVT: tỷ đồng
|Kế hoạch|Thực hiện
Tổng thu|10|12
(*) Số liệu đến ngày 15/12

13. Chi ngân sách
|Kế hoạch|Thực hiện
Tổng chi|9|8
"""
    )
    reading = workbook(xlsx(Page("Biểu 12", letterhead), TWO))
    document = build(reading)

    def words(spans: tuple[Span, ...]) -> list[str]:
        return [reading.text[span.start : span.end] for span in spans]

    assert [
        (place.section, words(place.captions), words(place.notes)) for place in document.tables
    ] == [
        ("12", ["12. Thu ngân sách năm 2020", "ĐVT: tỷ đồng"], ["(*) Số liệu đến ngày 15/12"]),
        ("13", ["13. Chi ngân sách"], []),
        ("1", ["1. Chăn nuôi lợn"], []),
        ("2", ["2. Chăn nuôi gia cầm (Nghìn con)"], []),
    ]
    kinds = [(block.kind, words(block.spans)[0][:9]) for block in document.blocks]
    assert kinds[:4] == [
        ("furniture", "Biểu 12"),
        ("furniture", "UBND HUYỆ"),
        ("furniture", "CỘNG HÒA "),
        ("heading", "12. Thu n"),
    ]
