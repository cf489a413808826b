"""Write the reader's text and keep the offsets of everything in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from extract.pdf_flow import Flow
from extract.pdf_lines import PLAIN_DIGITS
from extract.pdf_tables import WholeTable
from solieu.model import Box, Cell, Mark, OcrWord, Paragraph, Reading, Span, Table

# m², cm3 and the like: an exponent, no footnote mark.
_LENGTH = re.compile(r"(?:^|[^\w])(?:k|h|da|d|c|m)?m$")
_EXPONENTS = ("2", "3")
_BLANK_LINE = "\n\n"


@dataclass(slots=True)
class Writer:
    """Grows a Reading piece by piece, in the order given."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _raised: list[Mark] = field(default_factory=list)
    _boxes: dict[int, Box] = field(default_factory=dict)
    _notes: set[str] = field(default_factory=set)
    _scanned: list[OcrWord] = field(default_factory=list)

    def paragraph(self, flow: Flow, page: int, split: bool = False) -> None:
        """A paragraph of the body."""
        start = self._open()
        self._flow(flow, marks=True)
        self._paragraphs.append(Paragraph(Span(start, self._length), page, split=split))

    def note(self, flow: Flow, page: int, number: str, first: bool, split: bool = False) -> None:
        """A paragraph of a footnote; the first begins with the note's mark."""
        start = self._open()
        self._flow(_label_apart(flow) if first else flow, marks=False)
        self._notes.add(number)
        self._paragraphs.append(Paragraph(Span(start, self._length), page, number, split=split))

    def table(self, table: WholeTable) -> None:
        """A table, one row a line; the places a merged cell covers are left empty."""
        start = self._open()
        columns = len(table.edges) - 1
        cells: list[Cell] = []
        at = {(cell.row, cell.column): cell for cell in table.cells}
        for row in range(table.rows):
            self._write("|" if row == 0 else "\n|")
            for column in range(columns):
                self._write(" ")
                cell = at.get((row, column))
                if cell is not None:
                    begin = self._length
                    text = cell.flow.text.replace("|", "¦")
                    self._flow(replace(cell.flow, text=text), marks=True)
                    span = Span(begin, self._length)
                    cells.append(Cell(span, row, column, cell.rows, cell.columns, cell.page))
                self._write(" |")
        number = len(self._tables) + 1
        span = Span(start, self._length)
        self._tables.append(Table(number, span, tuple(cells), table.head_rows))

    def reading(self, source: str, sha256: str, pages: int) -> Reading:
        """All that was written; raised numbers without a note are no marks."""
        text = "".join(self._pieces)
        return Reading(
            source=source,
            sha256=sha256,
            format="pdf",
            text=text,
            paragraphs=tuple(self._paragraphs),
            tables=tuple(self._tables),
            marks=tuple(mark for mark in self._raised if self._is_mark(mark, text)),
            pages=pages,
            boxes=MappingProxyType(self._boxes),
            scanned=tuple(self._scanned),
        )

    def _is_mark(self, mark: Mark, text: str) -> bool:
        if mark.number not in self._notes:
            return False
        before = text[max(0, mark.span.start - 4) : mark.span.start]
        return not (mark.number in _EXPONENTS and _LENGTH.search(before))

    def _open(self) -> int:
        if self._pieces:
            self._write(_BLANK_LINE)
        return self._length

    def _flow(self, flow: Flow, marks: bool) -> None:
        shift = self._length
        self._write(flow.text)
        for at, box in flow.digits:
            self._boxes[shift + at] = box
        for word in flow.scanned:
            span = Span(shift + word.start, shift + word.end)
            self._scanned.append(OcrWord(span, word.confidence, word.other))
        if marks:
            for start, end in flow.raised:
                number = flow.text[start:end].translate(PLAIN_DIGITS)
                self._raised.append(Mark(number, Span(shift + start, shift + end)))

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _label_apart(flow: Flow) -> Flow:
    """The note's mark, one space, its text."""
    end = flow.raised[0][1]
    if flow.text[end : end + 1] == " ":
        return flow
    return Flow(
        f"{flow.text[:end]} {flow.text[end:]}",
        tuple((at + (at >= end), box) for at, box in flow.digits),
        tuple((a + (a >= end), b + (b > end)) for a, b in flow.raised),
        tuple(word.moved(word.start >= end) for word in flow.scanned),
    )
