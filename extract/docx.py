"""Word files to a Reading: everything the page shows, once, in reading order."""

from __future__ import annotations

from lxml import etree

from extract.cleaning import squeeze
from extract.docx_encodings import Encodings
from extract.docx_fonts import Fonts, names_old_font
from extract.docx_lean import lean
from extract.docx_numbering import Numbering
from extract.docx_package import Package, W
from extract.docx_runs import NOTE_SIGN, Inline, NoteReference, Runs
from extract.docx_shapes import PLAIN, Shape, Shapes
from extract.docx_styles import Styles
from extract.docx_tables import grid_of, is_layout
from extract.docx_telling import Telling, look_over
from extract.docx_trace import Trace
from extract.element_grid import Grid
from extract.legacy_survey import Survey, survey
from extract.marks import find_marks, find_notes, raised
from extract.wording import counted
from solieu.errors import ReadError
from solieu.model import Cell, Mark, Notice, Paragraph, Reading, Span, Table

_P, _TBL, _TCPR = W + "p", W + "tbl", W + "tcPr"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_WRAPPERS |= {_ALTERNATE, _CHOICE}
_NOTE_KINDS = {"footnotes": W + "footnote", "endnotes": W + "endnote"}


def read_docx(data: bytes, source: str, sha256: str) -> Reading:
    """Read a Word file.

    Tracked insertions are read, deletions not; hidden text and comments are left out;
    list numbers are written out; a footnote follows the paragraph or table that calls
    it. Headers and footers of the page are not read. Raises ReadError for a damaged
    package and a document without words.
    """
    return read_package(Package.open(data, source), source, sha256)


def read_package(package: Package, source: str, sha256: str) -> Reading:
    """Read a Word file that is open, as ``read_docx`` does."""
    reader, _ = _walked(package, None, traced=False)
    reader.encodings.check(source)
    if not reader.paragraphs and not reader.tables:
        raise ReadError(
            f"{source}: tệp Word không có chữ nào (có thể chỉ chứa ảnh)",
            f"{source}: the Word file has no words (it may hold pictures only)",
        )
    return reader.reading(source, sha256)


def trace_docx(package: Package, root: etree._Element) -> Trace:
    """Read the main part of a Word file again, to say where each figure is written.

    ``root`` is that part, parsed by whoever means to write into it; the elements of the
    trace are its own.
    """
    _, trace = _walked(package, root, traced=True)
    return trace


def _walked(
    package: Package, root: etree._Element | None, *, traced: bool
) -> tuple[_Reader, Trace]:
    """Read the main part; again where its letters tell of old encodings that no font names.

    ``root`` is that part where somebody else has parsed it.
    """
    trace = Trace()
    reader = _Reader(package, trace if traced else None)
    root = reader.main_part() if root is None else root
    reader.document(root)
    if reader.encodings.is_doubtful():
        trace = Trace()
        found = survey(reader.encodings.texts)
        reader = _Reader(package, trace if traced else None, found)
        reader.document(root)
    return reader, trace


