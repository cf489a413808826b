"""The blocks of a whole PDF: paragraphs, tables and notes, page by page.

A table over several pages is one block on its first page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.pdf_grids import Grid
from extract.pdf_layout import Layout
from extract.pdf_lines import PLAIN_DIGITS, Line
from extract.pdf_notes import NoteLine, split_notes
from extract.pdf_page import Page
from extract.pdf_paragraphs import goes_on, joins
from extract.pdf_tables import WholeTable, continued, same_columns, whole_table
from solieu.frozen import frozen


@frozen
class Block:
    """The lines of one paragraph on one page.

    ``note`` is the number of its footnote, ``first`` whether it begins it; ``split``
    whether it may go on with the first such paragraph of the next page.
    """

    lines: tuple[Line, ...]
    note: str = ""
    first: bool = False
    split: bool = False


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """Body and footnotes of one page, in reading order."""

    number: int
    body: tuple[Block | WholeTable, ...]
    notes: tuple[Block, ...]


def blocks_of(pages: Sequence[Page], layout: Layout) -> list[PageBlocks]:
    """Pages without furniture as blocks."""
    bodies, notes = _bodies_and_notes(pages, layout)
    tables = _tables_by_place(bodies)
    made = []
    for index, page in enumerate(pages):
        following = next((i for i in range(index + 1, len(pages)) if bodies[i]), None)
        body: list[Block | WholeTable] = []
        paragraphs = list(_paragraphs(page, bodies[index], layout))
        for paragraph in paragraphs:
            if isinstance(paragraph, Grid):
                table = tables.get((page.number, paragraph.top))
                body += [table] if table else []
                continue
            split = False
            if paragraph is paragraphs[-1] and following is not None:
                below = bodies[following][0]
                split = isinstance(below, Line) and joins(
                    paragraph, below, layout.of(page), layout.of(pages[following])
                )
            body.append(Block(paragraph, split=split))
        later = notes[index + 1] if index + 1 < len(notes) else ()
        own = tuple(_note_blocks(page, notes[index], later, layout))
        made.append(PageBlocks(page.number, tuple(body), own))
    return made


def _bodies_and_notes(
    pages: Sequence[Page], layout: Layout
) -> tuple[list[list[Line | Grid]], list[list[NoteLine]]]:
    marks = frozenset(
        line.text[start:end].translate(PLAIN_DIGITS)
        for page in pages
        for line in _all_lines(page.items)
        for start, end in line.raised
        if start
    )
    bodies, notes, running = [], [], ""
    for page in pages:
        body, own = split_notes(page.items, page.rules, layout.size, marks, running)
        running = own[-1].number if own else ""
        bodies.append(body)
        notes.append(own)
    return bodies, notes


def _all_lines(items: Sequence[Line | Grid]) -> Iterator[Line]:
    """The lines of a page, also those in cells: notes are called there too."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            yield from (line for cell in item.cells for line in cell.lines)


def _tables_by_place(
    bodies: Sequence[Sequence[Line | Grid]],
) -> dict[tuple[int, float], WholeTable]:
    """Whole tables by page and height of their first part."""
    tables: dict[tuple[int, float], WholeTable] = {}
    open_at: tuple[int, float] | None = None  # the table that ends the page before
    for body in bodies:
        for i, item in enumerate(body):
            if not isinstance(item, Grid):
                open_at = None
            elif i == 0 and open_at is not None and same_columns(tables[open_at], item):
                tables[open_at] = continued(tables[open_at], item)
            else:
                open_at = (item.page, item.top)
                tables[open_at] = whole_table(item)
    return tables


def _paragraphs(
    page: Page, body: Sequence[Line | Grid], layout: Layout
) -> Iterator[tuple[Line, ...] | Grid]:
    margins = layout.of(page)
    lines: list[Line] = []
    beside: list[Line] = []  # runs up or down the page, next to a paragraph
    for item in body:
        if lines and isinstance(item, Line) and item.turn:
            beside.append(item)
            continue
        if lines and (isinstance(item, Grid) or not goes_on(lines, item, margins, layout)):
            yield tuple(lines)
            yield from ((line,) for line in beside)
            lines, beside = [], []
        if isinstance(item, Grid):
            yield item
        else:
            lines.append(item)
    yield from ((line,) for line in beside)  # the last paragraph may go on overleaf
    if lines:
        yield tuple(lines)


def _note_blocks(
    page: Page, notes: Sequence[NoteLine], later: Sequence[NoteLine], layout: Layout
) -> Iterator[Block]:
    margins = layout.of(page)
    paragraphs: list[list[NoteLine]] = []
    for note in notes:
        above = [item.line for item in paragraphs[-1]] if paragraphs else []
        if above and not note.first and goes_on(above, note.line, margins, layout):
            paragraphs[-1].append(note)
        else:
            paragraphs.append([note])
    for paragraph in paragraphs:
        lines = tuple(item.line for item in paragraph)
        split = (
            paragraph is paragraphs[-1]
            and bool(later)
            and not later[0].first
            and joins(lines, later[0].line, margins, margins)
        )
        yield Block(lines, paragraph[0].number, paragraph[0].first, split)
