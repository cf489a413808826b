"""Ruled tables in a picture, read cell by cell.

Tesseract reads a cell that is cut out and set on white nearly always right, and a ruled
table as a whole nearly never: borders become letters, and columns run together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from extract.ocr_again import no_figures, read_again
from extract.ocr_engine import VIETNAMESE, TextLine, Word, read_pictures
from extract.ocr_lines import says_something
from extract.ocr_raster import Gray, ink_level
from extract.ocr_rulings import Stroke
from extract.ocr_skew import Turn
from extract.ocr_words import SeenLine, moved
from extract.pdf_grids import Bounds, Grid, GridCell, Lattice, lattices_of
from extract.pdf_lines import Line
from extract.pdf_rulings import Ruling
from solieu.model import UNREADABLE

_MARGIN = 0.06  # inches of white around a cell
_ONE_LINE, _BLOCK = 7, 6  # tesseract's page modes
_LEAST_INK = 0.004  # square inches / 10: a dot of 12 pt has ten times as much
_GAP = 0.012  # inches between two lines of text
_LOW_LINE = 0.05  # inches; less is an accent or a dash apart from its line
_EDGE = 2  # pixels left of a border after it was erased
_LEAST_CELLS = 2
_LEAST_SIGN = 0.03  # inches: a dash in small print is longer
_BORDER = 0.02  # inches: what is left of a border is thinner, and stands as near to it


@dataclass(frozen=True, slots=True)
class Crop:
    """The ink of a cell on white, and where its left top corner stands on the page.

    ``lines`` is how many lines of text it seems to hold; ``writing``: it is too large to be
    dust, and no piece of a border.
    """

    picture: Gray
    x0: int
    top: int
    lines: int
    writing: bool


def rulings_of(strokes: Sequence[Stroke], scale: float) -> list[Ruling]:
    """Lines in pixels as rulings in points; ``scale`` is points per pixel."""
    made = []
    for one in strokes:
        middle = (one.low + one.high) / 2 * scale
        start, end = one.start * scale, one.end * scale
        made.append(
            Ruling(start, middle, end, middle)
            if one.horizontal
            else Ruling(middle, start, middle, end)
        )
    return made


def lattices(rulings: Sequence[Ruling], turn: Turn) -> list[Lattice]:
    """The grids that the rulings make; a frame around a single text is none."""
    found = lattices_of(rulings, turn.width * turn.scale, turn.height * turn.scale)
    return [one for one in found if len(one.places) >= _LEAST_CELLS]


def read_cells(
    picture: Gray, dpi: int, grids: Sequence[Lattice], scale: float
) -> dict[tuple[int, Bounds], list[TextLine]]:
    """The lines of each cell, by number of its grid and its place; empty cells have none.

    ``picture`` has no rulings any more. All cells of a page take a few calls of tesseract.
    """
    ink = picture < ink_level(picture)
    crops: dict[tuple[int, Bounds], Crop] = {}
    for number, grid in enumerate(grids):
        for bounds in grid.places:
            if crop := _crop(picture, ink, dpi, bounds, scale):
                crops[number, bounds] = crop
    found: dict[tuple[int, Bounds], list[TextLine]] = {}
    for layout, chosen in ((_ONE_LINE, _single), (_BLOCK, _several)):
        own = {place: crop for place, crop in crops.items() if chosen(crop)}
        read = read_pictures([crop.picture for crop in own.values()], dpi, layout, VIETNAMESE)
        found.update(zip(own, read, strict=True))
    again = no_figures(found, grids)
    for place, lines in zip(again, read_again([crops[p].picture for p in again], dpi), strict=True):
        found[place] = lines or found[place]
    for place, crop in crops.items():
        lost = crop.writing and not says_something(found[place])
        lines = [_unread(crop)] if lost else found[place]
        found[place] = [moved(line, crop.x0, crop.top) for line in lines]
    return found


def _unread(crop: Crop) -> TextLine:
    """Ink without a reading: one word, so that it has a place in the text and in the ledger."""
    height, width = crop.picture.shape
    word = Word(UNREADABLE, 0, 0, width, height, 0)
    return TextLine((word,), float(height), float(height))


def _single(crop: Crop) -> bool:
    return crop.lines <= 1


def _several(crop: Crop) -> bool:
    return crop.lines > 1


def _crop(picture: Gray, ink: np.ndarray, dpi: int, bounds: Bounds, scale: float) -> Crop | None:
    left, top, right, bottom = (round(value / scale) for value in bounds)
    left, top, right, bottom = left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE
    own = ink[top:bottom, left:right]
    if own.sum() < max(6, _LEAST_INK / 10 * dpi * dpi):
        return None
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    y0, y1 = top + int(rows[0]), top + int(rows[-1]) + 1
    x0, x1 = left + int(columns[0]), left + int(columns[-1]) + 1
    pad = 3  # the grey edges of the letters
    y0, x0 = max(top, y0 - pad), max(left, x0 - pad)
    cut = picture[y0 : min(bottom, y1 + pad), x0 : min(right, x1 + pad)]
    margin = round(_MARGIN * dpi)
    held = np.pad(cut, margin, constant_values=255)
    wide, high = int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    return Crop(
        held, x0 - margin, y0 - margin, _count_lines(own, dpi), _is_writing(own, wide, high, dpi)
    )


def _is_writing(own: np.ndarray, wide: int, high: int, dpi: int) -> bool:
    """Whether ink of this size in a cell is no dust, and no piece of a border at its edge."""
    if max(wide, high) < _LEAST_SIGN * dpi:
        return False
    if min(wide, high) > _BORDER * dpi:
        return True
    near = max(1, round(_BORDER * dpi))
    inner = own[near:-near, near:-near]
    return bool(inner.any())


def _count_lines(ink: np.ndarray, dpi: int) -> int:
    """The lines of text in a cell: bands of ink as high as letters."""
    filled = ink.any(axis=1).astype(np.int8)
    edge = np.diff(filled, prepend=0, append=0)
    bands: list[list[int]] = []
    for start, end in zip(np.flatnonzero(edge == 1), np.flatnonzero(edge == -1), strict=True):
        if bands and start - bands[-1][1] < _GAP * dpi:
            bands[-1][1] = int(end)
        else:
            bands.append([int(start), int(end)])
    high = [end - start for start, end in bands if end - start >= _LOW_LINE * dpi]
    # Lines that touch (ợ over Ấ) are one band, which is higher than any line.
    return sum(2 if height > 0.32 * dpi else 1 for height in high)


def grid_of(
    lattice: Lattice,
    page: int,
    lines: Callable[[Bounds], Sequence[Line]],
) -> Grid:
    """The table on its page; ``lines`` gives those of a cell."""
    cells = [
        GridCell(row, column, max(1, rows), max(1, columns), tuple(lines(bounds)))
        for bounds, (row, column, rows, columns) in lattice.places.items()
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    ys = lattice.ys
    return Grid(page, lattice.xs, ys[0], ys[-1], len(ys) - 1, tuple(cells))


def seen_by_cell(
    read: dict[tuple[int, Bounds], list[TextLine]], seen: Sequence[SeenLine]
) -> dict[tuple[int, Bounds], list[SeenLine]]:
    """Lines that went through a second reading all together, back to their cells."""
    left = iter(seen)
    return {place: [next(left) for _ in lines] for place, lines in read.items()}
