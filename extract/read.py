"""Choose a reader by the bytes of a file; the only code that opens a report."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.kinds import NAMES, Kind, kind_of, kind_of_zip
from extract.limits import check_size, check_text
from extract.office_ole import SIGNATURE
from extract.text import read_text
from solieu.errors import ReadError
from solieu.model import AUTO_OCR, Notice, Ocr, Reading

if TYPE_CHECKING:
    from extract.docx_package import Package

# What a suffix promises; others promise nothing and are never called wrong.
_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".pdf": "pdf",
    ".doc": "doc",
    ".dot": "doc",
    ".xls": "xls",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xltm": "xlsx",
    ".xlt": "xls",
    ".ods": "ods",
    ".fods": "fods",
    ".fodt": "fodt",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsb": "xlsb",
    ".7z": "7z",
    ".rar": "rar",
    ".eml": "eml",
    ".msg": "msg",
    ".rtf": "rtf",
    ".odt": "odt",
    ".ott": "odt",
    ".ots": "ods",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}
# CSV is not among them: in a folder it is data of a program more often than a report, so it
# is read only when it is named.
_READ = frozenset[Kind](
    (
        *("text", "docx", "pdf", "doc", "rtf", "odt", "fodt", "html", "mhtml"),
        *("xls", "xlsx", "xlsb", "ods", "fods", "xml2003", "wordml"),
    )
)
_BY_BEGINNING = frozenset[Kind](
    ("rtf", "html", "mhtml", "fods", "fodt", "xml2003", "7z", "rar", "eml", "archive", "wordml")
)
#: Bytes enough to tell PDF and ZIP apart from the rest without reading a whole file.
SNIFF = 1024


def supported(path: Path) -> bool:
    """Whether a walk over a folder should hand this file to ``read``.

    True for files named like a report that can be read (also broken ones: their error
    belongs in the result), and for PDF and Office files under another name. Hidden files
    and the ``~$`` lock files of Office are left out.
    """
    if path.name.startswith((".", "~$")) or not path.is_file():
        return False
    suffix = path.suffix.lower()
    if _SUFFIXES.get(suffix) in _READ:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(SNIFF)
    except OSError:
        return False
    if head.startswith(b"PK\x03\x04"):
        return kind_of_zip(path) in _READ
    if head.startswith(SIGNATURE):
        return kind_of(path.read_bytes()) in _READ
    return may_be_report(suffix, head)


def may_be_report(suffix: str, head: bytes) -> bool:
    """Whether a file of this suffix (lower case) and beginning is worth a closer look."""
    if _SUFFIXES.get(suffix) in _READ or head.startswith((b"PK\x03\x04", SIGNATURE)):
        return True
    return b"%PDF-" in head or kind_of(head) in _BY_BEGINNING


def needs_office(path: Path) -> bool:
    """Whether ``path`` looks like one of the files that LibreOffice converts."""
    try:
        with path.open("rb") as file:
            head = file.read(SNIFF)
    except OSError:
        return False
    if head.startswith(SIGNATURE):
        return kind_of(path.read_bytes()) == "doc"
    return (
        head.startswith(b"{\\rtf")
        or b"opendocument.text" in head
        or path.suffix.lower() == ".fodt"
        or kind_of(head) == "wordml"
    )


def read(
    path: Path,
    source: str,
    *,
    converted: bytes | None = None,
    read_classified: bool = False,
    ocr: Ocr = AUTO_OCR,
) -> Reading:
    """Read one report: text, Markdown, Word, RTF, OpenDocument, Excel, HTML, PDF, pictures.

    ``source`` is the name the report goes by in results. The bytes decide how the file
    is read; a suffix that says otherwise is noted in ``Reading.problems``. ``converted``
    is what ``extract.office.convert_all`` made of it, ``ocr`` how scans are read. Raises
    ReadError when the file is missing, not permitted, empty, encrypted, damaged, too long or
    of a kind that cannot be read, ClassifiedError when it is stamped secret, unless
    ``read_classified``.
    """
    data = _bytes(path, source)
    kind = kind_of(data)
    if kind == "text" and _SUFFIXES.get(path.suffix.lower()) == "csv":
        kind = "csv"  # nothing but the name tells
    if kind in ("text", "csv"):
        check_size(data, source)
    try:
        reading, word_file = _reading(path, source, data, kind, converted, ocr)
    except RecursionError as error:
        raise ReadError(
            f"{source}: bảng hoặc khung lồng quá nhiều lớp, không đọc được",
            f"{source}: tables or frames nest too deeply to be read",
        ) from error
    check_text(reading)
    if not read_classified:
        from extract.secrecy import classified, stamp_of

        if degree := stamp_of(reading, kind, path, word_file):
            raise classified(degree, source)
    promised = _SUFFIXES.get(path.suffix.lower(), kind)
    if promised == kind or (promised, kind) == ("xls", "xml2003"):  # so Excel itself names them
        return reading
    return replace(reading, problems=(*reading.problems, _wrong_suffix(path, kind)))


def _reading(
    path: Path, source: str, data: bytes, kind: Kind, converted: bytes | None, ocr: Ocr
) -> tuple[Reading, Package | None]:
    """The reading, and the Word file it was read from, if it was one."""
    sha256 = hashlib.sha256(data).hexdigest()
    # Each reader loads libraries of its own, only when such a file is met.
    if kind == "text":
        return read_text(data, source, sha256), None
    if kind == "docx":
        from extract.docx import read_package
        from extract.docx_package import Package

        package = Package.open(data, source)
        return read_package(package, source, sha256), package
    if kind == "csv":
        from extract.csv_text import read_csv

        return read_csv(data, source, sha256), None
    if kind in ("doc", "rtf", "odt", "fodt", "wordml"):
        from extract.office import read_office

        return read_office(data, kind, source, sha256, converted)
    if kind in ("xls", "xlsx", "xlsb", "ods", "fods", "xml2003"):
        from extract.sheets import read_workbook

        return read_workbook(data, source, sha256, kind), None
    if kind in ("html", "mhtml"):
        from extract.html import read_html, read_mhtml

        return (read_html if kind == "html" else read_mhtml)(data, source, sha256), None
    if kind == "pdf":
        from extract.pdf import read_pdf

        return read_pdf(path, source, sha256, ocr), None
    if kind == "image":
        from extract.images import read_image

        return read_image(data, source, sha256, ocr), None
    raise _refusal(kind, source)


def _bytes(path: Path, source: str) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"Không tìm thấy tệp: {path}", f"File not found: {path}") from error
    except IsADirectoryError as error:
        raise ReadError(
            f"{source}: đây là thư mục, không phải tệp báo cáo ({path})",
            f"{source}: this is a folder, not a report file ({path})",
        ) from error
    except PermissionError as error:
        raise ReadError(
            f"{source}: không có quyền đọc tệp ({path})",
            f"{source}: no permission to read the file ({path})",
        ) from error
    except OSError as error:
        raise ReadError(
            f"{source}: không mở được tệp ({path}): {error.strerror}",
            f"{source}: cannot open the file ({path}): {error.strerror}",
        ) from error
    if not data:
        raise ReadError(f"{source}: tệp trống (0 byte)", f"{source}: the file is empty (0 bytes)")
    return data


def _refusal(kind: Kind, source: str) -> ReadError:
    if kind == "encrypted":
        return ReadError(
            f"{source}: tệp Office được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi chạy lại",
            f"{source}: the Office file is protected by a password; remove it and run again",
        )
    if kind == "broken_zip":
        return ReadError(
            f"{source}: tệp Office (.docx, .xlsx) hoặc ZIP bị hỏng hay bị cắt cụt "
            "(không tìm thấy mục lục ở cuối tệp)",
            f"{source}: the Office (.docx, .xlsx) or ZIP file is damaged or truncated "
            "(no directory at its end)",
        )
    if kind in ("zip", "7z", "rar", "archive", "eml", "msg"):
        vi, en = NAMES[kind]
        return ReadError(
            f"{source}: đây là {vi}; để đọc các báo cáo bên trong hãy dùng lệnh solieu run, "
            f"hoặc nêu tên một báo cáo: {source}/TÊN-TỆP",
            f"{source}: this file holds others ({en}); to read the reports in it use solieu run, "
            f"or name one of them: {source}/FILE",
        )
    if kind == "broken_ole":
        return ReadError(
            f"{source}: tệp Office 97-2003 (.doc, .xls) bị hỏng hoặc bị cắt cụt",
            f"{source}: the Office 97-2003 file (.doc, .xls) is damaged or truncated",
        )
    vi, en = NAMES[kind]
    return ReadError(
        f"{source}: chưa đọc được loại tệp này: {vi}",
        f"{source}: this kind of file is not read yet: {en}",
    )


def _wrong_suffix(path: Path, kind: Kind) -> Notice:
    vi, en = NAMES[kind]
    return Notice(
        f"đuôi tệp {path.suffix} không đúng, nội dung là {vi}",
        f"wrong suffix {path.suffix}, the content is {en}",
    )
