"""What the properties of a Word paragraph say: heading level, list label, merged ends."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extract.docx_numbering import Numbering
from extract.docx_package import VAL, W, value_of
from extract.docx_styles import Styles
from extract.docx_telling import Telling
from extract.wholes import whole

_PPR, _RPR, _DEL = W + "pPr", W + "rPr", W + "del"
_STYLE, _LIST, _OUTLINE = W + "pStyle", W + "numPr", W + "outlineLvl"


@dataclass(frozen=True, slots=True)
class Shape:
    """``runs_on``: a tracked deletion took the paragraph's end, the next one goes on."""

    level: int = 0
    label: str = ""
    runs_on: bool = False


#: Body text.
PLAIN = Shape()


class Shapes:
    """Reads the properties of paragraphs; each numbered paragraph is asked for once."""

    def __init__(self, styles: Styles, numbering: Numbering, telling: Telling) -> None:
        """``numbering`` counts on with every numbered paragraph."""
        self._telling = telling
        self._styles = styles
        self._numbering = numbering
        self._by_style: dict[str, Shape] = {}

    def of(self, paragraph: etree._Element, *, styled: bool = True) -> Shape:
        """The shape of a paragraph, which counts as the next one of its list.

        ``styled`` false leaves its style unasked.
        """
        for child in paragraph:
            # Properties come first or not at all.
            return self._read(child, styled) if child in self._telling else PLAIN
        return PLAIN

    def _read(self, properties: etree._Element, styled: bool) -> Shape:
        if styled and len(properties) == 1 and properties[0].tag == _STYLE:
            return self._of_style(properties[0].get(VAL, ""))  # most that say anything
        style_id, runs_on, level = "", False, 0
        numbering: etree._Element | None = None
        for each in properties:
            tag = each.tag
            if tag == _STYLE and styled:
                style_id = each.get(VAL, "")
            elif tag == _LIST:
                numbering = each
            elif tag == _OUTLINE:
                level = heading_level(each)
            elif tag == _RPR:
                runs_on = any(mark.tag == _DEL for mark in each)
        if not style_id and numbering is None:
            return Shape(level, "", runs_on) if level or runs_on else PLAIN
        style = self._styles.get(style_id)
        num_id, list_level = style.num_id, style.list_level
        if numbering is not None:
            own_id, own_level = value_of(numbering, "numId"), value_of(numbering, "ilvl")
            num_id = num_id if own_id is None else own_id
            list_level = whole(own_level, 0) if own_level else list_level
            if own_id and list_level is None:
                list_level = 0
        label = self._numbering.label(num_id, list_level, style_id)
        return Shape(level or style.level, label, runs_on)

    def _of_style(self, style_id: str) -> Shape:
        """The shape of a paragraph whose style says it all."""
        shape = self._by_style.get(style_id)
        if shape is None:
            style = self._styles.get(style_id)
            if style.num_id:  # each one is another number
                label = self._numbering.label(style.num_id, style.list_level, style_id)
                return Shape(style.level, label)
            shape = self._by_style[style_id] = Shape(style.level)
        return shape


def heading_level(outline: etree._Element) -> int:
    """Heading level from 1 that an ``outlineLvl`` states, 0 for body text."""
    value = whole(outline.get(VAL), 9)  # 9 is Word's body text
    return value + 1 if value <= 8 else 0
