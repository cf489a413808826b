"""7z archives, by py7zr (extra ``archives``)."""

from __future__ import annotations

import lzma
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from solieu.archive_names import named
from solieu.containers import ContainerError, Entry, missing, refusal_by_name
from solieu.messages import Message, message

if TYPE_CHECKING:
    from py7zr import SevenZipFile

# What py7zr lets through on damaged bytes beside its own errors: it trusts what it reads.
_DAMAGE = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError),
    *(OSError, RuntimeError, TypeError, ValueError, AssertionError, lzma.LZMAError, zlib.error),
)


class _SevenZip:
    """Members share their packed bytes, so all that may be opened are unpacked at once."""

    def __init__(self, archive: SevenZipFile, room: Path) -> None:
        self._archive = archive
        self._room = room
        self._files: dict[str, list[Path]] | None = None
        self._infos = [info for info in archive.list() if not info.is_directory]
        self.entries = [
            Entry(i, name := named(info.filename), info.uncompressed, None, _refusal(info, name))
            for i, info in enumerate(self._infos)
        ]

    @contextmanager
    def open(self, entry: Entry) -> Iterator[IO[bytes]]:
        wanted = self._infos[entry.number].filename
        before = [info.filename for info in self._infos[: entry.number]].count(wanted)
        if self._files is None:
            self._files = self._unpacked()
        files = self._files.get(wanted, [])
        if before >= len(files):
            raise ContainerError(message("archive.damaged_member"))
        with files[before].open("rb") as stream:
            yield stream

    def _unpacked(self) -> dict[str, list[Path]]:
        from py7zr import exceptions
        from py7zr.io import Py7zIO, WriterFactory

        sizes = {info.filename: info.uncompressed for info in self._infos}
        files: dict[str, list[Path]] = {}
        room = self._room

        class Writer(Py7zIO):
            """Writes a member to a file of our own naming, and no more than it should have."""

            def __init__(self, name: str) -> None:
                path = room / str(sum(map(len, files.values())))
                self._file = path.open("w+b")  # py7zr says when it is done
                self._left = sizes.get(name, 0)
                files.setdefault(name, []).append(path)

            def write(self, s: bytes | bytearray) -> int:
                self._left -= len(s)
                if self._left < 0:
                    raise ValueError("longer than the directory says")
                return self._file.write(s)

            def read(self, size: int | None = None) -> bytes:
                return self._file.read(-1 if size is None else size)

            def seek(self, offset: int, whence: int = 0) -> int:
                return self._file.seek(offset, whence)

            def flush(self) -> None:
                self._file.flush()

            def size(self) -> int:
                return self._file.tell()

            def close(self) -> None:
                self._file.close()

        class Factory(WriterFactory):
            def create(self, filename: str) -> Py7zIO:
                writer = Writer(filename)
                writers.append(writer)
                return writer

        writers: list[Writer] = []
        wanted = [self._infos[one.number].filename for one in self.entries if not one.refusal]
        try:
            self._archive.extract(targets=wanted, factory=Factory())
        except (exceptions.ArchiveError, *_DAMAGE) as error:
            raise _said(error) from error
        finally:
            for writer in writers:
                writer.close()
        return files


@contextmanager
def open_7z(path: Path, room: Path) -> Iterator[_SevenZip]:
    """A 7z archive. Raises ContainerError."""
    try:
        from py7zr import SevenZipFile, exceptions
    except ModuleNotFoundError as error:
        raise missing(error) from error
    try:
        archive = SevenZipFile(path)
        if archive.needs_password():
            raise ContainerError(message("archive.encrypted"))
        with tempfile.TemporaryDirectory(dir=room, prefix="7z-") as folder:
            opened = _SevenZip(archive, Path(folder))
            yield opened
    except (exceptions.ArchiveError, *_DAMAGE) as error:
        raise _said(error) from error


def _said(error: Exception) -> ContainerError:
    from py7zr import exceptions

    if isinstance(error, exceptions.PasswordRequired):
        return ContainerError(message("archive.encrypted"))
    if isinstance(error, exceptions.UnsupportedCompressionMethodError):
        return ContainerError(message("archive.method"))
    return ContainerError(message("archive.damaged"))


def _refusal(info: Any, name: Any) -> Message | None:
    if refusal := refusal_by_name(name):
        return refusal
    return None if info.is_file else message("archive.link")
