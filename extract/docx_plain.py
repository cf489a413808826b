"""Plain paragraphs and cells of a Word file: their text, out of its signs, and their shape."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extract.cleaning import is_clean, squeeze
from extract.docx_encodings import Encodings
from extract.docx_fonts import Fonts
from extract.docx_shapes import PLAIN, Shape, Shapes
from extract.docx_signs import (
    CELL,
    FONT,
    PARAGRAPH,
    SHAPED,
    STYLED,
    Signs,
    shape_number,
    without_signs,
)
from extract.legacy_fonts import FontCode


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain paragraph: its text, its shape, whether its font was of an old encoding."""

    text: str
    shape: Shape
    converted: bool = False


class PlainTexts:
    """Reads what ``extract.docx_fold`` made of one document, in order."""

    def __init__(self, signs: Signs, shapes: Shapes, fonts: Fonts, encodings: Encodings) -> None:
        """``shapes`` count on with every paragraph, ``encodings`` take note of every text."""
        self._signs = signs
        self._shapes = shapes
        self._fonts = fonts
        self._encodings = encodings
        self._old_fonts = fonts.in_styles or signs.fonts_tell
        # Text without signs, then, is the text that is read.
        self.simple = not self._old_fonts and not encodings.second

    def paragraphs(self, text: str) -> list[str]:
        """The paragraphs that a ``w:p`` or a cell stands for."""
        return text.split(PARAGRAPH) if self._signs.active else [text]

    def cells(self, row: etree._Element) -> list[str] | None:
        """The texts of a folded row's cells, None for any other row."""
        if len(row) or not self._signs.active or row.text is None:
            return None
        return row.text.split(CELL)

    def bare(self, text: str) -> str:
        """The text of a paragraph without its signs."""
        return without_signs(text) if self._signs.active else text

    def paragraph(self, text: str, element: etree._Element | None = None) -> Plain:
        """The next paragraph; ``element`` is the one that holds ``text`` alone.

        Its label is not yet in the text, and its letters are not yet looked at.
        """
        shape, style_id = PLAIN, ""
        if element is not None and len(element):
            shape = self._shapes.of(element)
        elif text >= SHAPED and self._signs.active:
            number = shape_number(text[0])
            shape, style_id = self._shapes.signed(number, self._signs.shapes[number])
            text = text[1:]
        if not self._old_fonts:
            return Plain(text, shape)
        code: FontCode | None = None
        if self._fonts.in_styles:
            if element is not None and len(element):
                code = self._fonts.of_paragraph(element)
            else:
                code = self._fonts.of_style(style_id)
        text, converted = self._decoded(text, code)
        return Plain(text, shape, converted)

    def row(self, texts: list[str]) -> list[str] | None:
        """The finished texts of a row's cells, None where they have to be read one by one."""
        whole = "|".join(texts)
        if not (self.simple and is_clean(whole)):
            return None
        self._encodings.texts += texts
        return [text.strip() for text in texts]

    def cell(self, text: str, element: etree._Element | None = None) -> tuple[str, bool]:
        """The finished text of a cell of plain paragraphs, and whether it was converted."""
        converted = False
        if element is not None or self._old_fonts or not text.isprintable():  # signs are not
            parts = []
            for piece in self.paragraphs(text):
                plain = self.paragraph(piece, element)
                label = plain.shape.label  # in a cell also of an empty paragraph
                parts.append(f"{label} {plain.text}" if label else plain.text)
                converted |= plain.converted
            text = " ".join(parts)
        text, by_letters = self._encodings.by_letters(text)
        return squeeze(text), converted or by_letters

    def _decoded(self, text: str, code: FontCode | None) -> tuple[str, bool]:
        """Text decoded by the fonts that its signs name, ``code`` standing for that of its style.

        A letter's mark may stand in the next run, so runs of one encoding are one text.
        """
        if not self._signs.active:
            return (text, False) if code is None else self._encodings.in_font(text, code)
        if FONT.match(text) and not FONT.search(text, 1):  # nearly always
            own = code if text[0] == STYLED else self._signs.font_of(text[0])
            return (text[1:], False) if own is None else self._encodings.in_font(text[1:], own)
        first, *rest = FONT.split(text)
        runs: list[tuple[FontCode | None, str]] = [(code, first)] if first else []
        for sign, piece in zip(rest[::2], rest[1::2], strict=True):
            own = code if sign == STYLED else self._signs.font_of(sign)
            if runs and runs[-1][0] == own:
                piece = runs.pop()[1] + piece
            runs.append((own, piece))
        converted = False
        pieces: list[str] = []
        for own, piece in runs:
            if own is not None:
                piece, changed = self._encodings.in_font(piece, own)
                converted |= changed
            pieces.append(piece)
        return "".join(pieces), converted
