"""Word 97-2003, RTF and OpenDocument: the same reading from each, and what cannot be read.

tests/files/make_office.py makes the reports.
"""

from __future__ import annotations

import io
import random
import socket
import sys
import zipfile
from pathlib import Path

import pytest

from extract import office, office_convert
from extract.docx import read_docx
from extract.kinds import kind_of
from extract.office_checks import check_whole
from extract.office_convert import antiword, soffice, to_docx
from extract.office_dates import with_fixed_dates
from extract.office_ole import open_compound
from extract.read import read
from solieu.errors import ReadError
from solieu.model import Reading
from solieu.pipeline import Settings, run
from tests.files.make_office import DATES, SHOWN, paragraph, rtf

FILES = Path(__file__).parent / "files"
KINDS = ("doc", "rtf", "odt")
TEXT = """\
ỦY BAN NHÂN DÂN XÃ AN THẠNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Số: 27/BC-UBND

BÁO CÁO

Tình hình kinh tế - xã hội tháng 5 năm 2026

I. KINH TẾ

Thu ngân sách ước đạt 4,25 tỷ đồng, bằng 42,5% dự toán năm (10 tỷ đồng)¹; diện tích nhà xưởng 1.250 m².

¹ Số liệu đến ngày 25/5/2026.

Diện tích gieo trồng như sau:

| Cây trồng | Diện tích (ha) |  |
|  | Kế hoạch | Thực hiện |
| Lúa | 320 | 304 |
| Ngô | 45,5 | 47 |

Đàn lợn có 1.830 con, tăng 2,4% so với cùng kỳ."""  # noqa: E501

needs_libreoffice = pytest.mark.skipif(
    soffice() is None, reason="LibreOffice is not installed (apt install libreoffice-writer)"
)
needs_antiword = pytest.mark.skipif(
    antiword() is None, reason="antiword is not installed (apt install antiword)"
)


def report(kind: str) -> bytes:
    return (FILES / f"report.{kind}").read_bytes()


