"""Every format cut short, empty, random, renamed, locked or built to do harm: a clear word on
each, no crash, bounded work."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from extract import office
from extract.read import read
from solieu.errors import ReadError
from solieu.model import Reading
from tests.word_builder import p, r, tbl, tc, tr, word

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = Path(__file__).parent / "files"
CUTS = 20
SENTENCE = "Thu ngân sách tháng 6/2026 đạt 5,2 tỷ đồng, bằng 43% dự toán."

ROWS: tuple[tuple[str | float, ...], ...] = (
    ("Chỉ tiêu", "Thực hiện"),
    ("Thu ngân sách", 5.2),
    ("Chi ngân sách", 4.1),
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for i, row in enumerate(ROWS):
        for j, value in enumerate(row):
            sheet.write(i, j, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def open_sheet(rows: str) -> bytes:
    """An OpenDocument spreadsheet."""
    names = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


OPEN_ROWS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Chỉ tiêu</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>Thực hiện</text:p>'
    "</table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="
    '"string"><text:p>Thu</text:p></table:table-cell><table:table-cell office:value-type="float" '
    'office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>'
)
MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    f"<html><body><p>{SENTENCE}</p></body></html>\r\n--x--\r\n"
)
WHOLE = {
    "docx": (SAMPLES / "formats" / "2026-06.docx").read_bytes(),
    "pdf": (FILES / "monthly.pdf").read_bytes(),
    "doc": (FILES / "report.doc").read_bytes(),
    "rtf": (FILES / "report.rtf").read_bytes(),
    "odt": (FILES / "report.odt").read_bytes(),
    "html": f"<html><head><title>x</title></head><body><p>{SENTENCE}</p></body></html>".encode(),
    "mht": MHT.encode(),
    "xlsx": workbook(),
    "xls": old_workbook(),
    "ods": open_sheet(OPEN_ROWS),
    "txt": f"BÁO CÁO\n\n{SENTENCE}\n".encode(),
    "tcvn3.txt": (SAMPLES / "every_format" / "2026-06-tcvn3.txt").read_bytes(),
    "utf16.txt": f"\ufeffBÁO CÁO\n\n{SENTENCE}\n".encode("utf-16-le"),
}
#: Plain text cut between two letters is a shorter text: nothing tells.
UNTOLD = ("txt", "tcvn3.txt")


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reaches LibreOffice or antiword has passed our own checks; here it is refused."""

    def none(*_: object) -> None:
        return None

    monkeypatch.setattr(office, "soffice", none)
    monkeypatch.setattr(office, "antiword", none)


def outcome(folder: Path, name: str, data: bytes) -> Reading | ReadError:
    path = folder / name
    path.write_bytes(data)
    try:
        return read(path, name)
    except ReadError as error:
        assert name in error.vi and name in error.en
        assert error.vi != error.en
        return error


@pytest.mark.parametrize("kind", WHOLE)
def test_the_whole_file_is_read(kind: str, tmp_path: Path) -> None:
    found = outcome(tmp_path, f"a.{kind}", WHOLE[kind])

    if kind in ("doc", "rtf", "odt"):
        assert "LibreOffice" in str(found)
    else:
        assert isinstance(found, Reading) and found.text and not found.problems


@pytest.mark.parametrize("part", range(CUTS))
@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_short_says_so(kind: str, part: int, tmp_path: Path) -> None:
    size = len(WHOLE[kind]) * part // CUTS
    found = outcome(tmp_path, f"a.{kind}", WHOLE[kind][:size])

    told = isinstance(found, ReadError) or bool(found.problems)
    complete = b"</body>" in WHOLE[kind][:size]  # of a web page, nothing is missing then
    assert told or complete or kind in UNTOLD or (kind == "utf16.txt" and size % 2 == 0)
    assert size or isinstance(found, ReadError)


