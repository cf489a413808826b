"""A second attempt at cells of columns of figures that were read as no figure.

In small print or at a low resolution the model of Vietnamese takes "11" for "là)" and "50" for
"sợ". In a column whose other cells are figures such a cell is read again by the model of
English, which knows fewer letters, and in another size. What it then is stays doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.ocr_engine import TextLine, TooSlow, figures_language, read_pictures
from extract.ocr_raster import Gray
from extract.ocr_words import FIGURE, sureness
from extract.pdf_grids import Bounds, Lattice

Place = tuple[int, Bounds]

_LEAST, _MOST = 3, 0.5  # figures in a column, and their share, that make it one of figures
_LONGEST = 10  # signs of a figure, or of what it was misread as
_SURE = 80  # confidence of a word that is one
_DOUBTFUL = 50  # confidence of what only the second attempt read
_LINE, _WORD = 7, 8  # tesseract's page modes


def no_figures(read: Mapping[Place, Sequence[TextLine]], grids: Sequence[Lattice]) -> list[Place]:
    """The cells of columns of figures, below their first, that were read as something else.

    In the order given. What was read with confidence is left: words stand there too.
    """
    columns: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in read:
        number, bounds = place
        _, column, _, wide = grids[number].places[bounds]
        if wide <= 1:
            columns[number, column].append(place)
    found: set[Place] = set()
    for places in columns.values():
        figures = [place for place in places if _is_figure(read[place])]
        if len(figures) < max(_LEAST, _MOST * len(places)):
            continue
        head = min(bounds[1] for _, bounds in figures)
        found.update(p for p in places if p[1][1] > head and _is_unsure(read[p]))
    return [place for place in read if place in found]


def read_again(pictures: Sequence[Gray], dpi: int) -> list[list[TextLine]]:
    """The lines of each picture where they are a figure, else none."""
    found: list[list[TextLine]] = [[] for _ in pictures]
    for layout in (_LINE, _WORD):
        left = [i for i, lines in enumerate(found) if not lines]
        try:
            read = read_pictures([pictures[i] for i in left], dpi, layout, figures_language())
        except TooSlow:
            break  # the first attempt stands
        for i, lines in zip(left, read, strict=True):
            if _is_figure(lines):
                found[i] = [_doubtful(line) for line in lines]
    return found


def _doubtful(line: TextLine) -> TextLine:
    words = tuple(replace(w, confidence=min(w.confidence, _DOUBTFUL)) for w in line.words)
    return replace(line, words=words)


def _is_unsure(lines: Sequence[TextLine]) -> bool:
    text = _text(lines)
    sure = sureness(lines) >= _SURE and not any(map(str.isdigit, text))
    return len(text) <= _LONGEST and not sure and not _is_figure(lines)


def _is_figure(lines: Sequence[TextLine]) -> bool:
    return FIGURE.fullmatch(_text(lines)) is not None


def _text(lines: Sequence[TextLine]) -> str:
    return "".join(word.text for line in lines for word in line.words)
