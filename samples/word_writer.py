"""Write a report as a Word file: letterhead table, real footnotes, merged header cells."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from samples import word_styles
from samples.blocks import Annex, Block, Report
from samples.text_writer import place_and_date
from samples.word_notes import Footnotes

_MARKED = re.compile(r"(\[\^\d+\]|\*[^*\s](?:[^*]*[^*\s])?\*)")
_WIDTHS = (1.1, 4.6, 2.0, 2.3, 2.2, 2.4, 2.0)  # cm, with the cumulative column
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the typist works: Word's own headings and bullets, or bold lines and dashes."""

    heading_styles: bool
    bullets: bool


def write(report: Report, habits: Habits) -> bytes:
    """The Word file; the same report gives the same bytes."""
    document = docx.Document()
    word_styles.prepare(document)
    properties = document.core_properties
    properties.author = "UBND phường Vĩnh Hưng Đông"
    properties.title = report.title
    properties.created = properties.modified = datetime.datetime(2026, 1, 1)
    notes = Footnotes(document)
    _letterhead(document, report)
    for block in report.blocks:
        _block(document, block, notes, habits)
    for number, text in enumerate(report.notes, start=1):
        notes.add(number, [(words, italic) for words, italic, _ in _runs(text)])
    _signature(document, report)
    _annex(document, report.annex)
    notes.close()
    return _fixed_times(document)


def _runs(text: str) -> list[tuple[str, bool, int]]:
    """Words, whether italic, and the number of a footnote mark (0: none)."""
    runs = []
    for piece in filter(None, _MARKED.split(text)):
        if piece.startswith("[^"):
            runs.append(("", False, int(piece[2:-1])))
        elif _MARKED.fullmatch(piece):
            runs.append((piece[1:-1], True, 0))
        else:
            runs.append((piece, False, 0))
    return runs


def _block(document: Document, block: Block, notes: Footnotes, habits: Habits) -> None:
    if block.kind == "heading":
        if habits.heading_styles:
            document.add_paragraph(block.text, style=f"Heading {block.level}")
        else:
            document.add_paragraph().add_run(block.text).bold = True
        return
    text = block.text
    if habits.bullets and text.startswith("- "):
        paragraph = document.add_paragraph(style="List Bullet")
        text = text[2:]
    else:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(1)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for words, italic, note in _runs(text):
        if note:
            notes.refer(paragraph, note)
        else:
            paragraph.add_run(words).italic = italic or None


def _letterhead(document: Document, report: Report) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, (6.3, 10.7))
    left, right = table.rows[0].cells
    _lines(left, ("ỦY BAN NHÂN DÂN", "PHƯỜNG VĨNH HƯNG ĐÔNG"), bold=True, size=12)
    _lines(
        right,
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        bold=True,
        size=12,
    )
    number, date = table.rows[1].cells
    _lines(number, (f"Số: {report.number}/BC-UBND",), size=13)
    _lines(date, (place_and_date(report),), italic=True, size=13)
    document.add_paragraph()
    for text in ("BÁO CÁO", report.title):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True


def _signature(document: Document, report: Report) -> None:
    table = document.add_table(rows=1, cols=2)
    _widths(table, (8, 8))
    _keep_whole(table)
    left, right = table.rows[0].cells
    _lines(left, ("Nơi nhận:", *report.recipients), size=11, centred=False)
    *office, name = report.signature
    _lines(right, (*office, "", "", name), bold=True, size=14)


def _annex(document: Document, annex: Annex) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in annex.captions:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.bold, run.italic = not text.startswith("("), text.startswith("(") or None
    merged = any(sub for _, sub in annex.columns)
    heads = 2 if merged else 1
    table = document.add_table(rows=heads + len(annex.rows), cols=len(annex.columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, _WIDTHS if merged else (*_WIDTHS[:5], _WIDTHS[6]))
    _heads(table, annex, merged)
    for row, cells in zip(table.rows[heads:], annex.rows, strict=True):
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            _lines(cell, (text,), size=12, centred=column != 1)
    _keep_whole(table)
    document.add_paragraph(annex.note)


def _heads(table: Table, annex: Annex, merged: bool) -> None:
    top = table.rows[0].cells
    column = 0
    for head, group in groupby(annex.columns, key=lambda pair: pair[0]):
        subs = [sub for _, sub in group]
        if len(subs) > 1:
            _lines(top[column].merge(top[column + len(subs) - 1]), (head,), bold=True, size=12)
            for offset, sub in enumerate(subs):
                _lines(table.cell(1, column + offset), (sub,), bold=True, size=12)
        else:
            cell = top[column].merge(table.cell(1, column)) if merged else top[column]
            _lines(cell, (head,), bold=True, size=12)
        column += len(subs)
    for row in table.rows[: 2 if merged else 1]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(table: Table) -> None:
    """No row of the table goes on on the next page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _widths(table: Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _lines(
    cell: _Cell, lines: tuple[str, ...], *,
    bold: bool = False, italic: bool = False, size: int, centred: bool = True,
) -> None:  # fmt: skip
    for number, line in enumerate(lines):
        paragraph: Paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)


def _fixed_times(document: Document) -> bytes:
    """Save with the same time stamp on every part, so that a rebuild changes nothing."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry.filename))
    return out.getvalue()
