"""One scanned page: from a picture to the lines and tables of the PDF reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.ocr_cells import grid_of, lattices, read_cells, rulings_of, seen_by_cell
from extract.ocr_engine import TextLine, read_page
from extract.ocr_figures import Reader, second_reading
from extract.ocr_lines import lines_of
from extract.ocr_marks import with_marks
from extract.ocr_raster import POINTS, Gray, Mask, Raster, ink_level, paper, without_specks
from extract.ocr_rulings import erased, strokes, without_chords
from extract.ocr_skew import Turn, straightened, turned
from extract.ocr_words import SeenLine, sureness
from extract.pdf_grids import Bounds, Grid, Lattice
from extract.pdf_lines import Line
from extract.pdf_page import Page
from extract.pdf_rulings import Ruling
from extract.secrecy import degree_in
from solieu.model import UNREADABLE

# Below this, or with fewer words, the page may stand on its side or its head.
_UPRIGHT_SURE, _UPRIGHT_WORDS = 60, 5
_SPARSE = 11  # tesseract: text wherever it stands
# Tesseract: one column of text of different sizes. Looking for columns itself (3), it
# takes the bullets and numbers of a list for a column of their own.
_COLUMN = 4
# Of the page: less ink is a blank page with dust, more is a photograph.
_LEAST_INK, _MOST_INK = 0.0005, 0.5
_UNREADABLE = 40  # dots per inch
_AS_IT_LIES = 1.5  # nonsense is read on any page that lies on its side
_RULE = 0.4  # inches
_WHITE = 255


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as read, and the mean confidence of its words (0 to 100, 0 without words).

    ``lost`` is how many cells of its tables hold ink that was read as nothing.
    """

    page: Page
    sure: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page to be read: its picture, how many pixels wide the blurred edges of its ink are,
    and where coloured ink was dropped from it.
    """

    gray: Gray
    dpi: int
    number: int
    edge: int
    cover: Mask | None


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page set straight: its picture without rulings, and what the rulings make."""

    picture: Gray
    turn: Turn
    rulings: tuple[Ruling, ...]
    grids: tuple[Lattice, ...]


def read_raster(raster: Raster, number: int, reader: Reader | None = None) -> ScannedPage:
    """Read a page; ``number`` counts from 1, ``reader`` is the second reader of figures.

    Raises TooSlow and ReadError as ``ocr_engine``.
    """
    nothing = ScannedPage(Page(number, 0.0, 0.0, (), (), scanned=False), 0)
    if raster.scanned_dpi < _UNREADABLE:
        return nothing
    gray = without_specks(paper(raster.gray), raster.dpi)
    if not _LEAST_INK < (gray < ink_level(gray)).mean() < _MOST_INK:
        return nothing
    cover = None if raster.red is None else raster.red < _WHITE
    edge = max(1, round(raster.dpi / raster.scanned_dpi))
    sheet = _Sheet(gray, raster.dpi, number, edge, cover)
    found = _read(sheet, 0, reader)
    words = sum(len(line.text.split()) for line in _all_lines(found.page.items))
    if found.sure < _UPRIGHT_SURE or words < _UPRIGHT_WORDS:
        quarter = _best_turn(gray, raster.dpi)
        if quarter:
            found = _read(sheet, quarter, reader)
    if number == 1 and raster.red is not None:
        found = _with_stamp(found, raster.red, raster.dpi)
    return found


def _best_turn(gray: Gray, dpi: int) -> int:
    """By how many degrees (0, 90, 180, 270) the page must be turned clockwise to be read."""

    def quality(quarter: int) -> float:
        lines = read_page(_upright(gray, dpi, quarter).picture, dpi, _COLUMN)
        signs = sum(len(word.text) for line in lines for word in line.words)
        return signs * sureness(lines) * (1.0 if quarter else _AS_IT_LIES)

    return max((0, 90, 270, 180), key=quality)


def _read(sheet: _Sheet, quarter: int, reader: Reader | None) -> ScannedPage:
    dpi, number = sheet.dpi, sheet.number
    page = _upright(sheet.gray, dpi, quarter, sheet.edge)
    turn, scale = page.turn, page.turn.scale
    cells = read_cells(page.picture, dpi, page.grids, scale)
    outside = _without(page.picture, page.grids, scale)
    text: list[TextLine] = []
    if (outside < ink_level(outside)).any():
        text = read_page(outside, dpi, _COLUMN)
    inside = [line for lines in cells.values() for line in lines]
    marked = with_marks(page.picture, dpi, [*text, *inside])
    cover = None if sheet.cover is None else turned(sheet.cover, turn)
    seen = second_reading(page.picture, dpi, marked, reader, cover)
    by_cell = seen_by_cell(cells, seen[len(text) :])
    lines = lines_of(seen[: len(text)], turn, number)
    tables = [_grid(one, n, by_cell, turn, number) for n, one in enumerate(page.grids)]
    upright = Page(
        number,
        turn.width * scale,
        turn.height * scale,
        tuple(_in_order(lines, [table for table in tables if _filled(table)])),
        _free_rules(page),
        scanned=False,
        words=sum(len(one.line.words) for one in seen),
    )
    read = [one.line for one in seen]
    lost = sum(word.text == UNREADABLE for line in read for word in line.words)
    return ScannedPage(upright, sureness(read), lost)


