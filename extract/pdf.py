"""Read a PDF report that has a text layer.

pdfium gives text and places, pdfplumber the cells of ruled tables; paragraphs,
footnotes and tables over page breaks are put together from where things stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdfium2 import PdfiumError

from extract.pdf_blocks import blocks_of
from extract.pdf_encodings import checked, encodings_of
from extract.pdf_flow import joined
from extract.pdf_furniture import without_furniture
from extract.pdf_layout import layout_of
from extract.pdf_open import open_pdf
from extract.pdf_page import Page, read_page
from extract.pdf_tables import WholeTable
from extract.pdf_writer import Writer
from solieu.errors import ReadError
from solieu.model import Notice, Reading


def read_pdf(path: Path, source: str, sha256: str) -> Reading:
    """Read the PDF at ``path``; ``source`` and ``sha256`` go into the Reading as they are.

    Pages without text, or that cannot be opened, are named in ``problems``. Raises
    ReadError for a file that needs a password, is damaged, cut short or without pages,
    and for one without any text (a scan, or empty).
    """
    with open_pdf(path, source) as document:
        count = len(document)
        pages, broken = _read_pages(document)
    scanned = [page.number for page in pages if page.scanned]
    if not any(page.items and not page.scanned for page in pages):
        raise _without_text(source, bool(scanned), bool(broken))
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
    problems = [_pages_without_text(scanned)] if scanned else []
    problems += [_broken_pages(broken)] if broken else []
    reading = writer.reading(source, sha256, count, problems)
    looked = [page.looked for page in pages]
    if not any(looked):
        return reading
    words = sum(page.words for page in pages)
    problems += checked(looked, words, reading.text, source)
    return replace(reading, encoding=encodings_of(looked), problems=tuple(problems))


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


def _without_text(source: str, scanned: bool, broken: bool) -> ReadError:
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
    return ReadError(
        f"{source}: tệp PDF là bản quét (chỉ có ảnh, không có lớp chữ); "
        "muốn đọc phải nhận dạng chữ (OCR)",
        f"{source}: the PDF is a scan (images without a text layer); "
        "its text cannot be read without OCR",
    )


def _pages_without_text(numbers: Sequence[int]) -> Notice:
    listed = ", ".join(map(str, numbers))
    return Notice(
        f"trang không có lớp chữ, cần nhận dạng chữ (OCR): {listed}",
        f"pages without a text layer, OCR needed: {listed}",
    )


def _broken_pages(numbers: Sequence[int]) -> Notice:
    listed = ", ".join(map(str, numbers))
    return Notice(f"trang bị hỏng, không mở được: {listed}", f"damaged pages: {listed}")
