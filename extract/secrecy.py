"""Documents that bear a stamp of secrecy in their head; they are not read unless asked for."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from extract.kinds import Kind
from extract.phrases import plain
from solieu.errors import ClassifiedError, ReadError
from solieu.model import Reading

if TYPE_CHECKING:
    from extract.docx_package import Package  # the library behind it is loaded when met

# The head of a document: letterhead, number, place and date, title, some lines for drafts.
_HEAD_LINES = 40
# Frames drawn around a stamp, emphasis of Markdown, bars of a table.
_FRAME = " \t*_[](){}<>#|¦+=~-–—.:;\"'“”«»"
_PARTS = re.compile(r"[|¦\t]|\s{2,}")
_NUMBER = re.compile(r"số\s*:?\s*[\d.…_ ]*/[\w/.-]+", re.IGNORECASE)
_HEADER = re.compile(r"word/header\d*\.xml")
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


@dataclass(frozen=True, slots=True)
class _Words:
    degrees: dict[str, str]  # without blanks, as stamps may be spaced out: "TỐIMẬT" -> "TỐI MẬT"
    labelled: re.Pattern[str]
    copies: re.Pattern[str]
    beside: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("extract") / "words" / "secrecy.toml").read_text(encoding="utf-8"))
    labels = "|".join(map(re.escape, data["labels"]))
    degrees = "|".join(map(re.escape, data["degrees"]))
    copies = "|".join(map(re.escape, data["copies"]))
    return _Words(
        {degree.replace(" ", ""): degree for degree in data["degrees"]},
        re.compile(rf"(?:{labels})\s*:\s*({degrees})", re.IGNORECASE),
        re.compile(rf"\W+(?:{copies})\b.*", re.IGNORECASE),
        frozenset(data["beside"]),
    )


def degree_in(lines: Iterable[str]) -> str:
    """The degree of secrecy that a head of a document is stamped with, "" for none.

    The stamp stands alone on its line or beside the letterhead, in capitals; the same
    word in running text is none.

    >>> degree_in(["Số: 5/BC-UBND", "TỐI  MẬT"]), degree_in(["Bảo vệ bí mật nhà nước: MẬT mã"])
    ('TỐI MẬT', '')
    """
    written = (unicodedata.normalize("NFC", line) for line in lines)
    head = list(islice((line for line in written if line.strip()), _HEAD_LINES))
    bare = "".join("".join(head).split()).upper()
    if not any(degree in bare for degree in _words().degrees):
        return ""  # nearly every document
    for line in head:
        for part in (line, *_PARTS.split(line)):
            if degree := _degree(part.strip(_FRAME)):
                return degree
    return ""


def stamp_of(reading: Reading, kind: Kind, path: Path, word_file: Package | None) -> str:
    """The degree of secrecy that a document is stamped with, "" for none.

    Looked for in the text and where the readers do not look: the page headers of
    ``word_file`` (the Word file that was read, if it was one) and the first page of a PDF as
    it is.
    """
    found = degree_in(reading.text[: _HEAD_LINES * 400].splitlines())
    if not found and word_file:
        found = degree_in(_header_lines(word_file))
    if not found and kind == "pdf":
        found = degree_in(_first_page(path))
    return found


def classified(degree: str, source: str) -> ClassifiedError:
    """The refusal of a document stamped ``degree``; nothing of its text is in it."""
    return ClassifiedError(
        f"{source}: văn bản đóng dấu {degree}, mặc định không đọc; nếu được phép xử lý, hãy chạy "
        "lại với --read-classified",
        f"{source}: the document is stamped {degree} (a state secret), not read by default; if you "
        "may process it, run again with --read-classified",
    )


def _degree(part: str) -> str:
    words = _words()
    part = words.copies.sub("", part).rstrip(_FRAME)
    if alone := words.degrees.get("".join(part.split())):
        return alone
    if labelled := words.labelled.fullmatch(part):
        return labelled[1].upper()
    for degree in sorted(words.degrees.values(), key=len, reverse=True):
        if part.startswith(f"{degree} ") and _is_letterhead(part[len(degree) :]):
            return degree
        if part.endswith(f" {degree}") and _is_letterhead(part[: -len(degree)]):
            return degree
    return ""


def _is_letterhead(rest: str) -> bool:
    line = plain(rest.strip(_FRAME))
    return line in _words().beside or _NUMBER.fullmatch(line) is not None


def _header_lines(package: Package) -> Iterator[str]:
    """The lines of all page headers; a damaged one, which no reader needs, has none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    for name in sorted(filter(_HEADER.fullmatch, package.archive.namelist())):
        try:
            root = etree.fromstring(package.stored(name), parser)
        except (ReadError, etree.XMLSyntaxError):  # it may be empty, or a bomb
            continue
        if root is None:
            continue
        for paragraph in root.iter(_PARAGRAPH):
            yield "".join(node.text or "" for node in paragraph.iter(_TEXT))


def _first_page(path: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        lines: list[str] = page.get_textpage().get_text_range().splitlines()
        page.close()
        return lines
    except pypdfium2.PdfiumError:
        return []
    finally:
        document.close()
