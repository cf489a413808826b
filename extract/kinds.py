"""What kind of file these bytes are, whatever the file is called."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, Literal

from extract.office_ole import SIGNATURE, open_compound

Kind = Literal[
    "text",
    "docx",
    "pdf",
    "encrypted",
    "doc",
    "xls",
    "ppt",
    "ole",
    "broken_ole",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "epub",
    "zip",
    "broken_zip",
    "7z",
    "rar",
    "archive",
    "xlsb",
    "xml2003",
    "wordml",
    "fods",
    "fodt",
    "csv",
    "rtf",
    "html",
    "mhtml",
    "eml",
    "msg",
    "xml",
    "image",
]

#: What ``zipfile`` raises on damaged archives: its own error, those of the unpackers and
#: of struct, RuntimeError for a member that wants a password.
ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)


def is_locked(error: BaseException) -> bool:
    """Whether an error of ``zipfile`` says that a member wants a password."""
    return type(error) is RuntimeError  # NotImplementedError is one, too


# How each kind is called in a message: (Vietnamese, English).
NAMES: dict[Kind, tuple[str, str]] = {
    "text": ("văn bản thuần (.txt, .md)", "plain text (.txt, .md)"),
    "docx": ("Word (.docx)", "Word (.docx)"),
    "pdf": ("PDF", "PDF"),
    "encrypted": ("Office có mật khẩu", "password-protected Office"),
    "doc": ("Word 97-2003 (.doc)", "Word 97-2003 (.doc)"),
    "xls": ("Excel 97-2003 (.xls)", "Excel 97-2003 (.xls)"),
    "ppt": ("PowerPoint 97-2003 (.ppt)", "PowerPoint 97-2003 (.ppt)"),
    "ole": ("Office 97-2003", "Office 97-2003"),
    "broken_ole": ("Office 97-2003 bị hỏng", "damaged Office 97-2003"),
    "xlsx": ("Excel (.xlsx)", "Excel (.xlsx)"),
    "pptx": ("PowerPoint (.pptx)", "PowerPoint (.pptx)"),
    "odt": ("OpenDocument (.odt)", "OpenDocument text (.odt)"),
    "ods": ("OpenDocument (.ods)", "OpenDocument sheet (.ods)"),
    "epub": ("sách điện tử EPUB", "EPUB"),
    "zip": ("tệp nén ZIP", "ZIP archive"),
    "broken_zip": ("ZIP hoặc Office bị hỏng", "damaged ZIP or Office"),
    "7z": ("tệp nén 7z", "7z archive"),
    "rar": ("tệp nén RAR", "RAR archive"),
    "archive": ("tệp nén (.gz, .bz2, .xz)", "compressed file (.gz, .bz2, .xz)"),
    "xlsb": ("Excel nhị phân (.xlsb)", "binary Excel (.xlsb)"),
    "xml2003": ("bảng tính XML 2003", "XML Spreadsheet 2003"),
    "wordml": ("Word XML 2003", "Word 2003 XML"),
    "fods": ("OpenDocument một tệp (.fods)", "flat OpenDocument sheet (.fods)"),
    "fodt": ("OpenDocument một tệp (.fodt)", "flat OpenDocument text (.fodt)"),
    "csv": ("bảng CSV", "CSV table"),
    "rtf": ("RTF", "RTF"),
    "html": ("trang web HTML", "HTML"),
    "mhtml": ("trang web MHTML", "MHTML"),
    "eml": ("thư điện tử (.eml)", "e-mail (.eml)"),
    "msg": ("thư Outlook (.msg)", "Outlook message (.msg)"),
    "xml": ("XML", "XML"),
    "image": ("ảnh", "image"),
}

# First bytes that settle the kind at once.
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
)
# Streams of an OLE container name its kind; the first that is found counts.
_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
# What a saved page begins with: its head, or at once the content.
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|meta|title|style|body|div|table)(?=[\s>/])")
_COMMENTS = re.compile(rb"\A(?:\s*<!--.*?-->)+", re.DOTALL)
# Word writes the first, Chrome the second.
_MHTML = re.compile(rb"mime-version:|from: <saved by|(?:subject|date|from):.*\nmime-version:")
# A line of a header, or one that goes on; what only letters have (RFC 5322, 3.6).
_HEADER = re.compile(rb"(?:([!-9;-~]+):|[ \t])")
_OF_LETTERS = frozenset(
    *(b"to cc bcc date subject received message-id return-path delivered-to reply-to".split(),)
)
# A PDF may begin with up to this many stray bytes (ISO 32000, implementation note).
_PDF_WINDOW = 1024
# What an XML file is stands in its root, after some thirty names of vocabularies.
_XML_WINDOW = 8192
_XML_SIGNS: tuple[tuple[bytes, Kind], ...] = (
    (b"application/vnd.oasis.opendocument.spreadsheet", "fods"),
    (b"application/vnd.oasis.opendocument.text", "fodt"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "wordml"),
    (b"<html", "html"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "xml2003"),
)


def kind_of(data: bytes) -> Kind:
    """The kind of a file from its bytes; "text" where nothing else is recognised.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of("Thu ngân sách".encode())
    ('pdf', 'text')
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(SIGNATURE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_zip(io.BytesIO(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "image"
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return "pdf"
    return _markup_kind(data[:_XML_WINDOW])


def _markup_kind(start: bytes) -> Kind:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    head = _COMMENTS.sub(b"", start.removeprefix(b"\xef\xbb\xbf")).lstrip().lower()
    if head.startswith((b"<?xml", b"<workbook", b"<office:document")):
        return next((kind for sign, kind in _XML_SIGNS if sign in head), "xml")
    head = head[:_PDF_WINDOW]
    if _HTML.match(head):
        return "html"
    if _is_letter(start):
        return "eml"
    if _MHTML.match(head):
        return "mhtml"
    return "text"


def _is_letter(start: bytes) -> bool:
    """Whether this is the head of an e-mail: header lines, some of which only a letter has."""
    lines = start.replace(b"\r\n", b"\n").split(b"\n\n")[0].split(b"\n")
    if len(lines) > 1 and len(start) == _XML_WINDOW:
        lines.pop()  # may be cut off
    matches = [_HEADER.match(line) for line in lines]
    if not matches or not matches[0] or not all(matches):
        return False
    fields = {match[1].lower() for match in matches if match and match[1]}
    saved = any(line.lower().startswith(b"from: <saved by") for line in lines)
    return b"from" in fields and not saved and len(fields & _OF_LETTERS) > 1


def _ole_kind(data: bytes) -> Kind:
    compound = open_compound(data)
    if compound is not None:
        if compound.word_is_encrypted():
            return "encrypted"
        return next((kind for name, kind in _OLE_STREAMS if name in compound.streams), "ole")
    for name, kind in _OLE_STREAMS:  # damaged: its directory cannot be read
        if name.encode("utf-16-le") in data:
            return kind
    return "broken_ole"


def kind_of_zip(file: Path | IO[bytes]) -> Kind:
    """The kind of a file that begins like a ZIP archive, from the names in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            mimetype = _head(archive, "mimetype", 80) if "mimetype" in names else b""
            if mimetype and _odf_is_encrypted(archive, names):
                return "encrypted"
    except ZIP_ERRORS:
        return "broken_zip"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return kind
    if b"opendocument.text" in mimetype:
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    return "epub" if b"epub" in mimetype else "zip"


def _odf_is_encrypted(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether an OpenDocument file needs a password (ODF 1.2 part 3, 3.4; 1.4 wraps it whole)."""
    if "encrypted-package" in names:
        return True
    manifest = "META-INF/manifest.xml"
    return manifest in names and b":encryption-data" in _head(archive, manifest, _MANIFEST)


def _head(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """The first bytes of a member: it may be a bomb."""
    with archive.open(name) as stream:
        return stream.read(size)


_MANIFEST = 1 << 20  # bytes; each picture takes a line of some hundred


_OFFICE_FOLDERS: tuple[tuple[str, Kind], ...] = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
)
