"""Read a PDF report.

pdfium gives text and places, pdfplumber the cells of ruled tables, OCR the same of pages
that are pictures; paragraphs, footnotes and tables over page breaks are put together
from where things stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pypdfium2 import PdfiumError

from extract.ocr_hidden import hidden_layers, with_doubt
from extract.ocr_scans import Scans
from extract.pdf_blocks import blocks_of
from extract.pdf_encodings import checked, encodings_of
from extract.pdf_flow import joined
from extract.pdf_furniture import without_furniture
from extract.pdf_images import filling_width, native_dpi
from extract.pdf_layout import layout_of
from extract.pdf_open import open_pdf
from extract.pdf_page import Page, read_page
from extract.pdf_tables import WholeTable
from extract.pdf_writer import Writer
from extract.wording import counted
from solieu.errors import ReadError
from solieu.model import AUTO_OCR, Notice, Ocr, Reading

if TYPE_CHECKING:
    from extract.ocr_raster import Raster


def read_pdf(path: Path, source: str, sha256: str, ocr: Ocr = AUTO_OCR) -> Reading:
    """Read the PDF at ``path``; ``source`` and ``sha256`` go into the Reading as they are.

    ``ocr`` says how scanned pages are read. Those that are not, and pages that cannot be
    opened, are named in ``problems``. Raises ReadError for a file that needs a password, is
    damaged, cut short or without pages, and for one none of whose text can be read.
    """
    with open_pdf(path, source) as document:
        count = len(document)
        pages, broken = _read_pages(document)
        wanted = [p for p in pages if p.scanned or (p.hidden and ocr.mode == "again")]
        scans = _read_scans(document, wanted, ocr)
    pages = _with_scans(pages, scans)
    if not any(page.items for page in pages):
        raise _without_text(source, scans, bool(wanted), bool(broken))
    reading = read_pages(pages, source, sha256, count)
    layers = hidden_layers([page for page in pages if page.hidden])
    problems = [*scans.problems(), *layers.problems()]
    problems += [_broken_pages(broken)] if broken else []
    problems += _mended(sum(page.mended for page in pages))
    how = "; ".join(filter(None, (scans.how, layers.how)))
    reading = replace(reading, problems=tuple(problems), ocr=how)
    looked = [page.looked for page in pages]
    if not any(looked):
        return reading
    words = sum(page.words for page in pages)
    problems += checked(looked, words, reading.text, source)
    return replace(reading, encoding=encodings_of(looked), problems=tuple(problems))


def read_pages(pages: Sequence[Page], source: str, sha256: str, count: int) -> Reading:
    """Pages with all that stands on them as one text; ``count`` is the number of pages."""
    kept = without_furniture(pages)
    pages = [
        replace(page, items=tuple(page.items[i] for i in own))
        for page, own in zip(pages, kept, strict=True)
    ]
    writer = Writer()
    for blocks in blocks_of(pages, layout_of(pages)):
        for block in blocks.body:
            if isinstance(block, WholeTable):
                writer.table(block)
            else:
                writer.paragraph(joined(block.lines), blocks.number, block.split)
        for note in blocks.notes:
            writer.note(joined(note.lines), blocks.number, note.note, note.first, note.split)
    return writer.reading(source, sha256, count)


def _read_pages(document: Any) -> tuple[list[Page], list[int]]:
    """All pages that can be opened, and the numbers of the others."""
    pages: list[Page] = []
    broken: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
            pages.append(read_page(page, index + 1))
            page.close()  # pdfium keeps a page's objects until then
        except PdfiumError:
            broken.append(index + 1)
    return pages, broken


def _read_scans(document: Any, pages: Sequence[Page], ocr: Ocr) -> Scans:
    """The pages, read by OCR from what is drawn on them."""
    if not pages:
        return Scans()
    from extract.ocr import read_scans

    def raster_of(number: int) -> Raster:
        from extract.ocr_raster import page_raster
        from extract.ocr_stamp import without_stamp

        page = document[number - 1]
        without_stamp(page)
        made = page_raster(page, native_dpi(page), filling_width(page))
        page.close()
        return made

    return read_scans([page.number for page in pages], raster_of, ocr)


def _with_scans(pages: Sequence[Page], scans: Scans) -> list[Page]:
    """Scanned pages as OCR read them; those it did not have nothing on them."""
    read = [
        scans.pages.get(page.number, replace(page, items=()) if page.scanned else page)
        for page in pages
    ]
    return [with_doubt(page) if page.poor else page for page in read]


def _without_text(source: str, scans: Scans, scanned: bool, broken: bool) -> ReadError:
    if broken:
        return ReadError(
            f"{source}: tệp PDF bị hỏng, không trang nào đọc được",
            f"{source}: the PDF is damaged, none of its pages can be read",
        )
    if not scanned:
        return ReadError(
            f"{source}: tệp PDF không có chữ nào (các trang đều trống)",
            f"{source}: the PDF holds no text (its pages are blank)",
        )
    return scans.refusal(source)


def _mended(count: int) -> list[Notice]:
    if not count:
        return []
    return [
        Notice(
            f"phông chữ của tệp PDF ghi Ư thành Ƣ, đã đọc lại là Ư ({count} chữ)",
            f"a font of the PDF takes Ư for Ƣ, read as Ư ({counted(count, 'letter')})",
        )
    ]


def _broken_pages(numbers: Sequence[int]) -> Notice:
    listed = ", ".join(map(str, numbers))
    return Notice(f"trang bị hỏng, không mở được: {listed}", f"damaged pages: {listed}")
