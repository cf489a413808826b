"""Sentences of a passage, by offset; quick and made for reports.

underthesea's sentence splitter breaks addresses and abbreviations and never splits at
list items, so the rule is our own: a full stop, question or exclamation mark followed
by a space and a capital (or the end), unless an abbreviation or an initial stands before.
"""

from __future__ import annotations

import regex

_END = regex.compile(
    r"[.!?]+[\"')]*(?=\s+[\"'(*]*[\p{Lu}\d]|\s*$|\s+[-+•])"
    r"|(?<=[\w)%])\.(?=\p{Lu}\p{Ll}+\s)"
)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence; together they cover the text.

    >>> [("Thu 5 tỷ. Chi 4,5 tỷ ở TP. Huế."[a:b]) for a, b in split_sentences("Thu 5 tỷ. Chi 4,5 tỷ ở TP. Huế.")]
    ['Thu 5 tỷ.', ' Chi 4,5 tỷ ở TP. Huế.']
    """
    found = []
    start = 0
    for match in _END.finditer(text):
        head = text[max(0, match.start() - 4) : match.start()].split(" ")[-1]
        if head.lower() in _ABBREVIATIONS or (
            head.isdigit() and not text[: match.start()].strip(" -+0123456789.")
        ):
            continue
        found.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(found)


_ABBREVIATIONS = frozenset({"tp", "tt", "ts", "ths", "pgs", "gs", "bs", "ks", "tx", "tr", "v.v"})
