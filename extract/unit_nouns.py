"""Counter nouns after a figure: "37 hồ sơ", "02 biển quảng cáo", "12 ghế nhựa".

Known counters are data (``words/counters.toml``), the longest wins. Where none is
known the noun phrase up to the next punctuation is the unit when it is short, else its
first syllable; a function word or a verb ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extract.lexicon import units, word_set

_LONGEST_NOUN = 3  # syllables of an unknown noun phrase that is taken whole
_SYLLABLE = regex.compile(r"\s?([^\W\d_]+)(?=[\s,;.:)(/\]\"\-]|$)")
_RATED = regex.compile(r" [^\W\d_]+(?=/)")  # "giường bệnh/vạn dân"
_LETTER = regex.compile(r"\w")
_END = regex.compile(r"\s*(?:[,;.:)(\]]|$)")


@cache
def _counters() -> dict[str, tuple[str, ...]]:
    """The counters by their first two letters, the longest first.

    One alternation of so many words would have to be compiled anew in each process.
    """
    found: dict[str, list[str]] = {}
    for word in sorted(units().counters, key=lambda word: (-len(word), word)):
        found.setdefault(word[:2], []).append(word)
    return {begin: tuple(listed) for begin, listed in found.items()}


def counters_at(folded: str, position: int) -> Iterator[str]:
    """The counters of the lists that stand at ``position`` as whole words, the longest first."""
    for size in (2, 1):
        begin = folded[position : position + size]
        for word in _counters().get(begin, ()) if len(begin) == size else ():
            if folded.startswith(word, position) and not _LETTER.match(
                folded, position + len(word)
            ):
                yield word


def counter_after(folded: str, position: int) -> tuple[str, int]:
    """The longest counter behind blanks at ``position``, and where it ends; "" if none."""
    start = position
    while folded[start : start + 1].isspace():
        start += 1
    word = next(counters_at(folded, start), "")
    return word, start + len(word)


def known_counter(folded: str, position: int) -> bool:
    """True where a counter of the lists stands at ``position``."""
    word, _ = counter_after(folded, position)
    return bool(word) and word not in word_set("nouns", "weak")


def read_noun(text: str, folded: str, position: int, scaled: bool) -> tuple[str, int]:
    """The counter at ``position`` (canonical, lower case) and its end; ("", position) if none.

    ``scaled`` says that a magnitude word stands before it ("2,5 triệu người"): then
    only known counters count, because "5 tỷ thu từ đất" is money.
    """
    word, end = counter_after(folded, position)
    if word:
        start = end - len(word)
        if (longer := _RATED.match(folded, end)) is not None:
            end = longer.end()
        return _case(text, start, end), end
    if scaled or not folded.startswith(" ", position):
        return "", position
    return _unknown(text, folded, position)


def _unknown(text: str, folded: str, position: int) -> tuple[str, int]:
    """A noun phrase that no list knows."""
    ends: list[int] = []
    last = position
    stops = word_set("nouns", "stop")
    while len(ends) <= _LONGEST_NOUN and (match := _SYLLABLE.match(folded, last)) is not None:
        if match[1] in stops:
            break
        last = match.end()
        ends.append(last)
    if not ends:
        return "", position
    closed = _END.match(folded, ends[-1]) is not None
    end = ends[-1] if closed and len(ends) <= _LONGEST_NOUN else ends[0]
    if not closed and len(ends) <= _LONGEST_NOUN:
        end = ends[-1]  # a stop word ends the phrase: "02 ô dù và ..."
    start = position + len(folded[position:end]) - len(folded[position:end].lstrip())
    return _case(text, start, end), end


def _case(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].lower().split())
