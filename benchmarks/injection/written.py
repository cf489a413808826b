"""From a draft to its file, with one slip or none.

A file is written once, marks and all; what a slip changes is then put into that text.
Writing a Word file anew for every slip would take as long as reading it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import docx
import openpyxl

from benchmarks.injection.drafts import Draft, Part
from benchmarks.injection.facts import MARKED, number, plain, with_text
from benchmarks.injection.slips import Slip
from samples import text_writer, word_writer
from samples.word_writer import Habits

# Spoils marked text by a slip, and takes the marks out.
Finish = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Template:
    """A file whose figures are still marked: its parts by name, those without marks as they are."""

    draft: Draft
    parts: Mapping[str, str | bytes]

    @classmethod
    def of(cls, draft: Draft) -> Template:
        """The draft, written once. A workbook holds typed numbers and no marks: it has no parts."""
        if draft.format == "xlsx":
            return cls(draft, {})
        if draft.format == "txt":
            return cls(draft, {"": _text(draft)})
        with zipfile.ZipFile(io.BytesIO(_word(draft))) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        return cls(draft, {
            name: part.decode() if name in ("word/document.xml", "word/footnotes.xml") else part
            for name, part in parts.items()
        })  # fmt: skip

    def content(self, slip: Slip | None = None) -> bytes:
        """The bytes of the file, with one slip in it or none."""
        if self.draft.format == "xlsx":
            return _workbook(self.draft.parts, lambda text: _finished(text, slip))
        if self.draft.format == "txt":
            text = self.parts[""]
            assert isinstance(text, str)
            return _finished(text, slip).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, part in self.parts.items():
                done = _finished(part, slip, in_xml=True) if isinstance(part, str) else part
                package.writestr(zipfile.ZipInfo(name), done)
        return out.getvalue()


def _finished(text: str, slip: Slip | None, in_xml: bool = False) -> str:
    return plain(text if slip is None else _slipped(text, slip, in_xml))


def _slipped(text: str, slip: Slip, in_xml: bool) -> str:
    new = escape(slip.text, quote=False) if in_xml else slip.text
    marked = with_text(text, slip.mention.index, new)
    if slip.follow is None:
        return marked
    for match in MARKED.finditer(marked):
        if int(match[1]) == slip.mention.index:
            old, other = slip.follow
            head, tail = marked[: match.end()], marked[match.end() :]
            gap = tail[: tail.index(old)]
            tail = tail[len(gap) + len(old) :]
            return head + (gap + other + tail if other else tail)
    return marked


def _text(draft: Draft) -> str:
    if draft.report is not None:
        return text_writer.write(draft.report, notes="end", split=False)
    lines = []
    for part in draft.parts:
        if isinstance(part, str):
            lines.append(part)
        else:
            rows = ["| " + " | ".join(row) + " |" for row in part.rows]
            rows.insert(1, "|" + " --- |" * len(part.rows[0]))
            lines.append("\n".join(rows))
    return "\n\n".join(lines) + "\n"


def _word(draft: Draft) -> bytes:
    if draft.report is not None:
        return word_writer.write(draft.report, Habits(heading_styles=True, bullets=True))
    document = docx.Document()
    for part in draft.parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
        table.style = "Table Grid"
        for row, texts in zip(table.rows, part.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _workbook(parts: Sequence[Part], finish: Finish) -> bytes:
    """One sheet: paragraphs as lines, tables below them; "=1.234,5" is typed as a number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    line = 1
    for part in parts:
        for row in [[part]] if isinstance(part, str) else part.rows:
            for column, text in enumerate(map(finish, row), start=1):
                if text.startswith("="):
                    value, last = number(text[1:])
                    decimals = len(str(last.denominator)) - 1
                    cell = sheet.cell(line, column, float(value) if decimals else int(value))
                    cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
                elif text:
                    sheet.cell(line, column, text)
            line += 1
        line += not isinstance(part, str)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
