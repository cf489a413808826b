"""Rarer files of an archive: XML and flat workbooks, CSV, web tables called .xls, packed files."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import solieu
from extract.office_convert import soffice
from extract.read import needs_office, read, supported
from solieu.cli import main
from solieu.errors import ReadError
from solieu.model import Reading
from solieu.pipeline import run

NAMES = "urn:schemas-microsoft-com:office:spreadsheet"
XML_2003 = f"""<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{NAMES}" xmlns:ss="{NAMES}" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles>
 <Style ss:ID="Default"><Font ss:FontName="Arial"/></Style>
 <Style ss:ID="n"><NumberFormat ss:Format="#,##0.0"/></Style>
 <Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
 <Style ss:ID="old"><Font ss:FontName=".VnArial"/></Style>
</Styles>
<Worksheet ss:Name="Biểu 1"><Table>
 <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">THU NGÂN SÁCH THÁNG 6/2003</Data></Cell></Row>
 <Row ss:Index="3">
  <Cell><Data ss:Type="String">Chỉ tiêu</Data></Cell>
  <Cell><Data ss:Type="String">Kế hoạch (tỷ đồng)</Data></Cell>
  <Cell><Data ss:Type="String">Thực hiện (tỷ đồng)</Data></Cell>
  <Cell><Data ss:Type="String">Tỷ lệ (%)</Data></Cell></Row>
 <Row>
  <Cell ss:StyleID="old"><Data ss:Type="String">Thu néi ®Þa</Data></Cell>
  <Cell ss:StyleID="n"><Data ss:Type="Number">1250</Data></Cell>
  <Cell ss:StyleID="n"><Data ss:Type="Number">640.25</Data></Cell>
  <Cell ss:StyleID="p"><Data ss:Type="Number">0.5122</Data></Cell></Row>
 <Row>
  <Cell><Data ss:Type="String">Thu khác</Data></Cell>
  <Cell ss:Index="3" ss:StyleID="n"><Data ss:Type="Number">12</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
CSV = """BÁO CÁO THU CHI NGÂN SÁCH THÁNG 6/2026;;
Chỉ tiêu;Kế hoạch (triệu đồng);Thực hiện (triệu đồng)
"Thu ngân sách; kể cả thu kết chuyển";1.250,5;640,2
Chi ngân sách;980,0;455,7
Nguồn: phòng Kinh tế;;
"""
TABLE = """| Chỉ tiêu | Kế hoạch (triệu đồng) | Thực hiện (triệu đồng) |
| Thu ngân sách; kể cả thu kết chuyển | 1.250,5 | 640,2 |
| Chi ngân sách | 980,0 | 455,7 |"""
PAGE = (
    "<html><head><meta charset=utf-8></head><body><table><tr><td>Chỉ tiêu</td><td>Tấn</td></tr>"
    "<tr><td>Lúa</td><td>304</td></tr><tr><td>Ngô</td><td>47</td></tr></table></body></html>"
)
FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document '
    + " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text", "style", "meta", "number", "chart", "script")
    )
    + ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
    '<office:body><office:spreadsheet><table:table table:name="a">'
    + "".join(
        '<table:table-row><table:table-cell office:value-type="string"><text:p>'
        f"{label}</text:p></table:table-cell>{cell}</table:table-row>"
        for label, cell in (
            (
                "Chỉ tiêu",
                '<table:table-cell office:value-type="string"><text:p>Tấn</text:p>'
                "</table:table-cell>",
            ),
            (
                "Lúa",
                '<table:table-cell office:value-type="float" office:value="304">'
                "<text:p>304</text:p></table:table-cell>",
            ),
        )
    )
    + "</table:table></office:spreadsheet></office:body></office:document>"
)


