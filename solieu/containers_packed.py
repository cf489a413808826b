"""One packed file (.gz, .bz2, .xz), by the standard library: a container of one entry.

Only unpacking tells how large it is, so it is unpacked once without being kept, up to the
limit on what all archives may hold.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, cast

from solieu.archive_names import named
from solieu.containers import ContainerError, Entry, refusal_by_name
from solieu.messages import message

_GZIP, _BZIP2, _XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"
_DAMAGE = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError)
_SUFFIXES = (".gz", ".bz2", ".xz")
# What the name of a packed folder ends with: what is in it is no report, but an archive.
_FOLDERS = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_LARGEST = 4 * 1024**3
_PIECE = 1 << 20


class _Packed:
    def __init__(self, path: Path) -> None:
        self._path = path
        name = named(_name_inside(path))
        self.entries = [
            Entry(0, name, self._size(), path.stat().st_size, refusal_by_name(name)),
        ]

    @contextmanager
    def open(self, _entry: Entry | None = None) -> Iterator[IO[bytes]]:
        try:
            with _unpacker(self._path) as stream:
                yield stream
        except _DAMAGE as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise ContainerError(message("archive.damaged_member")) from error

    def _size(self) -> int:
        size = 0
        with self.open() as stream:
            while size <= _LARGEST and (piece := stream.read(_PIECE)):
                size += len(piece)
        return size


@contextmanager
def open_packed(path: Path, _room: Path) -> Iterator[_Packed]:
    """A packed file. Raises ContainerError where it is damaged or breaks off."""
    yield _Packed(path)


def _unpacker(path: Path) -> IO[bytes]:
    """The unpacked bytes of a file; its first bytes say how it is packed."""
    with path.open("rb") as file:
        start = file.read(len(_XZ))
    if start.startswith(_GZIP):
        return cast(IO[bytes], gzip.open(path))
    if start.startswith(_BZIP2):
        return bz2.open(path)
    if start.startswith(_XZ):
        return lzma.open(path)
    raise ContainerError(message("archive.damaged"))


def _name_inside(path: Path) -> str:
    """The name without its last suffix: ``bao-cao.docx.gz`` holds ``bao-cao.docx``."""
    name = PurePath(path.name)
    suffix = name.suffix.lower()
    if suffix in _FOLDERS:
        return name.stem + _FOLDERS[suffix]
    return name.stem if suffix in _SUFFIXES and name.stem else f"{name.name}.out"
