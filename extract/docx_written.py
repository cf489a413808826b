"""The text of a Word file as it is written, with the places of paragraphs, tables, marks."""

from __future__ import annotations

from extract.docx_notes import Finished
from extract.docx_runs import Inline
from extract.docx_trace import Trace
from extract.marks import find_marks, find_notes
from solieu.model import Cell, Mark, Notice, Paragraph, Reading, Span, Table


class Written:
    """What was read so far; a ``trace``, if one is given, is told of every piece of it."""

    def __init__(self, trace: Trace | None) -> None:
        """Nothing is written yet."""
        self._trace = trace
        self._text: list[str] = []
        self.length = 0
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.marks: list[Mark] = []
        self.converted: list[Span] = []

    def plain(self, text: str, *, level: int = 0, converted: bool = False) -> None:
        """Write a finished paragraph without marks, unless it is empty."""
        if not text:
            return
        start = self.length
        if start:
            self._text.append("\n\n")
            start += 2
        self._text.append(text)
        self.length = start + len(text)
        span = Span(start, self.length)
        self.paragraphs.append(Paragraph(span, level=level))
        if converted:
            self.converted.append(span)

    def paragraph(
        self, inline: Inline, finished: Finished, *, level: int = 0, note: str = "", head: str = ""
    ) -> bool:
        """Write a paragraph unless it is empty; ``head`` is the mark a note begins with."""
        if not finished.text:
            return False
        start = self.part()
        if head:
            self.add(f"{head} ")
        self.finished(inline, finished, note)
        self.paragraphs.append(Paragraph(Span(start, self.length), note=note, level=level))
        if inline.converted:
            self.converted.append(Span(start, self.length))
        return True

    def finished(self, inline: Inline, finished: Finished, note: str = "") -> None:
        """Write a finished text with its marks; ``note`` is the number of the note it is in."""
        at = self.length
        for number, offset, size in finished.marks:
            self.marks.append(Mark(number, Span(at + offset, at + offset + size)))
        if self._trace is not None:
            self._trace.add(at, inline, finished.text, finished.marks, note)
        self.add(finished.text)

    def row(self, texts: list[str], missing: int) -> list[Span]:
        """Write cells of a table, the first of which has its bar before it; their places."""
        at = self.length
        spans = []
        for text in texts:
            at += 1
            end = at + len(text)
            spans.append(Span(at, end))
            at = end + 2
        self.add(f" {' | '.join(texts)} |" + "  |" * missing)
        return spans

    def table(self, start: int, cells: list[Cell], head_rows: int) -> None:
        """Note a table that was written from ``start`` on."""
        number = len(self.tables) + 1
        self.tables.append(Table(number, Span(start, self.length), tuple(cells), head_rows))

    def part(self) -> int:
        """Leave a blank line after what stands before; the offset where the next begins."""
        if self.length:
            self.add("\n\n")
        return self.length

    def add(self, text: str) -> None:
        """Write on."""
        self._text.append(text)
        self.length += len(text)

    def reading(
        self, source: str, sha256: str, encoding: str, problems: tuple[Notice, ...]
    ) -> Reading:
        """All that was written, with footnotes typed by hand told by their marks."""
        text = "".join(self._text)
        typed = find_notes(text, [p.span.start for p in self.paragraphs if not p.note])
        if typed:
            self._take_typed_notes(text, typed)
        return Reading(
            source=source,
            sha256=sha256,
            format="docx",
            text=text,
            paragraphs=tuple(self.paragraphs),
            tables=tuple(self.tables),
            marks=tuple(self.marks),
            encoding=encoding,
            problems=problems,
            converted=tuple(self.converted),
        )

    def _take_typed_notes(self, text: str, typed: dict[int, str]) -> None:
        """Footnotes typed by hand, mark and all, beside or instead of Word's own."""
        self.paragraphs = [
            Paragraph(p.span, note=typed.get(p.span.start, p.note), level=p.level)
            for p in self.paragraphs
        ]
        known = {mark.span for mark in self.marks}
        known |= {Span(p.span.start, p.span.start + len(p.note)) for p in self.paragraphs if p.note}
        by_hand = [mark for mark in find_marks(text, typed) if mark.span not in known]
        self.marks = sorted([*self.marks, *by_hand], key=lambda mark: mark.span)
