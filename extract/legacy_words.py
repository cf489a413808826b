"""One word of a text under suspicion: what each encoding would make of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from extract.legacy import decode, place
from extract.legacy_syllables import is_syllable
from extract.legacy_tables import ENCODINGS, Encoding

# What may be part of a word in any of the encodings: letters, Latin-1 signs, the odd
# letters of Windows-1252, control characters that VISCII and VPS use for capitals.
_TELLING = (
    "\x02-\x06\x10-\x15\x19\x1c-\x1e\x80-\x9f\xa1-\u024f\u02c6\u02dc\u0300-\u036f"
    "\u1e00-\u1eff\u2020\u2021\u2030\u2039\u203a\u20ac\u2122"
)
WORD = re.compile(f"[A-Za-z{_TELLING}]+")
_TELLS = re.compile(f"[{_TELLING}]")
# Letters that only today's Vietnamese text has; no sign of an old encoding is one.
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-\u024f\u1e00-\u1eff]+")
_SIGN_WITHIN = re.compile(
    "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ][^A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ/&'’.\u2010-\u2015-]+[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
)
# Signs that no word of today begins with; quotes, bullets, notes and µ are not among them.
_SIGN_BEFORE = re.compile("^[§¨©¬\xad®¶¸][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]")
# Signs that today's text hangs on its words: notes, powers, quotes, marks of trade.
_HUNG = re.compile("[«‹©®™§·•]?[A-Za-z]*[¹²³ªº°·½¼¾®©™»›]*")
_ACRONYM = re.compile("[A-ZĐ]{2,8}")
_CAPITAL_WITHIN = re.compile("[a-zà-öø-ÿ][À-ÖØ-Þ]")
_ETH = str.maketrans("ÐƉð", "ĐĐđ")

# Letters and signs that Vietnamese text of today does not have inside words.
_ODD_LETTERS = "ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿŠŒŽšœžŸƒƉ"
_ODD_SIGNS = "\xa1-\xbf†‡‰‹›€™ˆ˜"
_PLAIN_CAPITALS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
# One class of signs comes first, which a page of today is searched for fast.
_SUSPECT = re.compile(
    f"[{_ODD_LETTERS}{_ODD_SIGNS}{_PLAIN_CAPITALS}]"
    f"(?:(?<=[A-Za-zÀ-ỹ][{_ODD_LETTERS}])|(?<=[{_ODD_LETTERS}])(?=[A-Za-zÀ-ỹ])"
    f"|(?<=[A-Za-z][{_ODD_SIGNS}])(?=[A-Za-z])|(?<=[a-z][{_PLAIN_CAPITALS}])"
    f"|(?<=[{_ODD_SIGNS}])(?=[{_ODD_SIGNS}][a-z]))"
)

Verdict = Literal[-1, 0, 1]


def is_suspicious(text: str) -> bool:
    """Whether text has what today's Vietnamese never has: a first, quick sieve.

    >>> is_suspicious("diện tích 20 m² đạt “tốt”¹"), is_suspicious("triÖu ®ång")
    (False, True)
    """
    return not text.isascii() and _SUSPECT.search(text) is not None


def readings(text: str) -> tuple[str, ...]:
    """A text as it is, and by each old encoding if it is suspicious; for known phrases only."""
    if not is_suspicious(text):
        return (text,)
    return (text, *(decode(text, each) for each in ENCODINGS))


def tells(text: str) -> bool:
    """Whether any word of a text has more than plain letters."""
    return _TELLS.search(text) is not None


def is_modern(word: str) -> bool:
    """Whether a word has letters that only Unicode text has."""
    return _MODERN.search(word) is not None


@lru_cache(maxsize=20_000)
def verdict(word: str, encoding: Encoding | None) -> Verdict:
    """Whether a word read by an encoding (None: as it is) is Vietnamese.

    1: it is, -1: it cannot be, 0: it does not tell (plain letters, an acronym).

    >>> verdict("triÖu", "tcvn3"), verdict("triÖu", None), verdict("UBND", "vni")
    (1, -1, 0)
    """
    read = word if encoding is None else place(word, encoding)
    read = unicodedata.normalize("NFC", read)
    if _SIGN_WITHIN.search(read) or _SIGN_BEFORE.search(read):
        return -1
    found: Verdict = 0
    for part in _LETTERS.findall(read):
        if part.isascii() or part in "Đđ" or _ACRONYM.fullmatch(part):
            continue
        if not is_syllable(part):
            return -1
        found = 1
    return found


def hangs_signs(word: str) -> bool:
    """Whether a word is plain letters with a sign or two of today's text: ``m²``, ``thu¹``."""
    return _HUNG.fullmatch(word) is not None


@lru_cache(maxsize=20_000)
def is_evidence(word: str, encoding: Encoding) -> bool:
    """Whether a word makes sense by this encoding and none as it is.

    >>> is_evidence("triÖu", "tcvn3"), is_evidence("Ưíc", "tcvn3"), is_evidence("m²", "viscii")
    (True, True, False)
    """
    if hangs_signs(word) or verdict(word, encoding) != 1:
        return False
    if is_modern(word) and with_d(word) != word:
        return False
    return verdict(word, None) < (0 if is_modern(word) else 1)


def is_damaged(word: str) -> bool:
    """Whether a word is of some old encoding: signs or capitals inside, or another reading."""
    if verdict(word, None) != -1:
        return False
    if _SIGN_WITHIN.search(word) or _CAPITAL_WITHIN.search(word):
        return True
    return not word.isupper() and any(is_evidence(word, each) for each in ENCODINGS)


def is_broken(word: str, encoding: Encoding) -> bool:
    """Whether decoding leaves signs within a word: it was of yet another encoding."""
    return (
        verdict(word, encoding) == -1
        and verdict(word, None) == -1
        and _SIGN_WITHIN.search(unicodedata.normalize("NFC", place(word, encoding))) is not None
        and not any(is_evidence(word, each) for each in ENCODINGS)
    )


def with_d(word: str) -> str:
    """A word of today with the Icelandic letter that looks like Đ made Vietnamese.

    >>> with_d("ðồng"), with_d("Guðrún")
    ('đồng', 'Guðrún')
    """
    mended = word.translate(_ETH)
    return mended if mended != word and verdict(mended, None) == 1 else word
