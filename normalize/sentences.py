"""Sentences of a passage, by offset; quick and made for reports.

underthesea's sentence splitter breaks addresses and abbreviations and never splits at
list items, so the rule is our own: a full stop, question or exclamation mark followed
by a space and a capital (or the end), unless an abbreviation or an initial stands before.
"""

from __future__ import annotations

from bisect import bisect_right

import regex

from extract.lexicon import word_set
from normalize.once import once
from normalize.quotes import LONGEST, quoted

_END = regex.compile(
    r"(?<![.!?])[.!?]++[\"')]*+(?=\s+[\"'(*]*[\p{Lu}\d]|\s*$|\s+[-+•])"
    r"|(?<=[\w)%])\.(?=\p{Lu}\p{Ll}+\s)"
)
_LIST_NUMBER = regex.compile(r"[ \-+0-9.]*")
_WORD_BEFORE = 4  # the longest abbreviation has three letters


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence; together they cover the text.

    >>> [(a, b) for a, b in split_sentences("Thu 5 tỷ. Chi 4,5 tỷ ở TP. Huế.")]
    [(0, 9), (9, 31)]
    """
    found = []
    start = 0
    numbered = _LIST_NUMBER.match(text)
    number_end = numbered.end() if numbered else 0
    abbreviations = word_set("clauses", "abbreviations")
    for match in _END.finditer(text):
        at = match.start()
        head = text[max(0, at - _WORD_BEFORE) : at].split(" ")[-1]
        if head.lower() in abbreviations or (head.isdigit() and at <= number_end):
            continue
        found.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(found)


class Sentences:
    """The sentences of one passage, asked for by offset and quoted in one line each."""

    def __init__(self, text: str) -> None:
        """``text`` is that of the passage, as written."""
        self.text = text
        self._quotes: dict[tuple[int, int], str] = {}

    @once
    def spans(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of each sentence; split when first asked for."""
        return split_sentences(self.text)

    @once
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def around(self, offset: int) -> tuple[int, int]:
        """The sentence that holds ``offset``; the whole passage where none does."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.spans[at][1]:
            return self.spans[at]
        return 0, len(self.text)

    def quote(self, offset: int) -> str:
        """The sentence around ``offset`` in one line, the same string for all its figures.

        One too long for that is cut, see ``normalize.quotes``.
        """
        start, end = self.around(offset)
        if end - start > LONGEST:
            return quoted(self.text, start, end, offset)
        if (start, end) not in self._quotes:
            self._quotes[start, end] = quoted(self.text, start, end, offset)
        return self._quotes[start, end]
