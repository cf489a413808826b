"""The grid of a Word table: merged cells once, rows that begin further right, layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extract.docx_package import VAL, W, is_on, value_of
from extract.docx_plain import PlainTexts
from extract.docx_runs import held_text
from extract.docx_telling import Telling
from extract.element_grid import LAYOUT_COLUMNS, LAYOUT_ROWS
from extract.legacy_words import readings
from extract.phrases import begins, phrases, plain
from extract.wholes import whole

_TR, _TC, _TRPR = W + "tr", W + "tc", W + "trPr"
_SPAN, _DOWN, _LEFT = W + "gridSpan", W + "vMerge", W + "hMerge"
_CELL_DELETED, _DELETED = W + "cellDel", W + "del"
_P = W + "p"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
MOST_COLUMNS = 63  # Word's own limit


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid; ``rows`` grows while a vertical merge is read.

    ``content`` is the text of a cell whose row was folded (``extract.docx_fold``).
    """

    content: etree._Element | str
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells in reading order, with the size of the grid and its repeated header rows.

    Rows of cells that are text and not merged are in ``plain`` instead, by their number.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    head_rows: int
    plain: Mapping[int, list[str]]

    def by_row(self) -> list[list[GridCell | str]]:
        """The cells of each row, in reading order."""
        rows: list[list[GridCell | str]] = [[*self.plain.get(i, ())] for i in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def grid_of(table: etree._Element, telling: Telling, plain: PlainTexts) -> Grid:
    """The cells of a table. Deleted rows and cells are left out; ``plain`` knows folded rows."""
    cells: list[GridCell] = []
    plain_rows: dict[int, list[str]] = {}
    open_merges: dict[int, GridCell] = {}
    width = head_rows = row = 0
    for element in _children(table, _TR):
        texts = plain.cells(element)
        if texts is not None:
            if open_merges:
                cells += (
                    _cell(text, _UNMERGED, row, column, open_merges)
                    for column, text in enumerate(texts)
                )
            else:
                plain_rows[row] = texts
            width = max(width, len(texts))
            row += 1
            continue
        properties = next(element.iterchildren(_TRPR), None)
        if properties is not None and any(x.tag == _DELETED for x in properties):
            continue
        column = 0
        if properties is not None:
            column = min(whole(value_of(properties, "gridBefore"), 0), MOST_COLUMNS)
            head_rows += head_rows == row and is_on(properties, "tblHeader")
        last: GridCell | None = None
        for tc in _children(element, _TC):
            properties = next(iter(tc), None)  # come first or not at all
            if not open_merges and properties not in telling:  # nearly every cell
                last = GridCell(tc, row, column, 1, 1)
                cells.append(last)
                column += 1
                continue
            merging = _merging(properties, telling)
            if merging.deleted:
                continue
            cell = _cell(tc, merging, row, column, open_merges)
            if merging.left and last is not None:
                last.columns += cell.columns
            elif cell.row == row:
                cells.append(cell)
                last = cell
            column += cell.columns
        width = max(width, column)
        row += 1
    return Grid(tuple(cells), row, width, head_rows, plain_rows)


def is_layout(table: etree._Element, grid: Grid, plain_texts: PlainTexts) -> bool:
    """Whether a table only places text: a frame, a letterhead, recipients and signature."""
    if grid.rows <= 1 or grid.columns <= 1:
        return True
    if grid.rows > LAYOUT_ROWS or grid.columns > LAYOUT_COLUMNS:
        return False
    words = phrases()
    for text in _texts(table, plain_texts):
        for line in map(plain, readings(text)):
            if begins(line, (*words.letterhead, *words.recipients)):
                return True
            if line.startswith(words.signature):
                return True
    return False


def _texts(table: etree._Element, plain_texts: PlainTexts) -> Iterator[str]:
    """The texts of all paragraphs in a table."""
    for element in table.iter(_P, _TR):
        if element.tag == _TR:
            folded = plain_texts.cells(element) or []
        else:
            held = held_text(element)
            if held is None:
                held = "".join(node.text or "" for node in element.iter(W + "t"))
            folded = [held]
        for text in folded:
            for each in plain_texts.paragraphs(text):
                yield plain_texts.bare(each)


@dataclass(slots=True)
class _Merging:
    """What the properties of a cell say about merging."""

    span: int = 1
    down: str | None = None  # "restart", or goes on from above; None is not merged
    left: bool = False
    deleted: bool = False


_UNMERGED = _Merging()


def _cell(
    tc: etree._Element | str,
    merging: _Merging,
    row: int,
    column: int,
    open_merges: dict[int, GridCell],
) -> GridCell:
    """The cell at this place: a new one, or the one above that is merged down to here."""
    above = open_merges.get(column)
    if merging.down not in (None, "restart") and above and above.columns == merging.span:
        above.rows = row - above.row + 1
        return above
    cell = GridCell(tc, row, column, 1, merging.span)
    if open_merges:
        for place in range(column, column + merging.span):
            open_merges.pop(place, None)
    if merging.down is not None:
        open_merges[column] = cell
    return cell


def _merging(properties: etree._Element | None, telling: Telling) -> _Merging:
    if properties is None or properties not in telling:
        return _UNMERGED
    merging = _Merging()
    for each in properties:
        tag = each.tag
        if tag == _SPAN:
            merging.span = max(1, min(whole(each.get(VAL), 1), MOST_COLUMNS))
        elif tag == _DOWN:
            merging.down = each.get(VAL, "")
        elif tag == _LEFT:
            merging.left = each.get(VAL, "") != "restart"
        elif tag == _CELL_DELETED:
            merging.deleted = True
    return merging


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