def made(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def taken(folder: Path, name: str, data: str | bytes) -> Reading:
    path = made(folder, name, data)
    assert supported(path) == (path.suffix != ".csv")  # in folders, that is mostly no report
    return read(path, name)


@pytest.mark.parametrize("name", ["bieu.xls", "bieu.xml"])
def test_xml_spreadsheet_2003(name: str, tmp_path: Path) -> None:
    reading = taken(tmp_path, name, XML_2003)

    assert reading.format == "xml2003" and not reading.problems
    assert reading.encoding == "tcvn3"
    assert "THU NGÂN SÁCH THÁNG 6/2003" in reading.text
    assert "| Thu nội địa | 1.250,0 | 640,3 | 51,22% |" in reading.text
    assert "| Thu khác | | 12,0 | |" in reading.text


@pytest.mark.parametrize("cut", range(1, 10))
def test_a_cut_xml_spreadsheet_is_refused(cut: int, tmp_path: Path) -> None:
    data = XML_2003.encode()
    path = made(tmp_path, "bieu.xls", data[: len(data) * cut // 10])

    with pytest.raises(ReadError, match=r"bieu\.xls"):
        read(path, "bieu.xls")


def test_flat_open_document_sheet(tmp_path: Path) -> None:
    reading = taken(tmp_path, "a.fods", FLAT)

    assert reading.format == "fods" and "| Lúa | 304 |" in reading.text


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(delimiter: str, encoding: str, tmp_path: Path) -> None:
    table = CSV.replace("; kể", "\0").replace(";", delimiter).replace("\0", "; kể")
    reading = taken(tmp_path, "a.csv", table.encode(encoding))

    assert reading.format == "csv"
    assert TABLE in reading.text
    assert reading.text.startswith("BÁO CÁO THU CHI NGÂN SÁCH THÁNG 6/2026\n")
    assert reading.text.endswith("Nguồn: phòng Kinh tế\n")
    assert len(reading.tables) == 1 and len(reading.tables[0].cells) == 9


def test_csv_with_commas_and_figures_in_quotes(tmp_path: Path) -> None:
    reading = taken(tmp_path, "a.csv", 'Cây,Diện tích (ha)\nLúa,"1.250,5"\nNgô,"45,5"\n')

    assert "| Lúa | 1.250,5 |" in reading.text


def test_a_web_table_called_xls(tmp_path: Path) -> None:
    reading = taken(tmp_path, "a.xls", PAGE)

    assert reading.format == "html" and "| Lúa | 304 |" in reading.text
    assert [problem.en for problem in reading.problems] == [
        "wrong suffix .xls, the content is HTML"
    ]


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


WORDML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
)


def ml(*cells: str, merged: str = "") -> str:
    """A row of cells in Word 2003 XML; the first may be merged downwards."""
    first = f"<w:tcPr><w:vmerge {merged}/></w:tcPr>" if merged else ""
    inside = "".join(
        f"<w:tc>{first if i == 0 else ''}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        for i, text in enumerate(cells)
    )
    return f"<w:tr>{inside}</w:tr>"


WORDML = (
    f"{WORDML_HEAD}<w:p><w:r><w:t>BÁO CÁO</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Kinh tế - xã hội năm 2004</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Số hộ nghèo còn 12 hộ</w:t></w:r><w:r><w:footnote><w:p><w:r><w:footnoteRef/>"
    "</w:r><w:r><w:t>Giảm 3 hộ.</w:t></w:r></w:p></w:footnote></w:r><w:r><w:t>.</w:t></w:r></w:p>"
    "<w:tbl><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/>"
    "</w:tblGrid>"
    + ml("Chỉ tiêu", "Kế hoạch", "Thực hiện", merged="w:val='restart'")
    + ml("", "năm 2004", "năm 2004", merged=" ")
    + ml("Thu (triệu đồng)", "1.200", "1.350")
    + "</w:tbl></w:body></w:wordDocument>"
)


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["a.xml", "a.doc"])
def test_word_2003_xml_is_read_as_a_word_file(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, name, WORDML)

    assert supported(path)
    assert needs_office(path)
    reading = read(path, name)
    assert reading.format == "wordml"
    assert "còn 12 hộ¹." in reading.text
    assert "| Thu (triệu đồng) | 1.200 | 1.350 |" in reading.text
    assert any("merged downwards" in problem for problem in reading.problems)
    report = solieu.read(path, indicators=False)
    values = [str(one.value) for one in report.observations if one.table]
    assert values == ["1200000000", "1350000000"]


@pytest.mark.parametrize("end", [len(WORDML) // 2, len(WORDML) - 20])
def test_word_2003_xml_that_breaks_off_is_refused(end: int, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="damaged or truncated"):
        read(made(tmp_path, "a.xml", WORDML[:end]), "a.xml")


# --- packed files ------------------------------------------------------------------


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
PACKED = "Thu ngân sách tháng 6/2026 đạt 5 tỷ đồng.".encode()


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_is_an_archive_of_one_report(suffix: str, tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    data = PACKERS[suffix](PACKED)
    (inputs / f"bao-cao.txt{suffix}").write_bytes(data)
    (inputs / f"cut.txt{suffix}").write_bytes(data[:-5])
    (inputs / f"bom.txt{suffix}").write_bytes(PACKERS[suffix](b"0" * 40_000_000))
    (inputs / f"anh.psd{suffix}").write_bytes(PACKERS[suffix](b"\x00\x01 8BPS"))
    (inputs / "no-suffix").write_bytes(data)

    told = {one.source: one for one in run([inputs], tmp_path / "out").documents}
    assert told[f"bao-cao.txt{suffix}/bao-cao.txt"].status == "ok"
    assert "damaged" in told[f"cut.txt{suffix}"].reason
    assert "zip bomb" in told[f"bom.txt{suffix}"].reason
    assert told[f"anh.psd{suffix}/anh.psd"].status == "skipped"
    assert told["no-suffix/no-suffix.out"].status == "skipped"  # nothing says it is a report


# --- one report inside an archive ------------------------------------------------

REPORT = (
    "BÁO CÁO\nKinh tế tháng 6/2026\n\nThu ngân sách đạt 5 tỷ đồng, bằng 50% dự toán 10 tỷ đồng.\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("sâu.txt", REPORT)
    path = tmp_path / "kho.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("2026/tháng 6.txt", REPORT)
        packed.writestr("trong.zip", inner.getvalue())
    return path


@pytest.mark.parametrize("member", ["2026/tháng 6.txt", "trong.zip/sâu.txt"])
def test_a_member_of_an_archive_can_be_named(
    member: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["text", str(archive / member), "--lang", "en"]) == 0
    assert capsys.readouterr().out == REPORT
    assert main(["check", str(archive / member), "--lang", "en"]) == 0


def test_a_member_that_is_not_there(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(archive / "2026" / "07.txt"), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "no such file" in said and "2026/tháng 6.txt; trong.zip/sâu.txt" in said


def test_an_archive_itself_says_what_to_do(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(archive), "--lang", "en"]) == 2
    assert "kho.zip/FILE" in capsys.readouterr().err


# --- headers over several columns that are not merged ------------------------------


def periods_of(tmp_path: Path, *rows: tuple[str | float | None, ...]) -> dict[str, str]:
    """What is read of the sheet: the figures with their periods."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return {each.raw: each.period for each in solieu.read(tmp_path / "a.xlsx").observations}


def test_a_header_covers_the_columns_with_the_same_names_below(tmp_path: Path) -> None:
    names = ("Kế hoạch (tỷ đồng)", "Thực hiện (tỷ đồng)")
    assert periods_of(
        tmp_path,
        ("THU CHI NGÂN SÁCH NĂM 2026",),
        ("Chỉ tiêu", "Tháng 5", None, "Tháng 6", None),
        (None, *names, *names),
        ("Thu", 100, 90, 110, 105),
        ("Chi", 80, 70, 75, 60),
    ) == {
        **dict.fromkeys(("100", "90", "80", "70"), "2026-05"),
        **dict.fromkeys(("110", "105", "75", "60"), "2026-06"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Biểu số 3: THU CHI NGÂN SÁCH THÁNG 6/2026", "2026-06"),
        ("12. THU CHI NGÂN SÁCH NĂM 2025", "2025"),
        ("THU CHI NGÂN SÁCH QUÝ II NĂM 2026", "2026-Q2"),
    ],
)
def test_a_workbook_is_about_the_period_of_its_title(
    title: str, period: str, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in ((title,), ("Chỉ tiêu", "Kế hoạch", "Thực hiện"), ("Thu", 1, 2)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    assert solieu.read(tmp_path / "a.xlsx").info.period == period


def test_the_numbered_title_of_one_sheet_dates_no_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    second = book.create_sheet("hai")
    for row in (("1. THU CHI NGÂN SÁCH NĂM 2025",), ("Chỉ tiêu", "Thực hiện"), ("Thu", 1)):
        book.active.append(row)
    for row in (("2. GIÁO DỤC",), ("Chỉ tiêu", "Trường học"), ("Tiểu học", 14)):
        second.append(row)
    book.save(tmp_path / "a.xlsx")
    found = {each.raw: each.period for each in solieu.read(tmp_path / "a.xlsx").observations}

    assert found == {"1": "2025", "14": ""}
