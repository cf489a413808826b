"""The signs of a folded Word part: what one character in its text stands for.

``extract.docx_fold`` writes them into the bytes of a part, ``extract.docx_plain`` reads them.
They lie in the last plane but one of Unicode, which is private; a part that holds such
characters of its own is not folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.legacy_fonts import FontCode

#: Parts one paragraph, one cell from the next.
PARAGRAPH, CELL = "\U000f0000", "\U000f0001"
# From here on the text is set in the font of its paragraph's style, in a font of its own.
_STYLED = 0xF0010
# A paragraph begins with the sign of its properties.
_SHAPED = 0xF1000
#: The least sign of properties; any other character is less.
SHAPED = chr(_SHAPED)
_MOST_FONTS, _MOST_SHAPES = _SHAPED - _STYLED, 0xFFFFE - _SHAPED
#: One sign of a font.
FONT = re.compile(f"([{chr(_STYLED)}-{chr(_SHAPED - 1)}])")
_ANY = re.compile("[\U000f0000-\U000ffffd]")


@dataclass(slots=True)
class Signs:
    """What the signs of one part stand for, in the order in which they were given.

    ``active`` is false for a part without signs, whose text is text throughout;
    ``fonts_tell`` where plain runs begin with the signs of their fonts. ``fonts`` are the
    encodings of these (None: today's), the first one standing for the font of the style;
    ``shapes`` are the contents of ``w:pPr``.
    """

    active: bool = False
    fonts_tell: bool = False
    fonts: list[FontCode | None] = field(default_factory=lambda: [None])
    shapes: list[bytes] = field(default_factory=list)

    def font(self, code: FontCode | None) -> str:
        """The sign of an encoding."""
        if code not in self.fonts[1:]:
            self.fonts.append(code)
        return chr(_STYLED + self.fonts.index(code, 1))

    def shape(self, properties: bytes) -> str | None:
        """The sign of a paragraph's properties; None where there are too many."""
        if len(self.shapes) == _MOST_SHAPES:
            return None
        self.shapes.append(properties)
        return chr(_SHAPED + len(self.shapes) - 1)

    def font_of(self, sign: str) -> FontCode | None:
        """The encoding that a sign other than STYLED stands for."""
        return self.fonts[ord(sign) - _STYLED]


#: The text is set in the font of the paragraph's style.
STYLED = chr(_STYLED)


def shape_number(sign: str) -> int:
    """Which of ``Signs.shapes`` a sign stands for."""
    return ord(sign) - _SHAPED


def without_signs(text: str) -> str:
    """Text as it was before it was folded; paragraphs and cells are not parted in it."""
    return _ANY.sub("", text)
