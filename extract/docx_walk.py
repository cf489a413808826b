"""The walk over a Word document: paragraphs, tables, notes and text boxes in reading order."""

from __future__ import annotations

from lxml import etree

from extract.cleaning import squeeze
from extract.docx_encodings import Encodings
from extract.docx_fonts import Fonts, names_old_font
from extract.docx_lean import lean
from extract.docx_notes import Finished, Notes, drop_typed_mark
from extract.docx_numbering import Numbering
from extract.docx_package import Package, W
from extract.docx_plain import PlainTexts
from extract.docx_runs import Inline, Runs, held_text
from extract.docx_shapes import Shape, Shapes
from extract.docx_signs import Signs
from extract.docx_styles import Styles
from extract.docx_tables import Grid, grid_of, is_layout
from extract.docx_telling import Telling, look_over
from extract.docx_trace import Trace
from extract.docx_written import Written
from extract.legacy_survey import Survey
from extract.marks import raised
from extract.wording import counted
from solieu.model import Cell, Notice, Reading, Span

_P, _TBL, _TCPR = W + "p", W + "tbl", W + "tcPr"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_WRAPPERS |= {_ALTERNATE, _CHOICE}


class Walk:
    """Walks a document once and writes its text."""

    def __init__(
        self, package: Package, trace: Trace | None = None, looked: Survey | None = None
    ) -> None:
        """``trace`` is told where everything stands, ``looked`` how letters are to be read."""
        self._package = package
        self._traced = trace is not None
        self._styles = Styles(package)
        self._fonts = Fonts(package, self._styles)
        self._telling: Telling = set()
        self._shapes = Shapes(self._styles, Numbering(package, self._styles), self._telling)
        self._runs = Runs(self._styles, self._fonts, self._telling)
        self._notes = Notes(package, self._fonts, self._telling)
        self._written = Written(trace)
        self.encodings = Encodings(looked)
        self._carried: Inline | None = None
        self._embedded = 0
        self._sheets = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not self._written.paragraphs and not self._written.tables

    def reading(self, source: str, sha256: str) -> Reading:
        """What was found."""
        return self._written.reading(source, sha256, self.encodings.name, self._problems())

    def document(self, root: etree._Element | None) -> None:
        """Read the main part; ``root`` is that part where somebody has parsed it as it is."""
        signs = Signs()
        if root is None:
            name = self._package.main
            data = self._package.data(name)
            tell = self._fonts.in_styles or names_old_font(data)
            root = self._package.parse_bytes(name, lean(data, signs, fonts_tell=tell))
        self._plain = PlainTexts(signs, self._shapes, self._fonts, self.encodings)
        body = root.find(W + "body")
        if body is not None:
            look_over(body, self._fonts, self._telling)
            self._blocks(body)

    def _blocks(self, container: etree._Element) -> None:
        """Read the paragraphs and tables of the body, a cell, a text box."""
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
                if self._notes.pending:
                    self._place_notes()
            elif tag == _TBL:
                self._table(child)
                self._place_notes()
            elif tag in _WRAPPERS:
                self._blocks(child)
            elif tag == W + "altChunk":
                self._embedded += 1

    def _paragraph(self, element: etree._Element) -> None:
        text = self._text_alone(element)
        if text is not None:
            self._plain_paragraphs(text, element)
            return
        inline, shape = self._inline(element)
        if shape.runs_on:
            self._carried = inline
            return
        self._write(inline, level=shape.level)
        self._boxes(inline)

    def _text_alone(self, element: etree._Element) -> str | None:
        """The text of a ``w:p`` that is nothing but text, None for any other."""
        if self._traced:
            return None
        text = held_text(element)
        if text is None and not self._fonts.in_styles:
            text = self._runs.plain_text(element)
        return text

    def _plain_paragraphs(self, folded: str, element: etree._Element | None = None) -> None:
        """Write paragraphs with nothing in them but plain runs, as nearly all are."""
        plain_texts, written, encodings = self._plain, self._written, self.encodings
        simple = plain_texts.simple and not (element is not None and len(element))
        for each in plain_texts.paragraphs(folded):
            if simple and each.isprintable() and self._carried is None:  # no sign is printable
                if each:
                    written.plain(squeeze(encodings.by_letters(each)[0]))
                continue
            plain = plain_texts.paragraph(each, element)
            text, shape, converted = plain.text, plain.shape, plain.converted
            if shape.label and text.strip():
                text = f"{shape.label} {text}"
            if shape.runs_on or self._carried is not None:
                inline, self._carried = self._carried or Inline(), None
                inline.parts.append(text)
                inline.converted |= converted
                if shape.runs_on:
                    self._carried = inline
                    continue
                self._write(inline, level=shape.level)
                self._boxes(inline)
                continue
            if text:
                text, by_letters = encodings.by_letters(text)
                written.plain(squeeze(text), level=shape.level, converted=converted or by_letters)

    def _boxes(self, inline: Inline) -> None:
        for box in inline.boxes:
            self._blocks(box)

    def _inline(
        self, element: etree._Element, *, bare_label: bool = False, in_note: bool = False
    ) -> tuple[Inline, Shape]:
        """What a paragraph holds, its list label first, and its shape.

        ``bare_label``: an empty paragraph shows its number, as in the first column of a
        table. ``in_note``: the style of notes makes neither headings nor lists.
        """
        inline = self._carried
        if inline is None:
            inline = Inline() if not self._traced else Inline(sources=[])
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

    def _finished(self, inline: Inline) -> Finished:
        return self._notes.finished(self.encodings.text_of(inline), inline.references)

    def _write(self, inline: Inline, *, level: int = 0, note: str = "", head: str = "") -> bool:
        finished = self._finished(inline)
        return self._written.paragraph(inline, finished, level=level, note=note, head=head)

    def _place_notes(self) -> None:
        for reference, number, note in self._notes.called():
            head = raised(number)
            for element in note.iter(_P):
                inline, _ = self._inline(element, in_note=True)
                if reference.custom:
                    drop_typed_mark(inline, reference.custom)
                if self._write(inline, note=number, head=head):
                    head = ""

    def _table(self, element: etree._Element) -> None:
        grid = grid_of(element, self._telling, self._plain)
        if is_layout(element, grid, self._plain):
            for row in grid.by_row():
                for cell in row:
                    content = cell if isinstance(cell, str) else cell.content
                    if isinstance(content, str):
                        self._plain_paragraphs(content)
                    else:
                        self._blocks(content)
            return
        inner: list[etree._Element] = []
        self._grid(grid, inner)
        for table in inner:
            self._table(table)

    def _grid(self, grid: Grid, inner: list[etree._Element]) -> None:
        """Write the rows of a data table; tables and boxes inside its cells come after it."""
        written = self._written
        start = written.part()
        by_place = {(cell.row, cell.column): cell for cell in grid.cells}
        cells: list[Cell] = []
        boxes: list[Inline] = []
        for row in range(grid.rows):
            written.add("\n|" if row else "|")
            texts = grid.plain.get(row)
            finished = self._plain.row(texts) if texts and self._carried is None else None
            if finished is not None:
                spans = written.row(finished, grid.columns - len(finished))
                cells += [Cell(span, row, column) for column, span in enumerate(spans)]
                continue
            for column in range(grid.columns):
                cell = by_place.get((row, column))
                content: etree._Element | str | None = None if cell is None else cell.content
                if texts is not None and column < len(texts):
                    content = texts[column]
                if content is None:
                    written.add("  |")
                    continue
                span = self._cell(content, inner, boxes)
                rows, columns = (cell.rows, cell.columns) if cell is not None else (1, 1)
                cells.append(Cell(span, row, column, rows, columns))
        written.table(start, cells, grid.head_rows)
        for inline in boxes:
            self._boxes(inline)

    def _cell(
        self, element: etree._Element | str, inner: list[etree._Element], boxes: list[Inline]
    ) -> Span:
        """Write a cell; tables in it are put into ``inner``, text boxes into ``boxes``."""
        written = self._written
        at = written.length + 1
        plain = self._plain_cell(element)
        if plain is not None:
            text, converted = plain
            written.add(f" {text} |")
            span = Span(at, at + len(text))
        else:
            written.add(" ")
            inline = self._cell_inline(element, inner)
            written.finished(inline, self._finished(inline))
            span, converted = Span(at, written.length), inline.converted
            written.add(" |")
            boxes.append(inline)
        if converted:
            written.converted.append(span)
        return span

    def _plain_cell(self, element: etree._Element | str) -> tuple[str, bool] | None:
        """The text of a cell of plain paragraphs, as nearly all are, else None."""
        if self._carried is not None:
            return None
        if isinstance(element, str):
            return self._plain.cell(element)
        size = len(element)
        if not 1 <= size <= 2:
            return None
        paragraph = element[-1]  # behind the properties
        if paragraph.tag != _P or (size == 2 and element[0].tag != _TCPR):
            return None
        text = self._text_alone(paragraph)
        return None if text is None else self._plain.cell(text, paragraph)

    def _cell_inline(self, element: etree._Element | str, inner: list[etree._Element]) -> Inline:
        """The paragraphs of a cell as one line; tables in it are put into ``inner``."""
        if isinstance(element, str):
            return self._plain_inline(element)
        whole: Inline | None = None
        for child in element:
            if child.tag == _P:
                text = self._text_alone(child)
                if text is None:
                    part, _ = self._inline(child, bare_label=True)
                else:
                    part = self._plain_inline(text, child)
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

    def _plain_inline(self, folded: str, element: etree._Element | None = None) -> Inline:
        """Plain paragraphs of a cell among others."""
        whole: Inline | None = None
        for each in self._plain.paragraphs(folded):
            part, self._carried = self._carried or Inline(), None
            plain = self._plain.paragraph(each, element)
            label = plain.shape.label
            part.parts += [f"{label} ", plain.text] if label else [plain.text]
            part.converted |= plain.converted
            if whole is None:
                whole = part
            else:
                whole.append(part)
        return whole or Inline()

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
        if self._runs.hidden:
            problems.append(
                Notice(
                    f"bỏ qua {self._runs.hidden} đoạn chữ ẩn có chữ số",
                    f"{counted(self._runs.hidden, 'piece')} of hidden text with digits left out",
                )
            )
        return (*problems, *self.encodings.problems())