def put(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def merged(reading: Reading) -> list[tuple[int, int, int, int]]:
    return [
        (cell.row, cell.column, cell.rows, cell.columns)
        for cell in reading.tables[0].cells
        if cell.rows > 1 or cell.columns > 1
    ]


@needs_libreoffice
def test_every_format_gives_the_same_reading_in_one_call() -> None:
    paths = [FILES / f"report.{kind}" for kind in KINDS]
    converted = office.convert_all(paths)
    assert set(converted) == set(paths)

    for kind, path in zip(KINDS, paths, strict=True):
        reading = read(path, path.name, converted=converted[path])

        assert reading.text == TEXT
        assert (reading.format, reading.problems) == (kind, ())
        assert [(mark.number, reading.text[mark.span.start]) for mark in reading.marks] == [
            ("1", "¹")
        ]
        assert [q.note for q in reading.paragraphs if q.note] == ["1"]
        assert merged(reading) == [(0, 0, 2, 1), (0, 1, 1, 2)]


@needs_libreoffice
def test_a_run_converts_in_groups_and_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for kind in KINDS:
        put(folder, f"a.{kind}", report(kind))
    put(folder, "cụt.doc", report("doc")[:4000])
    put(folder, "chữ.txt", b"Thu 5 t")
    out = [tmp_path / name for name in ("one", "two")]
    first, second = (
        run([folder], path, settings=Settings(jobs=n)) for n, path in enumerate(out, start=1)
    )

    told = {one.source: (one.status, one.format) for one in first.records}
    assert told == {
        "a.doc": ("ok", "doc"),
        "a.rtf": ("ok", "rtf"),
        "a.odt": ("ok", "odt"),
        "cụt.doc": ("failed", ""),
        "chữ.txt": ("ok", "txt"),
    }
    assert first.records == second.records
    for file in out[0].iterdir():
        assert file.read_bytes() == (out[1] / file.name).read_bytes()


@needs_antiword
def test_without_libreoffice_antiword_reads_doc_and_says_what_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    reading = read(FILES / "report.doc", "a.doc")

    assert reading.format == "doc"
    assert "antiword" in reading.problems[0]
    for figure in ("4,25 tỷ đồng", "42,5%", "1.830 con", "45,5"):
        assert figure in reading.text
    assert [(mark.number) for mark in reading.marks] == ["1"]
    assert [q.note for q in reading.paragraphs if q.note] == ["1"]
    assert "(10 tỷ đồng)¹; diện tích" in reading.text
    assert "¹ Số liệu đến ngày" in reading.text
    assert (reading.origins, reading.encoding) == ((), "")
    with pytest.raises(ReadError, match=r"reading RTF needs LibreOffice .*apt install"):
        read(FILES / "report.rtf", "a.rtf")


def test_without_any_program_it_is_said_how_to_install_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    monkeypatch.setattr(office, "antiword", lambda: None)
    assert office.convert_all([FILES / "report.doc"]) == {}
    for kind in KINDS:
        with pytest.raises(ReadError, match=r"winget install .*; macOS: brew install") as error:
            read(FILES / f"report.{kind}", f"a.{kind}")
        assert "cần cài LibreOffice (Debian/Ubuntu: sudo apt install" in error.value.vi


@needs_libreoffice
def test_a_wrong_suffix_is_read_as_what_it_is(tmp_path: Path) -> None:
    reading = read(put(tmp_path, "a.doc", report("rtf")), "a.doc")

    assert (reading.text, reading.format) == (TEXT, "rtf")
    assert "đuôi tệp .doc không đúng, nội dung là RTF" in reading.problems[0]


CUTS = [(kind, n) for kind in KINDS for n in range(20)]


@pytest.mark.parametrize(("kind", "place"), CUTS, ids=[f"{k}-{n}" for k, n in CUTS])
def test_a_truncated_file_is_refused_before_any_converter_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, place: int
) -> None:
    def never(*_: object) -> list[bytes | None]:
        raise AssertionError("a truncated file was handed on")

    monkeypatch.setattr(office, "to_docx", never)
    monkeypatch.setattr(office, "to_text", never)
    data = report(kind)
    path = put(tmp_path, f"cụt.{kind}", data[: len(data) * place // 20])
    with pytest.raises(ReadError, match=r"empty|truncated|no words|binary|not valid"):
        read(path, path.name)


@needs_libreoffice
def test_random_bytes_behind_a_true_beginning_are_refused(tmp_path: Path) -> None:
    noise = random.Random(5).randbytes(9000)
    doc = report("doc")
    for name, data, why in (
        ("a.doc", doc[:512] + noise, "damaged or truncated"),
        ("b.doc", noise, "binary|not valid"),
        ("c.rtf", b"{\\rtf1" + noise, "damaged or truncated"),
        ("d.odt", b"PK\x03\x04" + noise, "damaged or truncated"),
        ("e.odt", _odt("rubbish"), "could not convert"),
        ("f.rtf", b"{\\rtf1 }", "no words"),
    ):
        with pytest.raises(ReadError, match=why) as error:
            read(put(tmp_path, name, data), name)
        assert error.value.vi.startswith(name)


def test_an_unclosed_rtf_is_doubted(tmp_path: Path) -> None:
    whole = rtf(paragraph("Thu 5 tỷ \\{ đồng"))
    assert check_whole("rtf", whole, "a") == ()
    assert check_whole("rtf", whole.rstrip() + b"\x00", "a") == ()
    assert "truncated" in check_whole("rtf", b"{" + whole, "a")[0]
    assert check_whole("rtf", b"{\\rtf1 {\\pict\\bin3 {{{}} x}", "a") == ()


def test_encrypted_files_are_told_by_their_bytes() -> None:
    doc = bytearray(report("doc"))
    compound = open_compound(bytes(doc))
    assert compound is not None
    flags = (compound.streams["WordDocument"].start + 1) * compound.sector + 0x0B
    doc[flags] |= 0x01
    assert kind_of(bytes(doc)) == "encrypted"
    assert kind_of(_odt("x", manifest="<m:file-entry><m:encryption-data/>")) == "encrypted"
    assert kind_of(report("doc")) == "doc"
    assert kind_of(report("odt")) == "odt"


@needs_libreoffice
def test_date_fields_keep_what_was_last_shown() -> None:
    """Else the result would depend on the day of the run."""
    odt = _odt(_CONTENT.format(inside=f'ngày <t:date f="x">{SHOWN}</t:date>.'), _MANIFEST)
    files = {
        "dates.doc": (FILES / "dates.doc").read_bytes(),
        "a.rtf": rtf(DATES),
        "a.odt": odt,
    }
    program = soffice()
    assert program is not None
    fixed = [
        (Path(name).suffix, with_fixed_dates(kind_of(data), data)) for name, data in files.items()
    ]
    for made in to_docx(program, fixed):
        assert made is not None
        assert read_docx(made, "a", "").text.endswith(f"ngày {SHOWN}.")


def test_files_without_such_fields_stay_as_they_are() -> None:
    for kind in KINDS:
        data = report(kind)
        assert with_fixed_dates(kind_of(data), data) == data


def _odt(content: str, manifest: str = "<m/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


@needs_libreoffice
def test_one_bad_file_does_not_spoil_the_others_of_a_call() -> None:
    program = soffice()
    assert program is not None
    good = rtf(paragraph("Thu 5 tỷ đồng"))
    made = to_docx(program, [(".rtf", good), (".odt", _odt("x")), (".rtf", good)])

    assert [one is not None for one in made] == [True, False, True]


@needs_libreoffice
def test_nothing_that_a_document_points_to_is_fetched() -> None:
    program = soffice()
    assert program is not None
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/dau.png"
        (made,) = to_docx(
            program,
            [(".odt", _odt(_CONTENT.format(inside=_PICTURE.format(address=address)), _MANIFEST))],
        )
        with pytest.raises(TimeoutError):
            server.accept()

    assert made is not None
    assert read_docx(made, "a", "").text == "Thu 5 tỷ đồng"


_MANIFEST = """\
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
_CONTENT = """\
<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:s="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:x="http://www.w3.org/1999/xlink" o:version="1.2"><o:body><o:text><t:p>{inside}</t:p>
</o:text></o:body></o:document-content>"""
_PICTURE = """\
Thu 5 tỷ đồng<d:frame s:width="2cm" s:height="2cm" t:anchor-type="as-char">
<d:image x:href="{address}" x:type="simple"/></d:frame>"""


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_converter_that_hangs_is_stopped_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = put(tmp_path, "soffice", b'#!/bin/sh\nsleep 600 & echo $! >"$0.pid"; wait\n')
    program.chmod(0o755)
    monkeypatch.setattr(office_convert, "_START", 0.5)
    monkeypatch.setattr(office_convert, "_EACH", 0)
    monkeypatch.setattr(office, "soffice", lambda: str(program))
    with pytest.raises(ReadError, match="took too long"):
        read(FILES / "report.rtf", "a.rtf")
    child = int((tmp_path / "soffice.pid").read_text())
    state = Path(f"/proc/{child}/stat")
    if state.parent.parent.exists():
        assert not state.exists() or state.read_text().split()[2] == "Z"
