"""Numbers in Vietnamese words: "hai mươi mốt nghìn", "mười ba tỷ, năm trăm triệu".

Handles linh/lẻ, mốt, tư, lăm/nhăm, rưỡi, mươi, vạn and the regional nghìn/ngàn,
tỷ/tỉ. Source: Vietnamese numeral grammar; the words are in ``words/numbers.toml``.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import alternation, mapping, words


@cache
def _digits() -> dict[str, int]:
    return {word: int(value) for word, value in mapping(words("numbers"), "digits").items()}


@cache
def _powers() -> dict[str, int]:
    return {word: int(value) for word, value in mapping(words("numbers"), "powers").items()}


@cache
def pattern() -> regex.Pattern[str]:
    """Runs of two or more number words (one word alone may be no number at all)."""
    word = alternation(
        [*_digits(), *_powers(), "mươi", "mười", "trăm", "linh", "lẻ", "rưỡi", "rưởi"]
    )
    start = alternation([*_digits(), "mười"])
    return regex.compile(rf"(?<![\w])(?:{start})(?:,? (?:{word}))+(?!\w)")


def read_words(text: str) -> Decimal | None:
    """The value of a folded run of number words, None where it is no number.

    >>> read_words("hai mươi mốt nghìn"), read_words("mười ba tỷ, năm trăm linh ba triệu")
    (Decimal('21000'), Decimal('13503000000'))
    >>> read_words("một triệu rưỡi"), read_words("hai ba")
    (Decimal('1500000'), None)
    """
    tokens = text.replace(",", " ").split()
    total = Decimal(0)
    hundreds: list[str] = []
    ceiling = 10**30
    last_power = 0
    for token in tokens:
        if token in ("rưỡi", "rưởi"):
            if not last_power or hundreds:
                return None
            total += Decimal(last_power) / 2
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
    if hundreds:
        small = _below_thousand(hundreds)
        if small is None:
            return None
        total += small
    return total


def _below_thousand(tokens: list[str]) -> int | None:
    """ "năm trăm linh ba" is 503; None where the words do not make a number."""
    digits = _digits()
    value = 0
    rest = list(tokens)
    if len(rest) >= 2 and rest[1] == "trăm" and rest[0] in digits:
        value = digits[rest[0]] * 100
        rest = rest[2:]
    if rest and rest[0] in ("linh", "lẻ"):
        if len(rest) != 2 or rest[1] not in digits:
            return None
        return value + digits[rest[1]]
    if rest and rest[0] == "mười":
        value += 10
        rest = rest[1:]
    elif len(rest) >= 2 and rest[1] == "mươi" and rest[0] in digits:
        value += digits[rest[0]] * 10
        rest = rest[2:]
    if not rest:
        return value
    if len(rest) == 1 and rest[0] in digits:
        return value + digits[rest[0]]
    return None


@cache
def fraction_pattern() -> regex.Pattern[str]:
    """ "ba phần tư", "hai phần năm", "ba phần trăm"."""
    digit = alternation(_digits())
    return regex.compile(rf"(?<!\w)(?P<a>{digit}|mười) phần (?P<b>{digit}|mười|trăm|nghìn)(?!\w)")


def read_fraction(match: regex.Match[str]) -> tuple[Decimal, str]:
    """Value and unit of such a fraction: (0.75, ""), (3, "%")."""
    digits = _digits() | {"mười": 10}
    above = Decimal(digits[match["a"]])
    if match["b"] == "trăm":
        return above, "%"
    if match["b"] == "nghìn":
        return above, "‰"
    return above / digits[match["b"]], ""
