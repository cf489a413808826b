"""What documents gave, kept on disk under a key: results of this run, and for later ones.

An entry is one file of several sections, each with its checksum. It is written under
another name first, so half an entry is never found; one that was damaged since is no entry.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

from solieu.errors import LostError, UsageError
from solieu.messages import message

Kind = Literal["readings", "documents", "joined", "folders"]
KINDS: tuple[Kind, ...] = ("readings", "documents", "joined", "folders")

_MAGIC = b"solieu entry 1\n"
_COUNT = struct.Struct("<I")
_SIZE = struct.Struct("<Q")
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it lies on disk."""

    kind: Kind
    path: Path
    size: int
    used: float


def _put_in_place(made: Path, path: Path) -> None:
    try:
        made.replace(path)
    except PermissionError:
        # Windows replaces no file that another run reads just now; it holds the same.
        if not path.is_file():
            raise
        made.unlink()


class Store:
    """A folder of entries."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made with the first entry, for its owner alone."""
        self.folder = folder

    def path(self, kind: Kind, key: str) -> Path:
        """Where the entry of ``key`` lies or would lie."""
        return self.folder / kind / key[:2] / key

    def put(self, kind: Kind, key: str, sections: Sequence[bytes]) -> None:
        """Keep ``sections`` under ``key``. Raises UsageError where that is impossible."""
        path = self.path(kind, key)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                try:
                    file.write(_head(sections))
                    file.writelines(sections)
                    file.close()
                    _put_in_place(Path(file.name), path)
                except BaseException:
                    file.close()
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            why = error.strerror or type(error).__name__
            said = message("error.store", folder=self.folder, why=why)
            raise UsageError(said.vi, said.en) from error

    def has(self, kind: Kind, key: str) -> bool:
        """Whether a sound entry is there; a damaged one is taken away."""
        path = self.path(kind, key)
        if sections_of(path) is None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            return False
        with suppress(OSError):
            os.utime(path)  # what is in use is not pruned
        return True

    def section(self, kind: Kind, key: str, number: int) -> bytes:
        """One section. Raises LostError where the entry went or is damaged: then it is
        taken away, so that the next run makes it again."""
        path = self.path(kind, key)
        found = section_of(path, number)
        if found is None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            said = message("error.store_lost", folder=self.folder)
            raise LostError(said.vi, said.en)
        return found

    def used(self, kind: Kind, key: str) -> bool:
        """Whether there is an entry, which is not looked at; it is not pruned then."""
        try:
            os.utime(self.path(kind, key))
        except OSError:
            return False
        return True

    def entries(self) -> Iterator[Entry]:
        """All entries, and what a run that was killed left half written."""
        for kind in KINDS:
            for path in sorted((self.folder / kind).glob("*/*")):
                with suppress(FileNotFoundError):
                    told = path.stat()
                    yield Entry(kind, path, told.st_size, told.st_mtime)

    def prune(self, before: float) -> tuple[int, int]:
        """Take away what was not used since ``before`` (a time); how many entries and bytes."""
        gone = freed = 0
        for entry in self.entries():
            if entry.used < before:
                with suppress(OSError):
                    entry.path.unlink()
                    gone += 1
                    freed += entry.size
        return gone, freed


def sections_of(path: Path) -> list[bytes] | None:
    """All sections of an entry; None where there is none or any of it is damaged."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    table = _table(held)
    if table is None or table[-1][1] != len(held):
        return None
    found = [held[start:end] for start, end, _ in table]
    sound = all(_digest(each) == digest for each, (_, _, digest) in zip(found, table, strict=True))
    return found if sound else None


def section_of(path: Path, number: int) -> bytes | None:
    """One section of an entry; None where there is none or it is damaged."""
    try:
        with path.open("rb") as file:
            table = _table(file.read(len(_MAGIC) + _COUNT.size + 8 * (_SIZE.size + _DIGEST)))
            if table is None or number >= len(table):
                return None
            start, end, digest = table[number]
            file.seek(start)
            found = file.read(end - start)
    except OSError:
        return None
    return found if _digest(found) == digest else None


def _head(sections: Sequence[bytes]) -> bytes:
    table = b"".join(_SIZE.pack(len(each)) + _digest(each) for each in sections)
    return _MAGIC + _COUNT.pack(len(sections)) + table


def _table(held: bytes) -> list[tuple[int, int, bytes]] | None:
    """Start, end and checksum of each section, by the head of an entry."""
    if not held.startswith(_MAGIC):
        return None
    try:
        (count,) = _COUNT.unpack_from(held, len(_MAGIC))
        at = len(_MAGIC) + _COUNT.size
        start = at + count * (_SIZE.size + _DIGEST)
        table = []
        for _ in range(count):
            (size,) = _SIZE.unpack_from(held, at)
            digest = held[at + _SIZE.size : at + _SIZE.size + _DIGEST]
            table.append((start, start + size, digest))
            start += size
            at += _SIZE.size + _DIGEST
    except struct.error:
        return None
    return table or None


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