def _upright(gray: Gray, dpi: int, quarter: int, edge: int = 1) -> _Upright:
    """The page set straight; ``edge`` is how many pixels wide its blurred edges are."""
    straight, turn = straightened(gray, quarter, POINTS / dpi)
    lines, mask = strokes(straight, dpi)
    clean = without_specks(erased(straight, mask, edge), dpi)
    rulings = tuple(rulings_of(without_chords(lines, dpi), turn.scale))
    return _Upright(clean, turn, rulings, tuple(lattices(rulings, turn)))


def _grid(
    lattice: Lattice,
    number: int,
    cells: dict[tuple[int, Bounds], list[SeenLine]],
    turn: Turn,
    page: int,
) -> Grid:
    def lines(bounds: Bounds) -> list[Line]:
        return lines_of(cells.get((number, bounds), []), turn, page)

    return grid_of(lattice, page, lines)


def _filled(table: Grid) -> bool:
    return any(cell.lines for cell in table.cells)


def _without(picture: Gray, grids: Sequence[Lattice], scale: float) -> Gray:
    """The picture without its tables, which are read cell by cell."""
    if not grids:
        return picture
    rest = picture.copy()
    for grid in grids:
        left, right = round(grid.xs[0] / scale) - 2, round(grid.xs[-1] / scale) + 3
        top, bottom = round(grid.ys[0] / scale) - 2, round(grid.ys[-1] / scale) + 3
        rest[max(0, top) : bottom, max(0, left) : right] = 255
    return rest


def _in_order(lines: Sequence[Line], tables: Sequence[Grid]) -> Iterator[Line | Grid]:
    """Lines as tesseract orders them, each table before the first line that is below it."""
    waiting = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while waiting and line.y > waiting[0].bottom:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _free_rules(page: _Upright) -> tuple[Ruling, ...]:
    """Level rulings outside tables, top down: they part the footnotes from the text."""
    scale = page.turn.scale
    found = [
        rule
        for rule in page.rulings
        if rule.horizontal
        and rule.x1 - rule.x0 >= _RULE * POINTS
        and not any(grid.ys[0] - 3 <= rule.top <= grid.ys[-1] + 3 for grid in page.grids)
        and scale > 0
    ]
    return tuple(sorted(found, key=lambda rule: rule.top))


def _with_stamp(found: ScannedPage, red: Gray, dpi: int) -> ScannedPage:
    """The page with the stamp of secrecy that stands on it in coloured ink, if it has one."""
    if (red < ink_level(red)).mean() < _LEAST_INK / 5:
        return found
    straight, turn = straightened(red, 0, POINTS / dpi)
    _, frame = strokes(straight, dpi)
    # Without its frame, and with it: large capitals may lose a bar with the frame.
    stamps: list[Line] = []
    for picture in (erased(straight, frame), straight):
        read = [SeenLine(line) for line in read_page(picture, dpi, _SPARSE)]
        stamps += [line for line in lines_of(read, turn, 1) if degree_in([line.text])]
    page = found.page
    return replace(found, page=replace(page, items=(*stamps, *page.items)))


def _all_lines(items: Sequence[Line | Grid]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            yield from (line for cell in item.cells for line in cell.lines)


def like_size(pages: Sequence[Page]) -> list[Page]:
    """Pages whose lines have the sizes they were set in.

    The height of a line as measured depends on the letters in it: heights near to the
    commonest are the same size, and short lines take that size from further off.
    """
    lines = [line for page in pages for line in _all_lines(page.items)]
    if not lines:
        return list(pages)
    usual = _commonest(lines)
    return [
        replace(page, items=tuple(_resized(item, usual) for item in page.items)) for page in pages
    ]


def _commonest(lines: Sequence[Line]) -> float:
    sizes = np.repeat([line.size for line in lines], [len(line.text) for line in lines])
    return float(np.median(sizes))


def _resized(item: Line | Grid, usual: float) -> Line | Grid:
    if isinstance(item, Grid):
        cells = tuple(
            replace(cell, lines=tuple(_line_resized(line, usual) for line in cell.lines))
            for cell in item.cells
        )
        return replace(item, cells=cells)
    return _line_resized(item, usual)


_FEW_LETTERS = 12
_NEAR, _FAR = 0.09, 0.4


def _line_resized(line: Line, usual: float) -> Line:
    reach = _FAR if len(line.text) < _FEW_LETTERS else _NEAR
    if abs(line.size - usual) <= reach * usual:
        return replace(line, size=usual)
    return replace(line, size=round(line.size * 2) / 2)
