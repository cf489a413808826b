"""Words that OCR read, with what makes them doubtful, as they go from step to step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.ocr_engine import TextLine

#: Figures within a word, with the separators between their digits.
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
#: A word that is a figure and nothing else.
FIGURE = re.compile(r"[<>≥≤~+(-]*\d+(?:[.,]\d+)*%?\)?")


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of words in the pixels of its upright page.

    ``others`` holds, by index of the word, what a second reading gave instead.
    """

    line: TextLine
    others: tuple[tuple[int, str], ...] = ()


def moved(line: TextLine, right: int, down: int) -> TextLine:
    """A line read in a cut-out of the page, at its place on the page."""
    words = tuple(
        replace(
            word,
            x0=word.x0 + right,
            x1=word.x1 + right,
            top=word.top + down,
            bottom=word.bottom + down,
            signs=tuple(replace(s, x0=s.x0 + right, x1=s.x1 + right) for s in word.signs),
        )
        for word in line.words
    )
    return TextLine(words, line.size, line.y + down, line.slope)


def sureness(lines: Sequence[TextLine]) -> int:
    """Mean confidence of the words, weighted by their length; 0 for none."""
    pairs = [(word.confidence, len(word.text)) for line in lines for word in line.words]
    signs = sum(size for _, size in pairs)
    return round(sum(sure * size for sure, size in pairs) / signs) if signs else 0
