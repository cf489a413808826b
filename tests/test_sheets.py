"""Workbooks: extract.sheets and its parts, the same tables from every format."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from extract.read import read
from extract.sheets import WorkbookKind, read_workbook
from extract.sheets_cells import MOST_CELLS
from extract.sheets_format import show
from extract.sheets_ods import localised
from extract.structure import build
from solieu.errors import ReadError
from solieu.model import Reading, Span, Table
from tests.workbooks import At, Page, ods, rows, xls, xlsx

# Values, formats and what Excel displays; separators are Vietnamese.
FORMATS: list[tuple[float, str, str, str | None]] = [
    (1193484.7648, "0", "1193485", "1193484.7648"),
    (1193484.7648, "#,##0", "1.193.485", "1193484.7648"),
    (10.0573, "0.00", "10,06", "10.0573"),
    (2.675, "0.00", "2,68", "2.675"),
    (0.0818, "0.00%", "8,18%", "8.18"),
    (4157.87573933285, "General", "4157,875739", "4157.87573933285"),
    (1926.2999999999997, "#,##0.0", "1.926,3", "1926.2999999999997"),
    (-18.04, '#\\ ##0.0;[Red]\\-#\\ ##0.0;" ";@', "-18,0", "-18.04"),
    (18027.7, "#\\ ###\\ ##0.0", "18 027,7", "18027.7"),
    (-5200, "_(* #,##0_);_(* \\(#,##0\\);_(@_)", "(5.200)", "-5200"),
    (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_)', "-", "0"),
    (0, "0.0;-0.0;", "", "0"),
    (1234567, "#,##0,", "1.235", "1234.567"),
    (0.5, "#.##", "0,5", "0.5"),
    (-0.04, "0.0", "0,0", "-0.04"),
    (5, "[>=10]0.0;0", "5", "5"),
    (250, '#,##0" tấn"', "250 tấn", "250"),
    (44012, "dd/mm/yyyy", "30/06/2020", None),
    (43983, "mmm-yy", "06-2020", None),
    (44012.75, "d/m/yyyy h:mm", "30/6/2020 18:00", None),
    (0.25, "[h]:mm", "6:00", None),
]


@pytest.mark.parametrize(("value", "code", "text", "stored"), FORMATS)
def test_numbers_are_displayed_by_their_format(
    value: float, code: str, text: str, stored: str | None
) -> None:
    shown = show(value, code)

    assert shown.text == text
    assert shown.stored == (None if stored is None else Decimal(stored))


LOCAL = [
    ("1,193,484.8", "1193484.76", "1.193.484,8"),
    ("1.193.484,8", "1193484.76", "1.193.484,8"),
    ("8.18%", "8.1826", "8,18%"),
    ("1,234", "1234", "1.234"),
    ("20.684", "20.684", "20,684"),
    ("5.1E+003", "5100", "5.1E+003"),
]


@pytest.mark.parametrize(("text", "stored", "expected"), LOCAL)
def test_opendocument_numbers_get_vietnamese_separators(
    text: str, stored: str, expected: str
) -> None:
    assert localised(text, Decimal(stored)) == expected


# --- whole sheets ---------------------------------------------------------------

HARVEST = Page(
    "Nông nghiệp",
    [
        At("A1", "3. Sản xuất lúa của huyện"),
        At("A2", "   vụ đông xuân năm 2019"),
        At("D3", "Nghìn ha"),
        *rows(
            """
            |Thực hiện|Ước tính |So với cùng kỳ
            |vụ trước |vụ này   |năm trước (%)
            |         |năm 2019 |
            |         |         |
            TỔNG SỐ  |120.25|118.5|98.54469854469855
            Miền núi |20    |19.5 |97.5
            """.replace("            ", ""),
            top=4,
        ),
        At("A10", "Đồng bằng", indent=1),
        At("B10", 100.25, "0.0"),
        At("C10", 99, "0.0"),
        At("D10", 98.75311720698254, "0.0"),
        At("F10", 777),
        At("A12", "(*) Không kể diện tích gieo sạ"),
    ],
)
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


def workbook(data: bytes, kind: WorkbookKind = "xlsx") -> Reading:
    return read_workbook(data, f"so-lieu.{kind}", "0" * 64, kind)


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
    data = _sheet_part(xlsx(Page("A", rows("|Năm 2020\nNHAO|500"))), "<t>NHAO</t>", parts)

    assert "Nhà ở (m²)" in workbook(data).text


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
    data = _sheet_part(data, "<v>6</v>", "<f>B2*2</f>")
    data = _sheet_part(data, '<c r="B4" s="2" t="n"><v>7</v>', '<c r="B4" t="e"><v>#REF!</v>')
    reading = workbook(data)

    assert any("1 công thức chưa có kết quả" in problem for problem in reading.problems)
    assert any("1 ô báo lỗi" in problem for problem in reading.problems)


def _sheet_part(data: bytes, old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            if name.startswith("xl/worksheets/"):
                assert old in part, part
                part = part.replace(old, new)
            target.writestr(name, part)
    return stream.getvalue()


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


# --- limits and bad files -------------------------------------------------------


def test_ten_thousand_columns_are_bounded() -> None:
    row = "".join(f'<c r="{_letters(i)}3"><v>{i}</v></c>' for i in range(1, 10_000))
    head = '<c r="B2" t="inlineStr"><is><t>Năm 2020</t></is></c>'
    label = '<c r="A3" t="inlineStr"><is><t>Thu</t></is></c>'
    data = _sheet_part(
        xlsx(Page("A", [At("A1", "x")])),
        "<sheetData>",
        f'<sheetData><row r="2">{head}</row><row r="3">{label}{row}</row>',
    )
    reading = workbook(data)

    assert any("1000 cột đầu" in problem for problem in reading.problems)
    assert [c.column for c in reading.tables[0].cells if c.row == 2] == [0, 1]


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def test_more_cells_than_the_limit_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("A", rows("|Năm 2020\n" + "\n".join(f"Xã {i}|{i}" for i in range(50))))
    monkeypatch.setattr("extract.sheets_cells.Budget.__init__.__defaults__", (21, False))
    reading = workbook(xlsx(page))

    assert len(reading.tables[0].cells) == 21
    assert any(f"chỉ đọc {MOST_CELLS} ô đầu" in problem for problem in reading.problems)


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(ReadError, match="nothing in it"):
        workbook(xlsx(Page("A", [])))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_damaged_workbooks_are_read_in_part_or_refused(tmp_path: Path, kind: WorkbookKind) -> None:
    whole = {"xlsx": xlsx, "xls": xls, "ods": ods}[kind](HARVEST)
    refused = 0
    for part in range(20):
        path = tmp_path / f"cụt-{part}.{kind}"
        path.write_bytes(whole[: len(whole) * part // 20 + 10])
        try:
            read(path, path.name)
        except ReadError as error:
            assert error.vi.startswith(path.name)
            refused += 1
    assert refused >= 19


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_scrambled_bytes_never_crash(kind: WorkbookKind) -> None:
    whole = {"xlsx": xlsx, "xls": xls, "ods": ods}[kind](HARVEST)
    for seed in range(40):
        damaged = bytearray(whole)
        for step in range(6):
            damaged[(seed * 7919 + step * 104_729) % len(damaged)] ^= 1 + (seed + step) % 255
        try:
            workbook(bytes(damaged), kind)
        except ReadError as error:
            assert error.vi and error.en


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE w [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<workbook><sheets>&b;</sheets></workbook>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("xl/workbook.xml", bomb)
    with pytest.raises(ReadError, match="entities declared"):
        workbook(stream.getvalue())


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
