"""The parts of a Word file: a ZIP with XML, opened by its relationships."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lxml import etree

from extract.bombs import broken_place, is_bomb
from extract.kinds import ZIP_ERRORS, is_locked
from solieu.errors import ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
# Values that switch an on/off property off.
OFF = frozenset(("0", "false", "off", "none"))
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO 29500 Strict names the same vocabulary otherwise.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Unpacked size of one part; real reports stay below 10 MB, a ZIP bomb does not.
LARGEST_PART = 512 * 1024 * 1024
_QUOTE = {'"': "&quot;"}


@dataclass(slots=True)
class Package:
    """An open Word file; parts are parsed when asked for."""

    archive: zipfile.ZipFile
    source: str
    main: str
    _targets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes, source: str) -> Package:
        """Open a Word file. Raises ReadError where it is damaged or no Word document."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise _damaged(source, "mục lục ZIP", "ZIP directory") from error
        package = cls(archive, source, "")
        targets = package._relations("_rels/.rels", "")
        package.main = targets.get("officeDocument", "word/document.xml")
        if package.main not in archive.namelist():
            raise _damaged(source, package.main, package.main)
        package._targets = package._relations(package.relations, posixpath.dirname(package.main))
        return package

    @property
    def relations(self) -> str:
        """Name of the part that holds the relationships of the main part."""
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def document(self) -> etree._Element:
        """The root of the main part."""
        return self._parse(self.main)

    def part(self, kind: str) -> etree._Element | None:
        """The part the document relates to as ``kind`` (footnotes ...), if it has one."""
        name = self.part_name(kind)
        return self._parse(name) if name else None

    def children(self, kind: str, tag: str, attribute: str) -> Children:
        """The children of a part's root by an attribute, parsed one by one when asked for.

        Made for styles.xml: the largest part of many files, of which a report uses little.
        """
        name = self.part_name(kind)
        return Children(self, name, self.data(name) if name else b"", tag, attribute)

    def part_name(self, kind: str) -> str:
        """Name of the part the document relates to as ``kind``, "" if it has none."""
        name = self._targets.get(kind, "")
        return name if name in self.archive.namelist() else ""

    def _relations(self, name: str, folder: str) -> dict[str, str]:
        if name not in self.archive.namelist():
            return {}
        targets: dict[str, str] = {}
        for relation in self._parse(name).iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            targets.setdefault(kind, posixpath.normpath(path))
        return targets

    def _parse(self, name: str) -> etree._Element:
        return self.parse_bytes(name, self.data(name))

    def data(self, name: str) -> bytes:
        """The bytes of a part, in the Transitional vocabulary. Raises ReadError."""
        data = self.stored(name)
        return data.replace(STRICT, TRANSITIONAL) if STRICT in data[:4096] else data

    def stored(self, name: str) -> bytes:
        """The bytes of a member as they are. Raises ReadError."""
        try:
            if is_bomb(self.archive.getinfo(name), LARGEST_PART):
                raise _damaged(self.source, f"{name} (quá lớn)", f"{name} (too large)")
            return self.archive.read(name)
        except ZIP_ERRORS as error:
            if not is_locked(error):
                raise _damaged(self.source, name, name) from error
            raise ReadError(
                f"{self.source}: phần {name} trong tệp Word bị mã hóa",
                f"{self.source}: part {name} of the Word file is encrypted",
            ) from error

    def check_whole(self) -> None:
        """Raises ReadError where all members together are more than one part may be."""
        if sum(member.file_size for member in self.archive.infolist()) > LARGEST_PART:
            raise _damaged(self.source, "quá lớn khi giải nén", "too large when unpacked")

    def parse_bytes(self, name: str, data: bytes) -> etree._Element:
        """Parse the bytes of a part. Raises ReadError with part and line where they are broken."""
        if b"<!ENTITY" in data:  # forbidden in Office files: ECMA-376 part 2, 8.1.4
            raise _damaged(self.source, f"{name}, khai báo thực thể", f"{name}, entities declared")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(self.source, *broken_place(name, error)) from error


@dataclass(frozen=True, slots=True)
class Children:
    """Elements ``tag`` of one part, found by an attribute's value in the part's bytes."""

    package: Package
    name: str
    data: bytes
    tag: str
    attribute: str

    def get(self, value: str) -> etree._Element | None:
        """The first element whose attribute has this value."""
        sign = f'{self.attribute}="{escape(value, _QUOTE)}"'.encode()
        at = self.data.find(sign)
        opening, closing = f"<{self.tag} ".encode(), f"</{self.tag}>".encode()
        start = self.data.rfind(opening, 0, at) if at >= 0 else -1
        end = self.data.find(closing, at)
        if start < 0 or end < 0:
            return None
        # The root's own tag, for the names of the vocabularies it declares.
        root = self.data.find(f"<{self.tag}s".encode())
        head = self.data[root : self.data.find(b">", root) + 1]
        whole = head + self.data[start : end + len(closing)] + f"</{self.tag}s>".encode()
        return self.package.parse_bytes(self.name, whole)[0]


def _damaged(source: str, vi: str, en: str) -> ReadError:
    return ReadError(
        f"{source}: tệp Word bị hỏng hoặc bị cắt cụt ({vi})",
        f"{source}: the Word file is damaged or truncated ({en})",
    )


def value_of(parent: etree._Element, name: str) -> str | None:
    """The ``w:val`` of a direct child, "" where the child has none, None without a child."""
    for child in parent.iterchildren(W + name):
        return child.get(VAL, "")
    return None


def is_on(parent: etree._Element, name: str) -> bool:
    """Whether an on/off property is set among the direct children."""
    value = value_of(parent, name)
    return value is not None and value not in OFF
