"""Text in the encodings of Vietnamese offices before Unicode, read as today's Unicode.

TCVN3 (ABC), VNI, VISCII, VPS and Windows-1258. Their signs for đ, ư and tones are other
letters, control characters and even the soft hyphen in Latin-1: decoding comes before
any cleaning. Which encoding a text is in is told by ``extract.legacy_fonts`` and
``extract.legacy_detect``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extract.legacy_tables import Encoding, table

# Where Word and LibreOffice keep the signs of symbol fonts.
_SYMBOL_AREA = re.compile("[\uf020-\uf0ff]")
_LINES = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")
# Words longer than this are none, and not worth remembering.
_LONG = 40
# Two letters and more without a small one of ASCII: only such words are ever evened.
_CAPITAL_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]{2,}(?![^\W\d_])")


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
    read = unicodedata.normalize("NFC", place(text, encoding))
    return to_capitals(read) if capitals else read


def place(text: str, encoding: Encoding) -> str:
    """Decode ``text`` code point for code point, so that places in it stay.

    Two signs that make one letter become a letter and a combining mark, in this order;
    composing (NFC) is left to the caller.

    >>> len(place("trieäu", "vni")), len(decode("trieäu", "vni"))
    (6, 5)
    """
    known = table(encoding)
    if _SYMBOL_AREA.search(text):
        text = _SYMBOL_AREA.sub(lambda sign: chr(ord(sign[0]) - 0xF000), text)
    if known.pair is None:
        read = text.translate(known.single)
        return _even_capitals(read) if encoding == "tcvn3" else read
    # A blank is part of no pair, and a report repeats its words.
    return " ".join(
        [
            _known_word(word, encoding) if len(word) < _LONG else _paired(word, encoding)
            for word in text.split(" ")
        ]
    )


@lru_cache(maxsize=20_000)
def _known_word(word: str, encoding: Encoding) -> str:
    return _paired(word, encoding)


def _paired(word: str, encoding: Encoding) -> str:
    """A word by a table in which two signs can make one letter."""
    known = table(encoding)
    assert known.pair is not None
    pieces: list[str] = []
    position = 0
    for pair in known.pair.finditer(word):
        letter = known.pairs.get(pair[0])
        if letter is not None:
            pieces += (word[position : pair.start()].translate(known.single), letter)
            position = pair.end()
    pieces.append(word[position:].translate(known.single))
    return "".join(pieces)


def _even_capitals(text: str) -> str:
    """Capitals of TCVN3 typed in an ordinary font: the letters with tones stay small.

    >>> _even_capitals("CộNG HòA Xã HộI")
    'CỘNG HÒA XÃ HỘI'
    >>> _even_capitals("ủY BAN NHÂN DÂN Xã"), _even_capitals("Sở KHĐT")
    ('ỦY BAN NHÂN DÂN XÃ', 'Sở KHĐT')
    """

    if not _CAPITAL_WORD.search(text):
        return text

    def line(match: re.Match[str]) -> str:
        evened = _WORD.sub(_even_word, match[0])
        if evened == match[0] or any("a" <= letter <= "z" for letter in match[0]):
            return evened
        return to_capitals(match[0])

    return _LINES.sub(line, text)


def _even_word(match: re.Match[str]) -> str:
    word = match[0]
    if any("a" <= letter <= "z" for letter in word):
        return word
    high = sum(letter.isupper() for letter in word)
    return to_capitals(word) if high > 1 or (high and not word[0].isupper()) else word


def to_capitals(text: str) -> str:
    """Capitals, as many code points: ``ß`` and its like stay."""
    return "".join(high if len(high := sign.upper()) == 1 else sign for sign in text)
