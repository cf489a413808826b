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
_ENTRY, _SMALL = 128, 64
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
    _table: list[int]
    _root: Stream

    def word_is_encrypted(self) -> bool:
        """Whether the Word stream says that its text needs a password."""
        head = self.read("WordDocument", 0, 12)
        if len(head) < 12:
            return False
        magic, flags = struct.unpack("<H8xH", head)
        return magic in _WORD_MAGIC and bool(flags & _ENCRYPTED)

    def read(self, name: str, start: int, size: int) -> bytes:
        """Bytes of a stream, fewer where it ends before."""
        return bytes(self.data[at] for at in self.places(name, start, size))

    def places(self, name: str, start: int, size: int) -> list[int]:
        """Where in the file these bytes of a stream stand, fewer where it ends before."""
        stream = self.streams.get(name)
        if stream is None:
            return []
        each, begins = self._sectors(stream)
        wanted = range(start, max(start, min(start + size, stream.size, len(begins) * each)))
        places = (begins[at // each] + at % each for at in wanted)
        return [place for place in places if place < len(self.data)]

    def _sectors(self, stream: Stream) -> tuple[int, list[int]]:
        """Size of the sectors of a stream and where each begins in the file."""
        if stream.size >= struct.unpack_from("<I", self.data, 0x38)[0]:
            chain = _numbers(self._table, stream.start)
            return self.sector, [(number + 1) * self.sector for number in chain]
        # Small streams share one, in sectors of 64 bytes with an allocation table of their own.
        start = struct.unpack_from("<I", self.data, 0x3C)[0]
        held = _chain(self.data, self.sector, self._table, start)
        small = list(struct.unpack(f"<{len(held) // 4}I", held))
        shared = [(n + 1) * self.sector for n in _numbers(self._table, self._root.start)]
        each = self.sector // _SMALL
        return _SMALL, [
            shared[number // each] + number % each * _SMALL
            for number in _numbers(small, stream.start)
            if number // each < len(shared)
        ]


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
    whole = len(data) >= (used + 2) * sector
    return Compound(data, _under_root(entries), sector, whole, table, _stream(entries[0]))


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
    for number in _numbers(table, start):
        held = _sector(data, sector, number)
        if held is None:
            break
        parts.append(held)
    return b"".join(parts)


def _numbers(table: list[int], start: int) -> list[int]:
    """The sectors of a chain in order; a ring, which only damage makes, is left in time."""
    numbers: list[int] = []
    while start < len(table) and len(numbers) < len(table):
        numbers.append(start)
        start = table[start]
    return numbers


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
        found[name] = _stream(entry)
        waiting += (left, right)
    return found


def _stream(entry: bytes) -> Stream:
    return Stream(*struct.unpack_from("<2I", entry, 0x74))
