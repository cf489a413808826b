"""Ruled tables of one PDF page: their grid from pdfplumber, their text from pdfium.

pdfplumber's TableFinder turns rulings into cells; it is given the rulings alone, so that
pdfplumber never has to parse the page (that is 25 times slower).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extract.pdf_glyphs import Glyphs
from extract.pdf_lines import Fragment, Line, fragment_at, lines_of
from extract.pdf_rulings import Ruling

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfplumberPage

_WORD = re.compile(r"\S+")
# pdfplumber snaps rulings nearer than this together; edges of cells differ by less.
_SNAP = 3.0
_MIDDLE = 0.3  # of the font size above the baseline: the middle of small letters
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a page's table; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page. ``edges`` are the left ends of its columns and its right end.

    ``slack`` is by how many points they may differ on the next page.
    """

    page: int
    edges: tuple[float, ...]
    top: float
    bottom: float
    rows: int
    cells: tuple[GridCell, ...]
    slack: float = 4.0


@dataclass(frozen=True, slots=True)
class Lattice:
    """Column and row edges of one table and which cell lies where."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: dict[Bounds, tuple[int, int, int, int]]

    def at(self, x: float, y: float) -> Bounds | None:
        """The cell that holds a point, None where there is none."""
        for bounds in self.places:
            if bounds[0] <= x < bounds[2] and bounds[1] <= y < bounds[3]:
                return bounds
        return None


class _RuledPage:
    """What pdfplumber's TableFinder asks of a page."""

    def __init__(self, lines: Sequence[Ruling], width: float, height: float) -> None:
        self.bbox = (0.0, 0.0, width, height)
        self.edges = [
            {
                "x0": line.x0,
                "x1": line.x1,
                "top": line.top,
                "bottom": line.bottom,
                "width": line.x1 - line.x0,
                "height": line.bottom - line.top,
                "orientation": "h" if line.horizontal else "v",
                "object_type": "line",
            }
            for line in lines
        ]


def grids_of(
    glyphs: Glyphs, page: int, parts: Sequence[Fragment], lines: Sequence[Ruling], odd: bool
) -> tuple[list[tuple[int, Grid]], list[Fragment]]:
    """The tables of a page, and the fragments outside them.

    Each table comes with the number of outside fragments that stand before it in the
    order of the file.
    """
    lattices = lattices_of(lines, glyphs.width, glyphs.height)
    if not lattices:
        return [], list(parts)
    outside: list[Fragment] = []
    inside: list[dict[Bounds, list[Fragment]]] = [{} for _ in lattices]
    before: dict[int, int] = {}
    for part in parts:
        middle = part.y - _MIDDLE * part.size
        which = next(
            (i for i, one in enumerate(lattices) if one.ys[0] <= middle < one.ys[-1]
             and part.x1 > one.xs[0] and part.x0 < one.xs[-1]), -1
        )  # fmt: skip
        if which < 0:
            outside.append(part)
            continue
        before.setdefault(which, len(outside))
        for bounds, piece in _by_cell(glyphs, part, lattices[which]):
            if bounds is None:
                outside.append(piece)
            else:
                inside[which].setdefault(bounds, []).append(piece)
    found = [
        (before[i], _grid(glyphs, page, lattice, inside[i], odd))
        for i, lattice in enumerate(lattices)
        if i in before
    ]
    return sorted(found, key=lambda pair: pair[0]), outside


def lattices_of(lines: Sequence[Ruling], width: float, height: float) -> list[Lattice]:
    """The grids that the rulings of a page of this size make, in points."""
    across = sum(line.horizontal for line in lines)
    if across < 2 or len(lines) - across < 2:
        return []
    # Loaded only for a page that has a table: it takes as long as reading fifty pages.
    from pdfplumber.table import TableFinder

    ruled = cast("PdfplumberPage", _RuledPage(lines, width, height))
    return [
        _lattice([(float(a), float(b), float(c), float(d)) for a, b, c, d in table.cells])
        for table in TableFinder(ruled).tables
    ]


def _lattice(cells: list[Bounds]) -> Lattice:
    xs = _edges([x for cell in cells for x in (cell[0], cell[2])])
    ys = _edges([y for cell in cells for y in (cell[1], cell[3])])
    places = {}
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        column, row = _nearest(xs, cell[0]), _nearest(ys, cell[1])
        places[cell] = (row, column, _nearest(ys, cell[3]) - row, _nearest(xs, cell[2]) - column)
    return Lattice(xs, ys, places)


def _edges(values: list[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return tuple(kept)


def _nearest(edges: tuple[float, ...], value: float) -> int:
    at = bisect_left(edges, value)
    if at and (at == len(edges) or value - edges[at - 1] <= edges[at] - value):
        return at - 1
    return at


def _by_cell(
    glyphs: Glyphs, part: Fragment, lattice: Lattice
) -> list[tuple[Bounds | None, Fragment]]:
    """Cut a fragment where it goes from one cell into the next."""
    middle = part.y - _MIDDLE * part.size
    whole = lattice.at(part.x0 + 0.5, middle)
    # pdfium may go on from the end of one line into another, further left and lower.
    level = abs(glyphs.origin(part.end - 1)[1] - part.y) < _MIDDLE * part.size
    if whole is not None and part.x0 <= part.x1 <= whole[2] + 0.5 and (level or part.turn):
        return [(whole, part)]
    pieces: list[tuple[Bounds | None, int, int]] = []
    for word in _WORD.finditer(glyphs.text, part.start, part.end):
        # pdfium takes neighbours half a line apart (a merged header) for one line.
        middle = glyphs.origin(word.start())[1] - _MIDDLE * part.size
        for bounds, start, end in _word_cells(glyphs, word.start(), word.end(), middle, lattice):
            if pieces and pieces[-1][0] == bounds:
                pieces[-1] = (bounds, pieces[-1][1], end)
            else:
                pieces.append((bounds, start, end))
    return [(bounds, fragment_at(glyphs, start, end)) for bounds, start, end in pieces]


def _word_cells(
    glyphs: Glyphs, start: int, end: int, middle: float, lattice: Lattice
) -> list[tuple[Bounds | None, int, int]]:
    """Nearly always one cell; two where figures of neighbours touch."""
    left, right = glyphs.box(start), glyphs.box(end - 1)
    first = lattice.at((left.x0 + left.x1) / 2, middle)
    last = lattice.at((right.x0 + right.x1) / 2, middle)
    if first == last or first is None or last is None:
        return [(first or last, start, end)]  # what runs over the table's edge is not cut
    pieces: list[tuple[Bounds | None, int, int]] = []
    for i in range(start, end):
        box = glyphs.box(i)
        bounds = lattice.at((box.x0 + box.x1) / 2, middle)
        if pieces and pieces[-1][0] == bounds:
            pieces[-1] = (bounds, pieces[-1][1], i + 1)
        else:
            pieces.append((bounds, i, i + 1))
    return pieces


def _grid(
    glyphs: Glyphs,
    page: int,
    lattice: Lattice,
    inside: dict[Bounds, list[Fragment]],
    odd: bool,
) -> Grid:
    cells = []
    for bounds, (row, column, rows, columns) in lattice.places.items():
        lines = lines_of(glyphs, page, inside.get(bounds, ()), odd)
        cells.append(GridCell(row, column, max(1, rows), max(1, columns), tuple(lines)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    ys = lattice.ys
    return Grid(page, lattice.xs, ys[0], ys[-1], len(ys) - 1, tuple(cells))
