"""The parts of a Word file: a ZIP with XML, opened by its relationships."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from solieu.errors import ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO 29500 Strict names the same vocabulary otherwise.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Unpacked size of one part; real reports stay below 10 MB, a ZIP bomb does not.
_LARGEST = 512 * 1024 * 1024


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
        except (zipfile.BadZipFile, OSError) as error:
            raise _damaged(source, "mục lục ZIP", "ZIP directory") from error
        package = cls(archive, source, "")
        targets = package._relations("_rels/.rels", "")
        package.main = targets.get("officeDocument", "word/document.xml")
        if package.main not in archive.namelist():
            raise _damaged(source, package.main, package.main)
        folder, name = posixpath.split(package.main)
        package._targets = package._relations(f"{folder}/_rels/{name}.rels", folder)
        return package

    def document(self) -> etree._Element:
        """The root of the main part."""
        return self._parse(self.main)

    def part(self, kind: str) -> etree._Element | None:
        """The part the document relates to as ``kind`` (styles, footnotes ...), if it has one."""
        name = self._targets.get(kind)
        if name is None or name not in self.archive.namelist():
            return None
        return self._parse(name)

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
        try:
            if self.archive.getinfo(name).file_size > _LARGEST:
                raise _damaged(self.source, f"{name} (quá lớn)", f"{name} (too large)")
            data = self.archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _damaged(self.source, name, name) from error
        except RuntimeError as error:  # zipfile's word for an encrypted entry
            raise ReadError(
                f"{self.source}: phần {name} trong tệp Word bị mã hóa",
                f"{self.source}: part {name} of the Word file is encrypted",
            ) from error
        if _STRICT in data[:4096]:
            data = data.replace(_STRICT, _TRANSITIONAL)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            place = f"{name}, dòng {error.lineno}", f"{name}, line {error.lineno}"
            raise _damaged(self.source, *place) from error


def _damaged(source: str, vi: str, en: str) -> ReadError:
    return ReadError(
        f"{source}: tệp Word bị hỏng hoặc bị cắt cụt ({vi})",
        f"{source}: the Word file is damaged or truncated ({en})",
    )


def value_of(parent: etree._Element, name: str) -> str | None:
    """The ``w:val`` of a direct child, "" where the child has none, None without a child."""
    child = parent.find(W + name)
    return None if child is None else child.get(VAL, "")


def is_on(parent: etree._Element, name: str) -> bool:
    """Whether an on/off property is set among the direct children."""
    value = value_of(parent, name)
    return value is not None and value not in ("0", "false", "off", "none")