@pytest.mark.parametrize("kind", [*WHOLE, "zip", "csv", "xlsb"])
def test_random_bytes_are_refused(kind: str, tmp_path: Path) -> None:
    noise = random.Random(kind).randbytes(20_000)

    assert isinstance(outcome(tmp_path, f"a.{kind}", noise), ReadError)
    assert isinstance(outcome(tmp_path, f"b.{kind}", bytes(1000)), ReadError)


@pytest.mark.parametrize("kind", [kind for kind in WHOLE if kind not in ("doc", "rtf", "odt")])
def test_flipped_bytes_crash_nothing(kind: str, tmp_path: Path) -> None:
    chance = random.Random(kind)
    for n in range(8):
        data = bytearray(WHOLE[kind])
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcome(tmp_path, f"{n}.{kind}", bytes(data))


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "mht", "xlsx", "xls", "ods"])
def test_a_wrong_suffix_is_named(kind: str, tmp_path: Path) -> None:
    found = outcome(tmp_path, "a.txt", WHOLE[kind])

    assert isinstance(found, Reading)
    assert any("wrong suffix .txt" in problem for problem in found.problems)


# --- built to do harm ----------------------------------------------------------

_ENTITIES = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "haha">{_ENTITIES}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/hostname">]>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet(rows: str, *, head: str = "", declared: str = "") -> bytes:
    """A workbook of one sheet, from raw XML."""

    def related(kind: str, target: str) -> str:
        return (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/{kind}" '
            f'Target="{target}"/></Relationships>'
        )

    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}">{declared}'
            f"<sheetData>{rows}</sheetData></worksheet>",
        }
    )


