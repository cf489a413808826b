"""Fields that LibreOffice would fill in anew: they keep what the author's program last showed.

A date of today in a report would make the result depend on the clock, a file name on the
temporary copy. So such fields are made into plain text, or of a kind that LibreOffice
does not know and leaves alone.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile

from extract.bombs import is_bomb
from extract.kinds import ZIP_ERRORS, Kind
from extract.office_ole import Compound, open_compound

_NAMES = rb"DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|FILENAME"
# The instruction of an RTF field, formatting words and braces before its name.
_RTF = re.compile(
    rb"(\\fldinst(?:[\s{]|\\[a-z]+-?\d* ?)*)(?=(?:" + _NAMES + rb")\b)", re.IGNORECASE
)
# Word 2003 XML: the instruction of a simple field, or the text of an instruction.
_WORDML = re.compile(
    rb"(w:instr=[\"']\s*|<w:instrText[^>]*>\s*)(?=(?:" + _NAMES + rb")\b)", re.IGNORECASE
)
# OpenDocument 1.2, 7.3: the fields themselves stand around the text they last showed.
_ODF = re.compile(
    rb"</?(?!dc:)[\w-]+:(?:date|time|(?:creation|modification|print)-(?:date|time)|"
    rb"editing-duration|file-name)(?=[\s/>])[^>]*>"
)
# [MS-DOC] 2.9.90, the same fields by number, and a formula, whose result is left as it is.
_NUMBERS = frozenset((0x15, 0x16, 0x17, 0x19, 0x1D, 0x1F, 0x20))
_FORMULA = 0x22
# [MS-DOC] 2.5.6: where the file information says the fields of main text, footnotes, endnotes
# and text boxes are listed.
_LISTS = tuple(0x9A + 8 * number for number in (16, 18, 48, 57))
_LARGEST_PICTURE = 64 * 1024 * 1024
_BEGIN = 0x13


def with_fixed_dates(kind: Kind, data: bytes) -> bytes:
    """The file with its fields of date, time and file name as they were last shown."""
    if kind == "rtf":
        return _RTF.sub(rb"\1X", data)
    if kind == "odt":
        return _fixed_odt(data)
    if kind == "wordml":
        return _WORDML.sub(rb"\1X", data)
    compound = open_compound(data) if kind == "doc" else None
    return _fixed_doc(compound) if compound else data


def _fixed_odt(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
        fixed = _ODF.sub(b"", content)
        if fixed == content:
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as copy:
            for info in archive.infolist():
                if is_bomb(info, _LARGEST_PICTURE):
                    continue
                try:
                    held = fixed if info.filename == "content.xml" else archive.read(info)
                except ZIP_ERRORS:
                    continue  # a damaged picture is not worth the report, nor is a bomb
                copy.writestr(info, held)
    return buffer.getvalue()


def _fixed_doc(compound: Compound) -> bytes:
    fixed = bytearray(compound.data)
    head = compound.read("WordDocument", 0, 0x9A + 8 * 60)
    if len(head) < 0x9A + 8 * 60 or struct.unpack_from("<H", head)[0] != 0xA5EC:
        return compound.data  # Word 6 and 95 list their fields elsewhere
    table = "1Table" if struct.unpack_from("<H", head, 0x0A)[0] & 0x0200 else "0Table"
    for at in _LISTS:
        start, size = struct.unpack_from("<2I", head, at)
        count = (size - 4) // 6
        if count < 1:
            continue
        # Positions come first, then two bytes a field: begin, separator or end, and the kind.
        places = compound.places(table, start + 4 * (count + 1), 2 * count)
        for sign, number in zip(places[::2], places[1::2], strict=False):
            if fixed[sign] & 0x1F == _BEGIN and fixed[number] in _NUMBERS:
                fixed[number] = _FORMULA
    return bytes(fixed)
