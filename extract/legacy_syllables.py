"""Whether a word can be Vietnamese: the closed set of syllables decides."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extract.lexicon import strings, words

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_STOPS = ("c", "ch", "k", "p", "t")
_STOP_TONES = ("\u0301", "\u0323")
# Vowels that carry the tone wherever they stand; of two, the last one (ươ).
_STRONG = "ăâêôơư"
_VOWELS = "aeiouy" + _STRONG


@cache
def _rhymes() -> frozenset[str]:
    """All rhymes with all their tones, composed; open ones in both styles (òa, oà)."""
    made: set[str] = set()
    for rhyme in strings(words("legacy_syllables"), "rhymes"):
        stopped = rhyme.endswith(_STOPS)
        made.update({rhyme} if not stopped else ())
        for at in _tone_places(rhyme):
            for tone in _STOP_TONES if stopped else _TONES:
                toned = rhyme[: at + 1] + tone + rhyme[at + 1 :]
                made.add(unicodedata.normalize("NFC", toned))
    return frozenset(made)


def _tone_places(rhyme: str) -> tuple[int, ...]:
    vowels = [i for i, letter in enumerate(rhyme) if letter in _VOWELS]
    strong = [i for i in vowels if rhyme[i] in _STRONG]
    if rhyme == "ưa":
        return (0,)
    if strong:
        return (strong[-1],)
    if rhyme in ("oa", "oe", "uy"):
        return (0, 1)
    if len(vowels) == 3:
        return (1, 2) if rhyme == "uya" else (1,)
    if len(vowels) == 2 and vowels[-1] < len(rhyme) - 1:
        return (vowels[1],)
    return (vowels[0],)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(strings(words("legacy_syllables"), "beginnings"))


@cache
def report_words() -> frozenset[str]:
    """Words of reports that confirm an encoding."""
    return frozenset(strings(words("legacy_syllables"), "reports"))


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC) is one possible Vietnamese syllable, evenly in capitals or not.

    >>> is_syllable("triệu"), is_syllable("Đồng"), is_syllable("TỶ")
    (True, True, True)
    >>> is_syllable("triÖu"), is_syllable("đồnG"), is_syllable("Sociộtộ")
    (False, False, False)
    """
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    low = word.lower()
    for size in (3, 2, 1, 0):
        rest = low[size:]
        if rest in _rhymes() and (not size or low[:size] in _beginnings()):
            return True
    return False
