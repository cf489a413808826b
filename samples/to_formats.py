"""One report in every format of an archive: ``python -m samples.to_formats``.

From the Word file of samples/formats come an old Word, an RTF, an OpenDocument and a web
page (LibreOffice), the page saved as one file, a text in TCVN3 and a Word file in VNI fonts
(by this script), PDFs of three more producers (cairo, Ghostscript, Chromium), and its annex
as workbooks (openpyxl, LibreOffice, ``samples.xlsb_writer``).

Needs, on Debian or Ubuntu: ``apt-get install libreoffice-writer libreoffice-calc poppler-utils
ghostscript chromium``. The files are kept in the repository, as other versions write other bytes.
"""

from __future__ import annotations

import io
import quopri
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from lxml import etree

from samples.build import FORMATS, SHOWN_IN_ALL_FORMATS
from samples.old_encodings import encode
from samples.xlsb_writer import xlsb

EVERY = FORMATS.parent / "every_format"
NAME = SHOWN_IN_ALL_FORMATS
OFFICE_KINDS = ("doc", "rtf", "odt", "fodt", "html")
CALC_KINDS = ("xls", "ods", "fods")
PROGRAMS = ("soffice", "pdftocairo", "gs", "chromium")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = re.compile("[⁰¹²³⁴-⁹]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNITS = re.compile("(?<=m)[²³]")


def main() -> None:
    """Make all files anew."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        sys.exit(f"not found: {', '.join(missing)}; see the top of samples/to_formats.py")
    EVERY.mkdir(exist_ok=True)
    word = (FORMATS / f"{NAME}.docx").read_bytes()
    text = (FORMATS / f"{NAME}.txt").read_text(encoding="utf-8")
    (EVERY / f"{NAME}-tcvn3.txt").write_bytes(as_tcvn3(text))
    (EVERY / f"{NAME}-vni.docx").write_bytes(as_vni(word))
    (EVERY / f"{NAME}-annex.xlsx").write_bytes(as_workbook(text))
    (EVERY / f"{NAME}-annex.xlsb").write_bytes(as_binary_workbook(as_workbook(text)))
    with tempfile.TemporaryDirectory() as folder:
        by_programs(Path(folder))


def by_programs(folder: Path) -> None:
    """What other programs write."""
    word, pdf = FORMATS / f"{NAME}.docx", FORMATS / f"{NAME}.pdf"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in OFFICE_KINDS:
        run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, word)
        shutil.copy(folder / f"{NAME}.{kind}", EVERY)
    annex = EVERY / f"{NAME}-annex.xlsx"
    for kind in CALC_KINDS:
        run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, annex)
        shutil.copy(folder / f"{NAME}-annex.{kind}", EVERY)
    (EVERY / f"{NAME}.mht").write_bytes(as_one_file((EVERY / f"{NAME}.html").read_text("utf-8")))
    page = (EVERY / f"{NAME}.html").as_uri()
    run("pdftocairo", "-pdf", pdf, EVERY / f"{NAME}-cairo.pdf")
    target = EVERY / f"{NAME}-ghostscript.pdf"
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={target}", pdf)
    target = EVERY / f"{NAME}-chromium.pdf"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    run("chromium", *options, f"--print-to-pdf={target}", page)


def run(*command: str | Path) -> None:
    """Run a program; what it prints is left aside."""
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)


def as_tcvn3(text: str) -> bytes:
    """The text in TCVN3, whose codes leave no room for raised figures: marks as ``[1]``."""
    plain = _UNITS.sub(lambda sign: sign[0].translate(_PLAIN), text)
    marked = _MARKS.sub(lambda marks: f"[{marks[0].translate(_PLAIN)}]", plain)
    return encode(marked, "tcvn3")


def as_vni(word: bytes) -> bytes:
    """The Word file with all its letters in VNI and all its runs in VNI-Times."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if re.fullmatch(r"word/(document|footnotes|header\d*)\.xml", entry.filename):
                data = _in_vni(data)
            target.writestr(entry, data)
    return made.getvalue()


def _in_vni(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for run_ in root.iter(_W + "r"):
        properties = run_.find(_W + "rPr")
        if properties is None:
            properties = etree.Element(_W + "rPr")
            run_.insert(0, properties)
        for old in properties.findall(_W + "rFonts"):
            properties.remove(old)
        font = etree.Element(_W + "rFonts")
        for name in ("ascii", "hAnsi", "cs"):
            font.set(_W + name, "VNI-Times")
        style = properties.find(_W + "rStyle")
        properties.insert(0 if style is None else 1, font)
    for text in root.iter(_W + "t"):
        text.text = encode(text.text or "", "vni").decode("cp1252")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def as_workbook(text: str) -> bytes:
    """The table of the annex as a workbook, its figures as numbers, its title above it."""
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("|")]
    above = [line for line in lines[: lines.index(rows[0])] if line.strip()]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    for line in above[-3:]:
        sheet.append([line])
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if not all(set(cell) <= set("-: ") for cell in cells):
            sheet.append([_number(cell) for cell in cells])
            for cell in sheet[sheet.max_row]:
                cell.number_format = _format(cells[cell.column - 1])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class _At:
    place: str
    value: str | int | float
    code: str
    font: str = "Arial"
    indent: int = 0
    align: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    cells: tuple[_At, ...]
    merged: tuple[str, ...] = ()
    hidden: bool = False
    hidden_columns: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()


def as_binary_workbook(workbook: bytes) -> bytes:
    """The same cells as a binary workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
    placed = tuple(_At(cell.coordinate, cell.value, cell.number_format) for cell in cells)
    return xlsb(_Page(sheet.title, placed))


def as_one_file(page: str) -> bytes:
    """The page as Word saves it in one file (.mht), in parts of lines that mail can carry."""
    boundary = "----=_NextPart_01DC0123.45678900"
    return (
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; boundary="{boundary}"\r\n\r\n'
        f"--{boundary}\r\nContent-Location: file:///C:/bao-cao.htm\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n\r\n'
        f"{quopri.encodestring(page.encode()).decode()}\r\n--{boundary}--\r\n"
    ).encode()


def _number(text: str) -> str | float | int:
    plain = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain) or re.fullmatch(r"0\d+", text):
        return text
    return float(plain) if "." in plain else int(plain)


def _format(text: str) -> str:
    decimals = len(text.partition(",")[2]) if re.fullmatch(r"-?[\d.]+,\d+", text) else 0
    grouped = "#,##0" if re.fullmatch(r"-?[\d.,]+", text) else "General"
    return grouped + ("." + "0" * decimals if decimals else "")


if __name__ == "__main__":
    main()
