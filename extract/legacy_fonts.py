"""Which encoding a font shows: the surest sign of an old encoding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.legacy_tables import ENCODINGS, Encoding
from extract.lexicon import mapping, words

# A subset of a font in a PDF: six capitals and a plus (ISO 32000-1, 9.6.4).
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# What PDF writers put after the family: ".VnTimeH,Bold", "VNI-Times-BoldItalic".
_FACE = re.compile(
    r"(?:[,\s-]|(?<=[a-z]))+(?:bold|italic|oblique|regular|normal|mt|ps|psmt)*$", re.I
)


@dataclass(frozen=True, slots=True)
class FontCode:
    """The encoding a font shows; ``capitals``: it shows small letters as capitals."""

    encoding: Encoding
    capitals: bool = False


def families() -> tuple[str, ...]:
    """How the names of fonts of old encodings begin, in lower case."""
    return tuple(beginning for beginning, _ in _families())


@cache
def _families() -> tuple[tuple[str, Encoding | None], ...]:
    """Beginnings of font names, the longest first; None is an encoding not known here."""
    found: dict[str, Encoding | None] = {}
    by_name: dict[str, Encoding] = {name: name for name in ENCODINGS}
    for beginning, encoding in mapping(words("legacy_fonts"), "families").items():
        found[beginning] = by_name[encoding]
    for beginning in mapping(words("legacy_fonts"), "others"):
        found[beginning] = None
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1024)
def font_code(name: str) -> FontCode | None:
    """What a font name says of the encoding, None for fonts of today.

    >>> font_code("ABCDEF+.VnTimeH,Bold")
    FontCode(encoding='tcvn3', capitals=True)
    >>> font_code("VNI-Times"), font_code("Times New Roman")
    (FontCode(encoding='vni', capitals=False), None)
    """
    bare = _FACE.sub("", _SUBSET.sub("", name.strip()))
    low = bare.lower()
    for beginning, encoding in _families():
        if low.startswith(beginning):
            if encoding is None:
                return None
            return FontCode(encoding, encoding == "tcvn3" and bare.endswith("H"))
    return None
