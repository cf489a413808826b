"""Text layers that another OCR program laid under the picture of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from extract.legacy_syllables import is_syllable
from extract.pdf_grids import Grid
from extract.pdf_lines import Line, Scanned
from extract.wording import listed
from solieu.model import Notice

if TYPE_CHECKING:
    from extract.pdf_page import Page

_INVISIBLE = 3  # text rendering mode (ISO 32000-1, table 106)
_DEPTH = 2
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"\S*\d\S*")
_FEWEST = 8  # words; fewer tell nothing
# Of the words of a report 97 % are Vietnamese syllables and 75 % have a letter with a sign;
# a program that knows no Vietnamese leaves neither.
_SYLLABLES, _SIGNED = 0.75, 0.25


def is_hidden(page: Any) -> bool:
    """Whether most text of a pypdfium2 page is there to be searched, not to be seen."""
    shown, hidden = _counts(page.raw, 0)
    return hidden > shown


def _counts(holder: Any, depth: int) -> tuple[int, int]:
    in_form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects if in_form else pdfium.FPDFPage_CountObjects
    thing_at = pdfium.FPDFFormObj_GetObject if in_form else pdfium.FPDFPage_GetObject
    shown = hidden = 0
    for i in range(count(holder)):
        thing = thing_at(holder, i)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
            hidden += mode == _INVISIBLE
            shown += mode != _INVISIBLE
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            own_shown, own_hidden = _counts(thing, depth + 1)
            shown, hidden = shown + own_shown, hidden + own_hidden
    return shown, hidden


def is_poor(text: str) -> bool:
    """Whether a text layer is no Vietnamese: garbage, or letters that lost their signs.

    >>> is_poor("Tổng thu ngân sách nhà nước trên địa bàn đạt 11.112 triệu đồng")
    False
    >>> is_poor("Tong thu ngan sach nha nuoc tren dja ban dat 11.112 trieu dong")
    True
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    if len(words) < _FEWEST:
        return False
    syllables = sum(map(is_syllable, words))
    signed = sum(not word.isascii() for word in words)
    return syllables < _SYLLABLES * len(words) or signed < _SIGNED * len(words)


@dataclass(frozen=True, slots=True)
class Layers:
    """What is told of hidden text layers: the column ``ocr``, and those read badly."""

    pages: tuple[int, ...] = ()
    poor: tuple[int, ...] = ()

    @property
    def how(self) -> str:
        """What stands in the column ``ocr`` of documents.csv."""
        return f"text layer of another program; pages {listed(self.pages)}" if self.pages else ""

    def problems(self) -> list[Notice]:
        """That a layer is bad, in both languages, for a person."""
        if not self.poor:
            return []
        own = listed(self.poor)
        return [
            Notice(
                f"trang {own}: lớp chữ ẩn do chương trình khác nhận dạng, chất lượng kém; "
                "hãy chạy lại với --ocr again",
                f"pages {own}: poor hidden text layer by another OCR program; run again with "
                "--ocr again",
            )
        ]


def hidden_layers(pages: Sequence[Page]) -> Layers:
    """What is told of the hidden text layers of ``pages``, all of which have one."""
    return Layers(
        tuple(page.number for page in pages), tuple(page.number for page in pages if page.poor)
    )


def with_doubt(page: Page) -> Page:
    """A page with a poor layer: nobody is sure of any word that has a digit."""
    return replace(page, items=tuple(map(_doubted, page.items)))


def _doubted(item: Line | Grid) -> Line | Grid:
    if isinstance(item, Line):
        return _line_doubted(item)
    cells = tuple(replace(cell, lines=tuple(map(_line_doubted, cell.lines))) for cell in item.cells)
    return replace(item, cells=cells)


def _line_doubted(line: Line) -> Line:
    words = (word.span() for word in _FIGURE.finditer(line.text))
    return replace(line, scanned=tuple(Scanned(start, end, 0) for start, end in words))
