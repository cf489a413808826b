"""The rows of a table: label, unit and level of each, and which row is part of which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import either, word_set
from normalize.grid_cells import Cells
from normalize.grid_columns import Column, Role
from normalize.prices import price_named
from normalize.sheet_labels import area_of, is_name
from normalize.unit_text import Unit, bracket_unit, parse_unit

_NUMBERING = regex.compile(
    r"^\s*(?:[-+*•]\s*|(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[a-zđA-Z])\s*[.)/]\s+"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=\p{Lu}))+"
)
_LAST_BRACKET = regex.compile(r"\(([^()]{1,25})\)\s*$")

# How deep a row stands, by its numbering: A, I, 1, 1.1, a, -, + (NĐ 30/2020, Phụ lục I).
_CAPITAL, _ROMAN, _NUMBER, _LETTER, _DASH, _PLUS, _UNNUMBERED = 5, 10, 20, 40, 50, 60, 90
_BELOW_NUMBER = 80  # a row without a number in a table that numbers its rows
_LEVELS = (
    (regex.compile(r"[IVXLC]+"), _ROMAN),
    (regex.compile(r"[A-Z]"), _CAPITAL),
)
_DEEP_NUMBER = regex.compile(r"\d+(?:\.\d+)+")


@cache
def _part_words() -> regex.Pattern[str]:
    found = either("columns", "part_words")
    return regex.compile(rf"^\s*(?:{found})\s*:?\s*-?\s*", flags=regex.I)


@cache
def _total_start() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:{either('columns', 'totals')})(?!\w)", flags=regex.I)


@cache
def _place_head() -> regex.Pattern[str]:
    found = either("columns", "place_heads")
    return regex.compile(rf"(?:(?:tên|các)\s+)?(?:{found})(?:\s*[,/-]\s*(?:và )?(?:{found}))*")


def names_places(header: str) -> bool:
    """Whether a header says that the rows are places.

    >>> names_places("Tỉnh/Thành phố"), names_places("Tên xã, phường"), names_places("Xã hội")
    (True, True, False)
    """
    return _place_head().fullmatch(" ".join(fold(header).split())) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, its unit if it names one, and the row it is a part of (-1: none).

    ``price`` is the price basis that the row, or the row it is a part of, names; ``area``
    the place that the row is about, where its label is the name of one.
    """

    index: int
    label: str
    unit: Unit | None
    parent: int = -1
    price: str = ""
    area: str = ""


class Rows:
    """Reads the rows of one table from top to bottom."""

    def __init__(self, cells: Cells, columns: Sequence[Column]) -> None:
        """``columns`` say where labels, units and numbers stand."""
        self._cells = cells
        self._columns: dict[Role, list[int]] = {}
        for column in columns:
            self._columns.setdefault(column.role, []).append(column.index)
        heads = (column.header for column in columns if column.role == "label")
        self._places = any(names_places(header) for header in heads)
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
        if (further := self._further(index)) and fold(further) != fold(label):
            label = f"{label} {further[:1].lower()}{further[1:]}".strip()
        if not label and self._last is not None:
            label = self._last.label
        unit_text = self._text(index, "unit")
        unit = self._unit(unit_text, raw)
        level = _level(self._text(index, "number"), raw)
        if level == _UNNUMBERED and self._is_below_number(index, raw):
            level = _BELOW_NUMBER
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        parent = self._above[-1][1] if self._above and level < _UNNUMBERED else -1
        self._above.append((level, index))
        if unit is None and not unit_text:
            unit = self._inherited(parent, level)
        price = price_named(raw) or (self.row(parent).price if parent >= 0 else "")
        return Row(index, label, unit, parent, price, self._area(label))

    def _area(self, label: str) -> str:
        """The place that a label names and nothing else, its kind told by the column's header."""
        bare = _LAST_BRACKET.sub("", label).strip()
        known = area_of(label) or area_of(bare)
        named = self._places and is_name(bare) and not _total_start().match(label)
        return known or (bare if named else "")

    def _inherited(self, parent: int, level: int) -> Unit | None:
        """ "1. Khách phục vụ (lượt khách)" counts its parts too; an empty unit cell repeats."""
        if parent >= 0:
            return self.row(parent).unit
        repeats = level == _UNNUMBERED and {"unit", "number"} <= self._columns.keys()
        return self._last.unit if repeats and self._last is not None else None

    def _is_below_number(self, index: int, raw: str) -> bool:
        """Whether an unnumbered row stands below a numbered one: it names a part of that."""
        if "number" not in self._columns or not self._above or _total_start().match(raw):
            return False
        above = self._above[-1]
        return (above[0] < _UNNUMBERED and index == above[1] + 1) or above[0] == _BELOW_NUMBER

    def _unit(self, cell: str, label: str) -> Unit | None:
        """The unit of the row's own cell or label; a ditto mark repeats that of the row above."""
        if not cell:
            return bracket_unit(label)
        if fold(cell) in word_set("columns", "ditto"):
            return self._last.unit if self._last is not None else None
        return parse_unit(cell)

    def _further(self, row: int) -> str:
        """What the columns beside the first labels divide them by."""
        indices = self._columns.get("label", [])[1:]
        cells = (cell for cell in self._cells.covering(row) if cell.column in indices)
        return " ".join(clean_label(self._cells.text(cell)) for cell in cells).strip()

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
