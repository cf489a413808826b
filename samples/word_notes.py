"""Real footnotes for python-docx, which does not write any.

A footnote is a reference in the body and a paragraph in ``word/footnotes.xml``, an own
part with its content type and a relationship from the document (ECMA-376 part 1, 17.11).
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.text.paragraph import Paragraph
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """The footnotes of one document; ids count from 1."""

    def __init__(self, document: Document) -> None:
        """Start with the two separators that Word expects."""
        self._document = document
        self._root = etree.Element(_name("footnotes"), nsmap={"w": _W})
        for identity, kind in _SEPARATORS:
            note = _child(self._root, "footnote", type=kind, id=identity)
            _child(_child(_child(note, "p"), "r"), kind)

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """Append the reference to footnote ``number`` to a paragraph."""
        run = etree.SubElement(paragraph._p, _name("r"))
        _style(run, "FootnoteReference")
        _child(run, "footnoteReference", id=str(number))

    def add(self, number: int, runs: list[tuple[str, bool]]) -> None:
        """Add the text of footnote ``number``; the runs are words and whether italic."""
        note = _child(self._root, "footnote", id=str(number))
        paragraph = _child(note, "p")
        _child(_child(paragraph, "pPr"), "pStyle", val="FootnoteText")
        mark = _child(paragraph, "r")
        _style(mark, "FootnoteReference")
        _child(mark, "footnoteRef")
        for words, italic in [(" ", False), *runs]:
            run = _child(paragraph, "r")
            if italic:
                _child(_child(run, "rPr"), "i")
            text = _child(run, "t")
            text.text = words
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def close(self) -> None:
        """Put the part into the document's package."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            blob,
            self._document.part.package,
        )
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _name(tag: str) -> str:
    return f"{{{_W}}}{tag}"


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    named = {_name(key): value for key, value in attributes.items()}
    return etree.SubElement(parent, _name(tag), named)


def _style(run: etree._Element, style: str) -> None:
    _child(_child(run, "rPr"), "rStyle", val=style)
