"""The lines of text around a sheet's tables: titles, units, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.fold import fold
from extract.phrases import begins, phrases
from extract.sheets_rows import Row, is_unit

_TITLE_GAP = 4  # rows at most between the lines of a title and the header
TITLED = re.compile(r"(?:\d{1,3}|[ivxlc]+|[a-z])\s*[.)/]|(?:bảng|biểu|phụ lục|phụ biểu)\b")


def title_line(lines: Sequence[str]) -> int:
    """Which of the lines above a table names it: below a letterhead, above its unit."""
    plain = [fold(line) for line in lines]
    numbered = [i for i, line in enumerate(plain) if TITLED.match(line)]
    if numbered:
        return numbered[-1]
    heads = (*phrases().letterhead, "ubnd", "hđnd")
    named = [
        i
        for i, line in enumerate(plain)
        if not begins(line, heads) and not is_unit(line) and not line.startswith("(")
    ]
    return named[-1] if named and named[-1] + 1 == len(lines) else min(named, default=-1)


def titles_above(above: Sequence[Row], top: int, *, alone: bool) -> list[Row]:
    """The rows of text above a header that are its title and unit; all, in its first table."""
    if alone:
        return list(above)
    found: list[Row] = []
    for row in reversed(above):
        if top - row.index > _TITLE_GAP or _is_note(row):
            break
        found.insert(0, row)
        top = row.index
    return found


def _is_note(row: Row) -> bool:
    text = row.cells[0].text
    return text.startswith(("(*", "*")) or begins(fold(text), phrases().table_note[:3])


def labels_above(above: Sequence[Row], top: int) -> list[Row]:
    """The rows directly above a table without header: labels of its first group."""
    found: list[Row] = []
    for row in reversed(above):
        if row.index != top - 1 or len(row.cells) != 1 or row.index == above[0].index:
            break
        found.insert(0, row)
        top = row.index
    return found
