"""Readings to documents: sections, notes, cut sentences, lists, frame, tables in place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.docx import read_docx
from extract.structure import build
from solieu.model import Mark, Paragraph, Reading, Span
from tests.text_documents import document, words
from tests.word_builder import p, tbl, tc, tr, word


def outline(text: str) -> list[tuple[str, str, str]]:
    """Kind, section and first words of every block."""
    doc = document(text)
    return [(b.kind, b.section, words(doc, b)[:16]) for b in doc.blocks]


REPORT = """\
ỦY BAN NHÂN DÂN
XÃ AN LẠC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/BC-UBND

An Lạc, ngày 25 tháng 3 năm 2026

BÁO CÁO
Kết quả thực hiện nhiệm vụ quý I năm 2026

Thực hiện kế hoạch năm 2026, Ủy ban nhân dân xã báo cáo kết quả như sau:

A. KẾT QUẢ THỰC HIỆN

I. KINH TẾ

1. Trồng trọt

Toàn xã gieo trồng 226 ha¹, trong đó:

- Lúa 115 ha;
- Ngô 72 ha, gồm:
+ ngô lấy hạt 50 ha;
+ ngô sinh khối 22 ha;
- Rau màu 39 ha.

2. Thu ngân sách

Thu ngân sách ước đạt 2,5 tỷ đồng, bằng 25% dự toán được giao theo Nghị

¹ Vượt kế hoạch Hội đồng nhân dân xã giao 1,2%.

quyết số 15/NQ-HĐND của Hội đồng nhân dân xã².

a) Thu nội địa đạt 2,1 tỷ đồng.

b) Thu chuyển nguồn đạt 0,4 tỷ đồng.

II. VĂN HÓA - XÃ HỘI

1. Giáo dục

Xã có 03 trường với 1.050 học sinh.

² - Nghị quyết giao thu 10 tỷ đồng;

- Thu tiền sử dụng đất giao 4 tỷ đồng.

2. Y tế: khám cho 310 lượt người.

B. NHIỆM VỤ QUÝ II

1. Kinh tế

1.1. Nông nghiệp

Gieo cấy 120 ha lúa mùa.

1.2. Ngân sách

Phấn đấu thu 3 tỷ đồng.

2. Xã hội

Trên đây là báo cáo của Ủy ban nhân dân xã./.

Nơi nhận:
- UBND huyện;
- Lưu: VT (5b).

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bình

Phụ lục I
KẾT QUẢ MỘT SỐ CHỈ TIÊU QUÝ I NĂM 2026
Đơn vị tính: triệu đồng

| TT | Chỉ tiêu | Quý I |
|----|----------|-------|
| 1 | Thu ngân sách | 2.500 |

Ghi chú: (*) số ước tính.

Biểu số 02
CHI NGÂN SÁCH

