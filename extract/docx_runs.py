"""The inside of a Word paragraph: runs to text, footnote references, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extract.docx_fonts import Fonts
from extract.docx_package import OFF, VAL, W
from extract.docx_styles import Styles
from extract.docx_telling import Telling
from extract.legacy_fonts import FontCode
from extract.marks import lowered, raised

# Stands for a footnote reference until its place in the cleaned text is known.
NOTE_SIGN = "\ue000"

_R, _T, _RPR, _PPR = W + "r", W + "t", W + "rPr", W + "pPr"
_ALIGN, _VANISH, _RSTYLE = W + "vertAlign", W + "vanish", W + "rStyle"
_RFONTS, _SOFT_HYPHEN = W + "rFonts", W + "softHyphen"
_PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))
_BOX = W + "txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
# What the page shows though it stands inside something; deletions and the places
# that text was moved from are not here, comments neither.
_TRANSPARENT = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent")
) | frozenset(W + name for name in ("customXml", "bdo", "dir", "ruby", "rubyBase"))
# What leaves no trace on the page.
_SILENT = frozenset(
    W + name for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")
)
_BLANKS = frozenset(W + name for name in ("tab", "ptab", "br", "cr"))
_REFERENCES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
# The Symbol font keeps its signs in a private area (Adobe Symbol encoding).
_PRIVATE = 0xF000  # where Word puts the signs of fonts that are no letters
_SURROGATES = 0xD800
_SYMBOLS = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "•", 0xB9: "≠", 0xBB: "≈",
    0xD7: "⋅", 0xA5: "∞", 0xAE: "→", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">",
    0x25: "%", 0x6D: "μ", 0x61: "α", 0x62: "β", 0xB8: "÷",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A call of a footnote or endnote; ``custom`` is a mark typed by hand, else ""."""

    part: str
    note_id: str
    custom: str = ""


@dataclass(slots=True)
class Inline:
    """What a paragraph holds, in order; each reference stands as NOTE_SIGN in ``parts``.

    ``sources``, kept on request, has the element behind each part: a ``w:t``, a blank, a
    reference; the paragraph for its list number; None for a blank between paragraphs.
    """

    parts: list[str] = field(default_factory=list)
    references: list[NoteReference] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    sheets: int = 0  # embedded workbooks, which only show as a picture
    codes: list[bool] = field(default_factory=list)  # open fields: inside the code?
    sources: list[etree._Element | None] | None = None
    old: dict[int, FontCode] = field(default_factory=dict)  # parts in fonts of old encodings
    converted: bool = False  # some part was in an old encoding

    def attribute(self, source: etree._Element | None) -> None:
        """Say where the parts come from that were added since this was last said."""
        if self.sources is not None:
            self.sources += [source] * (len(self.parts) - len(self.sources))

    def label(self, at: int, text: str, paragraph: etree._Element) -> None:
        """Put the list label of ``paragraph`` in front of part ``at``."""
        self.parts.insert(at, text)
        if self.sources is not None:
            self.sources.insert(at, paragraph)

    def append(self, other: Inline) -> None:
        """Go on with what another paragraph of the same cell holds."""
        self.parts += [" ", *other.parts]
        self.references += other.references
        self.boxes += other.boxes
        self.converted |= other.converted
        if self.sources is not None and other.sources is not None:
            self.sources += [None, *other.sources]


