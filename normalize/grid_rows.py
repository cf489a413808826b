"""The rows of a table: label, unit and level of each, and which row is part of which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.lexicon import either
from normalize.grid_cells import Cells
from normalize.grid_columns import Column, Role
from normalize.unit_text import Unit, bracket_unit, parse_unit

_NUMBERING = regex.compile(
    r"^\s*(?:[-+*•]\s*|(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[a-zđA-Z])\s*[.)/]\s+)+"
)
_LAST_BRACKET = regex.compile(r"\(([^()]{1,25})\)\s*$")

# How deep a row stands, by its numbering: A, I, 1, 1.1, a, -, + (NĐ 30/2020, Phụ lục I).
_CAPITAL, _ROMAN, _NUMBER, _LETTER, _DASH, _PLUS, _UNNUMBERED = 5, 10, 20, 40, 50, 60, 90
_LEVELS = (
    (regex.compile(r"[IVXLC]+"), _ROMAN),
    (regex.compile(r"[A-Z]"), _CAPITAL),
)
_DEEP_NUMBER = regex.compile(r"\d+(?:\.\d+)+")


@cache
def _part_words() -> regex.Pattern[str]:
    found = either("columns", "part_words")
    return regex.compile(rf"^\s*(?:{found})\s*:?\s*-?\s*", flags=regex.I)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, its unit if it names one, and the row it is a part of (-1: none)."""

    index: int
    label: str
    unit: Unit | None
    parent: int = -1


class Rows:
    """Reads the rows of one table from top to bottom."""

    def __init__(self, cells: Cells, columns: Sequence[Column]) -> None:
        """``columns`` say where labels, units and numbers stand."""
        self._cells = cells
        self._columns: dict[Role, list[int]] = {}
        for column in columns:
            self._columns.setdefault(column.role, []).append(column.index)
        self._above: list[tuple[int, int]] = []  # level and index of the rows this one is in
        self._last: Row | None = None
        self.read: dict[int, Row] = {}

    def row(self, index: int) -> Row:
        """The row at ``index``; rows are asked for in order and read once."""
        if index not in self.read:
            self._last = self.read[index] = self._read(index)
        return self.read[index]

    def _read(self, index: int) -> Row:
        raw = self._text(index, "label")
        label = clean_label(raw)
        if not label and self._last is not None:
            label = self._last.label
        unit_text = self._text(index, "unit")
        unit = parse_unit(unit_text) if unit_text else bracket_unit(raw)
        level = _level(self._text(index, "number"), raw)
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        parent = self._above[-1][1] if self._above and level < _UNNUMBERED else -1
        self._above.append((level, index))
        return Row(index, label, unit, parent)

    def _text(self, row: int, role: Role) -> str:
        """The first cell of a row that stands in a column of the role; "" if none does."""
        indices = self._columns.get(role, [])
        for cell in self._cells.covering(row):
            if any(cell.column <= index < cell.column + cell.columns for index in indices):
                return self._cells.text(cell)
        return ""


def clean_label(raw: str) -> str:
    """A row label without its numbering, its unit and "trong đó".

    >>> clean_label("1.2. Diện tích lúa (ha)"), clean_label("Trong đó: - Nữ")
    ('Diện tích lúa', 'Nữ')
    """
    bare = _NUMBERING.sub("", raw.replace("*", " "))
    bare = _part_words().sub("", bare)
    if bracket_unit(bare) is not None:
        bare = _LAST_BRACKET.sub("", bare)
    return " ".join(bare.split()).strip(" :;.-+")


def _level(number: str, label: str) -> int:
    """How deep a row stands, by its number cell or the numbering of its label."""
    bare = number.strip(" .)")
    lead = label.lstrip()
    if lead.startswith("+"):
        return _PLUS
    if lead.startswith(("-", "–", "•", "*")) or bare in ("-", "+"):
        return _DASH
    if not bare:
        match = _NUMBERING.match(label)
        bare = match.group().strip(" .)") if match else ""
    if not bare:
        return _UNNUMBERED  # says nothing of its place
    for pattern, level in _LEVELS:
        if pattern.fullmatch(bare):
            return level
    if _DEEP_NUMBER.fullmatch(bare):
        return _NUMBER + bare.count(".")
    return _NUMBER if bare.isdigit() else _LETTER
