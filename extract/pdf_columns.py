"""Columns that only the places of words show: lines cut into pieces, pieces into columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.pdf_glyphs import Glyphs
from extract.pdf_lines import Fragment

_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"[-+–(]?\d[\d.,/]*[%)]*|[-–x]")
# Shares of the text size: a justified line has word spaces of up to half, rarely one.
_APART = 1.2
_FIGURES_APART = 0.6  # two figures in prose are never further apart than words


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of a page and where they stand, in points."""

    start: int
    end: int
    x0: float
    x1: float
    y: float
    size: float

    @property
    def middle(self) -> float:
        """The middle between its ends."""
        return (self.x0 + self.x1) / 2


def words_of(glyphs: Glyphs, part: Fragment) -> list[Piece]:
    """The words of a line."""
    return [
        Piece(
            word.start(),
            word.end(),
            glyphs.origin(word.start())[0],
            glyphs.box(word.end() - 1).x1,
            part.y,
            part.size,
        )
        for word in _WORD.finditer(glyphs.text, part.start, part.end)
    ]


def joined(pieces: Sequence[Piece]) -> Piece:
    """Neighbours of one line as one piece."""
    first, last = pieces[0], pieces[-1]
    return Piece(first.start, last.end, first.x0, last.x1, first.y, first.size)


def cut_at_gaps(glyphs: Glyphs, words: Sequence[Piece], size: float) -> list[Piece]:
    """Words put together where no more than a word space is left free between them."""
    groups: list[list[Piece]] = [[words[0]]]
    for left, right in pairwise(words):
        figures = all(_DIGITS.fullmatch(glyphs.text, one.start, one.end) for one in (left, right))
        if right.x0 - left.x1 > (_FIGURES_APART if figures else _APART) * size:
            groups.append([right])
        else:
            groups[-1].append(right)
    return [joined(group) for group in groups]


def bands(columns: Sequence[Piece]) -> tuple[float, ...]:
    """The edges of columns: the middle of what is free between them, and both ends."""
    between = [(left.x1 + right.x0) / 2 for left, right in pairwise(columns)]
    return (columns[0].x0, *between, columns[-1].x1)


def cut_by_bands(words: Sequence[Piece], edges: Sequence[float]) -> list[tuple[int, Piece]] | None:
    """Words put together by the column they stand in; None where one stands in no single one."""
    groups: dict[int, list[Piece]] = {}
    for word in words:
        column = column_at(word.middle, edges)
        left, right = edges[column], edges[column + 1]
        first, last = column == 0, column == len(edges) - 2
        if (word.x0 < left and not first) or (word.x1 > right and not last):
            return None
        groups.setdefault(column, []).append(word)
    return [(column, joined(group)) for column, group in groups.items()]


def column_at(x: float, edges: Sequence[float]) -> int:
    """The column that holds ``x``; what is outside belongs to the first or last."""
    inner = edges[1:-1]
    return sum(x >= edge for edge in inner)