class _Reader:
    """Walks a document and writes its text, noting where everything stands."""

    def __init__(
        self, package: Package, trace: Trace | None = None, looked: Survey | None = None
    ) -> None:
        self._package = package
        self._trace = trace
        styles = Styles(package)
        self._fonts = Fonts(package, styles)
        self._telling: Telling = set()
        self._shapes = Shapes(styles, Numbering(package, styles), self._telling)
        self._runs = Runs(styles, self._fonts, self._telling)
        self.encodings = Encodings(looked)
        self._plain_way = trace is None and looked is None and not self._fonts.in_styles
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._numbers: dict[NoteReference, str] = {}
        self._pending: list[NoteReference] = []
        self._carried: Inline | None = None
        self._text: list[str] = []
        self._length = 0
        self._embedded = 0
        self._sheets = 0
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.marks: list[Mark] = []
        self.converted: list[Span] = []

    def reading(self, source: str, sha256: str) -> Reading:
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
            encoding=self.encodings.name,
            problems=self._problems(),
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

    def main_part(self) -> etree._Element:
        """The main part, without formatting where none of it tells an encoding."""
        name = self._package.main
        data = self._package.data(name)
        if not (self._fonts.in_styles or names_old_font(data)):
            data = lean(data)
        return self._package.parse_bytes(name, data)

    def document(self, root: etree._Element) -> None:
        """Read the main part."""
        body = root.find(W + "body")
        if body is not None:
            look_over(body, self._fonts, self._telling)
            self.blocks(body)

    def blocks(self, container: etree._Element) -> None:
        """Read the paragraphs and tables of the body, a cell, a text box."""
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
                if self._pending:
                    self._place_notes()
            elif tag == _TBL:
                self._table(child)
                self._place_notes()
            elif tag in _WRAPPERS:
                self.blocks(child)
            elif tag == W + "altChunk":
                self._embedded += 1

    def _paragraph(self, element: etree._Element) -> None:
        if self._plain_way and self._carried is None:
            text = self._runs.plain_text(element)
            if text is not None:
                if text or len(element):
                    self._plain_paragraph(element, text)
                return
        inline, shape = self._inline(element)
        if shape.runs_on:
            self._carried = inline
            return
        self._write(inline, level=shape.level)
        self._boxes(inline)

    def _plain_paragraph(self, element: etree._Element, text: str) -> None:
        """Write a paragraph with nothing in it but plain runs, as nearly all are."""
        shape = self._shapes.of(element) if len(element) else PLAIN
        if shape.label and text.strip():
            text = f"{shape.label} {text}"
        if shape.runs_on:
            self._carried = Inline([text])
            return
        self.encodings.note(text)
        text = squeeze(text)
        if not text:
            return
        start = self._length
        if start:
            self._text.append("\n\n")
            start += 2
        self._text.append(text)
        self._length = start + len(text)
        self.paragraphs.append(Paragraph(Span(start, self._length), level=shape.level))

    def _boxes(self, inline: Inline) -> None:
        for box in inline.boxes:
            self.blocks(box)

    def _inline(
        self, element: etree._Element, *, bare_label: bool = False, in_note: bool = False
    ) -> tuple[Inline, Shape]:
        """What a paragraph holds, its list label first, and its shape.

        ``bare_label``: an empty paragraph shows its number, as in the first column of a
        table. ``in_note``: the style of notes makes neither headings nor lists.
        """
        inline = self._carried
        if inline is None:
            inline = Inline() if self._trace is None else Inline(sources=[])
        self._carried = None
        shape = self._shapes.of(element, styled=not in_note)
        before = len(inline.parts)
        self._runs.paragraph(element, inline)
        if inline.old:
            self.encodings.by_fonts(inline)
        inline.codes.clear()
        self._sheets += inline.sheets
        if shape.label and (bare_label or any(part.strip() for part in inline.parts)):
            inline.label(before, f"{shape.label} ", element)
        return inline, shape

    def _write(self, inline: Inline, *, level: int = 0, note: str = "", head: str = "") -> bool:
        """Write a paragraph unless it is empty; ``head`` is the mark a note begins with."""
        text, marks = self._finished(inline)
        if not text:
            return False
        start = self._part()
        if head:
            self._add(f"{head} ")
        for number, at, size in marks:
            self.marks.append(Mark(number, Span(self._length + at, self._length + at + size)))
        if self._trace is not None:
            self._trace.add(self._length, inline, text, marks, note)
        self._add(text)
        self.paragraphs.append(Paragraph(Span(start, self._length), note=note, level=level))
        self._note_converted(start, inline.converted)
        return True

    def _note_converted(self, start: int, converted: bool) -> None:
        if converted:
            self.converted.append(Span(start, self._length))

    def _finished(self, inline: Inline) -> tuple[str, list[tuple[str, int, int]]]:
        """The cleaned text with marks in it: (number, offset, length) of each."""
        whole = self.encodings.text_of(inline)
        if not inline.references:
            return squeeze(whole), []  # nearly every paragraph
        pieces = squeeze(whole).split(NOTE_SIGN)
        text, marks = pieces[0].rstrip(), []
        for reference, piece in zip(inline.references, pieces[1:], strict=True):
            number = self._number(reference)
            sign = raised(number)
            marks.append((number, len(text), len(sign)))
            text += sign + piece
            self._pending.append(reference)
        return text.rstrip(), marks

    def _number(self, reference: NoteReference) -> str:
        """The number a note shows: running through the document, or typed by hand."""
        if reference not in self._numbers:
            running = sum(not known.custom for known in self._numbers)
            self._numbers[reference] = reference.custom or str(running + 1)
        return self._numbers[reference]

    def _place_notes(self) -> None:
        while self._pending:
            reference = self._pending.pop(0)
            number = self._numbers[reference]
            note = self._note(reference)
            if note is None:
                continue
            head = raised(number)
            for element in note.iter(_P):
                inline, _ = self._inline(element, in_note=True)
                if reference.custom:
                    _drop_typed_mark(inline, reference.custom)
                if self._write(inline, note=number, head=head):
                    head = ""

    def _note(self, reference: NoteReference) -> etree._Element | None:
        if reference.part not in self._notes:
            root = self._package.part(reference.part)
            notes: dict[str, etree._Element] = {}
            if root is not None:
                look_over(root, self._fonts, self._telling)
                kind = _NOTE_KINDS[reference.part]
                notes = {note.get(f"{W}id", ""): note for note in root.iterchildren(kind)}
            self._notes[reference.part] = notes
        return self._notes[reference.part].get(reference.note_id)

    def _table(self, element: etree._Element) -> None:
        grid = grid_of(element, self._telling)
        if is_layout(element, grid):
            for cell in grid.cells:
                self.blocks(cell.element)
            return
        inner: list[etree._Element] = []
        self._grid(grid, inner)
        for table in inner:
            self._table(table)

    def _grid(self, grid: Grid, inner: list[etree._Element]) -> None:
        """Write the rows of a data table; tables and boxes inside its cells come after it."""
        start = self._part()
        by_place = {(cell.row, cell.column): cell for cell in grid.cells}
        number = len(self.tables) + 1
        cells: list[Cell] = []
        boxes: list[Inline] = []
        for row in range(grid.rows):
            self._add("\n|" if row else "|")
            for column in range(grid.columns):
                cell = by_place.get((row, column))
                if cell is None:
                    self._add("  |")
                    continue
                at = self._length + 1
                plain = self._plain_cell(cell.element)
                if plain is not None:
                    self._add(f" {plain} |")
                    span = Span(at, at + len(plain))
                else:
                    self._add(" ")
                    self._cell(cell.element, inner, boxes)
                    span = Span(at, self._length)
                    self._add(" |")
                cells.append(Cell(span, row, column, cell.rows, cell.columns))
        span = Span(start, self._length)
        self.tables.append(Table(number, span, tuple(cells), grid.head_rows))
        for inline in boxes:
            self._boxes(inline)

    def _plain_cell(self, element: etree._Element) -> str | None:
        """The text of a cell with one plain paragraph, as nearly all have, else None."""
        size = len(element)
        if not 1 <= size <= 2 or self._carried is not None or not self._plain_way:
            return None
        paragraph = element[-1]  # behind the properties
        if paragraph.tag != _P or (size == 2 and element[0].tag != _TCPR):
            return None
        text = self._runs.plain_text(paragraph)
        if text is None:
            return None
        if len(paragraph):
            label = self._shapes.of(paragraph).label
            if label:  # in a cell also of an empty paragraph
                text = f"{label} {text}"
        self.encodings.note(text)
        return squeeze(text)

    def _cell(
        self, element: etree._Element, inner: list[etree._Element], boxes: list[Inline]
    ) -> None:
        """Write what a cell holds; tables in it are put into ``inner``, boxes into ``boxes``."""
        inline = self._cell_inline(element, inner)
        text, marks = self._finished(inline)
        at = self._length
        for sign, offset, size in marks:
            self.marks.append(Mark(sign, Span(at + offset, at + offset + size)))
        if self._trace is not None:
            self._trace.add(at, inline, text, marks)
        self._add(text)
        self._note_converted(at, inline.converted)
        boxes.append(inline)

    def _cell_inline(self, element: etree._Element, inner: list[etree._Element]) -> Inline:
        """The paragraphs of a cell as one line; tables in it are put into ``inner``."""
        whole: Inline | None = None
        for child in element:
            if child.tag == _P:
                part, _ = self._inline(child, bare_label=True)
            elif child.tag in _WRAPPERS:
                part = self._cell_inline(child, inner)
            else:
                if child.tag == _TBL:
                    inner.append(child)
                continue
            if whole is None:  # nearly every cell holds one paragraph
                whole = part
            else:
                whole.append(part)
        return whole or Inline()

    def _part(self) -> int:
        """Leave a blank line after what stands before; the offset where the next begins."""
        if self._length:
            self._add("\n\n")
        return self._length

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _problems(self) -> tuple[Notice, ...]:
        problems = []
        if self._sheets:
            problems.append(
                Notice(
                    f"{self._sheets} bảng Excel nhúng trong văn bản không đọc được",
                    f"{counted(self._sheets, 'embedded Excel sheet')} cannot be read",
                )
            )
        if self._embedded:
            problems.append(
                Notice(
                    f"{self._embedded} tệp nhúng trong văn bản không đọc được",
                    f"{counted(self._embedded, 'embedded file')} cannot be read",
                )
            )
        return (*problems, *self.encodings.problems())


def _drop_typed_mark(inline: Inline, mark: str) -> None:
    """A hand-marked note repeats its mark as text; the reader writes it itself."""
    for i, part in enumerate(inline.parts):
        if part.strip():
            if part.strip().startswith((mark, raised(mark))):
                inline.parts[i] = part.strip()[len(mark) :]
            return
