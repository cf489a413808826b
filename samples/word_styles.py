"""Page, fonts and styles of the Word samples, after the habits of NĐ 30/2020/NĐ-CP."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"


def prepare(document: Document) -> None:
    """Set the page, the styles, the page number and the dash of list items."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.7)
    section.different_first_page_header_footer = True
    _page_number(document)
    normal = document.styles["Normal"]
    _font(normal, 14)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _font(heading, 14)
        heading.font.bold, heading.font.italic = True, level == 3
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(6)
        heading.paragraph_format.space_after = Pt(6)
    _font(document.styles["List Bullet"], 14)
    text = document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = normal
    _font(text, 11)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.line_spacing = 1.0
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    reference = document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    _dash_bullets(document)


def _font(style: ParagraphStyle, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _page_number(document: Document) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)


def _dash_bullets(document: Document) -> None:
    """Turn the bullet of the template's List Bullet style into a dash."""
    numbering = document.part.numbering_part.element
    properties = document.styles["List Bullet"].element.pPr.numPr
    identity = properties.numId.val
    (number,) = (num for num in numbering.num_lst if num.numId == identity)
    wanted = str(number.abstractNumId.val)
    for definition in numbering.findall(qn("w:abstractNum")):
        if definition.get(qn("w:abstractNumId")) == wanted:
            for level in definition.findall(qn("w:lvl")):
                level.find(qn("w:lvlText")).set(qn("w:val"), "-")
                level.remove(level.find(qn("w:rPr")))
