"""Documents before they are files: marked text, the facts, and how to write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import docx
import openpyxl

from benchmarks.injection.facts import MARKED, Fact, Facts, Grid, Mention, number, plain, with_text
from benchmarks.injection.slips import Slip
from samples import text_writer, word_writer
from samples.blocks import Report
from samples.word_writer import Habits

Part = str | Grid


@dataclass(frozen=True, slots=True)
class Draft:
    """A document with its facts. ``parts`` are paragraphs and tables of marked text, or
    a ``Report`` of the samples' generator; ``format`` is txt, docx or xlsx."""

    name: str
    format: str
    facts: Facts
    parts: Sequence[Part] = ()
    report: Report | None = None
    before: Mapping[Fact, Mention] | None = None
    others: Sequence[Mention] = ()

    def strings(self) -> list[str]:
        """All marked text, in reading order."""
        if self.report is not None:
            annex = [cell for row in self.report.annex.rows for cell in row]
            return [block.text for block in self.report.blocks] + list(self.report.notes) + annex
        found: list[str] = []
        for part in self.parts:
            found += [part] if isinstance(part, str) else [c for row in part.rows for c in row]
        return found

    def after(self) -> dict[int, str]:
        """The text that follows each figure, marks taken out."""
        found = {}
        for text in self.strings():
            for match in MARKED.finditer(text):
                found[int(match[1])] = plain(text[match.end() :])[:40]
        return found

    def content(self, slip: Slip | None = None) -> bytes:
        """The file, with one slip in it or none."""

        def finish(text: str) -> str:
            if slip is not None:
                text = _slipped(text, slip)
            return plain(text)

        if self.report is not None:
            return _report(self.report, self.format, finish)
        parts = [
            finish(part) if isinstance(part, str)
            else Grid([[finish(cell) for cell in row] for row in part.rows])
            for part in self.parts
        ]  # fmt: skip
        return {"txt": _text, "docx": _word, "xlsx": _workbook}[self.format](parts)


def _slipped(text: str, slip: Slip) -> str:
    marked = with_text(text, slip.mention.index, slip.text)
    if slip.follow is None:
        return marked
    for match in MARKED.finditer(marked):
        if int(match[1]) == slip.mention.index:
            old, new = slip.follow
            head, tail = marked[: match.end()], marked[match.end() :]
            gap = tail[: tail.index(old)]
            tail = tail[len(gap) + len(old) :]
            return head + (gap + new + tail if new else tail)
    return marked


def _report(report: Report, form: str, finish) -> bytes:  # type: ignore[no-untyped-def]
    annex = replace(
        report.annex, rows=tuple(tuple(finish(c) for c in row) for row in report.annex.rows)
    )
    done = replace(
        report,
        blocks=tuple(replace(block, text=finish(block.text)) for block in report.blocks),
        notes=tuple(finish(note) for note in report.notes),
        annex=annex,
    )
    if form == "docx":
        return word_writer.write(done, Habits(heading_styles=True, bullets=True))
    return text_writer.write(done, notes="end", split=False).encode()


def _text(parts: Sequence[Part]) -> bytes:
    lines = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        else:
            rows = ["| " + " | ".join(row) + " |" for row in part.rows]
            rows.insert(1, "|" + " --- |" * len(part.rows[0]))
            lines.append("\n".join(rows))
    return ("\n\n".join(lines) + "\n").encode()


def _word(parts: Sequence[Part]) -> bytes:
    document = docx.Document()
    for part in parts:
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


def _workbook(parts: Sequence[Part]) -> bytes:
    """One sheet: paragraphs as lines, tables below them; "=1.234,5" is typed as a number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    line = 1
    for part in parts:
        for row in [[part]] if isinstance(part, str) else part.rows:
            for column, text in enumerate(row, start=1):
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
