"""Which runs of a Word file are set in fonts of an old encoding, by the style chain.

Nearly no file has such fonts: its styles are searched once, its runs tell for
themselves, and nothing else is looked at.
"""

from __future__ import annotations

import re

from lxml import etree

from extract.docx_package import Package, W, value_of
from extract.docx_styles import Styles
from extract.legacy_fonts import FontCode, families, font_code

_RPR, _PPR, _FONTS = W + "rPr", W + "pPr", W + "rFonts"
_STYLE = W + "style"
_OTHERS, _THEME, _ASCII = W + "hAnsi", W + "hAnsiTheme", W + "ascii"
# What is constant comes first: styles.xml is large, and this is searched fast.
_OLD_FONT = re.compile(
    'Fonts [^>]*?(?:ascii|hAnsi)="(?i:{})'.format("|".join(map(re.escape, families()))).encode()
)


def names_old_font(part: bytes) -> bool:
    """Whether a run somewhere in the bytes of a part is set in a font of an old encoding."""
    return _OLD_FONT.search(part) is not None


class Fonts:
    """The fonts of one document, as far as they name an encoding."""

    def __init__(self, package: Package, styles: Styles) -> None:
        """``styles`` tell whether a style names such a font; only then is their part parsed."""
        self._styles: dict[str, etree._Element] = {}
        self._known: dict[str, str | None] = {"": None}
        self.in_styles = styles.mention(_OLD_FONT)
        if not self.in_styles:
            return
        root = package.part("styles")
        if root is None:
            return
        for style in root.iterchildren(_STYLE):
            self._styles[style.get(f"{W}styleId", "")] = style
        self._known[""] = self._default(root)

    def _default(self, root: etree._Element) -> str | None:
        """The font of paragraphs that name no style: the default style's or the document's."""
        named = root.find(f"{W}docDefaults/{W}rPrDefault/{_RPR}/{_FONTS}")
        whole = None if named is None else named_font(named)
        for style in self._styles.values():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                return self._of_style(style.get(f"{W}styleId", ""), 0) or whole
        return whole

    def of_paragraph(self, paragraph: etree._Element) -> FontCode | None:
        """The encoding of runs in a paragraph that say nothing themselves."""
        properties = next(paragraph.iterchildren(_PPR), None)
        return self.of_style("" if properties is None else value_of(properties, "pStyle") or "")

    def of_style(self, style_id: str) -> FontCode | None:
        """The encoding of runs that say nothing themselves in paragraphs of this style."""
        return _code(self._font(style_id) or self._known[""])

    def of_run(
        self, fonts: etree._Element | None, style_id: str, base: FontCode | None
    ) -> FontCode | None:
        """The encoding of a run: its own ``rFonts``, its style's, or ``base``, its paragraph's."""
        own = None if fonts is None else named_font(fonts)
        if own is None and style_id and self.in_styles:
            own = self._font(style_id)
        return base if own is None else _code(own)

    def _font(self, style_id: str) -> str | None:
        if style_id not in self._known:
            self._known[style_id] = self._of_style(style_id, 0)
        return self._known[style_id]

    def _of_style(self, style_id: str, depth: int) -> str | None:
        style = self._styles.get(style_id)
        if style is None or depth > 20:  # Word itself allows no deeper chains
            return None
        fonts = style.find(f"{_RPR}/{_FONTS}")
        own = None if fonts is None else named_font(fonts)
        if own is not None:
            return own
        based_on = value_of(style, "basedOn")
        return self._of_style(based_on, depth + 1) if based_on else None


def named_font(fonts: etree._Element) -> str | None:
    """The font of letters beyond ASCII: ``hAnsi``, else ``ascii``; "" for a theme's font."""
    if fonts.get(_THEME):
        return ""
    return fonts.get(_OTHERS) or fonts.get(_ASCII)


def _code(font: str | None) -> FontCode | None:
    return font_code(font) if font else None
