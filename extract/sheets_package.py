"""The ZIP with XML that .xlsx and .ods files are: parts read one after another, bounded."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.bombs import broken_place, is_bomb
from extract.kinds import ZIP_ERRORS, is_locked
from solieu.errors import ReadError

# Unpacked size of one part; a sheet of a million cells stays below 100 MB.
LARGEST_PART = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Package:
    """An open workbook of this kind."""

    archive: zipfile.ZipFile
    source: str

    @classmethod
    def open(cls, data: bytes, source: str) -> Package:
        """Raises ReadError where the ZIP is damaged."""
        try:
            return cls(zipfile.ZipFile(io.BytesIO(data)), source)
        except ZIP_ERRORS as error:
            raise damaged(source, "mục lục ZIP", "ZIP directory") from error

    def holds(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.archive.NameToInfo

    def part(self, name: str) -> etree._Element:
        """The root of a part that is needed whole. Raises ReadError."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(self._bytes(name), parser)
        except etree.XMLSyntaxError as error:
            raise _broken(self.source, name, error) from error

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Elements of a large part as they end, whatever their namespace; each is dropped
        when the next is asked for. Raises ReadError."""
        stream = io.BytesIO(self._bytes(name))
        found = etree.iterparse(
            stream,
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        )
        try:
            for _, element in found:
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    parent = element.getparent()
                    if parent is None:
                        break
                    del parent[0]
        except etree.XMLSyntaxError as error:
            raise _broken(self.source, name, error) from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part relates to: id to (last word of the kind, name of the part)."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.holds(rels):
            return {}
        targets = {}
        for relation in self.part(rels):
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            targets[relation.get("Id", "")] = (kind, posixpath.normpath(path))
        return targets

    def raw(self, name: str) -> bytes:
        """The bytes of a part, as it is. Raises ReadError."""
        try:
            if is_bomb(self.archive.getinfo(name), LARGEST_PART):
                raise damaged(self.source, f"{name} quá lớn", f"{name} too large")
            return self.archive.read(name)
        except KeyError as error:
            raise damaged(self.source, f"thiếu {name}", f"{name} missing") from error
        except ZIP_ERRORS as error:
            locked = is_locked(error)
            raise (
                protected(self.source) if locked else damaged(self.source, name, name)
            ) from error

    def _bytes(self, name: str) -> bytes:
        data = self.raw(name)
        if b"<!ENTITY" in data:  # forbidden in Office files: ECMA-376 part 2, 8.1.4
            raise damaged(self.source, f"{name}, khai báo thực thể", f"{name}, entities declared")
        return data


def damaged(source: str, vi: str, en: str) -> ReadError:
    """The error for a workbook that cannot be read; ``vi`` and ``en`` say which part."""
    return ReadError(
        f"{source}: tệp bảng tính bị hỏng hoặc bị cắt cụt ({vi})",
        f"{source}: the workbook is damaged or truncated ({en})",
    )


def protected(source: str) -> ReadError:
    """The error for a workbook that asks for a password."""
    return ReadError(
        f"{source}: bảng tính được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi chạy lại",
        f"{source}: the workbook is protected by a password; remove it and run again",
    )


def local(element: etree._Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _broken(source: str, name: str, error: etree.XMLSyntaxError) -> ReadError:
    return damaged(source, *broken_place(name, error))
