"""Numbers in Vietnamese words: "hai mươi mốt nghìn", "mười ba tỷ, năm trăm triệu".

Handles linh/lẻ, mốt, tư, lăm/nhăm, rưỡi, mươi, vạn and the regional nghìn/ngàn,
tỷ/tỉ. Source: Vietnamese numeral grammar; the words are in ``words/numbers.toml``.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import alternation, either, mapping, powers, word_set, words
from extract.word_patterns import WordPattern

_LARGEST = 10**60  # "tỷ tỷ tỷ ..." without end is no number


@cache
def _digits() -> dict[str, int]:
    return powers(words("numbers"), "digits")


@cache
def _powers() -> dict[str, int]:
    return powers(words("numbers"), "powers")


def _is(key: str) -> frozenset[str]:
    return word_set("numbers", key)


def _either(*keys: str) -> str:
    return either("numbers", *keys)


@cache
def pattern() -> WordPattern:
    """Runs of two or more number words (one word alone may be no number at all)."""
    parts = ("digits", "powers", "ten", "tens", "hundred", "no_tens", "half")
    word, starts = _either(*parts), _is("digits") | _is("ten")
    return WordPattern(rf"(?<![\w])(?:{alternation(starts)})(?:,? (?:{word}))+(?!\w)", starts)


def read_words(text: str) -> Decimal | None:
    """The value of a folded run of number words, None where it is no number.

    >>> read_words("hai mươi mốt nghìn"), read_words("mười ba tỷ, năm trăm linh ba triệu")
    (Decimal('21000'), Decimal('13503000000'))
    >>> read_words("một triệu rưỡi"), read_words("hai ba")
    (Decimal('1500000'), None)
    """
    tokens = text.replace(",", " ").split()
    total = 0
    hundreds: list[str] = []
    ceiling = 10**30
    last_power = 0
    for token in tokens:
        if token in _is("half"):
            if not last_power or hundreds:
                return None
            total += last_power // 2
            continue
        if token not in _powers():
            hundreds.append(token)
            continue
        power = 10 ** _powers()[token]
        if hundreds:
            small = _below_thousand(hundreds)
            if small is None:
                return None
            if power < ceiling:
                total += small * power
            elif power > last_power and total:  # "ba nghìn tỷ"
                total = (total + small) * power
            else:
                return None
        elif total:
            total *= power
        else:
            return None
        hundreds, ceiling, last_power = [], power, power
        if total > _LARGEST:
            return None
    if hundreds:
        small = _below_thousand(hundreds)
        if small is None:
            return None
        total += small
    return Decimal(total)


def _below_thousand(tokens: list[str]) -> int | None:
    """ "năm trăm linh ba" is 503; None where the words do not make a number."""
    digits = _digits()
    value = 0
    rest = list(tokens)
    if len(rest) >= 2 and rest[1] in _is("hundred") and rest[0] in digits:
        value = digits[rest[0]] * 100
        rest = rest[2:]
    if rest and rest[0] in _is("no_tens"):
        if len(rest) != 2 or rest[1] not in digits:
            return None
        return value + digits[rest[1]]
    if rest and rest[0] in _is("ten"):
        value += 10
        rest = rest[1:]
    elif len(rest) >= 2 and rest[1] in _is("tens") and rest[0] in digits:
        value += digits[rest[0]] * 10
        rest = rest[2:]
    if not rest:
        return value
    if len(rest) == 1 and rest[0] in digits:
        return value + digits[rest[0]]
    return None


@cache
def _fraction_units() -> dict[str, str]:
    return mapping(words("numbers"), "fraction_units")


@cache
def fraction_pattern() -> regex.Pattern[str]:
    """ "ba phần tư", "hai phần năm", "ba phần trăm"."""
    above, below = _either("digits", "ten"), _either("digits", "ten", "fraction_units")
    return regex.compile(rf"(?<!\w)(?P<a>{above}) phần (?P<b>{below})(?!\w)")


def read_fraction(match: regex.Match[str]) -> tuple[Decimal, str]:
    """Value and unit of such a fraction: (0.75, ""), (3, "%")."""
    digits = _digits() | dict.fromkeys(_is("ten"), 10)
    above = Decimal(digits[match["a"]])
    if (unit := _fraction_units().get(match["b"])) is not None:
        return above, unit
    return above / digits[match["b"]], ""