| TT | Chỉ tiêu | Quý I |
|----|----------|-------|
| 1 | Chi thường xuyên | 1.900 |
"""


def test_a_whole_report() -> None:
    assert outline(REPORT) == [
        ("furniture", "", "ỦY BAN NHÂN DÂN"),
        ("furniture", "", "XÃ AN LẠC"),
        ("furniture", "", "CỘNG HÒA XÃ HỘI "),
        ("furniture", "", "Độc lập - Tự do "),
        ("furniture", "", "Số: 12/BC-UBND"),
        ("furniture", "", "An Lạc, ngày 25 "),
        ("heading", "", "BÁO CÁO"),
        ("heading", "", "Kết quả thực hiệ"),
        ("paragraph", "", "Thực hiện kế hoạ"),
        ("heading", "A", "A. KẾT QUẢ THỰC "),
        ("heading", "A.I", "I. KINH TẾ"),
        ("heading", "A.I.1", "1. Trồng trọt"),
        ("paragraph", "A.I.1", "Toàn xã gieo trồ"),
        ("item", "A.I.1", "- Lúa 115 ha;"),
        ("item", "A.I.1", "- Ngô 72 ha, gồm"),
        ("item", "A.I.1", "+ ngô lấy hạt 50"),
        ("item", "A.I.1", "+ ngô sinh khối "),
        ("item", "A.I.1", "- Rau màu 39 ha."),
        ("heading", "A.I.2", "2. Thu ngân sách"),
        ("paragraph", "A.I.2", "Thu ngân sách ướ"),
        ("note", "A.I.1", "¹ Vượt kế hoạch "),
        ("paragraph", "A.I.2.a", "a) Thu nội địa đ"),
        ("paragraph", "A.I.2.b", "b) Thu chuyển ng"),
        ("heading", "A.II", "II. VĂN HÓA - XÃ"),
        ("heading", "A.II.1", "1. Giáo dục"),
        ("paragraph", "A.II.1", "Xã có 03 trường "),
        ("note", "A.I.2", "² - Nghị quyết g"),
        ("note", "A.I.2", "- Thu tiền sử dụ"),
        ("paragraph", "A.II.2", "2. Y tế: khám ch"),
        ("heading", "B", "B. NHIỆM VỤ QUÝ "),
        ("heading", "B.1", "1. Kinh tế"),
        ("heading", "B.1.1", "1.1. Nông nghiệp"),
        ("paragraph", "B.1.1", "Gieo cấy 120 ha "),
        ("heading", "B.1.2", "1.2. Ngân sách"),
        ("paragraph", "B.1.2", "Phấn đấu thu 3 t"),
        ("heading", "B.2", "2. Xã hội"),
        ("paragraph", "", "Trên đây là báo "),
        ("furniture", "", "Nơi nhận:"),
        ("furniture", "", "- UBND huyện;"),
        ("furniture", "", "- Lưu: VT (5b)."),
        ("furniture", "", "TM. ỦY BAN NHÂN "),
        ("furniture", "", "CHỦ TỊCH"),
        ("furniture", "", "Trần Văn Bình"),
        ("heading", "PL1", "Phụ lục I"),
        ("heading", "PL1", "KẾT QUẢ MỘT SỐ C"),
        ("paragraph", "PL1", "Đơn vị tính: tri"),
        ("paragraph", "PL1", "Ghi chú: (*) số "),
        ("heading", "PL1.2", "Biểu số 02"),
        ("heading", "PL1.2", "CHI NGÂN SÁCH"),
    ]


def test_notes_hang_on_their_marks_and_cut_sentences_are_whole() -> None:
    doc = document(REPORT)
    notes = [b for b in doc.blocks if b.kind == "note"]
    cut = next(b for b in doc.blocks if len(b.spans) == 2)

    assert [(b.note, doc.text[b.anchor]) for b in notes] == [("1", "¹"), ("2", "²"), ("2", "²")]
    assert words(doc, cut).endswith(
        "được giao theo Nghị quyết số 15/NQ-HĐND của Hội đồng nhân dân xã²."
    )
    assert cut.paragraph < notes[0].paragraph


def test_headings_above_a_block_are_given_outermost_first() -> None:
    doc = document(REPORT)
    block = next(b for b in doc.blocks if words(doc, b).startswith("b) Thu"))
    spans = [doc.text[s.start : s.end] for s in block.headings]

    assert spans == ["A. KẾT QUẢ THỰC HIỆN", "I. KINH TẾ", "2. Thu ngân sách", "b) "]


def test_list_items_know_what_introduces_them() -> None:
    doc = document(REPORT)
    leads = {
        words(doc, b)[:9]: words(doc, doc.blocks[b.lead])[:9] for b in doc.blocks if b.lead >= 0
    }

    assert leads == {
        "- Lúa 115": "Toàn xã g",
        "- Ngô 72 ": "Toàn xã g",
        "+ ngô lấy": "- Ngô 72 ",
        "+ ngô sin": "- Ngô 72 ",
        "- Rau màu": "Toàn xã g",
    }


def test_tables_stand_in_their_annex_with_title_unit_and_notes() -> None:
    doc = document(REPORT)
    places = [
        (
            place.section,
            [doc.text[s.start : s.end] for s in place.captions],
            [doc.text[s.start : s.end] for s in place.notes],
        )
        for place in doc.tables
    ]

    assert places == [
        (
            "PL1",
            ["Phụ lục I", "KẾT QUẢ MỘT SỐ CHỈ TIÊU QUÝ I NĂM 2026", "Đơn vị tính: triệu đồng"],
            ["Ghi chú: (*) số ước tính."],
        ),
        ("PL1.2", ["Biểu số 02", "CHI NGÂN SÁCH"], []),
    ]


def test_every_word_stands_in_exactly_one_block_or_table() -> None:
    doc = document(REPORT)
    spans = sorted([s for b in doc.blocks for s in b.spans] + [t.table.span for t in doc.tables])

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert sum(len(doc.text[s.start : s.end].split()) for s in spans) == len(doc.text.split())


CUTS = [
    (
        "lower case goes on",
        "Tiếp tục chỉ đạo các đơn vị thực hiện tốt việc kiểm tra,",
        "xử lý vi phạm trong quý.",
        True,
    ),
    ("a pair of words", "Thu đạt theo Nghị", "định số 5/2024/NĐ-CP.", True),
    (
        "a preposition",
        "Ủy ban nhân dân xã đã chủ động phối hợp chặt chẽ với",
        "Hội Nông dân tổ chức.",
        True,
    ),
    (
        "a sentence ends",
        "Tiếp tục chỉ đạo các đơn vị thực hiện tốt việc kiểm tra.",
        "xử lý vi phạm.",
        False,
    ),
    (
        "a semicolon",
        "Tiếp tục chỉ đạo các đơn vị thực hiện tốt việc kiểm tra;",
        "xử lý vi phạm.",
        False,
    ),
    (
        "a list begins",
        "Tiếp tục chỉ đạo các đơn vị thực hiện tốt việc kiểm tra và",
        "- xử lý vi phạm.",
        False,
    ),
    (
        "a heading above",
        "1. Công tác kiểm tra, xử lý vi phạm trên địa bàn toàn xã",
        "Tổ chức 5 đợt.",
        False,
    ),
    ("a short line", "Tháng 3 năm 2026", "xử lý 5 vụ.", False),
]


@pytest.mark.parametrize(
    ("first", "second", "one"), [c[1:] for c in CUTS], ids=[c[0] for c in CUTS]
)
def test_where_a_paragraph_goes_on(first: str, second: str, one: bool) -> None:
    doc = document(f"Mở đầu báo cáo đạt 5 tỷ đồng.\n\n{first}\n\n{second}")

    assert len(doc.blocks) == (2 if one else 3)
    assert doc.text.endswith(second)


def test_a_page_break_the_reader_saw_joins_what_words_alone_would_not() -> None:
    text = "Trong tháng, Công an xã đã phối hợp cùng\n\nBan Chỉ huy Quân sự tuần tra 12 buổi."
    cut = text.index("\n")

    def joined(split: bool) -> int:
        parts = (Paragraph(Span(0, cut), 1, split=split), Paragraph(Span(cut + 2, len(text)), 2))
        return len(build(Reading("a.pdf", "", "pdf", text, parts)).blocks)

    assert joined(True) == 1
    assert joined(False) == 2


def test_a_note_cut_by_a_page_is_one_block() -> None:
    body, first, other, rest = "Thu 5 tỷ¹.", "¹ Gồm thuế 3 tỷ và phí", "Chi 4 tỷ.", "lệ phí 2 tỷ."
    text = "\n\n".join((body, first, other, rest))
    spans = [Span(at := text.index(part), at + len(part)) for part in (body, first, other, rest)]
    notes = ("", "1", "", "1")
    paragraphs = tuple(Paragraph(s, 1, note=n) for s, n in zip(spans, notes, strict=True))
    reading = Reading("a.pdf", "", "pdf", text, paragraphs, marks=(Mark("1", Span(8, 9)),))
    note = next(b for b in build(reading).blocks if b.kind == "note")

    assert note.spans == (spans[1], spans[3])
    assert note.anchor == 8


NOTE_BLOCKS = [
    (
        "before the next note of the page",
        "Thu 5 tỷ¹, chi 4 tỷ².\n\n¹ Gồm thuế.\n\nVà phí 2 tỷ.\n\n² Chưa kể nợ.",
        ["", "1", "1", "2"],
    ),
    (
        "before the continuation of a cut sentence",
        "Thu 5 tỷ¹. Ủy ban nhân dân xã tiếp tục chỉ đạo các\n\n¹ Gồm thuế.\n\n"
        "Và phí 2 tỷ.\n\nđơn vị thu.",
        ["", "1", "1"],
    ),
    (
        "a list that the note began",
        "Thu 5 tỷ¹.\n\n¹ - Thuế 3 tỷ;\n\n- Phí 2 tỷ.\n\n- Chi 4 tỷ.",
        ["", "1", "1", ""],
    ),
    (
        "the list of the body is not the note's",
        "- Thu 5 tỷ¹.\n\n¹ - Thuế 3 tỷ.\n\n- Chi 4 tỷ.",
        ["", "1", ""],
    ),
    (
        "body between notes of two pages",
        "Thu 5 tỷ¹.\n\n¹ Gồm thuế.\n\nChi 4 tỷ².\n\n² Chưa kể nợ.",
        ["", "1", "", "2"],
    ),
]


@pytest.mark.parametrize(
    ("text", "notes"), [c[1:] for c in NOTE_BLOCKS], ids=[c[0] for c in NOTE_BLOCKS]
)
def test_paragraphs_of_a_note_without_a_mark(text: str, notes: list[str]) -> None:
    assert [b.note for b in document(text).blocks] == notes


def test_notes_at_the_end_and_numbers_that_start_again() -> None:
    doc = document(
        "1. Một\n\nThu 5 tỷ¹.\n\n2. Hai\n\nChi 4 tỷ².\n\n¹ Đầu.\n\n² Sau.\n\n"
        "PHỤ LỤC 1\n\nDiện tích 7 ha¹.\n\n¹ Phụ lục.\n\n³ Lạc."
    )
    notes = [(b.note, b.section, b.anchor >= 0) for b in doc.blocks if b.kind == "note"]

    assert notes == [("1", "1", True), ("2", "2", True), ("1", "PL1", True), ("3", "PL1", False)]


def test_a_note_called_in_a_table_takes_the_table_s_section() -> None:
    doc = document("1. Thu\n\n| Thu | Quý I¹ |\n|---|---|\n| Thuế | 5 |\n\n2. Chi\n\n¹ Ước.")

    assert doc.blocks[-1].section == "1"


def test_a_heading_run_into_its_first_part_is_cut_off() -> None:
    doc = document(
        "I. XÃ HỘI\n\n1. Công tác y tế a) Khám bệnh cho 310 lượt người. Tiêm 50 liều.\n\n"
        "b) Dân số ổn định."
    )

    assert [(b.kind, b.section, words(doc, b)[:22], b.paragraph) for b in doc.blocks[1:]] == [
        ("heading", "I.1", "1. Công tác y tế", 2),
        ("paragraph", "I.1.a", "a) Khám bệnh cho 310 l", 2),
        ("paragraph", "I.1.b", "b) Dân số ổn định.", 3),
    ]


def test_a_line_with_a_figure_is_no_mere_heading() -> None:
    kinds = [b.kind for b in document("I. Thu\n\n1. Thuế đạt 5 tỷ đồng\n\n2. Phí 100%").blocks]

    assert kinds == ["heading", "paragraph", "paragraph"]


def test_word_headings_without_numbers_nest_by_their_level() -> None:
    def heading(text: str, level: int) -> str:
        return p(text, ppr=f'<w:outlineLvl w:val="{level - 1}"/>')

    body = (
        heading("Kinh tế", 1)
        + heading("Nông nghiệp", 2)
        + p("Gieo 5 ha lúa.")
        + heading("Công nghiệp", 2)
        + p("Sản lượng 7 tấn.")
        + heading("Xã hội", 1)
        + p("Có 9 hộ nghèo.")
    )
    doc = build(read_docx(word(body), "a.docx", ""))
    above = [
        [doc.text[s.start : s.end] for s in b.headings] for b in doc.blocks if b.kind == "paragraph"
    ]

    assert above == [["Kinh tế", "Nông nghiệp"], ["Kinh tế", "Công nghiệp"], ["Xã hội"]]


def test_word_and_text_give_the_same_structure() -> None:
    parts = [
        "I. KINH TẾ",
        "1. Thu",
        "Thu đạt 5 tỷ đồng, gồm:",
        "- Thuế 3 tỷ;",
        "- Phí 2 tỷ.",
        "II. XÃ HỘI",
    ]
    grid = tbl(tr(tc("Thu"), tc("5")), tr(tc("Chi"), tc("4")))
    from_word = build(read_docx(word("".join(p(t) for t in parts) + grid), "a.docx", ""))
    from_text = document("\n\n".join(parts) + "\n\n| Thu | 5 |\n| Chi | 4 |")

    assert from_word.text == from_text.text
    assert from_word.blocks == from_text.blocks
    assert from_word.tables == from_text.tables