class Runs:
    """Reads the runs of one document."""

    def __init__(self, styles: Styles, fonts: Fonts, telling: Telling) -> None:
        """``styles`` tell what is hidden or raised by a style, ``fonts`` its encoding."""
        self._telling = telling
        self._styles = styles
        self._fonts = fonts
        self._plain: tuple[str, bool, FontCode | None] = ("", False, None)
        self.hidden = 0  # pieces of hidden text with a digit in them, which are left out

    def plain_text(self, element: etree._Element) -> str | None:
        """The text of a paragraph that is nothing but plain runs, None for any other.

        Not for a document whose styles name fonts of old encodings.
        """
        telling = self._telling
        parts: list[str] = []
        for child in element:
            tag = child.tag
            if tag == _R:
                for part in child:
                    tag = part.tag
                    if tag == _T:
                        parts.append(part.text or "")
                    elif tag != _RPR or part in telling:
                        return None
            elif tag not in _SILENT:
                return None
        return "".join(parts)

    def paragraph(self, element: etree._Element, inline: Inline) -> None:
        """Add what the page shows of a paragraph."""
        text = held_text(element)
        if text is not None:
            if text.strip():
                inline.parts.append(text)
                inline.attribute(element)
            return
        if self._fonts.in_styles:
            self._plain = ("", False, self._fonts.of_paragraph(element))
        self.read(element, inline)

    def read(self, element: etree._Element, inline: Inline) -> None:
        """Add what the page shows of an element inside a paragraph."""
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, inline)
            elif tag in _TRANSPARENT:
                self.read(child, inline)
            elif tag == _BOX:
                inline.boxes.append(child)
            elif isinstance(tag, str) and not tag.startswith(W) and tag != _FALLBACK:
                self._foreign(child, inline)

    def _run(self, run: etree._Element, inline: Inline) -> None:
        parts, codes, traced = inline.parts, inline.codes, inline.sources is not None
        properties: etree._Element | None = None
        look: tuple[str, bool, FontCode | None] | None = None
        for child in run:
            tag = child.tag
            if tag == _T:
                if look is None:
                    look = self._plain if properties is None else self._look(properties)
                if look[1]:
                    self.hidden += any(map(str.isdigit, child.text or ""))
                elif not (codes and any(codes)):
                    if look[2] is not None:
                        _note_font(inline, look[2], child.text or "", look[0])
                    parts.append(
                        _aligned(child.text or "", look[0]) if look[0] else child.text or ""
                    )
            elif tag == _RPR:
                properties = child if child in self._telling else None
            elif tag in _BLANKS:
                parts.append(" ")
            elif tag == _SOFT_HYPHEN:  # the letter ư in TCVN3
                _, hidden, code = self._plain if properties is None else self._look(properties)
                if not hidden and code is not None:
                    inline.old[len(parts)] = code
                    parts.append("\xad")
            elif tag in _REFERENCES:
                if self._reference(child, run, inline):
                    return
            else:
                self._rare(child, inline)
            if traced:
                inline.attribute(child)

    def _rare(self, child: etree._Element, inline: Inline) -> None:
        tag = child.tag
        if tag == W + "noBreakHyphen":
            inline.parts.append("-")
        elif tag == W + "sym":
            inline.parts.append(_symbol(child))
        elif tag == W + "fldChar":
            _field(child.get(f"{W}fldCharType", ""), inline.codes)
        elif tag == W + "ruby":
            self.read(child, inline)
        elif tag in _PICTURES or (isinstance(tag, str) and not tag.startswith(W)):
            self._foreign(child, inline)

    def _look(self, properties: etree._Element) -> tuple[str, bool, FontCode | None]:
        """Raised or lowered, hidden, its encoding: the run's own word goes before its style's."""
        fonts: etree._Element | None = None
        align: str | None = None
        hidden: bool | None = None
        style_id = ""
        for each in properties:
            tag = each.tag
            if tag == _ALIGN:
                align = each.get(VAL, "")
            elif tag == _VANISH:
                hidden = each.get(VAL, "1") not in OFF
            elif tag == _RSTYLE:
                style_id = each.get(VAL, "")
            elif tag == _RFONTS:
                fonts = each
        if style_id and (align is None or hidden is None):
            style = self._styles.get(style_id)
            align = style.align if align is None else align
            hidden = style.hidden if hidden is None else hidden
        code = self._plain[2]
        if fonts is not None or style_id:
            code = self._fonts.of_run(fonts, style_id, code)
        return align or "", hidden or False, code

    def _reference(self, element: etree._Element, run: etree._Element, inline: Inline) -> bool:
        """Note a reference; true when the rest of the run was its hand-typed mark."""
        custom = ""
        if element.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            custom = "".join(text.text or "" for text in run.iterchildren(_T)).strip()
        note_id = element.get(f"{W}id", "")
        inline.references.append(NoteReference(_REFERENCES[str(element.tag)], note_id, custom))
        inline.parts.append(NOTE_SIGN)
        inline.attribute(element)
        return bool(custom)

    def _foreign(self, element: etree._Element, inline: Inline) -> None:
        """Drawings, formulas and the like: their text boxes once, their formula text."""
        if element.tag == _FALLBACK:  # the same content again for old programs
            return
        if element.tag == _BOX:
            inline.boxes.append(element)
        elif element.tag == _MATH_TEXT:
            inline.parts.append(element.text or "")
            inline.attribute(element)
        elif element.tag == _OLE:
            inline.sheets += element.get("ProgID", "").startswith("Excel")
        elif element.tag == _R:
            self._run(element, inline)
        else:
            for child in element:
                if isinstance(child.tag, str):
                    self._foreign(child, inline)


def held_text(paragraph: etree._Element) -> str | None:
    """The text that a paragraph holds itself, as ``docx_lean`` leaves it; None if it has more."""
    size = len(paragraph)
    if not size:
        return paragraph.text or ""
    if size == 1:
        properties = paragraph[0]
        if properties.tag == _PPR:
            return properties.tail or ""
    return None


def _note_font(inline: Inline, code: FontCode, text: str, align: str) -> None:
    """Note that the next part has to be decoded, but for raised and lowered digits."""
    if not (align and text.strip().isdecimal()):
        inline.old[len(inline.parts)] = code


def _aligned(text: str, align: str) -> str:
    """m² and hand-typed footnote marks as the page shows them; raised words stay words."""
    if align == "superscript" and text.strip().isdecimal():
        return raised(text)
    if align == "subscript" and text.strip().isdecimal():
        return lowered(text)
    return text


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return " "
    if code >= _PRIVATE:
        code -= _PRIVATE
        return _SYMBOLS.get(code, " ") if element.get(f"{W}font") == "Symbol" else " "
    # Halves of surrogate pairs and controls are no signs; what is negative is nothing.
    return chr(code) if ord(" ") <= code < _SURROGATES else " "


def _field(kind: str, codes: list[bool]) -> None:
    """Follow a field: its code is not on the page, its result is."""
    if kind == "begin":
        codes.append(True)
    elif kind == "separate" and codes:
        codes[-1] = False
    elif kind == "end" and codes:
        codes.pop()
