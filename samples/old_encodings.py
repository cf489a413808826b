"""Text as programs wrote it before Unicode: TCVN3 bytes, VNI letters."""

from __future__ import annotations

import unicodedata

from extract.legacy_tables import Encoding, letters

# Signs no font of the time had, as they were typed.
_TYPED = {"≤": "<=", "≥": ">="}


def encode(text: str, encoding: Encoding) -> bytes:
    """The bytes of a text. TCVN3 has no capitals with tones: they become small letters.

    >>> encode("triệu đồng", "tcvn3").decode("latin-1"), encode("ước", "vni").decode("latin-1")
    ('triÖu ®ång', 'öôùc')
    """
    codes = {letter: code for code, letter in letters(encoding).items()}
    written = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        if letter in codes or letter.lower() in codes:
            written += codes.get(letter) or codes[letter.lower()]
        else:
            written += _TYPED.get(letter, letter).encode("cp1252")
    return bytes(written)
