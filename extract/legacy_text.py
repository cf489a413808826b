"""Plain text files in old Vietnamese encodings, line by line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.legacy_survey import survey
from extract.legacy_tables import windows_sign
from extract.legacy_words import WORD, is_modern, is_suspicious, verdict
from solieu.model import Notice

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that are letters in none of the encodings.
_BINARY = re.compile(rb"[\x00\x01\x07\x08\x0e\x0f\x16-\x18\x1a\x1b\x1f\x7f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Bytes of Windows-1252 that are signs and no letters: quotes, dashes, degrees.
_SIGNS = re.compile(
    rb"[\x00-\x7f\x80\x82\x84-\x87\x89\x91-\x97\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]*"
)
_WINDOWS = {byte: windows_sign(byte) for byte in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with its encoding; ``origins`` as in Reading, with the file's end."""

    text: str
    encoding: str
    origins: tuple[int, ...] = ()
    problems: tuple[Notice, ...] = ()


def legacy_text(data: bytes, source: str) -> Decoded | None:
    """The text of a file in an old encoding, None where it is in none that can be told.

    Lines in UTF-8 and lines in other old encodings may stand among the others. Raises
    ReadError where the encoding of too many words cannot be told.
    """
    if data.startswith(_BOMS) or _is_utf8(data) or _BINARY.search(data):
        return None
    view = data.decode("latin-1")
    if _SIGNS.fullmatch(data):
        return Decoded(view.translate(_WINDOWS), "cp1252")
    lines = [match[0] for match in _LINE.finditer(view)]
    unicode_lines = [_as_utf8(line) for line in lines]
    pairs = tuple(zip(lines, unicode_lines, strict=True))
    looked = survey((line for line, read in pairs if read is None), plain=False)
    if not looked.encodings:
        return None
    text = "".join(looked.read(line).text if read is None else read for line, read in pairs)
    looked.check(source)
    if _CONTROLS.search(text):
        return None
    if all(read is None for read in unicode_lines):
        return Decoded(text, looked.name, problems=looked.problems())
    origins = tuple(_origins(pairs))
    return Decoded(text, f"{looked.name}+utf-8", origins, looked.problems())


def mended_text(text: str, encoding: str, source: str) -> Decoded:
    """Unicode text in which an old encoding was taken for Latin-1, read as it was meant.

    Raises ReadError where most of it is in an encoding nobody knows.
    """
    if not is_suspicious(text):
        return Decoded(text, encoding)
    lines = [match[0] for match in _LINE.finditer(text)]
    looked = survey(lines)
    decoded = "".join(looked.read(line).text for line in lines)
    looked.check(source)
    name = f"{looked.name}+{encoding}" if looked.used else encoding
    return Decoded(decoded, name, problems=looked.problems())


def through(cleaned: tuple[int, ...], decoded: tuple[int, ...]) -> tuple[int, ...]:
    """Origins in the file of a cleaned text, by those of the decoded text.

    >>> through((0, 2, 3), (0, 1, 3, 5)), through((), (0, 2, 3)), through((0, 2), ())
    ((0, 3, 5), (0, 2, 3), (0, 2))
    """
    if not (cleaned and decoded):
        return cleaned or decoded
    return tuple(decoded[at] for at in cleaned)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(line: str) -> str | None:
    """A line that is Vietnamese in UTF-8, from its bytes read as Latin-1."""
    if line.isascii():
        return None
    try:
        text = line.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None
    words = WORD.findall(text)
    told = any(is_modern(word) and verdict(word, None) != -1 for word in words)
    return text if told else None


def _origins(lines: Iterable[tuple[str, str | None]]) -> Iterator[int]:
    """The byte of each code point, and the end, of lines some of which are UTF-8."""
    position = 0
    for line, read in lines:
        at = position
        for sign in line if read is None else read:
            yield at
            at += 1 if read is None else len(sign.encode())
        position += len(line)
    yield position
