"""Plain text files in old Vietnamese encodings, line by line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.legacy import Placed
from extract.legacy_survey import Survey, joined, survey
from extract.legacy_tables import windows_sign
from extract.legacy_words import WORD, is_modern, is_suspicious, verdict

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Bytes of Windows-1252 that are signs and no letters: quotes, dashes, degrees.
_SIGNS = re.compile(
    rb"[\x00-\x7f\x80\x82\x84-\x87\x89\x91-\x97\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]*"
)
_WINDOWS = {byte: windows_sign(byte) for byte in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with its encoding; ``origins`` as in Placed, ``end`` the file's length."""

    text: str
    encoding: str
    origins: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()
    end: int = 0


def legacy_text(data: bytes, source: str) -> Decoded | None:
    """The text of a file in an old encoding, None where it is in none that can be told.

    Lines in UTF-8 and lines in other old encodings may stand among the others. Raises
    ReadError where the encoding of too many words cannot be told.
    """
    if data.startswith(_BOMS) or b"\x00" in data or _is_utf8(data):
        return None
    view = data.decode("latin-1")
    if _SIGNS.fullmatch(data):
        return Decoded(view.translate(_WINDOWS), "cp1252")
    lines = [match[0] for match in _LINE.finditer(view)]
    unicode_lines = [_as_utf8(line) for line in lines]
    looked = survey(
        (line for line, read in zip(lines, unicode_lines, strict=True) if read is None),
        plain=False,
    )
    if not looked.encodings:
        return None
    decoded = joined(_read_lines(lines, unicode_lines, looked))
    looked.check(source)
    mixed = "+utf-8" if any(read is not None for read in unicode_lines) else ""
    if _CONTROLS.search(decoded.text):
        return None
    return Decoded(decoded.text, looked.name + mixed, decoded.origins, looked.problems(), len(view))


def mended_text(text: str, encoding: str, source: str) -> Decoded:
    """Unicode text in which an old encoding was taken for Latin-1, read as it was meant.

    Raises ReadError where most of it is in an encoding nobody knows.
    """
    if not is_suspicious(text):
        return Decoded(text, encoding)
    lines = [match[0] for match in _LINE.finditer(text)]
    looked = survey(lines)
    pieces, position = [], 0
    for line in lines:
        pieces.append((position, looked.read(line)))
        position += len(line)
    looked.check(source)
    decoded = joined(pieces)
    name = f"{looked.name}+{encoding}" if looked.used else encoding
    return Decoded(decoded.text, name, decoded.origins, looked.problems(), len(text))


def through(cleaned: tuple[int, ...], decoded: Decoded, length: int) -> tuple[int, ...]:
    """Origins in the file of a cleaned text of this length, by those in the decoded text.

    >>> through((0, 2, 3), Decoded("abc", "vni", (0, 1, 3), end=5), 2)
    (0, 3, 5)
    >>> through((), Decoded("ab", "vni", (0, 2), end=3), 2)
    (0, 2, 3)
    """
    if not decoded.origins:
        return cleaned
    whole = (*decoded.origins, decoded.end)
    return tuple(whole[at] for at in cleaned or range(length + 1))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(line: str) -> Placed | None:
    """A line that is Vietnamese in UTF-8, from its bytes read as Latin-1."""
    if line.isascii():
        return None
    try:
        text = line.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None
    words = WORD.findall(text)
    if not any(is_modern(word) and verdict(word, None) != -1 for word in words):
        return None
    origins: list[int] = []
    at = 0
    for sign in text:
        origins.append(at)
        at += len(sign.encode())
    return Placed(text, tuple(origins))


def _read_lines(
    lines: Sequence[str], unicode_lines: Sequence[Placed | None], looked: Survey
) -> Iterator[tuple[int, Placed]]:
    position = 0
    for line, read in zip(lines, unicode_lines, strict=True):
        yield position, looked.read(line) if read is None else read
        position += len(line)
