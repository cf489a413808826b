"""Files as they come: kinds by their bytes, plain text, and what cannot be read."""

from __future__ import annotations

import hashlib
import io
import os
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

from extract.cleaning import clean
from extract.kinds import kind_of
from extract.read import read, supported
from extract.text import read_text
from solieu.errors import ReadError
from solieu.model import Reading
from tests.word_builder import p, word

REPORT = "1. Thu ngân sách\n\nThu đạt 20,5 tỷ đồng¹.\n\n¹ Số liệu đến ngày 15.\n"


def text(content: str | bytes) -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return read_text(data, "bao-cao.txt", "")


def words(reading: Reading) -> list[str]:
    return [reading.text[q.span.start : q.span.end] for q in reading.paragraphs]


def archive(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
KINDS = [
    (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    (b"\n\n%PDF-1.4", "pdf"),
    (word(p("a")), "docx"),
    (word(p("a"))[:300], "broken_zip"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (OLE + "WordDocument".encode("utf-16-le"), "doc"),
    (OLE + "Workbook".encode("utf-16-le"), "xls"),
    (OLE, "broken_ole"),
    (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    (archive("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
    (archive("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    (archive("bao-cao.txt"), "zip"),
    (b"{\\rtf1\\ansi", "rtf"),
    (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "html"),
    (b"<?xml version='1.0'?><html>", "html"),
    (b"<?xml version='1.0'?><w>", "xml"),
    (b"MIME-Version: 1.0\n", "mhtml"),
    (b"\x89PNG\r\n\x1a\n..", "image"),
    (b"\xff\xd8\xff\xe0", "image"),
    (b"\x1f\x8b\x08\x00", "archive"),
    (REPORT.encode(), "text"),
    ("BMI trung bình".encode(), "text"),
    (b"", "text"),
]


@pytest.mark.parametrize(
    ("data", "kind"), KINDS, ids=[f"{k}-{i}" for i, (_, k) in enumerate(KINDS)]
)
def test_kind_is_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


REFUSED = [
    ("trống.txt", b"", "tệp trống", "empty"),
    ("trắng.txt", b" \n\n", "không có chữ nào", "no words"),
    ("a.pptx", archive("[Content_Types].xml", "ppt/a.xml"), "chưa đọc được", r"PowerPoint"),
    ("a.xlsx", archive("[Content_Types].xml", "xl/a.xml"), "bị hỏng", r"xl/workbook\.xml missing"),
    ("a.zip", archive("b.txt"), "tệp nén ZIP", "ZIP archive"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "ảnh bị hỏng", "picture is damaged"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu", "password"),
    ("cụt.docx", word(p("Thu ngân sách"))[:-40], "cắt cụt", "truncated"),
    ("cụt.docx", word(p("Thu ngân sách"))[:200], "cắt cụt", "truncated"),
    ("b.docx", archive("[Content_Types].xml", "word/x.xml"), "word/document.xml", "damaged"),
    ("c.txt", b"Thu " + b"\xc6\xaf\xff ng", r"byte thứ 6", r"UTF-8 at byte 6"),
    ("nhị-phân.txt", b"Thu\x00\x01\x02", r"nhị phân \(byte thứ 3\)", r"binary data.*byte 3"),
    ("utf16.txt", "Thu".encode("utf-16-le") + b"\xff", "nhị phân", "binary"),
]


@pytest.mark.parametrize(("name", "data", "vi", "en"), REFUSED, ids=[c[3] for c in REFUSED])
def test_unreadable_files_say_which_file_and_why(
    tmp_path: Path, name: str, data: bytes, vi: str, en: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=en) as error:
        read(tmp_path / name, name)

    assert str(error.value).startswith(name)
    assert error.value.vi.startswith(name)
    assert re.search(vi, error.value.vi)


def test_missing_file_folder_and_forbidden_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"not found: .*khong-co\.txt"):
        read(tmp_path / "khong-co.txt", "khong-co.txt")
    with pytest.raises(ReadError, match="this is a folder"):
        read(tmp_path, "thu-muc")
    closed = tmp_path / "kin.txt"
    closed.write_text("Thu 5 tỷ")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("the superuser may read everything")
    with pytest.raises(ReadError, match="no permission"):
        read(closed, "kin.txt")


def test_a_wrong_suffix_is_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(word(p("Thu đạt 5 tỷ")))
    reading = read(path, "bao-cao.pdf")

    assert reading.format == "docx"
    assert reading.text == "Thu đạt 5 tỷ"
    assert "đuôi tệp .pdf không đúng" in reading.problems[0]


def test_a_right_suffix_or_none_is_no_problem(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c", "d.bak"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
        reading = read(tmp_path / name, name)

        assert reading.problems == ()
        assert reading.source == name
        assert reading.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()


def test_which_files_a_folder_walk_takes(tmp_path: Path) -> None:
    files: dict[str, bytes] = {
        "a.txt": b"x",
        "trống.md": b"",
        "b.docx": b"junk",
        "c.bin": word(p("x")),
        "d.dat": b"%PDF-1.5",
        "e.csv": b"a,b",
        "f.dat": archive("[Content_Types].xml", "xl/a.xml"),
        "g.pptx": archive("[Content_Types].xml", "ppt/a.xml"),
        "~$b.docx": b"lock",
        ".an.txt": b"x",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    taken = {name for name in files if supported(tmp_path / name)}

    assert taken == {"a.txt", "trống.md", "b.docx", "c.bin", "d.dat", "f.dat"}
    assert not supported(tmp_path / "khong-co.txt")
    assert not supported(tmp_path)


ENCODED = [
    ("utf-8", REPORT.encode()),
    ("utf-8", b"\xef\xbb\xbf" + REPORT.encode()),
    ("utf-16-le", b"\xff\xfe" + REPORT.encode("utf-16-le")),
    ("utf-16-be", b"\xfe\xff" + REPORT.encode("utf-16-be")),
]


@pytest.mark.parametrize(("encoding", "data"), ENCODED)
def test_unicode_encodings_give_the_same_text(encoding: str, data: bytes) -> None:
    reading = text(data)

    assert reading.encoding == encoding
    assert reading.text == REPORT
    assert reading.origins == ()
    assert words(reading) == [
        "1. Thu ngân sách",
        "Thu đạt 20,5 tỷ đồng¹.",
        "¹ Số liệu đến ngày 15.",
    ]


ORIGINS = [
    "Thu ngân sách đạt 20,5 tỷ\r\nChi 9,25 tỷ\r\n",
    unicodedata.normalize("NFD", "Tổng sản lượng ước đạt 15.884,25 tấn\nNgười dưỡng"),
    "a\u200b12\u00a0tỷ\r13\ufeff %",
    "\u1100\u1161 12 tấn",
    "Kế hoạch 12 tấn",
]


@pytest.mark.parametrize("source", ORIGINS)
def test_every_code_point_is_found_again_in_the_file(source: str) -> None:
    cleaned, origins = clean(source)
    origins = origins or tuple(range(len(source) + 1))

    assert cleaned.replace(" ", "") == unicodedata.normalize(
        "NFC",
        source.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u200b", "")
        .replace("\ufeff", ""),
    ).replace("\u00a0", "").replace(" ", "")
    assert len(origins) == len(cleaned) + 1
    assert origins[-1] == len(source)
    assert list(origins) == sorted(origins)
    for number in ("20,5", "9,25", "15.884,25", "12", "13"):
        at = cleaned.find(number)
        if at >= 0:
            assert source[origins[at] : origins[at + len(number)]].strip("\u200b\ufeff") == number


PARAGRAPHS = [
    ("blank lines part", "Một.\n\nHai.", ["Một.", "Hai."]),
    ("a page break parts", "Một.\n\fHai.", ["Một.", "Hai."]),
    (
        "list lines",
        "Gồm:\n- lúa 5 ha\n+ ngô 3 ha\na) rau\n1. khác",
        ["Gồm:", "- lúa 5 ha", "+ ngô 3 ha", "a) rau", "1. khác"],
    ),
    (
        "lines of a letterhead",
        "ỦY BAN NHÂN DÂN\nXÃ AN LẠC\nSố: 5/BC-UBND",
        ["ỦY BAN NHÂN DÂN", "XÃ AN LẠC", "Số: 5/BC-UBND"],
    ),
    ("drawn lines are nothing", "BÁO CÁO\n-----\nTháng 3\n***", ["BÁO CÁO", "Tháng 3"]),
    ("markdown headings", "## I. Kinh tế\nThu 5 tỷ.", ["I. Kinh tế", "Thu 5 tỷ."]),
    (
        "wrapped prose is one paragraph",
        "Trong tháng, toàn xã gieo trồng được 226 ha lúa và hoa màu các loại, đạt\n"
        "98% kế hoạch; sản lượng ước 719 tấn. Riêng lúa xuân gieo cấy 115 ha, tăng\n"
        "3 ha so với cùng kỳ.\n"
        "- Chăn nuôi ổn định.",
        None,
    ),
    (
        "a dash inside a wrapped sentence is no list",
        "Xã tiếp tục thực hiện kế hoạch phát triển kinh tế - xã hội giai đoạn 2026\n"
        "- 2030 theo nghị quyết của Hội đồng nhân dân xã và hướng dẫn của huyện về\n"
        "các chỉ tiêu chủ yếu.",
        1,
    ),
    (
        "long single lines stay apart",
        "Thu ngân sách trên địa bàn tháng 3 ước đạt 20,5 tỷ đồng, bằng 25% dự toán năm.\n"
        "Chi ngân sách ước đạt 13 tỷ đồng, bằng 20% dự toán năm.",
        2,
    ),
]


@pytest.mark.parametrize(
    ("source", "expected"), [c[1:] for c in PARAGRAPHS], ids=[c[0] for c in PARAGRAPHS]
)
def test_lines_to_paragraphs(source: str, expected: list[str] | int | None) -> None:
    found = words(text(source))

    if expected is None:
        assert [len(q.splitlines()) for q in found] == [3, 1]
    elif isinstance(expected, int):
        assert len(found) == expected
    else:
        assert found == expected


def test_heading_levels_of_markdown() -> None:
    assert [q.level for q in text("# BÁO CÁO\n\n### 1. Thu\n\nThu 5 tỷ.").paragraphs] == [1, 3, 0]


def grid(reading: Reading, table: int = 0) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in reading.tables[table].cells:
        rows.setdefault(cell.row, []).append(reading.text[cell.span.start : cell.span.end])
    return list(rows.values())


TABLES = [
    (
        "pipes",
        "| TT | Thu |\n|----|:---:|\n| 1. | 20,5 |\n| 2 |  |",
        1,
        [["TT", "Thu"], ["1.", "20,5"], ["2", ""]],
    ),
    ("no rule", "| a | 1 |\n| b | 2 |", 0, [["a", "1"], ["b", "2"]]),
    ("no outer pipes", "Cây | ha\n--- | ---\nLúa | 115", 1, [["Cây", "ha"], ["Lúa", "115"]]),
    ("escaped pipe", "| a \\| b | 1 |\n| c | 2 |", 0, [["a \\| b", "1"], ["c", "2"]]),
    (
        "two heads",
        "| a | b |\n| c | d |\n|---|---|\n| 1 | 2 |",
        2,
        [["a", "b"], ["c", "d"], ["1", "2"]],
    ),
    (
        "boxed",
        "+---+----+\n| a | 12 |\n+---+----+\n| b | 13 |\n+---+----+",
        1,
        [["a", "12"], ["b", "13"]],
    ),
    ("tabs", "TT\tCây\tha\n1\tLúa\t115", 0, [["TT", "Cây", "ha"], ["1", "Lúa", "115"]]),
]


@pytest.mark.parametrize(
    ("source", "heads", "rows"), [c[1:] for c in TABLES], ids=[c[0] for c in TABLES]
)
def test_tables_in_plain_text(source: str, heads: int, rows: list[list[str]]) -> None:
    reading = text(f"Trước bảng:\n{source}\n\nSau bảng.")

    assert grid(reading) == rows
    assert reading.tables[0].head_rows == heads
    assert words(reading) == ["Trước bảng:", "Sau bảng."]
    span = reading.tables[0].span
    assert reading.text[span.start : span.end] == source


def test_two_columns_between_tabs_are_no_table() -> None:
    assert text("Nơi nhận:\tCHỦ TỊCH\n- Lưu: VT.\tNguyễn Văn A").tables == ()


MARKS = [
    ("raised figures", "Thu 5 tỷ² và 3 tỷ¹⁰.\n\n² Đến ngày 15.\n\n¹⁰ Ước.", ["2", "10"]),
    ("units keep their exponent", "Đất 120 m² và 3 km², giao².\n\n² Ước.", ["2"]),
    ("no note, no mark", "Thu 5 tỷ² đồng.", []),
    ("markdown", "Thu 5 tỷ[^1].\n\n[^1]: Ước.", ["1"]),
    ("brackets with a note", "Thu 5 tỷ[1].\n\n[1] Ước.", ["1"]),
    ("brackets of a list", "[1] Sách.\n\n[2] Báo.", []),
    ("in a table", "| a | b² |\n|---|---|\n| 1 | 2 |\n\n² Ước.", ["2"]),
]


@pytest.mark.parametrize(("source", "numbers"), [c[1:] for c in MARKS], ids=[c[0] for c in MARKS])
def test_footnote_marks(source: str, numbers: list[str]) -> None:
    reading = text(source)

    assert [mark.number for mark in reading.marks] == numbers
    assert {q.note for q in reading.paragraphs} - {""} >= set(numbers)


def test_indented_paragraphs_continue_a_markdown_note() -> None:
    reading = text("Thu 5 tỷ[^1].\n\n[^1]: Ước.\n\n    Theo tháng.\n\nHết.")

    assert [q.note for q in reading.paragraphs] == ["", "1", "1", ""]
