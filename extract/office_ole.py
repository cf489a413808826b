"""The container of Office 97-2003 files: which streams it holds, and whether it is whole.

Form: [MS-CFB] Compound File Binary; the head of a Word stream: [MS-DOC] 2.5.2 FibBase.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_FREE, _NONE = 0xFFFFFFFF, 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA  # numbers from here on mean something else than a sector
_ENTRY = 128
_ROOT = 5
_IN_HEADER = 109  # places of the allocation table that the header itself names
_WORD_MAGIC = (0xA5EC, 0xA5DC)  # Word 97 and later; Word 6 and 95
_ENCRYPTED = 0x0100


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream or storage directly under the root: where it begins and its size."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Compound:
    """An Office 97-2003 file whose directory could be read; ``whole`` says nothing is cut off."""

    data: bytes
    streams: Mapping[str, Stream]
    sector: int
    whole: bool

    def word_is_encrypted(self) -> bool:
        """Whether the Word stream says that its text needs a password."""
        stream = self.streams.get("WordDocument")
        if stream is None:
            return False
        at = (stream.start + 1) * self.sector
        head = self.data[at : at + 12]
        if len(head) < 12:
            return False
        magic, flags = struct.unpack("<H8xH", head)
        return magic in _WORD_MAGIC and bool(flags & _ENCRYPTED)


def open_compound(data: bytes) -> Compound | None:
    """The directory of an Office 97-2003 file; None where it cannot be read."""
    if not data.startswith(SIGNATURE) or len(data) < _HEADER:
        return None
    shift = struct.unpack_from("<H", data, 0x1E)[0]
    if shift not in (9, 12):
        return None
    sector = 1 << shift
    table = _allocation(data, sector)
    directory = _chain(data, sector, table, struct.unpack_from("<I", data, 0x30)[0])
    entries = [directory[i : i + _ENTRY] for i in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    if not entries or entries[0][0x42] != _ROOT:
        return None
    used = max((i for i, then in enumerate(table) if then != _FREE), default=-1)
    return Compound(data, _under_root(entries), sector, len(data) >= (used + 2) * sector)


def _allocation(data: bytes, sector: int) -> list[int]:
    """The allocation table: for each sector the one that follows it."""
    wanted, next_list, lists = (struct.unpack_from("<I", data, at)[0] for at in (0x2C, 0x44, 0x48))
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 0x4C))
    each = sector // 4
    for _ in range(min(lists, len(data) // sector)):
        held = _sector(data, sector, next_list)
        if held is None:
            break
        *more, next_list = struct.unpack(f"<{each}I", held)
        places += more
    table: list[int] = []
    for place in places[: min(wanted, len(data) // sector + 1)]:
        held = _sector(data, sector, place)
        # A part that is cut off: count its sectors as used, so that the file is not whole.
        table += [0] * each if held is None else struct.unpack(f"<{each}I", held)
    return table


def _chain(data: bytes, sector: int, table: list[int], start: int) -> bytes:
    parts: list[bytes] = []
    place = start
    while place < len(table) and len(parts) <= len(table):
        held = _sector(data, sector, place)
        if held is None:
            break
        parts.append(held)
        place = table[place]
    return b"".join(parts)


def _sector(data: bytes, sector: int, place: int) -> bytes | None:
    at = (place + 1) * sector
    return data[at : at + sector] if place < _LAST_SECTOR and at + sector <= len(data) else None


def _under_root(entries: list[bytes]) -> dict[str, Stream]:
    """The streams of the root itself, not those of documents embedded in it."""
    found: dict[str, Stream] = {}
    seen: set[int] = set()
    waiting = [struct.unpack_from("<I", entries[0], 0x4C)[0]]
    while waiting:
        number = waiting.pop()
        if number == _NONE or number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        length = min(struct.unpack_from("<H", entry, 0x40)[0], 64)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        left, right = struct.unpack_from("<2I", entry, 0x44)
        start, size = struct.unpack_from("<2I", entry, 0x74)
        found[name] = Stream(start, size)
        waiting += (left, right)
    return found
