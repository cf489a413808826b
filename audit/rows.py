"""Rows of a table as a person reads them: numbering, label, and which row holds which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex

from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Cell, Table

UNNUMBERED = -1
# Numbering habit in reports: A, I, 1, 1.1, a, -, +. Deeper is larger.
_NUMBERING: Sequence[tuple[int, regex.Pattern[str]]] = (
    (2, regex.compile(r"[IVXL]+")),
    (1, regex.compile(r"[A-ZĐ]")),
    (3, regex.compile(r"\d+(?:\.\d+)*")),
    (7, regex.compile(r"[a-zđ]\d?")),
    (8, regex.compile(r"[-–*]")),
    (9, regex.compile(r"\+")),
)
_LETTERS = regex.compile(r"\p{L}{2}")
_LEADING_MARK = regex.compile(r"^\s*([-–+*])\s")


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; ``number`` counts as in observations, ``depth`` by its numbering."""

    number: int
    label: str
    depth: int

    @property
    def total(self) -> bool:
        """Whether the label itself says that the row is a sum."""
        return self.depth == UNNUMBERED and is_total_label(self.label)

    @property
    def partial(self) -> bool:
        """Whether the label says that only some of the parts follow."""
        return fold(self.label).lstrip(" -+").startswith("trong đó")


@dataclass(frozen=True, slots=True)
class Family:
    """A row and the rows next below it in the numbering.

    ``labelled`` says that the parent's label calls it a total, ``certain`` that nothing
    in the layout speaks against these children.
    """

    parent: Row
    children: tuple[Row, ...]
    labelled: bool
    certain: bool


def is_total_label(label: str) -> bool:
    """Whether a row label says "sum of the others".

    >>> is_total_label("Tổng cộng"), is_total_label("Cộng đồng dân cư")
    (True, False)
    """
    words = fold(label).strip(" :.")
    if words in cues().total_labels:
        return True
    return any(words.startswith(begin) for begin in cues().total_beginnings)


def rows_of(table: Table, text: str) -> Sequence[Row]:
    """The rows in order, with the depth of their numbering."""
    cells: dict[int, list[Cell]] = {}
    for cell in table.cells:
        cells.setdefault(cell.row, []).append(cell)
    rows = []
    for number, found in sorted(cells.items()):
        texts = [text[c.span.start : c.span.end].strip() for c in sorted(found, key=_column)]
        rows.append(_row(number + 1, texts))
    roman = sum(row.depth == 2 for row in rows) > 1
    return rows if roman else [_letter_not_roman(row) for row in rows]


def _column(cell: Cell) -> int:
    return cell.column


def _row(number: int, texts: Sequence[str]) -> Row:
    depth = _depth(texts[0].strip(" .)(")) if texts else UNNUMBERED
    named = texts[1:] if depth != UNNUMBERED else texts
    label = next((text for text in named if _LETTERS.search(text)), "")
    if depth == UNNUMBERED and (leading := _LEADING_MARK.match(label)):
        depth = _depth(leading.group(1))
    return Row(number, label, depth)


def _depth(mark: str) -> int:
    for depth, pattern in _NUMBERING:
        if pattern.fullmatch(mark):
            return depth + mark.count(".")
    return UNNUMBERED


def _letter_not_roman(row: Row) -> Row:
    """A lone I or C among letters is a letter, not a Roman number."""
    return Row(row.number, row.label, 1) if row.depth == 2 else row


def families(rows: Sequence[Row]) -> Iterator[Family]:
    """Every row with the rows that may add up to it."""
    for n, row in enumerate(rows):
        if row.total:
            yield from _of_total(rows, n)
        elif row.depth != UNNUMBERED:
            below = _deeper(rows[n + 1 :], row.depth)
            yield from _family(row, below, labelled=is_total_label(row.label), certain=True)


def _deeper(rows: Sequence[Row], depth: int) -> Sequence[Row]:
    return _until(rows, lambda row: row.total or UNNUMBERED < row.depth <= depth)


def _of_total(rows: Sequence[Row], n: int) -> Iterator[Family]:
    """An unnumbered total stands above its parts or below them."""
    below = _until(rows[n + 1 :], lambda r: r.total)
    above = _until(rows[:n][::-1], lambda r: r.total)[::-1]
    sides = [list(_family(rows[n], side, True, True)) for side in (below, above)]
    both = all(sides)
    for side in sides:
        for family in side:
            yield Family(family.parent, family.children, True, family.certain and not both)


def _until(rows: Iterable[Row], stop: Callable[[Row], bool]) -> Sequence[Row]:
    return list(takewhile(lambda row: not stop(row), rows))


def _family(parent: Row, stretch: Sequence[Row], labelled: bool, certain: bool) -> Iterator[Family]:
    numbered = [row.depth for row in stretch if row.depth != UNNUMBERED]
    if numbered:
        children = tuple(row for row in stretch if row.depth == min(numbered))
        loose = any(row.depth == UNNUMBERED and not row.partial for row in stretch)
        certain = certain and not loose
    else:
        children = tuple(stretch)
    if len(children) > 1:
        partial = any(row.partial for row in stretch[:1])
        yield Family(parent, children, labelled, certain and not partial)
