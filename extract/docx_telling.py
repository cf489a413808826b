"""Which properties in a Word part say anything that the reader asks for.

Nearly all runs, paragraphs and cells have properties, and nearly all of these name a font,
a size, a border. One search through the whole part, done by libxml2, finds the few that
tell more; the walk leaves the others unopened.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.docx_fonts import Fonts, named_font
from extract.docx_package import W
from extract.legacy_fonts import font_code

_RUN = tuple(W + name for name in ("vertAlign", "vanish", "rStyle"))
_PARAGRAPH = tuple(W + name for name in ("pStyle", "numPr", "outlineLvl"))
_CELL = tuple(W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))
_RFONTS, _DEL, _RPR = W + "rFonts", W + "del", W + "rPr"


#: Property elements worth opening: ``rPr``, ``pPr``, ``tcPr``. Kept here, they stay the same
#: objects when the walk meets them.
Telling = set[etree._Element]


def look_over(root: etree._Element, fonts: Fonts, telling: Telling) -> None:
    """Add the telling properties of a part, before it is walked over, to ``telling``.

    ``fonts`` say whether any font that a run names matters.
    """
    for element in _signs(root, fonts):
        parent = element.getparent()
        if parent is not None:
            telling.add(parent)


def _signs(root: etree._Element, fonts: Fonts) -> Iterator[etree._Element]:
    yield from root.iter(*_RUN, *_PARAGRAPH, *_CELL)
    for deletion in root.iter(_DEL):
        parent = deletion.getparent()
        if parent is not None and parent.tag == _RPR:  # of a paragraph's end
            yield parent
    for named in root.iter(_RFONTS):
        if fonts.in_styles or font_code(named_font(named) or ""):
            yield named
