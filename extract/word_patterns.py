"""Patterns that begin with one of many words, tried only where one of these words begins.

An alternation of a hundred words is tried at every letter of a text, though most letters
begin no word and most words are none of the list. Python's own ``re`` finds the few places
where it may match several times as fast as ``regex`` would find that it does not. The two
differ on rare letters, so ``re`` is the sieve only: ``regex`` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import regex

from extract.lexicon import alternation

# Letters of Vietnamese in lower case, and digits: none of them stands right before a word.
IN_WORD = "0-9a-zà-öø-ɏạ-ỹ"


class WordPattern:
    """A pattern of whole words; it finds what ``pattern`` finds by itself in folded text."""

    __slots__ = ("_may_begin", "pattern")

    def __init__(self, pattern: str, words: Iterable[str]) -> None:
        """Every match of ``pattern`` begins with one of ``words``, with no letter before it."""
        self.pattern = regex.compile(pattern)
        heads = {word.split()[0] for word in words}
        self._may_begin = re.compile(rf"(?<![{IN_WORD}])(?={alternation(heads)})")

    def finditer(self, folded: str) -> Iterator[regex.Match[str]]:
        """The matches in order, not overlapping."""
        end = 0
        match_at = self.pattern.match
        for place in self._may_begin.finditer(folded):
            start = place.start()
            if start >= end and (match := match_at(folded, start)) is not None:
                end = match.end()
                yield match

    def search(self, folded: str) -> regex.Match[str] | None:
        """The first match, None if there is none."""
        return next(self.finditer(folded), None)
