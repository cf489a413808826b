"""Magnitude words after digits, and values said in parts: "1 tỷ 200 triệu", "1 triệu rưỡi"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extract.exact import plus, ten_to, times
from extract.lexicon import alternation, either, units, word_set
from extract.numerals import NUMERAL, read_numeral
from extract.unit_words import read_unit

_FIVE = Decimal(5)
_HALF_REACH = 40  # characters; a given end keeps a match from looking through the whole text


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A magnitude word: its power of ten, the unit it names too ("tỷđ"), and its flags."""

    scale: int
    unit: str
    flags: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A value scaled by its magnitude, with the unit behind it; ``end`` closes both."""

    value: Decimal
    step: Decimal | None
    unit: str
    end: int


@cache
def pattern() -> regex.Pattern[str]:
    """A magnitude word right behind digits; a footnote mark may stand between."""
    found = units()
    return regex.compile(
        rf"[¹²³⁰⁴-⁹]*\s*(?P<word>{alternation([*found.money, *found.magnitudes, *found.slips])})"
        rf"(?![\w])(?!(?<={either('magnitudes', 'billions')})"
        rf"\s+(?:{either('magnitudes', 'compounds')}))"
    )


@cache
def _after_short() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:{either('units', 'after_short')}|[/,.;:)]|$)")


@cache
def _half() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:{either('numbers', 'half')})(?!\w)")


@cache
def _next_part() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:,|\s+và)?\s+(?=\d{{1,3}}(?:[.,]\d+)?\s*(?:{either('magnitudes', 'parts')})(?!\w))"
    )


def read_magnitude(folded: str, position: int) -> Magnitude | None:
    """The magnitude word at ``position``, None where none stands there."""
    match = pattern().match(folded, position)
    if match is None or not _counts(folded, match):
        return None
    word, found = match["word"], units()
    if word in found.money:
        return Magnitude(found.money[word], "VND", (), match.end())
    if word in found.slips:
        return Magnitude(found.slips[word], "", ("misspelt_magnitude",), match.end())
    return Magnitude(found.magnitudes[word], "", (), match.end())


def _counts(folded: str, match: regex.Match[str]) -> bool:
    """ "tr" and "tđ" abbreviate other words too: they count glued or before a currency."""
    if match["word"] not in word_set("magnitudes", "short"):
        return True
    glued = match.start("word") == match.start()
    return glued or _after_short().match(folded, match.end()) is not None


def read_further_parts(text: str, folded: str, amount: Amount, scale: int) -> Amount:
    """The whole of a value whose first part is read; each part is smaller than the one before.

    ``scale`` is the power of ten of the first part.
    """
    half = _half().match(folded, amount.end, amount.end + _HALF_REACH)
    if half is not None and not amount.unit:
        unit, end = read_unit(text, folded, half.end(), scaled=True)
        value = plus(amount.value, times(_FIVE, ten_to(scale - 1)))
        return Amount(value, ten_to(scale - 1), unit, end)
    while not amount.unit and (gap := _next_part().match(folded, amount.end)) is not None:
        number = NUMERAL.match(folded, gap.end())
        magnitude = None if number is None else pattern().match(folded, number.end())
        if number is None or magnitude is None or magnitude["word"] not in units().magnitudes:
            break
        reading = read_numeral(number.group()).default
        if reading is None:
            break
        part_scale = units().magnitudes[magnitude["word"]]
        power = ten_to(part_scale)
        first, step = amount.step, times(ten_to(-reading.decimals), power)
        if part_scale > scale and scale == 3:  # "262 nghìn 800 tỷ": thousands of tỷ
            value = times(plus(amount.value, reading.value), power)
            first = None if first is None else times(first, power)
        elif part_scale < scale:
            value = plus(amount.value, times(reading.value, power))
        else:
            break
        scale = part_scale
        unit, end = read_unit(text, folded, magnitude.end(), scaled=True)
        # "1,2345 triệu 5 nghìn": a first part with decimals may be the finer one.
        amount = Amount(value, step if first is None else min(first, step), unit, end)
    return amount
