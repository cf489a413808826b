"""A copy of a Word file that takes comments; what they do not touch stays byte for byte.

python-docx makes the comments. It is given the main part and its comments alone: saving
a whole file, it would write every part anew, and it does not open every file.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.parser import element_class_lookup
from docx.package import Package as DocxPackage
from docx.parts.comments import CommentsPart
from docx.parts.document import DocumentPart
from docx.text.run import Run
from lxml import etree

from extract.docx_package import STRICT, TRANSITIONAL, Package, W

_AUTHOR, _INITIALS = "solieu", "sl"
_TYPES = "[Content_Types].xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NO_RELATIONS = b'<Relationships xmlns="%s"/>' % _RELATION[1:].partition("}")[0].encode()
_STRICT_COMMENTS = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
# ZIP knows no earlier time; the moment of writing would make each copy another file.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class WordCopy:
    """The content of a Word file, open for comments; the file itself is never written."""

    def __init__(self, data: bytes, source: str) -> None:
        """Open the bytes of a Word file. Raises ReadError where it is damaged."""
        self.package = Package.open(data, source)
        self._held = self.package.part_name("comments")
        self._main = self._opened()
        self._ids: set[str] = set()

    @property
    def root(self) -> etree._Element:
        """The main part; its runs may be cut."""
        root: etree._Element = self._main.element
        return root

    def comment(self, first: etree._Element, last: etree._Element, text: str) -> None:
        """Comment on the runs from ``first`` to ``last``; lines become paragraphs."""
        document: Document = self._main.document
        runs = [Run(run, document) for run in (first, last)]  # type: ignore[arg-type]
        comment = document.add_comment(runs, text, _AUTHOR, _INITIALS)
        self._ids.add(str(comment.comment_id))

    def data(self) -> bytes:
        """The copy: the same bytes for the same file and comments.

        Raises ReadError where a part that no reader needs (a picture) is damaged or a bomb.
        """
        self.package.check_whole()
        names = self.package.archive.namelist()
        changed = dict(self._changed()) if self._ids else {}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as copy:
            for name in dict.fromkeys([*names, *changed]):
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.create_system = 0  # else it tells which system wrote it
                entry.compress_type = zipfile.ZIP_DEFLATED
                data = changed[name] if name in changed else self.package.stored(name)
                copy.writestr(entry, data)
        return buffer.getvalue()

    def _opened(self) -> DocumentPart:
        """The main part with the comments it has, as parts of python-docx."""
        whole = DocxPackage()
        uri, root = PackURI(f"/{self.package.main}"), self._parsed(self.package.main)
        main = DocumentPart(uri, CONTENT_TYPE.WML_DOCUMENT_MAIN, root, whole)  # type: ignore[arg-type]
        whole.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        if self._held:
            uri, root = PackURI(f"/{self._held}"), self._parsed(self._held)
            comments = CommentsPart(uri, CONTENT_TYPE.WML_COMMENTS, root, whole)  # type: ignore[arg-type]
            main.relate_to(comments, RELATIONSHIP_TYPE.COMMENTS)
        return main

    def _parsed(self, name: str) -> etree._Element:
        """A part as elements of python-docx, every blank kept."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        parser.set_element_class_lookup(element_class_lookup)
        return etree.fromstring(self.package.data(name), parser)

    def _changed(self) -> Iterator[tuple[str, bytes]]:
        """The parts that differ from the file's, by name."""
        strict = STRICT in self.package.stored(self.package.main)[:4096]
        comments = self._main.part_related_by(RELATIONSHIP_TYPE.COMMENTS).element  # type: ignore[attr-defined]
        for comment in comments.iterchildren(W + "comment"):
            if comment.get(W + "id") in self._ids:
                # When the program ran says nothing about the report.
                comment.attrib.pop(W + "date", None)
        name = self._held or self._free_name()
        yield self.package.main, _serialised(self.root, strict)
        yield name, _serialised(comments, strict)
        if not self._held:
            yield self.package.relations, self._related(name, strict)
            yield _TYPES, self._typed(name)

    def _free_name(self) -> str:
        """A name for the new part, beside the main part."""
        folder = posixpath.dirname(self.package.main)
        taken, n = set(self.package.archive.namelist()), 0
        while (name := posixpath.join(folder, f"comments{n or ''}.xml")) in taken:
            n += 1
        return name

    def _related(self, name: str, strict: bool) -> bytes:
        """The relationships of the main part, with one to the new part."""
        known = self.package.relations in self.package.archive.namelist()
        data = self.package.stored(self.package.relations) if known else _NO_RELATIONS
        root = self.package.parse_bytes(self.package.relations, data)
        taken, n = {relation.get("Id") for relation in root.iter(_RELATION)}, 1
        while f"rId{n}" in taken:
            n += 1
        kind = _STRICT_COMMENTS if strict else RELATIONSHIP_TYPE.COMMENTS
        etree.SubElement(root, _RELATION, Id=f"rId{n}", Type=kind, Target=f"/{name}")
        return _serialised(root)

    def _typed(self, name: str) -> bytes:
        """The content types, with that of the new part."""
        root = self.package.parse_bytes(_TYPES, self.package.stored(_TYPES))
        tag = etree.QName(root.nsmap.get(root.prefix), "Override")
        kind = CONTENT_TYPE.WML_COMMENTS
        etree.SubElement(root, tag, PartName=f"/{name}", ContentType=kind)
        return _serialised(root)


def _serialised(root: etree._Element, strict: bool = False) -> bytes:
    tree = root.getroottree()
    data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data.replace(TRANSITIONAL, STRICT) if strict else data
