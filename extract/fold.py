"""Folding for matching only: same length as the source, so offsets stay true.

Lower case, old tone placement (hoà and hòa are one word), plain spaces and dashes.
The folded text never reaches the output. Spelling variants: design notes on
Vietnamese orthography, both tone styles occur in one file.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

# Labels, units and cells come up again and again; longer texts hardly do.
_SHORT = 200

_SAME_LENGTH = {
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\n": " ",
    "\r": " ",
    "\t": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "“": '"',
    "”": '"',
    "„": '"',
    "’": "'",
    "‘": "'",
    "′": "'",
    "*": " ",  # Markdown emphasis
    "…": ".",
    "₫": "đ",
    "，": ",",
}
_OTHER = re.compile(f"[{re.escape(''.join(_SAME_LENGTH))}]")

# New tone style to old: the mark moves to the first vowel in an open syllable.
_O_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_NEW_STYLE = regex.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")


def fold(text: str) -> str:
    """Return ``text`` folded for matching, code point for code point.

    >>> fold("Uỷ ban – Hoà Bình")
    'ủy ban - hòa bình'
    >>> fold("quý I") # not "qúy"
    'quý i'
    """
    return _remembered(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    plain = _OTHER.sub(lambda match: _SAME_LENGTH[match.group()], text)
    folded = plain.lower()
    if len(folded) != len(text):  # a letter whose lower case is longer (İ)
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in plain)
    return _NEW_STYLE.sub(lambda match: _O_TONES[match.group()], folded)
