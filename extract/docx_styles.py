"""What Word styles say that matters to the text: heading level, list, raised, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extract.docx_package import Children, Package, W, is_on, value_of
from extract.wholes import whole


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits; ``align`` is superscript, subscript or empty."""

    level: int = 0
    num_id: str = ""
    list_level: int | None = None
    align: str = ""
    hidden: bool = False


class Styles:
    """The styles of one document, each parsed at the first question."""

    def __init__(self, package: Package) -> None:
        """Styles of an open package; nothing is read yet."""
        self._package = package
        self._elements: Children | None = None
        self._known: dict[str, Style] = {}

    def get(self, style_id: str) -> Style:
        """The style of this id with all it is based on; an unknown one says nothing."""
        if style_id not in self._known:
            self._known[style_id] = self._resolve(style_id, 0)
        return self._known[style_id]

    def mention(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a pattern is found in the bytes of the styles."""
        return pattern.search(self._parts().data) is not None

    def _parts(self) -> Children:
        if self._elements is None:
            self._elements = self._package.children("styles", "w:style", "w:styleId")
        return self._elements

    def _resolve(self, style_id: str, depth: int) -> Style:
        element = self._parts().get(style_id)
        if element is None or depth > 20:  # Word itself allows no deeper chains
            return Style()
        based_on = value_of(element, "basedOn")
        base = self._resolve(based_on, depth + 1) if based_on else Style()
        num_id, list_level = base.num_id, base.list_level
        paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
        level = base.level or _level_by_name(element)
        align, hidden = base.align, base.hidden
        if paragraph is not None:
            level = _outline_level(paragraph) or level
            numbering = paragraph.find(W + "numPr")
            if numbering is not None:
                num_id = value_of(numbering, "numId") or num_id
                own = value_of(numbering, "ilvl")
                list_level = whole(own, 0) if own else list_level
        if run is not None:
            align = value_of(run, "vertAlign") or align
            hidden = hidden if run.find(W + "vanish") is None else is_on(run, "vanish")
        return Style(level, num_id, list_level, align, hidden)


def _outline_level(properties: etree._Element) -> int:
    """Heading level from 1 that paragraph properties state, 0 for body text."""
    value = whole(value_of(properties, "outlineLvl"), 9)  # 9 is Word's body text
    return value + 1 if value <= 8 else 0


def _level_by_name(style: etree._Element) -> int:
    name, _, level = (value_of(style, "name") or "").lower().rpartition(" ")
    return whole(level, 0) if name == "heading" else 0
