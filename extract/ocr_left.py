"""Ink beside a figure that OCR made nothing, or less, of: a lost sign or unit, the bar of "≤".

tesseract knows no "≤" and "≥" and reads "<" and ">", sure of itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ocr_engine import TextLine, Word
from extract.ocr_raster import Gray, ink_level

_OPEN = ("<", ">")
# Shares of the height and width of such a sign: in its lowest rows only a bar is that wide.
_FOOT, _BAR = 0.25, 0.7
# Shares of the height of a line: how far the box of a word may miss its ink; the least
# width and height of a letter or sign; how far on a lost word is looked for.
_SLACK, _NARROW, _LOW, _REACH = 0.15, 0.3, 0.3, 2.0


class Unread:
    """The ink of a page outside all words that were read."""

    def __init__(self, picture: Gray, lines: Sequence[TextLine]) -> None:
        """``lines`` are all that was read in ``picture``."""
        self._all = picture < ink_level(picture)
        self._ink = self._all.copy()
        for line in lines:
            slack = round(line.size * _SLACK)
            for word in line.words:
                top, left = max(0, word.top - slack), max(0, word.x0 - slack)
                self._ink[top : word.bottom + slack, left : word.x1 + slack] = False

    def beside(self, line: TextLine, index: int) -> bool:
        """Whether there is ink to the left of a figure, or to the right of it or its unit."""
        words = line.words
        reach = round(line.size * _REACH)
        figure = words[index]
        before = words[index - 1].x1 if index else figure.x0 - reach
        if self._has_sign(line, figure, max(before, figure.x0 - reach), figure.x0):
            return True
        for i in range(index, min(index + 2, len(words))):
            right = words[i].x1 + reach
            after = words[i + 1].x0 if i + 1 < len(words) else right
            if self._has_sign(line, words[i], words[i].x1, min(after, right)):
                return True
        return False

    def barred(self, line: TextLine, index: int) -> bool:
        """Whether the ``<`` or ``>`` before a figure has a bar below it: it is ``≤`` or ``≥``."""
        word = line.words[index]
        if not word.text.startswith(_OPEN):
            word = line.words[index - 1] if index else word
            if word.text not in _OPEN:
                return False
        if word.text[1:2] == "=":
            return False
        area = self._all[max(0, word.top) : word.bottom, max(0, word.x0) : word.x1]
        columns = np.flatnonzero(area.any(axis=0))
        if not columns.size:
            return False
        gaps = np.flatnonzero(np.diff(columns) > 1)  # a figure behind it in the same word
        sign = area[:, columns[0] : columns[gaps[0] if gaps.size else -1] + 1]
        rows = np.flatnonzero(sign.any(axis=1))
        sign = sign[rows[0] : rows[-1] + 1]
        foot = sign[-max(1, round(_FOOT * len(sign))) :]
        return bool((foot.sum(axis=1) >= _BAR * sign.shape[1]).any())

    def _has_sign(self, line: TextLine, word: Word, left: int, right: int) -> bool:
        """Whether the ink from ``left`` to ``right`` of a word is as large as a letter."""
        # Between the line's own top and foot: what hangs in from its neighbours is not of it.
        foot = line.y + line.slope * (word.x0 - line.words[0].x0)
        top, bottom = round(foot - 0.7 * line.size), round(foot + 0.05 * line.size)
        area = self._ink[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
        if not area.any():
            return False
        wide = int(np.count_nonzero(area.any(axis=0)))
        rows = np.flatnonzero(area.any(axis=1))
        high = int(rows[-1]) + 1 - int(rows[0])
        return wide >= _NARROW * line.size and high >= _LOW * line.size
