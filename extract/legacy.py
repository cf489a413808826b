"""Text in the encodings of Vietnamese offices before Unicode, read as today's Unicode.

TCVN3 (ABC), VNI, VISCII, VPS and Windows-1258. Their signs for đ, ư and tones are other
letters, control characters and even the soft hyphen in Latin-1: decoding comes before
any cleaning. Which encoding a text is in is told by ``extract.legacy_fonts`` and
``extract.legacy_detect``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from extract.legacy_tables import Encoding, table

# Where Word and LibreOffice keep the signs of symbol fonts.
_SYMBOL_AREA = re.compile("[\uf020-\uf0ff]")
_LINES = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and where each of its code points stood before.

    ``origins`` is empty where every code point stayed where it was.
    """

    text: str
    origins: tuple[int, ...] = ()


def decode(source: str | bytes, encoding: Encoding, *, capitals: bool = False) -> str:
    """The text that an old encoding meant, in NFC.

    ``source`` is the bytes of a file, or text whose signs are those bytes read as
    Latin-1 or Windows-1252. ``capitals``: it is set in a font that shows small letters
    as capitals (``.VnTimeH``).

    >>> decode("triÖu ®ång", "tcvn3"), decode("trieäu ñoàng", "vni")
    ('triệu đồng', 'triệu đồng')
    >>> decode(b"ng\\xad\\xeai", "tcvn3", capitals=True)
    'NGƯỜI'
    """
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    read = unicodedata.normalize("NFC", place(text, encoding).text)
    return read.upper() if capitals else read


def place(text: str, encoding: Encoding) -> Placed:
    """Decode ``text`` and say where each code point of the result comes from.

    Tones of Windows-1258 stay combining, as its codec has them.
    """
    known = table(encoding)
    if _SYMBOL_AREA.search(text):
        text = _SYMBOL_AREA.sub(lambda sign: chr(ord(sign[0]) - 0xF000), text)
    if known.pair is None:
        read = text.translate(known.single)
        return Placed(_even_capitals(read) if encoding == "tcvn3" else read)
    pieces: list[str] = []
    origins: list[int] = []
    position = 0
    for pair in known.pair.finditer(text):
        letter = known.pairs.get(pair[0])
        if letter is None:
            continue
        pieces += (text[position : pair.start()].translate(known.single), letter)
        origins += (*range(position, pair.start()), pair.start())
        position = pair.end()
    if not pieces:
        return Placed(text.translate(known.single))
    pieces.append(text[position:].translate(known.single))
    origins += range(position, len(text))
    return Placed("".join(pieces), tuple(origins))


def _even_capitals(text: str) -> str:
    """Capitals of TCVN3 typed in an ordinary font: the letters with tones stay small.

    >>> _even_capitals("CộNG HòA Xã HộI")
    'CỘNG HÒA XÃ HỘI'
    >>> _even_capitals("Sở KHĐT")
    'Sở KHĐT'
    """

    def line(match: re.Match[str]) -> str:
        evened = _WORD.sub(_even_word, match[0])
        if evened == match[0] or any("a" <= letter <= "z" for letter in match[0]):
            return evened
        return _upper(match[0])

    return _LINES.sub(line, text)


def _even_word(match: re.Match[str]) -> str:
    plain = [letter for letter in match[0] if letter.isascii()]
    shouted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return _upper(match[0]) if shouted else match[0]


def _upper(text: str) -> str:
    upper = text.upper()
    return upper if len(upper) == len(text) else text
