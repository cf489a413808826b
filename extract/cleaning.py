"""The one cleaning of a text, at the door; after it no offset moves.

Letters are composed (NFC), line ends become ``\\n``, the many blanks of word processors
become a plain space, non-breaking hyphens a plain hyphen, invisible characters go.
Dashes, minus signs and quotes stay: they mean something. The soft hyphen stays too,
because it is the letter ư in texts of the old TCVN3 encoding.
"""

from __future__ import annotations

import re
import unicodedata

# One character for one: offsets stay.
_SAME_LENGTH = {
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " "),
    **dict.fromkeys("\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    "\u2010": "-",
    "\u2011": "-",
    "\ufffe": "-",  # pdfium's sign for a hyphen at a line end
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x85": "\n",
}
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_TABLE = str.maketrans(_SAME_LENGTH)
_DROPPED = re.compile(f"[{_INVISIBLE}\r]")
_CHANGING = re.compile(f"[{''.join(_SAME_LENGTH)}{_INVISIBLE}\r]")
# A character with the marks (or Hangul vowels) that may compose with it.
_COMBINING = re.compile("[\u0300-\u036f\u1160-\u11ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")


# Latin letters and marks, the signs around them and private ones, of which nothing but the marks
# composes with what stands before it: composed as a whole or letter by letter is the same.
_LATIN = re.compile("[\x00-\u036f\u1e00-\u1eff\u2000-\u20cf\u2100-\u22ff\ue000-\uf8ff]*")


def clean(text: str) -> tuple[str, tuple[int, ...]]:
    """The cleaned text, and where each of its code points stood in ``text``.

    The origins have one entry more than the cleaned text (its end), or none at all
    when every code point stayed where it was.

    >>> clean("thu\\u00a0ngân")
    ('thu ngân', ())
    >>> clean("a\\r\\ne\\u0302\\u0301")
    ('a\\nế', (0, 1, 3, 6))
    """
    if not _CHANGING.search(text) and unicodedata.is_normalized("NFC", text):
        return text, ()
    same = text.translate(_TABLE)
    if not _DROPPED.search(same) and unicodedata.is_normalized("NFC", same):
        return same, ()
    pieces: list[str] = []
    origins: list[int] = []
    position, length = 0, len(same)
    while position < length:
        end = position + (2 if same.startswith("\r\n", position) else 1)
        while end < length and _COMBINING.match(same, end):
            end += 1
        piece = _piece(same, position, end)
        pieces.append(piece)
        origins.extend(min(position + i, end - 1) for i in range(len(piece)))
        position = end
    return "".join(pieces), (*origins, length)


def _piece(text: str, start: int, end: int) -> str:
    letter = text[start]
    if letter in _INVISIBLE:
        return unicodedata.normalize("NFC", text[start + 1 : end])
    if letter == "\r":
        return "\n" + text[start + 1 : end].lstrip("\n")
    return unicodedata.normalize("NFC", text[start:end])


def squeeze(text: str) -> str:
    """Text of a file without offsets of its own: cleaned, one line, single spaces.

    >>> squeeze(" ước  thực\\t hiện\\n")
    'ước thực hiện'
    """
    text = text.strip()
    if is_clean(text):
        return text  # nearly always
    if _LATIN.fullmatch(text) and not _DROPPED.search(text):  # where it stood need not be known
        text = text.translate(_TABLE) if _CHANGING.search(text) else text
        return " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join(clean(text)[0].split())


def is_clean(text: str) -> bool:
    """Whether squeezing leaves a text as it is, but for blanks at its ends."""
    # What is printable holds no blank but the plain one and nothing invisible, which Python
    # knows faster than a search; of what changes, that leaves two hyphens.
    even = "  " not in text and text.isprintable() and not ("\u2010" in text or "\u2011" in text)
    return even and (text.isascii() or unicodedata.is_normalized("NFC", text))
