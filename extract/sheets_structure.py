"""The structure of a workbook: each table under its title, its unit and notes with it."""

from __future__ import annotations

from extract.numbering import annex_of, labels_of
from extract.sheets_text import SHEET_LEVEL, TITLE_LEVEL
from extract.ties import anchors_of
from solieu.model import Block, BlockKind, Document, Paragraph, Reading, Span, Table, TablePlace

FORMATS = frozenset(("xls", "xlsx", "xlsb", "ods", "fods", "xml2003"))


def build_sheets(reading: Reading) -> Document:
    """The document of a workbook: the sheet says what belongs to a table, no words need to.

    The number of a table's title is its section; sheet names and what stands above a
    title are furniture.
    """
    notes = {p.span.start: p.note for p in reading.paragraphs if p.note}
    anchors = anchors_of(reading.marks, list(notes.items()))
    walk = _Walk(reading, anchors)
    for paragraph in reading.paragraphs:
        walk.tables_before(paragraph.span.start)
        walk.paragraph(paragraph)
    walk.tables_before(len(reading.text) + 1)
    walk.close()
    return Document(reading, tuple(walk.blocks), tuple(walk.places))


class _Walk:
    """One way from top to bottom over the paragraphs and tables."""

    def __init__(self, reading: Reading, anchors: dict[int, int]) -> None:
        self.text = reading.text
        self.anchors = anchors
        self.letterhead = _above_titles(reading)
        self.waiting = list(reading.tables)
        self.blocks: list[Block] = []
        self.places: list[TablePlace] = []
        self.section = ""
        self.headings: tuple[Span, ...] = ()
        self.captions: list[Span] = []
        self.table: Table | None = None  # the table above, whose notes may follow
        self.notes: list[Span] = []

    def tables_before(self, offset: int) -> None:
        while self.waiting and self.waiting[0].span.start < offset:
            self.close()
            self.table = self.waiting.pop(0)

    def close(self) -> None:
        """Place the table above with what stands around it."""
        if self.table is None:
            return
        if not self.captions and self.places and _beside(self.places[-1].table, self.table):
            self.captions = [*self.places[-1].captions]
        self.places.append(
            TablePlace(
                self.table,
                self.section,
                self.headings,
                tuple(self.captions),
                tuple(self.notes),
            )
        )
        self.table = None
        self.captions, self.notes = [], []

    def paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.level:
            self.close()
            self.captions = []
            self.section, self.headings = "", ()
        kind: BlockKind = "paragraph"
        if paragraph.level == TITLE_LEVEL:
            kind = "heading"
            self.section = _section(self.text[paragraph.span.start : paragraph.span.end])
            self.headings = (paragraph.span,)
        elif paragraph.level == SHEET_LEVEL or paragraph.span in self.letterhead:
            kind = "furniture"
        elif paragraph.note:
            kind = "note"
        if self.table is not None:
            self.notes.append(paragraph.span)
        elif kind in ("heading", "paragraph"):
            self.captions.append(paragraph.span)
        self.blocks.append(
            Block(
                kind=kind,
                spans=(paragraph.span,),
                section=self.section,
                headings=self.headings,
                paragraph=len(self.blocks) + 1,
                note=paragraph.note,
                anchor=self.anchors.get(paragraph.span.start, -1),
            )
        )


def _beside(left: Table, right: Table) -> bool:
    """Whether a table stands at the right of another on one sheet, with nothing between."""
    if left.sheet != right.sheet or not left.cells or not right.cells:
        return False
    low, high = min(c.row for c in left.cells), max(c.row for c in left.cells)
    level = any(low <= cell.row <= high for cell in right.cells)
    end = max(cell.column + cell.columns for cell in left.cells)
    return level and min(cell.column for cell in right.cells) >= end


def _above_titles(reading: Reading) -> set[Span]:
    """The lines between a sheet's name and its first title: a letterhead."""
    found: set[Span] = set()
    lines: list[Span] | None = None
    tables = [table.span.start for table in reading.tables]
    for paragraph in reading.paragraphs:
        start = paragraph.span.start
        if tables and start > tables[0]:
            lines = None  # below a table: its notes
            tables = [table for table in tables if table > start]
        if paragraph.level == SHEET_LEVEL:
            lines = []
        elif paragraph.level == TITLE_LEVEL:
            found.update(lines or ())
            lines = None
        elif lines is not None:
            lines.append(paragraph.span)
    return found


def _section(title: str) -> str:
    if annex := annex_of(title):
        return f"PL{annex[1]}"
    labels = labels_of(title)
    return ".".join(labels[0].parts) if labels else ""
