"""What can be told of an old Word file, RTF or ODT before a converter sees it.

LibreOffice mends what is damaged without a word, so that half a report would pass for a
whole one.
"""

from __future__ import annotations

import io
import re
import zipfile

from extract.kinds import ZIP_ERRORS, Kind
from extract.office_ole import open_compound
from solieu.errors import ReadError
from solieu.model import Notice

# Unpacked size of an ODT; real reports stay below 10 MB without their pictures.
LARGEST_UNPACKED = 128 * 1024 * 1024
_TAIL = 256
_WORDML_END = re.compile(rb"</(?:[\w.-]+:)?wordDocument\s*>\s*\Z")
_GROUPS = re.compile(rb"\\[\\{}]|\\bin\d|[{}]")


# What LibreOffice loses of Word 2003 XML.
_UNMERGED = Notice(
    "Word XML 2003: ô gộp theo chiều dọc chỉ có chữ ở dòng đầu; lưu lại thành .docx để đọc đủ",
    "Word 2003 XML: cells merged downwards have their text in their first row only; save the file "
    "as .docx to have them whole",
)


def check_whole(kind: Kind, data: bytes, source: str) -> tuple[Notice, ...]:
    """Doubts about a file of kind "doc", "rtf" or "odt", in words for ``Reading.problems``.

    Raises ReadError where the file is evidently cut off or far too large.
    """
    if kind == "doc":
        compound = open_compound(data)
        if compound is None or not compound.whole:
            raise cut_off(source, "Word 97-2003 (.doc)")
    elif kind == "odt":
        _check_odt(data, source)
    elif kind == "fodt":
        if b"<!ENTITY" in data or not data.rstrip().endswith(b">"):
            raise cut_off(source, "OpenDocument (.fodt)")
    elif kind == "wordml":
        if b"<!ENTITY" in data or not _WORDML_END.search(data[-_TAIL:]):
            raise cut_off(source, "Word 2003 XML")
        return (_UNMERGED,) if b":vmerge" in data else ()
    elif kind == "rtf":
        return _check_rtf(data, source)
    return ()


def cut_off(source: str, name: str) -> ReadError:
    """A file that is damaged or not all there."""
    return ReadError(
        f"{source}: tệp {name} bị hỏng hoặc bị cắt cụt; hãy lấy lại tệp từ nguồn",
        f"{source}: the {name} file is damaged or truncated; fetch the file again",
    )


def _check_rtf(data: bytes, source: str) -> tuple[Notice, ...]:
    # Word ends a file with a line end, some mail programs with zero bytes.
    if not data.rstrip(b"\x00\x1a\r\n\t ").endswith(b"}"):
        raise cut_off(source, "RTF")
    depth = 0
    for match in _GROUPS.finditer(data):
        sign = match[0]
        if sign.startswith(b"\\bin"):
            return ()  # raw bytes follow, in which braces mean nothing
        depth += (sign == b"{") - (sign == b"}")
    if depth <= 0:
        return ()
    return (
        Notice(
            "tệp RTF thiếu dấu đóng nhóm, có thể bị cắt cụt",
            "the RTF file has groups that are not closed, it may be truncated",
        ),
    )


def _check_odt(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist() if _is_text(info.filename))
            if size > LARGEST_UNPACKED:
                raise ReadError(
                    f"{source}: tệp OpenDocument quá lớn khi giải nén ({size} byte)",
                    f"{source}: the OpenDocument file is too large when unpacked ({size} bytes)",
                )
            archive.read("content.xml")
    except (KeyError, *ZIP_ERRORS) as error:
        raise cut_off(source, "OpenDocument (.odt)") from error


def _is_text(name: str) -> bool:
    return name.endswith(".xml")
