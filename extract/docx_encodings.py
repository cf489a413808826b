"""Old encodings in a Word file: runs by their fonts, then paragraphs by their letters."""

from __future__ import annotations

from itertools import groupby

from extract.docx_runs import Inline
from extract.legacy_fonts import FontCode
from extract.legacy_survey import Survey, by_font
from extract.legacy_tables import ENCODINGS, Encoding
from extract.legacy_words import is_suspicious
from solieu.model import Notice


class Encodings:
    """What one walk over a document finds and decodes.

    Decoding keeps the length of every part, so that its characters stay those of its
    element.
    """

    def __init__(self, looked: Survey | None = None) -> None:
        """``looked`` is what an earlier walk over the same document found by letters."""
        self._looked = looked
        self._used: set[Encoding] = set()
        self.texts: list[str] = []

    def by_fonts(self, inline: Inline) -> None:
        """Decode the parts set in old fonts; a letter's mark may stand in the next run."""
        for code, group in groupby(range(len(inline.parts)), inline.old.get):
            if code is not None:
                indexes = list(group)
                whole = "".join(inline.parts[i] for i in indexes)
                read, converted = self.in_font(whole, code)
                _put(inline, indexes, read)
                inline.converted |= converted
        inline.old.clear()

    def in_font(self, text: str, code: FontCode) -> tuple[str, bool]:
        """Text set in an old font as it is read, and whether that changed anything."""
        if text.isascii():
            return by_font(text, code), False
        self._used.add(code.encoding)
        return by_font(text, code), True

    def by_letters(self, text: str) -> tuple[str, bool]:
        """The text of a plain paragraph or cell, decoded by its letters on a second walk."""
        if self._looked is None:
            self.texts.append(text)
            return text, False
        read = self._looked.read(text).text
        return read, read != text

    def text_of(self, inline: Inline) -> str:
        """The text of a paragraph or cell, decoded by its letters on a second walk."""
        read, converted = self.by_letters("".join(inline.parts))
        if converted:
            _put(inline, range(len(inline.parts)), read)
            inline.converted = True
        return read

    @property
    def second(self) -> bool:
        """Whether this is the second walk, in which letters are decoded."""
        return self._looked is not None

    def is_doubtful(self) -> bool:
        """Whether a second walk is needed: there are words that Unicode text does not have."""
        return self._looked is None and is_suspicious("\n".join(self.texts))

    def check(self, source: str) -> None:
        """Raise ReadError where too many words were in an encoding nobody knows."""
        if self._looked is not None:
            self._looked.check(source)

    def problems(self) -> tuple[Notice, ...]:
        """What could not be told, in words for a person."""
        return () if self._looked is None else self._looked.problems()

    @property
    def name(self) -> str:
        """The encodings decoded, ``tcvn3+vni``; empty for a document in Unicode."""
        used = self._used | (self._looked.used if self._looked is not None else set())
        return "+".join(each for each in ENCODINGS if each in used)


def _put(inline: Inline, indexes: list[int] | range, text: str) -> None:
    position = 0
    for i in indexes:
        size = len(inline.parts[i])
        inline.parts[i] = text[position : position + size]
        position += size
