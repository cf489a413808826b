"""What inputs made at random brought to light (``python -m benchmarks.fuzzing``), kept as cases.

Each was a crash of our own code, a span out of its place, or a number without its row.
"""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.fuzzing.faults import faults
from benchmarks.fuzzing.inputs import WEIGHTS, made
from benchmarks.fuzzing.papers import papers
from benchmarks.fuzzing.worker import tried
from extract.kinds import kind_of
from extract.sheets_format import show
from normalize.observe import observe
from outputs.results import Results
from solieu import amounts
from solieu.annotated import copies
from solieu.batch.document import Gone, Job, produce
from solieu.batch.packing import unpack
from solieu.model import (
    Block,
    Document,
    DocumentInfo,
    DocumentRecord,
    Mark,
    Paragraph,
    Reading,
    Span,
)
from solieu.workpapers import audit
from tests import workbooks
from tests.word_builder import p, tbl, tc, tr, word


def record(path: Path, data: bytes) -> DocumentRecord:
    """What becomes of a file in a run."""
    path.write_bytes(data)
    job = Job(path, path.name, hashlib.sha256(data).hexdigest(), DocumentInfo())
    product = produce(job)
    assert not isinstance(product, Gone)
    found: DocumentRecord = unpack(product.sections[-1])
    assert not list(faults(found))
    return found


@pytest.mark.parametrize("kind", WEIGHTS)
def test_inputs_made_at_random_break_nothing(kind: str, tmp_path: Path) -> None:
    for number in range(2):
        one = made(20261123, number, kind)
        _, wrong, where = tried(one, tmp_path / f"{number}{one.suffix}")
        assert not wrong, where


def test_the_same_number_is_the_same_input() -> None:
    assert all(made(7, number) == made(7, number) for number in range(20))
    assert made(7, 3) != made(8, 3)


# --- texts --------------------------------------------------------------------------------