def words(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def entities(head: str) -> dict[str, bytes]:
    body = word(p(r("Thu &m; 5 tỷ")))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["word/document.xml"] = head + parts["word/document.xml"]
    ods = open_sheet(OPEN_ROWS.replace(">Thu<", ">Thu &m;<"))
    with zipfile.ZipFile(io.BytesIO(ods)) as archive:
        cells = {name: archive.read(name).decode() for name in archive.namelist()}
    cells["content.xml"] = head + cells["content.xml"]
    return {
        "docx": zipped(parts),
        "xlsx": sheet(f'<row r="1">{words("A1", "Thu &m;")}</row>', head=head),
        "ods": zipped(cells),
    }


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods"])
def test_entities_are_refused(kind: str, head: str, tmp_path: Path) -> None:
    found = outcome(tmp_path, f"a.{kind}", entities(head)[kind])

    assert isinstance(found, ReadError) and "entities" in str(found)


def test_entities_of_a_web_page_are_left_alone(tmp_path: Path) -> None:
    page = f"{OUTSIDE.replace('x [', 'html [')}<html><body><p>Thu &m; {SENTENCE}</p></body></html>"
    found = outcome(tmp_path, "a.html", page.encode())

    assert isinstance(found, Reading) and SENTENCE in found.text and len(found.text) < 200


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_bomb_is_not_unpacked(kind: str, tmp_path: Path) -> None:
    swollen = "5 " * 20_000_000
    data = word(p(r(swollen))) if kind == "docx" else sheet(f"<row>{words('A1', swollen)}</row>")
    found = outcome(tmp_path, f"a.{kind}", data)

    assert len(data) < 1_000_000
    assert isinstance(found, ReadError) and "too large" in str(found)


HEADS = f'<row r="1">{words("A1", "Chỉ tiêu")}{words("B1", "Thực hiện")}</row>'
DATA = f'<row r="2">{words("A2", "Thu")}<c r="B2"><v>5</v></c></row>'


def test_a_sheet_of_ten_thousand_columns_is_read_in_part(tmp_path: Path) -> None:
    letters = [chr(65 + i) for i in range(26)]
    names = [*letters, *(a + b for a in letters for b in letters)]
    names += [a + b + c for a in letters[:14] for b in letters for c in letters]
    wide = "".join(f'<c r="{name}3"><v>{i}</v></c>' for i, name in enumerate(names[1:], start=1))
    found = outcome(tmp_path, "a.xlsx", sheet(f'{HEADS}{DATA}<row r="3">{wide}</row>'))

    assert len(names) > 10_000
    assert isinstance(found, Reading)
    assert any("first 1000 columns" in problem for problem in found.problems)


def test_a_declared_size_is_not_believed(tmp_path: Path) -> None:
    declared = '<dimension ref="A1:XFD1048576"/>'
    last = '<row r="1048576"><c r="B1048576"><v>7</v></c></row>'
    found = outcome(tmp_path, "a.xlsx", sheet(HEADS + DATA + last, declared=declared))

    assert isinstance(found, Reading) and len(found.text) < 200


def test_repeated_rows_of_an_open_sheet_are_not_written_out(tmp_path: Path) -> None:
    many = OPEN_ROWS + '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
    many += 'table:number-columns-repeated="16384"/></table:table-row>'
    found = outcome(tmp_path, "a.ods", open_sheet(many))

    assert isinstance(found, Reading) and len(found.text) < 200


def test_a_sheet_of_many_rows_takes_as_long_as_it_is(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{i}">{words(f"A{i}", "Thu")}<c r="B{i}"><v>{i}</v></c></row>'
        for i in range(2, 12_000)
    )
    found = outcome(tmp_path, "a.xlsx", sheet(HEADS + rows))

    assert isinstance(found, Reading) and len(found.tables[0].cells) > 20_000


def test_tables_within_tables_end(tmp_path: Path) -> None:
    inner = p(r("Thu 5 tỷ"))
    for _ in range(60):
        inner = tbl(f"<w:tr><w:tc><w:tcPr/>{p()}</w:tc><w:tc><w:tcPr/>{inner}{p()}</w:tc></w:tr>")
    found = outcome(tmp_path, "a.docx", word(inner))
    assert isinstance(found, Reading) and found.text.count("Thu 5 tỷ") == 1

    deep = "<w:tbl><w:tr><w:tc>" * 3000 + p() + "</w:tc></w:tr></w:tbl>" * 3000
    assert isinstance(outcome(tmp_path, "b.docx", word(deep)), ReadError)


def test_a_cell_that_claims_all_columns(tmp_path: Path) -> None:
    wide = tc("5", '<w:gridSpan w:val="99999999"/>')
    found = outcome(tmp_path, "a.docx", word(tbl(tr(wide, "6"), tr(wide, "7"), tr(wide, "8"))))
    assert isinstance(found, Reading) and len(found.text) < 1000

    page = f"<html><body><table><tr><td colspan=99999999 rowspan=99999999>5</td><td>6</td></tr><tr><td>{SENTENCE}</td></tr></table></body></html>"  # noqa: E501
    found = outcome(tmp_path, "a.html", page.encode())
    assert isinstance(found, Reading) and len(found.text) < 10_000


@pytest.mark.parametrize(
    "text",
    [
        *(SENTENCE * 20_000, "9" * 1_000_000, "Thu" + " " * 1_000_000 + "5 tỷ"),
        *("|" * 500_000 + "\n" + "|" * 500_000, "- " * 500_000, "-" * 1_000_000, "(" * 500_000),
    ],
    ids=["sentences", "digits", "blanks", "bars", "bullets", "rule", "brackets"],
)
def test_one_huge_line_is_read(text: str, tmp_path: Path) -> None:
    found = outcome(tmp_path, "a.txt", text.encode())

    assert isinstance(found, Reading) and len(found.text) == len(text)


@pytest.mark.parametrize("tag", ["table><tr><td", "div", "font", "ul><li", "span"])
def test_a_page_that_nests_without_end_is_refused(tag: str, tmp_path: Path) -> None:
    page = f"<html><body>{f'<{tag}>' * 5000}{SENTENCE}</body></html>"
    found = outcome(tmp_path, "a.html", page.encode())

    assert isinstance(found, ReadError) and "too deeply" in str(found)
