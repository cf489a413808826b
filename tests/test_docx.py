"""Word files made of raw XML, and what the reader makes of them (extract.docx)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from extract.docx import read_docx
from solieu.errors import ReadError
from solieu.model import Reading
from tests.word_builder import BOX, CALL, SUPER, p, r, read, tbl, tc, tr, word

INLINE = [
    ("runs are one text", p("Thu đạt ", "20,5", " tỷ đồng"), "Thu đạt 20,5 tỷ đồng"),
    ("insertion", p("Thu ", f"<w:ins>{r('20,5 tỷ')}</w:ins>"), "Thu 20,5 tỷ"),
    (
        "deletion",
        p("Thu 20,5 tỷ", "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>"),
        "Thu 20,5 tỷ",
    ),
    ("moved here", p("A ", f"<w:moveTo>{r('12 hộ')}</w:moveTo>"), "A 12 hộ"),
    ("moved away", p("A", f"<w:moveFrom>{r('12 hộ')}</w:moveFrom>"), "A"),
    (
        "content control",
        p("Số ", f"<w:sdt><w:sdtContent>{r('45')}</w:sdtContent></w:sdt>"),
        "Số 45",
    ),
    (
        "control around a paragraph",
        f"<w:sdt><w:sdtContent>{p('Cả đoạn')}</w:sdtContent></w:sdt>",
        "Cả đoạn",
    ),
    ("hyperlink", p("Xem ", f"<w:hyperlink>{r('trang 3')}</w:hyperlink>"), "Xem trang 3"),
    ("simple field", p(f'<w:fldSimple w:instr="SUM">{r("1.250")}</w:fldSimple>'), "1.250"),
    (
        "field code is not on the page",
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "77",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            " hộ",
        ),
        "77 hộ",
    ),
    (
        "hard hyphen",
        p("<w:r><w:t>17/NQ</w:t><w:noBreakHyphen/><w:t>HĐND</w:t></w:r>"),
        "17/NQ-HĐND",
    ),
    (
        "tab and break",
        p("<w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r>"),
        "một hai ba",
    ),
    ("hidden text", p("Thấy", r(" ẩn 99", "<w:vanish/>")), "Thấy"),
    ("hidden switched off", p("Thấy", r(" cả", '<w:vanish w:val="0"/>')), "Thấy cả"),
    ("square metres", p("120 m", r("2", SUPER)), "120 m²"),
    ("raised words stay words", p("lần thứ 5", r("(1)", SUPER)), "lần thứ 5(1)"),
    ("lowered figure", p("CO", r("2", '<w:vertAlign w:val="subscript"/>')), "CO₂"),
    ("symbol font", p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 95%</w:t></w:r>'), "≥ 95%"),
    ("formula", p("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"), "a=b"),
    ("comment left out", p("Nêu", '<w:r><w:commentReference w:id="1"/></w:r>'), "Nêu"),
    ("composed letters", p("u\u031bo\u031b\u0301c 5%"), "ước 5%"),
    ("blanks squeezed", p("a \u00a0 b  "), "a b"),
    ("empty paragraphs vanish", p("") + p("Một") + p(" ") + p("Hai"), "Một\n\nHai"),
    (
        "a deleted paragraph end joins",
        p("Đầu câu ", ppr="<w:rPr><w:del/></w:rPr>") + p("cuối câu."),
        "Đầu câu cuối câu.",
    ),
    (
        "text box once, after its paragraph",
        p(
            "Ngoài",
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}"
            f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}"
            "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        "Ngoài\n\nTrong khung 7 hộ",
    ),
    (
        "old text box",
        p("Ngoài", f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"),
        "Ngoài\n\nTrong khung 7 hộ",
    ),
]


@pytest.mark.parametrize(("xml", "text"), [case[1:] for case in INLINE], ids=[c[0] for c in INLINE])
def test_paragraph_reads_like_the_page(xml: str, text: str) -> None:
    reading = read(xml)

    assert reading.text == text
    spans = [reading.text[q.span.start : q.span.end] for q in reading.paragraphs]
    assert spans == text.split("\n\n")


STYLES = (
    '<w:style w:type="character" w:styleId="Chuthich"><w:rPr>' + SUPER + "</w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="An"><w:basedOn w:val="An0"/></w:style>'
    '<w:style w:type="character" w:styleId="An0"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Goc"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Goc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2."/><w:isLgl/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="+"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, num: int, level: int) -> str:
    ppr = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(text, ppr=ppr)


def test_list_numbers_are_counted_as_on_the_page() -> None:
    levels = [
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 0),
        (1, 1),
        (2, 0),
        (2, 1),
        (3, 0),
    ]
    body = "".join(numbered("Mục", num, level) for num, level in levels)
    labels = [q.removesuffix(" Mục") for q in read(body, numbering=NUMBERING).text.split("\n\n")]

    assert labels == ["I.", "1.1.", "a)", "b)", "1.2.", "a)", "II.", "2.1.", "-", "+", "I."]


def test_hidden_text_with_digits_is_left_out_with_a_word() -> None:
    hidden = r(" (cũ 1.100)", "<w:vanish/>")
    table = tbl(
        tr("Chỉ tiêu", "Năm 2024"), tr("Thu", f"<w:tc><w:p>{r('1.200')}{hidden}</w:p></w:tc>")
    )
    reading = read(p("Bảng 1", r(" ẩn", "<w:vanish/>")) + table + p("Chi", r("99", "<w:vanish/>")))
    assert "| Thu | 1.200 |" in reading.text
    [said] = reading.problems
    assert (said.vi, said.en) == (
        "bỏ qua 2 đoạn chữ ẩn có chữ số",
        "2 pieces of hidden text with digits left out",
    )


def test_styles_give_heading_level_list_hidden_and_raised_text() -> None:
    body = (
        p("Kinh tế", ppr='<w:pStyle w:val="Muc1"/>')
        + p("Thu ngân sách", ppr='<w:pStyle w:val="Muc"/>')
        + p("Diện tích 5 m", r("2", '<w:rStyle w:val="Chuthich"/>'))
        + p("Thấy", r(" ẩn", '<w:rStyle w:val="An"/>'))
    )
    reading = read(body, styles=STYLES, numbering=NUMBERING)

    assert reading.text == "Kinh tế\n\nI. Thu ngân sách\n\nDiện tích 5 m²\n\nThấy"
    assert [q.level for q in reading.paragraphs] == [1, 2, 0, 0]


NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>", " Theo kế hoạch.")}'
    f"{p('- Xã giao 40.')}</w:footnote>"
    f'<w:footnote w:id="3">{p(" Nguồn: thống kê xã.")}</w:footnote>'
)


def test_footnotes_follow_the_paragraph_that_calls_them() -> None:
    body = p("Gieo 226 ha ", CALL.format(7), "; trồng 12 ha", CALL.format(3), ".") + p("Hết.")
    reading = read(body, footnotes=NOTES)

    assert reading.text == (
        "Gieo 226 ha¹; trồng 12 ha².\n\n¹ Theo kế hoạch.\n\n- Xã giao 40.\n\n"
        "² Nguồn: thống kê xã.\n\nHết."
    )
    assert [q.note for q in reading.paragraphs] == ["", "1", "1", "2", ""]
    marks = [(m.number, reading.text[m.span.start : m.span.end]) for m in reading.marks]
    assert marks == [("1", "¹"), ("2", "²")]


def test_a_footnote_called_in_a_table_follows_the_table() -> None:
    grid = tbl(
        tr("Chỉ tiêu", tc("Kế hoạch").replace("</w:p>", CALL.format(3) + "</w:p>")), tr("Thu", "9")
    )
    reading = read(grid + p("Sau bảng"), footnotes=NOTES)

    assert (
        reading.text == "| Chỉ tiêu | Kế hoạch¹ |\n| Thu | 9 |\n\n¹ Nguồn: thống kê xã.\n\nSau bảng"
    )
    assert [(m.number, m.span.start) for m in reading.marks] == [("1", reading.text.index("¹"))]


def test_endnotes_count_on_after_footnotes_and_hand_marks_keep_theirs() -> None:
    own = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = p("Một", CALL.format(7), " hai", own, " ba", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    notes = NOTES.replace(" Nguồn", "* Nguồn")
    ends = f'<w:endnote w:id="1">{p("Cuối văn bản.")}</w:endnote>'
    reading = read(body, footnotes=notes, endnotes=ends)

    assert reading.text.split("\n\n")[0] == "Một¹ hai* ba²"
    assert reading.text.split("\n\n")[3:] == ["* Nguồn: thống kê xã.", "² Cuối văn bản."]
    assert [m.number for m in reading.marks] == ["1", "*", "2"]


def test_footnotes_typed_by_hand_are_tied_too() -> None:
    body = p("Gieo 226 ha", r("1", SUPER), " trên 3 km", r("2", SUPER)) + p(
        r("1", SUPER), " Vụ xuân."
    )
    reading = read(body)

    assert reading.text == "Gieo 226 ha¹ trên 3 km²\n\n¹ Vụ xuân."
    assert [(m.number, m.span.start) for m in reading.marks] == [("1", 11)]
    assert [q.note for q in reading.paragraphs] == ["", "1"]


def cells(reading: Reading, table: int = 0) -> list[tuple[str, int, int, int, int]]:
    text = reading.text
    return [
        (text[c.span.start : c.span.end], c.row, c.column, c.rows, c.columns)
        for c in reading.tables[table].cells
    ]


def test_merged_cells_stand_once_with_their_spans() -> None:
    head = "<w:tblHeader/>"
    grid = tbl(
        tr(
            tc("TT", '<w:vMerge w:val="restart"/>'),
            tc("Thực hiện", '<w:gridSpan w:val="2"/>'),
            trpr=head,
        ),
        tr(tc("", "<w:vMerge/>"), "Tháng 3", "Quý I", trpr=head),
        tr("1", "20", "61"),
        tr("Cộng", "81", trpr='<w:gridBefore w:val="1"/>'),
    )
    reading = read(grid)

    assert reading.tables[0].head_rows == 2
    assert cells(reading) == [
        ("TT", 0, 0, 2, 1),
        ("Thực hiện", 0, 1, 1, 2),
        ("Tháng 3", 1, 1, 1, 1),
        ("Quý I", 1, 2, 1, 1),
        ("1", 2, 0, 1, 1),
        ("20", 2, 1, 1, 1),
        ("61", 2, 2, 1, 1),
        ("Cộng", 3, 1, 1, 1),
        ("81", 3, 2, 1, 1),
    ]
    assert reading.text.splitlines()[1] == "|  | Tháng 3 | Quý I |"


def test_python_docx_merges_are_read_the_same() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Kế hoạch"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Chỉ tiêu"
    for row, column, text in (
        (1, 1, "Xã"),
        (1, 2, "Tỉnh"),
        (2, 0, "Lúa"),
        (2, 1, "5"),
        (2, 2, "7"),
    ):
        table.cell(row, column).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    reading = read_docx(buffer.getvalue(), "a.docx", "")

    assert cells(reading)[:3] == [
        ("Chỉ tiêu", 0, 0, 2, 1),
        ("Kế hoạch", 0, 1, 1, 2),
        ("Xã", 1, 1, 1, 1),
    ]
    assert [c[0] for c in cells(reading)[3:]] == ["Tỉnh", "Lúa", "5", "7"]


def test_automatic_row_numbers_and_nested_tables_are_read() -> None:
    number = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    nested = tbl(tr("x", "1"), tr("y", "2"))
    inner = f"<w:tc><w:tcPr/>{p('Gồm')}{nested}{p('')}</w:tc>"
    grid = tbl(tr("TT", "Việc"), tr(tc("", ppr=number), "Đường"), tr(tc("", ppr=number), inner))
    reading = read(grid, numbering=NUMBERING)

    assert reading.text == "| TT | Việc |\n| a) | Đường |\n| b) | Gồm |\n\n| x | 1 |\n| y | 2 |"
    assert [t.number for t in reading.tables] == [1, 2]


def test_deleted_rows_are_left_out_and_inserted_ones_read() -> None:
    grid = tbl(tr("a", "1"), tr("b", "2", trpr="<w:del/>"), tr("c", "3", trpr="<w:ins/>"))

    assert read(grid).text == "| a | 1 |\n| c | 3 |"


LAYOUT = [
    ("one row", tbl(tr("Nơi nhận:", "CHỦ TỊCH")), "Nơi nhận:\n\nCHỦ TỊCH"),
    ("one column", tbl(tr("Khung"), tr("Hai")), "Khung\n\nHai"),
    (
        "letterhead of two rows",
        tbl(
            tr("UBND XÃ AN LẠC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            tr("Số: 5/BC-UBND", "An Lạc"),
        ),
        "UBND XÃ AN LẠC\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 5/BC-UBND\n\nAn Lạc",
    ),
]


@pytest.mark.parametrize(("xml", "text"), [c[1:] for c in LAYOUT], ids=[c[0] for c in LAYOUT])
def test_tables_that_only_place_text_are_paragraphs(xml: str, text: str) -> None:
    reading = read(xml)

    assert reading.text == text
    assert reading.tables == ()


def test_strict_office_files_are_read() -> None:
    data = word(p("Chuẩn ISO 12 hộ"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            new.writestr(name, old.read(name).replace(transitional, strict))

    assert read_docx(buffer.getvalue(), "a.docx", "").text == "Chuẩn ISO 12 hộ"


def test_embedded_workbooks_are_reported() -> None:
    sheet = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'

    assert "1 bảng Excel nhúng" in read(p("Xem bảng", sheet)).problems[0]


def test_a_document_without_words_says_so() -> None:
    with pytest.raises(ReadError, match="no words"):
        read(p("") + tbl(tr("")))


def test_broken_xml_names_part_and_line() -> None:
    with pytest.raises(ReadError, match=r"bao-cao\.docx: .*word/document\.xml, line 1"):
        read("<w:p><w:r></w:p>")


def test_damaged_part_is_named(tmp_path: Path) -> None:
    data = bytearray(word(p("Thu đạt 12 tỷ đồng " * 40)))
    at = data.index(b"word/document.xml") + 60
    data[at : at + 20] = b"\xff" * 20

    with pytest.raises(ReadError, match=r"damaged or truncated \(word/document\.xml\)"):
        read_docx(bytes(data), "bao-cao.docx", "")
