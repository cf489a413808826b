"""One PDF page as lines, tables and free rulings, all geometry settled.

Nothing of pdfium is kept after the page: a document's memory does not grow with what
pdfium knows of its pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.legacy_survey import Survey
from extract.ocr_hidden import is_hidden, is_poor
from extract.pdf_aligned import aligned_tables
from extract.pdf_glyphs import Glyphs
from extract.pdf_grids import Grid, grids_of
from extract.pdf_images import is_picture
from extract.pdf_lines import Line, fragments, is_odd, lines_of
from extract.pdf_rulings import Ruling, rulings
from extract.pdf_signs import with_signs

# An electronic signature prints name, office and time on a scanned page, some 20-30 words.
_STAMP_WORDS = 60


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, in the order of the file.

    ``number`` counts from 1; ``rules`` are horizontal rulings outside tables, top down;
    ``scanned`` says that what can be seen on the page is not in its text. ``words`` is
    the number of its words, ``looked`` what was found of old encodings, None for nothing.
    ``hidden``: its text was laid under a picture by another OCR program; ``poor``: badly.
    ``mended`` is how many letters had a wrong meaning.
    """

    number: int
    width: float
    height: float
    items: tuple[Line | Grid, ...]
    rules: tuple[Ruling, ...]
    scanned: bool
    words: int = 0
    looked: Survey | None = None
    hidden: bool = False
    poor: bool = False
    mended: int = 0


def read_page(page: Any, number: int) -> Page:
    """Read one pypdfium2 page; the caller closes it."""
    glyphs = Glyphs(page)
    try:
        drawings, drawn = rulings(page, glyphs.reading)
        odd = is_odd(glyphs.text)
        grids, outside = grids_of(glyphs, number, fragments(glyphs), drawings, odd)
        if not grids:
            grids, outside = aligned_tables(glyphs, number, outside, odd)
        items: list[Line | Grid] = []
        done = 0
        for before, grid in grids:
            items += lines_of(glyphs, number, outside[done:before], odd)
            items.append(grid)
            done = before
        items += lines_of(glyphs, number, outside[done:], odd)
        tables = [grid for _, grid in grids]
        rules = [r for r in drawings if r.horizontal and not any(_within(r, t) for t in tables)]
        words = len(glyphs.text.split())
        scanned = _is_scanned(page, words, drawn)
        hidden = drawn and not scanned and is_picture(page) and is_hidden(page)
        return Page(
            number,
            glyphs.width,
            glyphs.height,
            tuple(with_signs(items)),
            tuple(sorted(rules, key=lambda rule: rule.top)),
            scanned,
            words,
            glyphs.looked,
            hidden,
            hidden and is_poor(glyphs.text),
            glyphs.mended,
        )
    finally:
        glyphs.close()


def _is_scanned(page: Any, words: int, drawn: bool) -> bool:
    """A picture without text, or with no more than a signature's stamp upon it."""
    if words >= _STAMP_WORDS:
        return False
    return is_picture(page) or (drawn and words == 0)


def _within(rule: Ruling, grid: Grid) -> bool:
    return grid.top - 3 <= rule.top <= grid.bottom + 3  # pdfplumber snaps within 3 pt
