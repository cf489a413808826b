"""A second reading of every figure: another crop, another model.

Tesseract's commonest wrong figure is one that lost a separator ("8,12" read as "812"),
and it is sure of it. Read once more by itself, with a margin and by another model, the
same mistake is seldom made twice; where the two differ, the figure is doubtful. So it is
where ink beside it was not read at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from extract.ocr_engine import TextLine, TooSlow, Word, figures_language, read_pictures
from extract.ocr_left import Unread
from extract.ocr_raster import Gray, Mask
from extract.ocr_words import FIGURE, FIGURES, SeenLine

_MARGIN = 0.06  # inches of white around a cut-out
_REACH = 0.8  # of the height of the line: as far as another digit would stand
_LINE = 7  # tesseract: one line of text
_SMALLER = 5 / 6
_COVERED = 0.02  # of the box of a word: the thin rim of a seal that crosses it
# A figure at the start of a word, and its sign: "-17" read as "+17" has the same digits.
_SIGNED = re.compile(r"(?<!\S)([+-]?)(\d+(?:[.,]\d+)*)")
#: Stands for what a second reading gave where ink beside the figure was not read.
UNREAD = "…"
#: Reads pictures of one line each: the words found in each of them.
Reader = Callable[[Sequence[Gray]], list[str]]


def second_reading(
    picture: Gray,
    dpi: int,
    lines: Sequence[TextLine],
    reader: Reader | None = None,
    cover: Mask | None = None,
) -> list[SeenLine]:
    """The lines, their figures read once more from ``picture``.

    ``reader`` reads them (default: tesseract, with its model for figures). ``cover`` is where
    coloured ink was dropped: what lay under it may be gone.
    """
    places = [
        (number, index)
        for number, line in enumerate(lines)
        for index, word in enumerate(line.words)
        if FIGURES.search(word.text)
    ]
    crops = [_crop(picture, dpi, lines[number], index) for number, index in places]
    read = reader(crops) if reader else _by_tesseract(crops, dpi)
    unread = Unread(picture, lines)
    others: dict[int, list[tuple[int, str]]] = {}
    open_: list[int] = []  # of the places: alone on their line, and read in two ways
    for i, ((number, index), text) in enumerate(zip(places, read, strict=True)):
        if not _agree(lines[number].words[index], text):
            others.setdefault(number, []).append((index, text))
            open_ += [i] if len(lines[number].words) == 1 and FIGURE.fullmatch(_bare(text)) else []
        elif (
            unread.beside(lines[number], index)
            or unread.barred(lines[number], index)
            or (cover is not None and _is_covered(cover, lines[number].words[index]))
        ):
            others.setdefault(number, []).append((index, UNREAD))
    seen = [SeenLine(line, tuple(others.get(number, ()))) for number, line in enumerate(lines)]
    try:
        third = _by_tesseract([_smaller(crops[i]) for i in open_], round(dpi * _SMALLER))
    except TooSlow:  # what was read twice is not lost for it
        third = [""] * len(open_)
    for i, text in zip(open_, third, strict=True):
        number = places[i][0]
        seen[number] = _voted(lines[number], read[i], text)
    return seen


def _voted(line: TextLine, second: str, third: str) -> SeenLine:
    """A figure in the reading that two of three have, else in the second; it stays doubtful.

    The model of English, which reads second, is right twice as often as the Vietnamese one
    where they differ.
    """
    [word] = line.words
    if _bare(third) == word.text:
        return SeenLine(line, ((0, second),))
    chosen = replace(word, text=_bare(second), signs=())
    return SeenLine(replace(line, words=(chosen,)), ((0, word.text),))


def _bare(text: str) -> str:
    return "".join(text.split())


def _smaller(crop: Gray) -> Gray:
    """The same a little smaller: other pixels, and so another reading of what is unclear."""
    from PIL import Image

    high, wide = (max(1, round(size * _SMALLER)) for size in crop.shape)
    return np.asarray(Image.fromarray(crop).resize((wide, high), Image.Resampling.LANCZOS))


def _by_tesseract(crops: Sequence[Gray], dpi: int) -> list[str]:
    found = read_pictures(crops, dpi, _LINE, figures_language())
    return [" ".join(word.text for line in lines for word in line.words) for lines in found]


def _agree(word: Word, text: str) -> bool:
    """Whether the word's figures are among those of the second reading, with their signs.

    Others may be there: of a neighbour, or an "ộ" that a model of English takes for a 6.
    """
    own = Counter(FIGURES.findall(word.text))
    if own - Counter(FIGURES.findall(text)):
        return False
    signs = {figure: sign for sign, figure in _SIGNED.findall(text)}
    return all(
        signs[figure] == sign for sign, figure in _SIGNED.findall(word.text) if figure in signs
    )


def _is_covered(cover: Mask, word: Word) -> bool:
    area = cover[max(0, word.top) : word.bottom, max(0, word.x0) : word.x1]
    return area.size > 0 and float(area.mean()) > _COVERED


def _crop(picture: Gray, dpi: int, line: TextLine, index: int) -> Gray:
    """The word with its neighbours and all ink beside them, cut out and set on white.

    Not just its box: that ends where tesseract stopped reading.
    """
    first, last = _near(line, index)
    near = line.words[first : last + 1]
    pad = max(2, round(line.size * 0.15))
    reach = round(line.size * _REACH)
    left, right = near[0].x0 - reach, near[-1].x1 + reach
    if first:
        left = max(left, (line.words[first - 1].x1 + near[0].x0) // 2)
    if last + 1 < len(line.words):
        right = min(right, (line.words[last + 1].x0 + near[-1].x1) // 2)
    top = max(0, min(word.top for word in near) - pad)
    bottom = max(word.bottom for word in near) + pad
    margin = round(_MARGIN * dpi)
    cut = picture[top:bottom, max(0, left) : max(1, right)]
    return np.pad(cut, margin, constant_values=255)


def _near(line: TextLine, index: int) -> tuple[int, int]:
    """The word and its neighbours, if they are not those of another column."""
    far = 2 * line.size
    first = last = index
    if index and line.words[index].x0 - line.words[index - 1].x1 < far:
        first -= 1
    if index + 1 < len(line.words) and line.words[index + 1].x0 - line.words[index].x1 < far:
        last += 1
    return first, last
