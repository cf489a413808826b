"""Tables in plain text: Markdown pipes, and columns held apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from solieu.model import Cell, Span, Table

_RULE = re.compile(
    r"[|+]?(?:\s*:?[-=]{2,}:?\s*[|+])+(?:\s*:?[-=]{2,}:?\s*)?|[|+]?\s*:?[-=]{3,}:?\s*[|+]"
)
_PIPE = re.compile(r"(?<!\\)\|")
# Fewer columns than this between tabs are layout (letterhead, signature), not data.
_TAB_COLUMNS = 3
# More are no table but drawing or damage; a sheet of a workbook is cut there, too.
MOST_COLUMNS = 1_000
_BARS = 2  # bars within a line that parts its cells so, without one at its start


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text without the blanks around it; ``indent`` blanks stood before."""

    start: int
    end: int
    indent: int


def table_lines(text: str, lines: Sequence[Line], first: int) -> int:
    """How many lines from ``first`` on form a table; 0 if none begins there.

    ``lines`` are the lines of one block, no blank line among them.
    """
    if _of(text, lines[first]).count("|") > MOST_COLUMNS:
        return 0
    pipes = _run(lines, first, lambda line: _is_piped(text, line))
    if pipes >= 2:
        return pipes
    barred = _run(lines, first, lambda line: _of(text, line).count(" | ") >= _BARS)
    if barred >= 2:
        return barred
    after = first + 1
    if after < len(lines) and _is_rule(text, lines[after]) and "|" in _of(text, lines[first]):
        return 2 + _run(lines, after + 1, lambda line: "|" in _of(text, line))
    columns = _of(text, lines[first]).count("\t") + 1
    if columns < _TAB_COLUMNS:
        return 0
    tabbed = _run(lines, first, lambda line: _of(text, line).count("\t") + 1 == columns)
    return tabbed if tabbed >= 2 else 0


def read_table(text: str, lines: Sequence[Line], number: int) -> Table:
    """The table these lines hold; a ``|---|`` line is no row, the rows above it are heads."""
    cells: list[Cell] = []
    row = head_rows = 0
    tabbed = not any("|" in _of(text, line) for line in lines)
    for line in lines:
        if _is_rule(text, line):
            head_rows = head_rows or row
            continue
        for column, (start, end) in enumerate(_fields(text, line, tabbed)):
            cells.append(Cell(_trimmed(text, start, end), row, column))
        row += 1
    return Table(number, Span(lines[0].start, lines[-1].end), tuple(cells), head_rows)


def _fields(text: str, line: Line, tabbed: bool) -> list[tuple[int, int]]:
    if tabbed:
        cuts = [i for i in range(line.start, line.end) if text[i] == "\t"]
    else:
        cuts = [m.start() for m in _PIPE.finditer(text, line.start, line.end)]
    starts = [line.start, *(cut + 1 for cut in cuts)]
    ends = [*cuts, line.end]
    fields = list(zip(starts, ends, strict=True))
    if tabbed:
        return fields
    if text[line.start] == "|":
        del fields[0]
    if fields and text[line.end - 1] == "|" and text[line.end - 2] != "\\":
        del fields[-1]
    return fields


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if left == len(part):
        middle = start + min(1, len(part))
        return Span(middle, middle)
    return Span(start + left, start + len(part.rstrip()))


def _is_piped(text: str, line: Line) -> bool:
    if text[line.start] == "|":
        return line.end - line.start > 1 and "|" in text[line.start + 1 : line.end]
    return text[line.start] == "+" and _is_rule(text, line)


def _is_rule(text: str, line: Line) -> bool:
    return _RULE.fullmatch(text, line.start, line.end) is not None


def _of(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _run(lines: Sequence[Line], first: int, belongs: Callable[[Line], bool]) -> int:
    count = 0
    while first + count < len(lines) and belongs(lines[first + count]):
        count += 1
    return count
