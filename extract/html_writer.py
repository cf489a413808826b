"""Write the reader's text of a web page and keep the offsets of everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.cleaning import squeeze
from extract.html_decode import plain_c1
from extract.marks import find_marks, find_notes, raised
from solieu.model import Cell, Mark, Paragraph, Reading, Span, Table

#: Stands for a call of a footnote until its place in the cleaned text is known.
NOTE_SIGN = "\ue000"


@dataclass(slots=True)
class Inline:
    """Running text in pieces; each call of a note stands as NOTE_SIGN in ``parts``."""

    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # numbers, in order


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's text with its place in the grid."""

    inline: Inline
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Writer:
    """Grows a Reading piece by piece, in the order given."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self._pieces

    def paragraph(
        self, inline: Inline, *, level: int = 0, label: str = "", note: str = "", head: bool = False
    ) -> bool:
        """A paragraph, unless it is empty; ``head`` is for the first of a note's."""
        text, marks = _finished(inline)
        if not text:
            return False
        start = self._open()
        self._write(f"{raised(note)} " if head else label)
        self._note_marks(marks)
        self._write(text)
        self._paragraphs.append(Paragraph(Span(start, self._length), note=note, level=level))
        return True

    def table(self, cells: Sequence[GridCell], rows: int, columns: int, head_rows: int) -> None:
        """A table, one row a line; the places a merged cell covers are left empty."""
        start = self._open()
        at = {(cell.row, cell.column): cell for cell in cells}
        written: list[Cell] = []
        for row in range(rows):
            self._write("\n|" if row else "|")
            for column in range(columns):
                self._write(" ")
                cell = at.get((row, column))
                if cell is not None:
                    text, marks = _finished(cell.inline)
                    self._note_marks(marks)
                    begin = self._length
                    self._write(text.replace("|", "¦"))
                    span = Span(begin, self._length)
                    written.append(Cell(span, row, column, cell.rows, cell.columns))
                self._write(" |")
        span = Span(start, self._length)
        self._tables.append(Table(len(self._tables) + 1, span, tuple(written), head_rows))

    def reading(self, source: str, sha256: str, kind: str, encoding: str) -> Reading:
        """All that was written; notes typed by hand are known by their raised number."""
        text = "".join(self._pieces)
        typed = find_notes(text, [p.span.start for p in self._paragraphs if not p.note])
        paragraphs = [
            Paragraph(p.span, note=typed.get(p.span.start, p.note), level=p.level)
            for p in self._paragraphs
        ]
        known = {mark.span for mark in self._marks}
        known |= {Span(p.span.start, p.span.start + len(p.note)) for p in paragraphs if p.note}
        by_hand = [mark for mark in find_marks(text, typed) if mark.span not in known]
        return Reading(
            source=source,
            sha256=sha256,
            format=kind,
            text=text,
            paragraphs=tuple(paragraphs),
            tables=tuple(self._tables),
            marks=tuple(sorted([*self._marks, *by_hand], key=lambda mark: mark.span)),
            encoding=encoding,
        )

    def _note_marks(self, marks: Sequence[tuple[str, int]]) -> None:
        for number, at in marks:
            start = self._length + at
            self._marks.append(Mark(number, Span(start, start + len(number))))

    def _open(self) -> int:
        if self._pieces:
            self._write("\n\n")
        return self._length

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _finished(inline: Inline) -> tuple[str, list[tuple[str, int]]]:
    """The cleaned text, its note marks written out, with number and offset of each."""
    pieces = squeeze(plain_c1("".join(inline.parts))).split(NOTE_SIGN)
    text, marks = pieces[0], []
    for number, piece in zip(inline.notes, pieces[1:], strict=True):
        text = text.rstrip()
        marks.append((number, len(text)))
        text += raised(number) + piece
    return text.strip(), marks
