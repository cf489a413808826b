"""A table of text for the terminal, cells wrapped to fit a width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_GAP = "  "
_ROOM = 16  # what a column of running text needs to be read


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its head, its greatest width, and whether it is set to the right.

    A column with ``most`` 0 takes what room the others leave. Where ``lines`` is not 0
    a cell is cut, with an ellipsis, after so many lines.
    """

    head: str
    most: int = 0
    right: bool = False
    lines: int = 0


def grid(columns: Sequence[GridColumn], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Lines of at most ``width`` columns: the heads, a rule, then the rows.

    Vietnamese in NFC takes one terminal column a letter, so ``len`` is the width.
    """
    widths = _widths(columns, rows, width)
    lines = _lines(columns, [column.head for column in columns], widths)
    lines.append(_GAP.join("─" * each for each in widths))
    for row in rows:
        lines += _lines(columns, row, widths)
    return lines


def _widths(columns: Sequence[GridColumn], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    natural = [
        max(len(column.head), *(len(row[i]) for row in rows), 1) if rows else len(column.head)
        for i, column in enumerate(columns)
    ]
    widths = [
        min(natural[i], max(column.most, len(column.head))) if column.most else 0
        for i, column in enumerate(columns)
    ]
    elastic = [i for i, column in enumerate(columns) if not column.most]
    room = width - sum(widths) - len(_GAP) * (len(columns) - 1)
    wanted = min(_ROOM * len(elastic), sum(natural[i] for i in elastic))
    while room < wanted and max(widths) > _ROOM:  # the widest columns give way
        widths[widths.index(max(widths))] -= 1
        room += 1
    for left, i in enumerate(elastic):
        widths[i] = max(min(natural[i], room // (len(elastic) - left)), len(columns[i].head))
        room -= widths[i]
    return widths


def _lines(columns: Sequence[GridColumn], cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        _wrapped(column, cell, each)
        for column, cell, each in zip(columns, cells, widths, strict=True)
    ]
    lines = []
    for n in range(max(map(len, wrapped))):
        parts = [cell[n] if n < len(cell) else "" for cell in wrapped]
        set_ = [
            part.rjust(each) if column.right else part.ljust(each)
            for part, each, column in zip(parts, widths, columns, strict=True)
        ]
        lines.append(_GAP.join(set_).rstrip())
    return lines


def _wrapped(column: GridColumn, cell: str, width: int) -> list[str]:
    return textwrap.wrap(
        cell,
        width,
        break_on_hyphens=False,
        max_lines=column.lines or None,
        placeholder="…",
    ) or [""]
