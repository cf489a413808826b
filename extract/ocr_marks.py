"""Footnote marks in scans: small raised digits, told by their place and height.

Tesseract reads them as quotes, stars or digits of the figure before them ("năm 20251").
So the parts of each word are measured, and what is small and raised is read by itself.
Best effort: a mark that is read as no number stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.ocr_engine import Sign, TextLine, Word, figures_language, read_pictures
from extract.ocr_raster import Gray, Mask, ink_level
from extract.pdf_lines import SUPERSCRIPTS
from solieu.model import UNREADABLE

# Shares of the height of a line (from the rise of a letter to what hangs): a mark of Word
# or LibreOffice has digits 0.38 high whose feet are 0.3 above the baseline; quotes are
# 0.25 high.
_LOWEST, _HIGHEST = 0.29, 0.56
_RAISED = 0.16
_WIDEST = 1.1
_MARGIN = 0.08  # inches
_WORD = 8  # tesseract: one word
_MOST_DIGITS = 2
_SURE = 40
_CLOSING = (")", "]", "%", ".", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class _Raised:
    """A raised end (or whole) of a word, from pixel ``x0`` to ``x1``."""

    line: int
    word: int
    x0: int
    x1: int
    top: int
    bottom: int


def with_marks(picture: Gray, dpi: int, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with raised numbers written as superscript digits."""
    ink = picture < ink_level(picture)
    found = [
        raised
        for number, line in enumerate(lines)
        for index, word in enumerate(line.words)
        if word.text != UNREADABLE and (raised := _raised(ink, line, number, index, word))
    ]
    if not found:
        return list(lines)
    margin = round(_MARGIN * dpi)
    crops = [
        np.pad(
            np.repeat(np.repeat(picture[one.top : one.bottom, one.x0 : one.x1], 2, 0), 2, 1),
            margin,
            constant_values=255,
        )
        for one in found
    ]
    read = read_pictures(crops, dpi, _WORD, figures_language(), digits_only=True)
    made = [list(line.words) for line in lines]
    for one, own in zip(found, read, strict=True):
        words = [word for line in own for word in line.words]
        text = "".join(word.text for word in words)
        if text.isdecimal() and len(text) <= _MOST_DIGITS and words[0].confidence >= _SURE:
            made[one.line][one.word] = _marked(made[one.line][one.word], one, text)
    return [replace(line, words=tuple(words)) for line, words in zip(lines, made, strict=True)]


def _raised(ink: Mask, line: TextLine, number: int, index: int, word: Word) -> _Raised | None:
    """The raised end of a word: its last parts, all small and above the baseline."""
    area = ink[max(0, word.top - 2) : word.bottom + 2, word.x0 : word.x1]
    if area.size == 0 or not area.any():
        return None
    base = line.y + line.slope * (word.x0 - line.words[0].x0) - max(0, word.top - 2)
    parts = _parts(area)
    taken: list[tuple[int, int, int, int]] = []
    while len(parts) > 1 and _is_stop(area, parts[-1], base, line.size):
        parts = parts[:-1]
    for start, end in reversed(parts):
        rows = np.flatnonzero(area[:, start:end].any(axis=1))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        height = bottom - top
        small = _LOWEST * line.size <= height <= _HIGHEST * line.size
        narrow = end - start < 0.5 * line.size
        if not (small and narrow and base - bottom >= _RAISED * line.size):
            break
        taken.append((start, end, top, bottom))
    if not taken:
        return None
    whole = len(taken) == len(parts)
    if whole and len(taken) > _MOST_DIGITS:
        return None
    x0, x1 = min(t[0] for t in taken), max(t[1] for t in taken)
    if x1 - x0 > _WIDEST * line.size:
        return None
    shift = max(0, word.top - 2)
    return _Raised(
        number,
        index,
        word.x0 + x0,
        word.x0 + x1,
        shift + min(t[2] for t in taken),
        shift + max(t[3] for t in taken),
    )


def _is_stop(area: Mask, part: tuple[int, int], base: float, size: float) -> bool:
    """Whether a part of a word is the stop or comma after it."""
    rows = np.flatnonzero(area[:, part[0] : part[1]].any(axis=1))
    top, height = int(rows[0]), int(rows[-1]) + 1 - int(rows[0])
    return height < _LOWEST * size and top > base - 0.25 * size


def _parts(area: Mask) -> list[tuple[int, int]]:
    """The pieces of a word between columns without ink."""
    columns = area.any(axis=0).astype(np.int8)
    edge = np.diff(columns, prepend=0, append=0)
    starts, ends = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def _is_mark(sign: Sign, raised: _Raised) -> bool:
    """Whether the sign that tesseract puts before a mark is what it read the mark as."""
    return (not sign.text.isalnum() and sign.text not in _CLOSING) or sign.x1 > raised.x0 + 2


def _marked(word: Word, raised: _Raised, digits: str) -> Word:
    """The word with its raised end written as superscript digits."""
    mark = digits.translate(SUPERSCRIPTS)
    before = [sign for sign in word.signs if (sign.x0 + sign.x1) / 2 < raised.x0]
    inside = [s for s in word.signs if raised.x0 <= (s.x0 + s.x1) / 2 < raised.x1]
    after = [sign for sign in word.signs if (sign.x0 + sign.x1) / 2 >= raised.x1]
    if not inside and before and _is_mark(before[-1], raised):
        before.pop()
    if raised.x0 - word.x0 < 3 and not after:
        return replace(word, text=mark, signs=())
    if not word.signs:
        # Without places of characters: the mark was read as one sign for each digit.
        cut = len(word.text) - len(digits)
        return replace(word, text=word.text[:cut] + mark) if cut > 0 else word
    text = "".join(sign.text for sign in before)
    rest = "".join(sign.text for sign in after)
    return replace(word, text=f"{text}{mark}{rest}", signs=()) if text else word
