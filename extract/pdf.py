"""Read a PDF report that has a text layer.

pdfium gives text and places, pdfplumber the cells of ruled tables; paragraphs,
footnotes and tables over page breaks are put together from where things stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.pdf_blocks import blocks_of
from extract.pdf_flow import joined
from extract.pdf_furniture import without_furniture
from extract.pdf_layout import layout_of
from extract.pdf_open import open_pdf
from extract.pdf_page import read_page
from extract.pdf_tables import WholeTable
from extract.pdf_writer import Writer
from solieu.errors import ReadError
from solieu.model import Reading


def read_pdf(path: Path, source: str, sha256: str) -> Reading:
    """Read the PDF at ``path``; ``source`` and ``sha256`` go into the Reading as they are.

    Pages without text are named in ``problems``. Raises ReadError for a file that needs
    a password, is damaged, cut short or without pages, and for one without any text
    (a scan, or empty).
    """
    with open_pdf(path, source) as document:
        pages = []
        for index in range(len(document)):
            page = document[index]
            pages.append(read_page(page, index + 1))
            page.close()  # pdfium keeps a page's objects until then
    bare = [page.number for page in pages if not page.items and page.drawn]
    if not any(page.items for page in pages):
        raise _without_text(source, scanned=bool(bare))
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
    problems = [_pages_without_text(bare)] if bare else []
    return writer.reading(source, sha256, len(pages), problems)


def _without_text(source: str, scanned: bool) -> ReadError:
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


def _pages_without_text(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return (
        f"trang không có lớp chữ, cần nhận dạng chữ (OCR): {listed} "
        f"(pages without a text layer, OCR needed: {listed})"
    )
