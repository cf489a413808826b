"""What the properties of a Word paragraph say: heading level, list label, merged ends."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extract.docx_numbering import Numbering
from extract.docx_package import VAL, W, value_of
from extract.docx_styles import Styles
from extract.docx_telling import Telling
from extract.wholes import whole

_NAME = W[1:-1].encode()
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


@dataclass(frozen=True, slots=True)
class _Said:
    """What the properties of a paragraph say, before styles and lists are asked.

    ``num_id`` and ``list_level`` are None where they are not given, ``numbered`` tells
    whether the paragraph speaks of its list itself.
    """

    style_id: str = ""
    level: int = 0
    numbered: bool = False
    num_id: str | None = None
    list_level: str | None = None
    runs_on: bool = False


def _said(properties: etree._Element, *, styled: bool = True) -> _Said:
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
    if numbering is None:
        return _Said(style_id, level, runs_on=runs_on)
    own_id, own_level = value_of(numbering, "numId"), value_of(numbering, "ilvl")
    return _Said(style_id, level, True, own_id, own_level, runs_on)


class Shapes:
    """Reads the properties of paragraphs; each numbered paragraph is asked for once."""

    def __init__(self, styles: Styles, numbering: Numbering, telling: Telling) -> None:
        """``numbering`` counts on with every numbered paragraph."""
        self._telling = telling
        self._styles = styles
        self._numbering = numbering
        self._by_style: dict[str, Shape] = {}
        self._by_sign: dict[int, _Said] = {}

    def of(self, paragraph: etree._Element, *, styled: bool = True) -> Shape:
        """The shape of a paragraph, which counts as the next one of its list.

        ``styled`` false leaves its style unasked.
        """
        for child in paragraph:
            # Properties come first or not at all.
            return self._read(child, styled) if child in self._telling else PLAIN
        return PLAIN

    def signed(self, number: int, contents: bytes) -> tuple[Shape, str]:
        """The shape of the next paragraph with properties that a sign stands for, and its style.

        ``contents`` is what stands within its ``w:pPr``, ``number`` tells these contents apart.
        """
        said = self._by_sign.get(number)
        if said is None:
            properties = etree.fromstring(b'<w:pPr xmlns:w="%s">%s</w:pPr>' % (_NAME, contents))
            said = self._by_sign[number] = _said(properties)
        return self._shape(said), said.style_id

    def _read(self, properties: etree._Element, styled: bool) -> Shape:
        if styled and len(properties) == 1 and properties[0].tag == _STYLE:
            style_id = properties[0].get(VAL, "")
            if style_id:
                return self._of_style(style_id)  # most that say anything
        return self._shape(_said(properties, styled=styled))

    def _shape(self, said: _Said) -> Shape:
        """What properties come to; counts as the next paragraph of its list."""
        level = said.level
        if not said.style_id and not said.numbered:
            return Shape(level, "", said.runs_on) if level or said.runs_on else PLAIN
        if not said.numbered and not level and not said.runs_on:
            return self._of_style(said.style_id)
        style = self._styles.get(said.style_id)
        num_id, list_level = style.num_id, style.list_level
        if said.numbered:
            num_id = num_id if said.num_id is None else said.num_id
            list_level = whole(said.list_level, 0) if said.list_level else list_level
            if said.num_id and list_level is None:
                list_level = 0
        label = self._numbering.label(num_id, list_level, said.style_id)
        return Shape(level or style.level, label, said.runs_on)

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
