"""The text of a workbook: sheet names, titles and units as paragraphs, tables row by row."""

from __future__ import annotations

from collections.abc import Sequence

from extract.sheets_cells import SheetCell
from extract.sheets_layout import Layout, Lines
from extract.sheets_tables import Grid
from solieu.model import Cell, Paragraph, Span, Table

# What the levels of a workbook's paragraphs mean.
SHEET_LEVEL = 1
TITLE_LEVEL = 2


class Writer:
    """Writes sheets one after another, noting where everything stands."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self._parts: list[str] = []
        self._length = 0
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        """All that is written so far."""
        return "".join(self._parts)

    def sheet(self, name: str, layout: Layout) -> Span | None:
        """Add a sheet and say where it stands; one that shows nothing is left out."""
        if not layout.parts:
            return None
        self._paragraph(name, SHEET_LEVEL)
        start = self.paragraphs[-1].span.start
        for part in layout.parts:
            if isinstance(part, Lines):
                for i, line in enumerate(part.texts):
                    self._paragraph(line, TITLE_LEVEL if i == part.title else 0)
            else:
                self._table(part, name)
        return Span(start, self._length)

    def _paragraph(self, text: str, level: int) -> None:
        self._gap()
        start = self._length
        self._write(text)
        self.paragraphs.append(Paragraph(Span(start, self._length), level=level))

    def _table(self, grid: Grid, name: str) -> None:
        self._gap()
        start = self._length
        columns = sorted({cell.column for cell in grid.cells})
        rows: dict[int, dict[int, SheetCell]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
        cells: list[Cell] = []
        for i, row in enumerate(sorted(rows)):
            self._write("\n|" if i else "|")
            self._row(rows[row], columns, cells)
        number = len(self.tables) + 1
        span = Span(start, self._length)
        self.tables.append(Table(number, span, tuple(cells), grid.body, name))

    def _row(self, found: dict[int, SheetCell], columns: Sequence[int], cells: list[Cell]) -> None:
        for column in columns:
            self._write(" ")
            cell = found.get(column)
            if cell is not None:
                start = self._length
                self._write(cell.text)
                span = Span(start, self._length)
                cells.append(
                    Cell(
                        span,
                        cell.row,
                        cell.column,
                        cell.rows,
                        cell.columns,
                        stored=cell.stored,
                        indent=cell.indent,
                    )
                )
                self._write(" ")
            self._write("|")

    def _gap(self) -> None:
        if self._length:
            self._write("\n\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
