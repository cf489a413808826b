"""Files that hold others, made byte by byte where no library writes them: RAR, Outlook."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from email.message import EmailMessage
from itertools import pairwise
from unittest.mock import patch

import py7zr


def seven(members: Mapping[str, bytes], password: str | None = None) -> bytes:
    """A 7z archive; also with names that lead outside, which the library would not write."""
    buffer = io.BytesIO()
    with (
        patch("py7zr.py7zr.check_archive_path", return_value=True),
        py7zr.SevenZipFile(buffer, "w", password=password) as archive,
    ):
        for name, content in members.items():
            archive.writestr(content, name)
    return buffer.getvalue()


def rar(
    members: Mapping[str, bytes], *, link: str = "", locked: str = "", method: int = 0
) -> bytes:
    """A RAR 5 archive whose members are stored as they are (technical note of RAR 5.0).

    ``link`` and ``locked`` are members that the archive says are a link, encrypted;
    ``method`` says that they are packed, which they are not.
    """
    data = b"Rar!\x1a\x07\x01\x00" + _block(1, b"", _number(0))
    for name, content in members.items():
        extra = b""
        if name == link:
            extra = _extra(5, _number(1) + _number(0) + _number(1) + b"x")
        if name == locked:
            extra = _extra(1, _number(0) * 2 + b"\x0f" + bytes(16) + bytes(16))
        fields = (
            _number(4)
            + _number(len(content))
            + _number(0o644)
            + struct.pack("<I", zlib.crc32(content))
        )
        written = name.encode()
        fields += _number(method << 7) + _number(1) + _number(len(written)) + written
        data += _block(2, content, fields, extra)
    return data + _block(5, b"", _number(0))


def _block(kind: int, content: bytes, fields: bytes, extra: bytes = b"") -> bytes:
    flags = (1 if extra else 0) | (2 if kind == 2 else 0)
    head = _number(kind) + _number(flags)
    head += _number(len(extra)) if extra else b""
    head += _number(len(content)) if kind == 2 else b""
    head += fields + extra
    head = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(head)) + head + content


def _extra(kind: int, held: bytes) -> bytes:
    held = _number(kind) + held
    return _number(len(held)) + held


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    made = b""
    while value > 0x7F:
        made += bytes([value & 0x7F | 0x80])
        value >>= 7
    return made + bytes([value])


def letter(body: str, attached: Mapping[str, bytes], html: str = "") -> EmailMessage:
    """An e-mail with attachments."""
    made = EmailMessage()
    made["From"] = "Văn phòng <vp@xa.example>"
    made["To"] = "Phòng Thống kê <tk@huyen.example>"
    made["Subject"] = "Báo cáo tháng 5/2026"
    made["Date"] = "Thu, 21 May 2026 08:00:00 +0700"
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in attached.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def outlook(body: str, attached: Mapping[str, bytes]) -> bytes:
    """A message of Outlook ([MS-OXMSG]) in a compound file ([MS-CFB])."""
    head = struct.pack("<8x4I8x", 0, len(attached), 0, len(attached))
    storages: dict[str, dict[str, bytes]] = {"": _properties(head, {0x1000001F: _wide(body)})}
    for i, (name, content) in enumerate(attached.items()):
        held = {0x3707001F: _wide(name), 0x37010102: content}
        storages[f"__attach_version1.0_#{i:08X}"] = _properties(bytes(8), held)
    return _compound(storages)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _properties(head: bytes, held: Mapping[int, bytes]) -> dict[str, bytes]:
    entries = b"".join(struct.pack("<4I", tag, 6, len(value), 0) for tag, value in held.items())
    streams = {f"__substg1.0_{tag:08X}": value for tag, value in held.items()}
    return {"__properties_version1.0": head + entries, **streams}


_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF


def _compound(storages: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """A compound file of version 3; storages are beside each other, "" is the root."""
    sectors: list[bytes] = []
    table: list[int] = []
    mini, mini_table = b"", list[int]()

    def put(data: bytes) -> int:
        first = len(sectors)
        count = max(1, -(-len(data) // _SECTOR))
        for i in range(count):
            sectors.append(data[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            table.append(first + i + 1 if i + 1 < count else _END)
        return first

    def stream(data: bytes) -> tuple[int, int]:
        nonlocal mini
        if len(data) >= _CUTOFF:
            return put(data), len(data)
        if not data:
            return _END, 0
        first, count = len(mini_table), -(-len(data) // _MINI)
        mini_table.extend([*range(first + 1, first + count), _END])
        mini += data.ljust(count * _MINI, b"\0")
        return first, len(data)

    entries: list[list[int | str]] = [["Root Entry", 5, _NONE, _NONE, 0, 0]]

    def add(name: str, kind: int, start: int, size: int) -> int:
        entries.append([name, kind, _NONE, _NONE, start, size])
        return len(entries) - 1

    def chained(numbers: list[int]) -> int:
        for one, following in pairwise(numbers):
            entries[one][2] = following
        return numbers[0] if numbers else _NONE

    top = [add(name, 2, *stream(data)) for name, data in storages[""].items()]
    for storage, streams in storages.items():
        if storage:
            number = add(storage, 1, 0, 0)
            top.append(number)
            inner = [add(name, 2, *stream(data)) for name, data in streams.items()]
            entries[number][3] = chained(inner)
    entries[0][3] = chained(top)
    entries[0][4:] = [put(mini) if mini else _END, len(mini)]
    packed = b"".join(_entry(*one) for one in entries)  # type: ignore[arg-type]
    directory = put(packed)
    mini_fat = put(struct.pack(f"<{len(mini_table)}I", *mini_table).ljust(_SECTOR, b"\xff"))
    fat_sectors = -(-(len(table) + 8) // (_SECTOR // 4))
    first_fat = len(sectors)
    table += [0xFFFFFFFD] * fat_sectors
    whole = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * _SECTOR, b"\xff")
    sectors += [whole[i * _SECTOR : (i + 1) * _SECTOR] for i in range(fat_sectors)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack(
        "<9I",
        0,
        fat_sectors,
        directory,
        0,
        _CUTOFF,
        mini_fat,
        len(mini_table) * 4 // _SECTOR + 1,
        _END,
        0,
    )
    places = [*range(first_fat, first_fat + fat_sectors)]
    head += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    return head + b"".join(sectors)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(written), kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