TEXTS = [
    "Trồng 8m20 cây",  # the unit m2 ended within the digits
    "Thu 3Đ/(8Đ8m20 )",
    # Words in a cell:
    "| Cây | Diện tích (ha) |\n|---|---|\n| Rau | 12; bán hơn hai vạn cây giống |",
    "| a | b |\n|---|---|\n| ước cả năm | Mười hai triệu năm trăm nghìn đồng |",
    "số /BC-UBND ngày /01/20260",  # the date ended within the digits
    "Thu 474,9439 triệu 5,942 nghìn đồng; 860,6481 nghìn 0 tỷ đồng",  # finer than its last part
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_number_has_its_row_and_no_two_share_one(text: str, tmp_path: Path) -> None:
    assert record(tmp_path / "a.md", text.encode()).recognition


def test_a_unit_beyond_the_page_does_not_take_the_notes_between() -> None:
    text = "Bổ sung sản lượng của 02 cơ\n\n¹ Trong đó: phí 182 triệu đồng.\n\nsở nuôi trồng."
    body = (Span(0, 27), Span(62, len(text)))
    note = Span(29, 60)
    reading = Reading(
        "", "0" * 64, "pdf", text,
        (Paragraph(body[0], split=True), Paragraph(note, note="1"), Paragraph(body[1])),
        (), (Mark("1", Span(29, 30)),),
    )  # fmt: skip
    blocks = (Block("paragraph", body), Block("note", (note,), note="1", anchor=-1))

    found = observe(Document(reading, blocks), DocumentInfo())

    assert [(one.raw, one.unit) for one in found.observations] == [
        ("02 cơ", "cơ sở"),
        ("182 triệu đồng", "VND"),
    ]


def test_words_for_a_number_in_a_cell_stand_in_the_ledger(tmp_path: Path) -> None:
    found = record(tmp_path / "a.md", TEXTS[2].encode()).recognition

    assert found is not None
    told = [(one.raw, one.table, one.row, one.column, one.reason) for one in found.numbers]
    assert told == [("12", 1, 2, 2, "observation"), ("hai vạn", 1, 2, 2, "observation")]


# --- packages -----------------------------------------------------------------------------


def _word() -> bytes:
    return (Path(__file__).parent.parent / "samples" / "ward" / "2025-09.docx").read_bytes()


def _book() -> bytes:
    return workbooks.xlsx(workbooks.Page("1", workbooks.rows("a|b\nLúa|12")))


@pytest.mark.parametrize("package", [_word, _book])
def test_a_package_whose_beginning_was_cut_is_damaged(
    package: Callable[[], bytes], tmp_path: Path
) -> None:
    whole = package()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        directory = archive.start_dir
    cut = b"PK\x03\x04" + whole[directory - 40 :]  # places in its directory are now negative

    found = record(tmp_path / "a.docx", cut)

    assert found.status == "failed" and "damaged" in found.reason


@pytest.mark.parametrize("size", [1_000, 100_000_000])
def test_a_picture_that_is_damaged_or_a_bomb_leaves_a_page_for_the_copy(
    size: int, tmp_path: Path
) -> None:
    """No reader needs the picture, but a copy with comments would hold it."""
    made = io.BytesIO(word(p("Thu 10 tỷ đồng/20 tỷ đồng, đạt 90% kế hoạch.")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        how = zipfile.ZIP_STORED if size == 1_000 else zipfile.ZIP_DEFLATED
        package.writestr("word/media/image1.png", b"PICTURE" + bytes(size), how)
    data = made.getvalue().replace(b"PICTURE", b"SPOILED")  # its checksum is wrong then
    found = record(tmp_path / "a.docx", data)
    results = Results((found,))

    (copy,) = copies(results, {found.source: tmp_path / "a.docx"}, "vi")

    assert copy.name == "annotated/a.docx.html" and copy.notice is not None
    assert "image1.png" in copy.notice.en


def _changed(package: bytes, part: str, old: str, new: str) -> bytes:
    """The package with the first ``old`` of a part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as held, zipfile.ZipFile(made, "w") as out:
        for name in held.namelist():
            data = held.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            out.writestr(name, data)
    return made.getvalue()


# --- numbers that no file has -------------------------------------------------------------

ODD_NUMBERS = ["9" * 5_000, "99999999999", "2147483647", "-5", "x", "٣"]
_IN_WORD = {
    "columns of a cell": tbl(tr(tc("5 hộ", tcpr="<w:gridSpan w:val='N'/>"))),
    "level of a list": p("5 hộ", ppr="<w:numPr><w:ilvl w:val='N'/><w:numId w:val='1'/></w:numPr>"),
    "level of a heading": p("5 hộ", ppr="<w:outlineLvl w:val='N'/>"),
}


@pytest.mark.parametrize("number", ODD_NUMBERS, ids=lambda one: one[:12])
@pytest.mark.parametrize("place", _IN_WORD)
def test_a_word_file_with_numbers_that_no_file_has(place: str, number: str, tmp_path: Path) -> None:
    data = word(_IN_WORD[place].replace("'N'", f"'{number}'"))

    found = record(tmp_path / "a.docx", data).recognition

    assert found is not None and [one.raw for one in found.observations] == ["5 hộ"]


@pytest.mark.parametrize("number", ["9" * 5_000, "2147483647", "50000000", "-1"])
@pytest.mark.parametrize("form", ["lowerRoman", "upperLetter", "decimal", "decimalZero"])
def test_a_list_that_begins_beyond_measure(form: str, number: str, tmp_path: Path) -> None:
    level = f"<w:lvl w:ilvl='0'><w:start w:val='{number}'/><w:numFmt w:val='{form}'/>"
    numbering = (
        f"<w:abstractNum w:abstractNumId='0'>{level}<w:lvlText w:val='%1.'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    item = p("Có 5 hộ", ppr="<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")

    found = record(tmp_path / "a.docx", word(item, numbering=numbering)).recognition

    assert found is not None and len(found.document.text) < 100


@pytest.mark.parametrize("code", ["-5", "D800", "110000", "-F000", "0", "F0B3"])
def test_a_sign_of_a_font_that_is_none(code: str, tmp_path: Path) -> None:
    """Half a pair of surrogates in the text could not be written into any table."""
    data = word(p("5 hộ", f"<w:r><w:sym w:font='X' w:char='{code}'/></w:r>"))

    found = record(tmp_path / "a.docx", data).recognition

    assert found is not None and found.document.text.encode("utf-8") == "5 hộ".encode()


_IN_SHEET = [
    ('<row r="2"', '<row r="N"'),
    (' r="B2"', ' r="BN"'),
    (' s="2"', ' s="N"'),
    ("<sheetData>", '<cols><col min="N" max="N" hidden="1"/></cols><sheetData>'),
    ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:BN"/></mergeCells>'),
]


@pytest.mark.parametrize("number", [*ODD_NUMBERS, "0"], ids=lambda one: one[:12])
def test_a_sheet_with_numbers_that_no_file_has(number: str, tmp_path: Path) -> None:
    for old, new in _IN_SHEET:
        data = _changed(_book(), "xl/worksheets/sheet1.xml", old, new.replace("N", number))

        assert record(tmp_path / "a.xlsx", data).status in ("ok", "partial"), (old, number)


@pytest.mark.parametrize("number", ODD_NUMBERS[3:] + ODD_NUMBERS[:1], ids=lambda one: one[:12])
@pytest.mark.parametrize("name", ["columns-repeated", "rows-spanned", "columns-spanned"])
def test_an_open_document_with_numbers_that_no_file_has(
    name: str, number: str, tmp_path: Path
) -> None:
    plain = workbooks.ods(workbooks.Page("1", workbooks.rows("a|b\nLúa|12")))
    cell = f'<table:table-cell table:number-{name}="{number}"'
    data = _changed(plain, "content.xml", "<table:table-cell", cell)
    data = _changed(data, "content.xml", "<text:p>", f'<text:p><text:s text:c="{number}"/>')

    assert record(tmp_path / "a.ods", data).status == "ok"


# --- notes in notes -----------------------------------------------------------------------


def test_a_finding_in_a_note_that_a_note_calls_stands_at_the_outer_call(tmp_path: Path) -> None:
    call = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    notes = (
        f"<w:footnote w:id='1'>{p('Xem', call.format(2))}</w:footnote>"
        f"<w:footnote w:id='2'>{p('Thu 10 hộ/20 hộ, đạt 90% kế hoạch.')}</w:footnote>"
    )
    data = word(p("Thu 5 tỷ đồng", call.format(1)), footnotes=notes)
    found = record(tmp_path / "a.docx", data)
    assert any(check.stated == 90 for check in found.checks)

    assert not list(papers(found, tmp_path / "a.docx"))


@pytest.mark.parametrize("name", ["mimetype", "META-INF/manifest.xml"])
def test_to_tell_the_kind_of_a_file_no_bomb_is_unpacked(name: str) -> None:
    """It is told by the process that reads no documents, which nothing limits."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        if name != "mimetype":
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(name, bytes(100_000_000))

    tracemalloc.start()
    try:
        kind = kind_of(made.getvalue())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert kind == ("zip" if name == "mimetype" else "odt") and peak < 10_000_000


@pytest.mark.parametrize("header", [b"", b" ", b"<", b"x", b"\x00" * 20_000_000])
def test_a_page_header_that_is_none_stops_nothing(header: bytes, tmp_path: Path) -> None:
    """Page headers are only looked at for the stamp of a secret."""
    made = io.BytesIO(word(p("Thu 5 hộ")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/header1.xml", header)

    found = record(tmp_path / "a.docx", made.getvalue()).recognition

    assert found is not None and [one.raw for one in found.observations] == ["5 hộ"]


@pytest.mark.parametrize("calls", [1, 2])
def test_notes_that_call_themselves_and_each_other_stand_once(calls: int, tmp_path: Path) -> None:
    call = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    notes = (
        f"<w:footnote w:id='1'>{p('Có 5 hộ', call.format(1) * calls, call.format(2))}</w:footnote>"
        f"<w:footnote w:id='2'>{p('Có 6 hộ', call.format(1) * calls)}</w:footnote>"
    )
    body = p("Thu 7 hộ", call.format(1)) + p("Thu 8 hộ", call.format(1))
    data = word(body, footnotes=notes)

    found = record(tmp_path / "a.docx", data).recognition

    assert found is not None
    assert [one.raw for one in found.observations] == ["7 hộ", "5 hộ", "6 hộ", "8 hộ"]


# --- workbooks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stored", ["9" * 25, "9" * 25 + ".125", "1e308", "1e999999999", "nan", "x"]
)
def test_a_sheet_of_numbers_beyond_measure_is_read(stored: str, tmp_path: Path) -> None:
    page = workbooks.Page("1", workbooks.rows("Chỉ tiêu|Sản lượng (tấn)\nLúa|12.5\nNgô|7"))
    plain = zipfile.ZipFile(io.BytesIO(workbooks.ods(page)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in plain.namelist():
            data = plain.read(name).replace(
                b'office:value="12.5"', f'office:value="{stored}"'.encode()
            )
            package.writestr(name, data)

    found = record(tmp_path / "a.ods", made.getvalue())

    assert found.status in ("ok", "partial")
    assert found.recognition is not None
    assert [str(one.value) for one in found.recognition.observations][-1] == "7"


@pytest.mark.parametrize("stored", ["NaN", "INF", "-inf", "1e400", "1e308", "1" * 5_000, "1_0"])
def test_a_cell_that_is_no_number(stored: str, tmp_path: Path) -> None:
    data = _changed(_book(), "xl/worksheets/sheet1.xml", "<v>12</v>", f"<v>{stored}</v>")

    assert record(tmp_path / "a.xlsx", data).status == "ok"


@pytest.mark.parametrize(
    "code", ["0.0" + "%" * 60, "0" * 200, "0." + "0" * 200, "#,##0" + "," * 99]
)
def test_a_format_that_moves_the_point_out_of_sight(code: str) -> None:
    shown = show(1e300, code)

    points = code.count("%") * 2 - code.removeprefix("#,##").count(",") * 3
    assert shown.stored == Decimal(1).scaleb(300 + points)


def test_a_finding_on_a_cell_that_shows_nought_but_holds_more(tmp_path: Path) -> None:
    """The word that would mend it is sought by what is shown, and nought times anything is 0."""
    rows = """
Biểu 1. Thu ngân sách 6 tháng năm 2026
TT|Chỉ tiêu|ĐVT|Dự toán năm 2026|Thực hiện tháng 6|Ước thực hiện 6 tháng|So với dự toán (%)
1|Thu ngân sách|triệu đồng|200000|28082|0.1|50.57"""
    page = workbooks.Page("1", workbooks.rows(rows.strip(), code="0"))

    (check,) = record(tmp_path / "a.xlsx", workbooks.xlsx(page)).checks

    assert check.repair.startswith("0 triệu đồng → 100 tỷ đồng")


def test_a_number_of_thousands_of_digits_is_told_and_audited(tmp_path: Path) -> None:
    """A cell may hold one by mistake: no claim is about it, and it is written as it stands."""
    data = _changed(_book(), "xl/worksheets/sheet1.xml", "<v>12</v>", f"<v>{'1' * 5_000}</v>")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(data)

    audit([tmp_path / "in"], tmp_path / "out")

    assert amounts.number(Decimal("1" * 5_000), "vi").startswith("11.111.111")
    assert amounts.amount(Decimal(10) ** 40, "VND", "vi").endswith("triệu đồng")
