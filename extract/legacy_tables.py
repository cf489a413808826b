"""The letters of the old encodings, from ``extract/words/legacy_*.toml``.

A byte of an old encoding comes as that byte or as the Latin-1 or Windows-1252 sign that
a program took it for; the tables know all of these.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from extract.lexicon import mapping, words

Encoding = Literal["tcvn3", "vni", "viscii", "vps", "cp1258"]
# In the order in which they are met in offices; ties are decided by it.
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)


@dataclass(frozen=True, slots=True)
class Table:
    """``single`` is for ``str.translate``; ``pairs`` are two signs that make one letter.

    A pair's letter is written as two code points, too: a letter and a combining mark.
    """

    single: dict[int, str]
    pairs: dict[str, str]
    pair: re.Pattern[str] | None
    # Control characters that are letters here.
    controls: frozenset[str]


def windows_sign(byte: int) -> str:
    """The sign a Windows-1252 program shows for a byte, the bare code where it has none.

    >>> windows_sign(0x93), windows_sign(0xAD) == chr(0xAD)
    ('“', True)
    """
    shown = bytes([byte]).decode("cp1252", "ignore")
    return shown or chr(byte)


@cache
def letters(encoding: Encoding) -> dict[bytes, str]:
    """The entries of a table as the standard has them: code of one or two bytes to letter."""
    if encoding == "cp1258":
        return _windows_1258()
    return {
        bytes.fromhex(code): letter
        for code, letter in mapping(words(f"legacy_{encoding}"), "letters").items()
    }


def _windows_1258() -> dict[bytes, str]:
    """Where Windows-1258 differs from Windows-1252, by Python's own codec."""
    found: dict[bytes, str] = {}
    for byte in range(0x80, 0x100):
        code = bytes([byte])
        letter = code.decode("cp1258", "ignore")
        if letter and letter != windows_sign(byte):
            found[code] = letter
    return found


@cache
def table(encoding: Encoding) -> Table:
    """The table of an encoding, ready for use; read once."""
    found = letters(encoding)
    single: dict[int, str] = {}
    for byte in range(0x80, 0x100):
        single[byte] = windows_sign(byte)
    controls = []
    for code, letter in found.items():
        if len(code) != 1:
            continue
        byte = code[0]
        single[byte] = single[ord(windows_sign(byte))] = letter
        if byte < 0x20:
            controls.append(chr(byte))
    pairs, pair = _pairs(found)
    return Table(single, pairs, pair, frozenset(controls))


def _pairs(found: dict[bytes, str]) -> tuple[dict[str, str], re.Pattern[str] | None]:
    """Two-byte codes; a mark of the other case means the same, the base letter decides."""
    pairs: dict[str, str] = {}
    for code, letter in found.items():
        if len(code) == 2:
            base, mark = chr(code[0]), chr(code[1])
            for form in (mark.lower(), mark.upper()):
                pairs[base + form] = _as_two(letter)
    if not pairs:
        return pairs, None
    bases = "".join(sorted({pair[0] for pair in pairs}))
    marks = "".join(sorted({pair[1] for pair in pairs}))
    return pairs, re.compile(f"[{bases}][{marks}]")


def _as_two(letter: str) -> str:
    """A letter as one with less marks and its last mark: ế as ê and an acute."""
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", parts[:-1]) + parts[-1]
