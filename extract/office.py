"""Word 97-2003, Word 2003 XML, RTF and OpenDocument text to a Reading, by way of a Word file.

LibreOffice converts, the reader of Word files reads: footnotes, tables and list numbers
are then the same as from a Word file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from extract.docx import read_package
from extract.docx_package import Package
from extract.kinds import NAMES, Kind, kind_of
from extract.marks import raised
from extract.office_checks import check_whole
from extract.office_convert import antiword, soffice, to_docx, to_text
from extract.office_dates import with_fixed_dates
from extract.text import read_text
from solieu.errors import ReadError
from solieu.model import Notice, Reading

#: The kinds that are read here.
OFFICE_KINDS: tuple[Kind, ...] = ("doc", "rtf", "odt", "fodt", "wordml")
# By the suffix LibreOffice chooses its filter.
_SUFFIXES: dict[Kind, str] = {"wordml": ".xml"}

# How antiword writes footnotes: below this line, each beginning with its mark.
_RULE = f"\n{'-' * 23}\n"
_NOTE = re.compile(r"^\[(\d{1,3})\] ", re.MULTILINE)
_MARK = re.compile(r"\[(\d{1,3})\]")
_LOST = Notice(
    "đọc bằng antiword vì máy không có LibreOffice: chú thích dồn về cuối văn bản, bảng mất ô gộp "
    "và ô nhiều dòng bị tách, chỉ số trên gõ tay dính vào số đứng trước",
    "read by antiword as there is no LibreOffice: footnotes stand at the end, tables lose merged "
    "cells and cells of several lines are torn, raised figures typed by hand stick to the number "
    "before them",
)


def read_office(
    data: bytes, kind: Kind, source: str, sha256: str, converted: bytes | None = None
) -> tuple[Reading, Package | None]:
    """Read a file of one of ``OFFICE_KINDS``; with it the Word file made of it, if any.

    ``converted`` is the same file as a Word file, where ``convert_all`` has made it
    already. Without LibreOffice a "doc" is read by antiword, which loses what
    ``Reading.problems`` then tells. Raises ReadError for a file that is damaged, cut off
    or without words, and where neither program is installed.
    """
    doubts = check_whole(kind, data, source)
    if converted is None:
        program = soffice()
        if program is None:
            return _without_libreoffice(data, kind, source, sha256), None
        (converted,) = to_docx(program, [(_suffix(kind), with_fixed_dates(kind, data))])
    if converted is None:
        vi, en = NAMES[kind]
        raise ReadError(
            f"{source}: LibreOffice không chuyển đổi được tệp {vi} (tệp hỏng, hoặc mất quá nhiều "
            "thời gian)",
            f"{source}: LibreOffice could not convert the {en} file (damaged, or took too long)",
        )
    package = Package.open(converted, source)
    reading = read_package(package, source, sha256)
    return replace(reading, format=kind, problems=(*doubts, *reading.problems)), package


def convert_all(paths: Sequence[Path]) -> Mapping[Path, bytes]:
    """Those of ``paths`` that LibreOffice converts, as Word files, all in one call.

    Files of other kinds, and those that fail, are left out without a word: reading them
    one by one says why. Nothing is converted where there is no LibreOffice.
    """
    program = soffice()
    if program is None:
        return {}
    given: dict[Path, tuple[str, bytes]] = {}
    for path in paths:
        try:
            data = path.read_bytes()
            kind = kind_of(data)
            if kind in OFFICE_KINDS:
                check_whole(kind, data, "")
                given[path] = _suffix(kind), with_fixed_dates(kind, data)
        except (OSError, ReadError):
            continue
    if not given:
        return {}
    made = to_docx(program, list(given.values()))
    return {path: docx for path, docx in zip(given, made, strict=True) if docx is not None}


def _suffix(kind: Kind) -> str:
    return _SUFFIXES.get(kind, f".{kind}")


def _without_libreoffice(data: bytes, kind: Kind, source: str, sha256: str) -> Reading:
    program = antiword() if kind == "doc" else None
    if program is None:
        raise _not_installed(kind, source)
    text = to_text(program, data)
    if text is None:
        raise ReadError(
            f"{source}: antiword không đọc được tệp này; hãy cài LibreOffice rồi chạy lại",
            f"{source}: antiword cannot read this file; install LibreOffice and run again",
        )
    reading = read_text(_raise_marks(text.decode("utf-8", "replace")).encode(), source, sha256)
    return replace(reading, format=kind, encoding="", origins=(), problems=(_LOST,))


def _raise_marks(text: str) -> str:
    """antiword's note marks ``[1]`` as raised figures; the notes stand below its last rule."""
    _, rule, notes = text.rpartition(_RULE)
    numbers = set(_NOTE.findall(notes)) if rule else set()
    return _MARK.sub(lambda m: raised(m[1]) if m[1] in numbers else m[0], text)


def _not_installed(kind: Kind, source: str) -> ReadError:
    vi, en = NAMES[kind]
    ways = (
        "Debian/Ubuntu: sudo apt install libreoffice-writer; "
        "Windows: winget install TheDocumentFoundation.LibreOffice; "
        "macOS: brew install --cask libreoffice"
    )
    return ReadError(
        f"{source}: muốn đọc tệp {vi} cần cài LibreOffice ({ways})",
        f"{source}: reading {en} needs LibreOffice ({ways})",
    )
