"""Counter nouns after a figure: "37 hồ sơ", "02 biển quảng cáo", "12 ghế nhựa".

Known counters are data (``words/counters.toml``), the longest wins. Where none is
known the noun phrase up to the next punctuation is the unit when it is short, else its
first syllable; a function word or a verb ends it.
"""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import alternation, units, word_set

_LONGEST_NOUN = 3  # syllables of an unknown noun phrase that is taken whole
_SYLLABLE = regex.compile(r"\s?([^\W\d_]+)(?=[\s,;.:)(/\]\"\-]|$)")
_RATED = regex.compile(r" [^\W\d_]+(?=/)")  # "giường bệnh/vạn dân"
_END = regex.compile(r"\s*(?:[,;.:)(\]]|$)")


@cache
def _counter() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?P<word>{alternation(units().counters)})(?![\w])")


def known_counter(folded: str, position: int) -> bool:
    """True where a counter of the lists stands at ``position``."""
    match = _counter().match(folded, position)
    return match is not None and match["word"] not in word_set("nouns", "weak")


def read_noun(text: str, folded: str, position: int, scaled: bool) -> tuple[str, int]:
    """The counter at ``position`` (canonical, lower case) and its end; ("", position) if none.

    ``scaled`` says that a magnitude word stands before it ("2,5 triệu người"): then
    only known counters count, because "5 tỷ thu từ đất" is money.
    """
    match = _counter().match(folded, position)
    if match is not None:
        end = match.end()
        if (longer := _RATED.match(folded, end)) is not None:
            end = longer.end()
        return _case(text, match.start("word"), end), end
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
