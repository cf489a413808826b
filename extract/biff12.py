"""The records of a binary workbook part (.xlsb): [MS-XLSB] 2.1.4, 2.5."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from extract.sheets_cells import Run

_RICH = 0x01


class Broken(Exception):
    """A record ends before what it should hold, or the part before the record."""


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record of a part: its number and what it holds. Raises Broken at a cut-off one."""
    at, end = 0, len(data)
    while at < end:
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if at + size > end:
            raise Broken
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first, of ``most`` bytes at most; and where it ends."""
    value = 0
    for i in range(most):
        if at >= len(data):
            raise Broken
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << 7 * i
        if byte < 0x80:
            break
    return value, at


def unpack(form: str, data: bytes, at: int = 0) -> tuple[int, ...]:
    """Whole numbers of a record, as ``struct`` has them. Raises Broken."""
    try:
        return struct.unpack_from(form, data, at)
    except struct.error as error:
        raise Broken from error


def real(data: bytes, at: int) -> float:
    """A number of eight bytes. Raises Broken."""
    if len(data) < at + 8:
        raise Broken
    value: float = struct.unpack_from("<d", data, at)[0]
    return value


def short_real(data: bytes, at: int) -> float:
    """A number in four bytes (RkNumber): whole or the head of a real one, or a hundredth of it.

    >>> short_real(b"\\x07\\x00\\x00\\x00", 0), short_real(b"\\x00\\x00\\xf0\\x3f", 0)
    (0.01, 1.0)
    """
    (held,) = unpack("<i", data, at)
    value = float(held >> 2) if held & 2 else real(bytes(4) + struct.pack("<i", held & ~3), 0)
    return value / 100 if held & 1 else value


def wide(data: bytes, at: int) -> tuple[str, int]:
    """A string (XLWideString) and where it ends; an absent one is empty. Raises Broken."""
    (length,) = unpack("<I", data, at)
    at += 4
    if length == 0xFFFFFFFF:
        return "", at
    end = at + 2 * length
    if end > len(data):
        raise Broken
    return data[at:end].decode("utf-16-le", "replace"), end


def rich(data: bytes, at: int, fonts: list[tuple[str, str]]) -> tuple[Run, ...]:
    """A string with its fonts (RichStr): the pieces in one font each. Raises Broken.

    ``fonts`` are name and shift ("superscript" ...) of the workbook's fonts, by number.
    """
    (flags,) = unpack("<B", data, at)
    (length,) = unpack("<I", data, at + 1)
    start, end = at + 5, at + 5 + 2 * length
    if end > len(data):
        raise Broken
    if not flags & _RICH:
        return (Run(data[start:end].decode("utf-16-le", "replace")),)
    (count,) = unpack("<I", data, end)
    if end + 4 + 4 * count > len(data):
        raise Broken
    cuts = [unpack("<HH", data, end + 4 + 4 * i) for i in range(count)]
    # Places count in units of two bytes.
    ends = [*(cut for cut, _ in cuts[1:]), length]
    runs = []
    first = cuts[0][0] if cuts else length
    if first:
        runs.append(Run(data[start : start + 2 * first].decode("utf-16-le", "replace")))
    for (place, number), until in zip(cuts, ends, strict=False):
        piece = data[start + 2 * place : start + 2 * until].decode("utf-16-le", "replace")
        name, shift = fonts[number] if number < len(fonts) else ("", "")
        runs.append(Run(piece, name, shift))
    return tuple(runs)
