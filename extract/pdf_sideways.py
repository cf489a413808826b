"""Text that runs up or down the page beside upright text: heads of narrow columns, stamps.

pdfium ends a line wherever the baseline jumps; in text that runs sideways that is at every
change of the subset font, in the middle of words.
"""

from __future__ import annotations

from extract.pdf_glyphs import Glyphs

# Shares of the text size, as for upright lines.
_SAME_BASELINE, _BACK, _FAR = 0.5, 0.5, 2.0


def bounds(glyphs: Glyphs, start: int, end: int) -> tuple[float, float, float]:
    """Left end, right end and foot of characters ``start`` to ``end`` on the page."""
    first, last = glyphs.box(start), glyphs.box(end - 1)
    return min(first.x0, last.x0), max(first.x1, last.x1), max(first.bottom, last.bottom)


def gap(glyphs: Glyphs, end: int, start: int, turn: int) -> float:
    """How far character ``start`` stands from where the one before ``end`` stops."""
    before, (_, pen) = glyphs.box(end - 1), glyphs.origin(start)
    return before.top - pen if turn == 90 else pen - before.bottom


def follows(glyphs: Glyphs, end: int, start: int, turn: int, size: float) -> bool:
    """Whether sideways text goes on at ``start`` in the line that it broke off before ``end``."""
    across = abs(glyphs.origin(start)[0] - glyphs.origin(end - 1)[0])
    step = gap(glyphs, end, start, turn)
    return across <= _SAME_BASELINE * size and -_BACK * size <= step <= _FAR * size
