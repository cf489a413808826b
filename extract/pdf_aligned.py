"""Tables without rulings: rows of figures that stand under each other.

Only what cannot be anything else is taken for one: at least three lines, one after the
other, that begin with words and end with the same number of figures, each figure set
apart by more than a word space and in line with those above and below. A line above with
as many parts, each over its column, is the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pdf_glyphs import Glyphs
from extract.pdf_grids import Grid, GridCell
from extract.pdf_lines import Fragment, fragment_at, lines_of

_FIGURE = r"[-+–]?\d[\d.,]*%?|[-–x]"
_ROW = re.compile(rf"\S*[^\W\d_].*?(?:\s+(?:{_FIGURE})){{2,}}")
_LAST_SIGNS = frozenset("0123456789%-–x.,")
_ALONE = re.compile(_FIGURE)
_WORD = re.compile(r"\S+")
_FEWEST_ROWS = 3
# Shares of the text size: a justified line has word spaces of up to half, rarely one.
_APART = 1.2
_IN_LINE = 0.6
_STEP = 3.0
_Row = list[Fragment]


def aligned_tables(
    glyphs: Glyphs, page: int, parts: Sequence[Fragment], odd: bool
) -> tuple[list[tuple[int, Grid]], list[Fragment]]:
    """The tables among fragments of a page, and the fragments outside them.

    Each table comes with the number of outside fragments that stand before it.
    """
    found: list[tuple[int, Grid]] = []
    outside: list[Fragment] = []
    at = 0
    while at < len(parts):
        rows = _rows_from(glyphs, parts, at)
        if len(rows) < _FEWEST_ROWS:
            outside.append(parts[at])
            at += 1
            continue
        at += len(rows)
        if outside and (head := _head(glyphs, outside[-1], rows)):
            outside.pop()
            rows.insert(0, head)
        found.append((len(outside), _grid(glyphs, page, rows, odd)))
    return found, outside


def _rows_from(glyphs: Glyphs, parts: Sequence[Fragment], at: int) -> list[_Row]:
    """The rows of a table whose first row is fragment ``at``; empty where it is none."""
    rows: list[_Row] = []
    for part in parts[at:]:
        if glyphs.text[part.end - 1] not in _LAST_SIGNS:  # nearly every line
            break
        if not _ROW.fullmatch(glyphs.text, part.start, part.end):
            break
        row = _cut(glyphs, part)
        if len(row) < 3 or not all(_is_figure(glyphs, one) for one in row[1:]):
            break
        if rows and not _goes_on(rows[-1], row):
            break
        rows.append(row)
    return rows


def _cut(glyphs: Glyphs, part: Fragment) -> _Row:
    """A line cut where more than a word space is left free."""
    words = [word.span() for word in _WORD.finditer(glyphs.text, part.start, part.end)]
    pieces = [words[0]]
    for start, end in words[1:]:
        last_start, last_end = pieces[-1]
        if glyphs.origin(start)[0] - glyphs.box(last_end - 1).x1 > _APART * part.size:
            pieces.append((start, end))
        else:
            pieces[-1] = (last_start, end)
    return [fragment_at(glyphs, start, end) for start, end in pieces]


def _is_figure(glyphs: Glyphs, part: Fragment) -> bool:
    return _ALONE.fullmatch(glyphs.text, part.start, part.end) is not None


def _goes_on(above: _Row, below: _Row) -> bool:
    size = above[0].size
    if len(above) != len(below) or not 0 < below[0].y - above[0].y < _STEP * size:
        return False
    return all(_in_line(a, b, size) for a, b in zip(above[1:], below[1:], strict=True))


def _in_line(above: Fragment, below: Fragment, size: float) -> bool:
    """Set under each other at the left, at the right or in the middle."""
    left, right = above.x0 - below.x0, above.x1 - below.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _IN_LINE * size


def _head(glyphs: Glyphs, part: Fragment, rows: Sequence[_Row]) -> _Row | None:
    """A line as the header of the rows below it, None where it is none."""
    head = _cut(glyphs, part)
    first, size = rows[0], part.size
    if len(head) != len(first) or not 0 < first[0].y - head[0].y < _STEP * size:
        return None
    over = all(
        name.x0 < max(row[i].x1 for row in rows) and name.x1 > min(row[i].x0 for row in rows)
        for i, name in enumerate(head)
    )
    return head if over else None


def _grid(glyphs: Glyphs, page: int, rows: Sequence[_Row], odd: bool) -> Grid:
    columns = len(rows[0])
    starts = [min(row[i].x0 for row in rows) for i in range(columns)]
    ends = [max(row[i].x1 for row in rows) for i in range(columns)]
    between = [(ends[i] + starts[i + 1]) / 2 for i in range(columns - 1)]
    cells = tuple(
        GridCell(r, c, 1, 1, tuple(lines_of(glyphs, page, [part], odd)))
        for r, row in enumerate(rows)
        for c, part in enumerate(row)
    )
    top, bottom = rows[0][0].y - rows[0][0].size, rows[-1][0].y + 0.3 * rows[-1][0].size
    return Grid(page, (starts[0], *between, ends[-1]), top, bottom, len(rows), cells)
