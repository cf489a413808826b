"""Quantities whose number is written in words: "hai mươi mốt hộ", "ba phần tư diện tích"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

import regex

from extract.comparators import before_figure
from extract.intervals import Intervals
from extract.lexicon import either
from extract.number_words import fraction_pattern, pattern, read_fraction, read_words
from extract.numerals import Numeral
from extract.quantity import Quantity, unit_names
from extract.unit_words import read_unit

_LEAST = 10  # "một số", "hai bên": smaller words are mostly no figures
_THOUSAND = 1000  # from here on a magnitude word was part of the number
_DECIMALS = 4
_RATE_BASES = frozenset(map(Decimal, (100, 1_000, 10_000, 100_000, 1_000_000)))  # per head


@cache
def _again() -> regex.Pattern[str]:
    said, written = either("numbers", "said_in_words"), either("numbers", "written")
    return regex.compile(
        rf"\s*\(\s*(?:(?:{said})\s*:?\s*)?"
        rf"|\s*[(,;]?\s*(?:(?:{written})\s+)?(?:{said})\s*(?:là)?\s*:?\s*"
    )


@cache
def _rate() -> regex.Pattern[str]:
    """ "số bác sĩ trên" (một vạn dân): a rate, told by its noun; read backwards."""
    nouns = either("masks", "rates", backwards=True)
    return regex.compile(rf"(?r)(?<!\w)(?:{nouns})\s[^,.;:]{{1,70}}\strên\s+$")


@cache
def _per_head() -> regex.Pattern[str]:
    return regex.compile(rf"\s+(?:{either('masks', 'populations')})(?!\w)")


class _Digits:
    """The quantities in digits of a passage, for words that only say them again."""

    def __init__(self, folded: str, found: Sequence[Quantity]) -> None:
        self._folded = folded
        self._ends = sorted(quantity.end for quantity in found)

    def said_again(self, start: int) -> bool:
        """True for words right behind their figure: "4.977 đồng (Bốn nghìn ...)"."""
        at = bisect_right(self._ends, start) - 1
        return at >= 0 and _again().fullmatch(self._folded, self._ends[at], start) is not None


def quantities_in_words(
    folded: str, blocked: Intervals, found: Sequence[Quantity]
) -> list[Quantity]:
    """The quantities in words outside the ``blocked`` stretches and the ``found`` figures.

    The blocked stretches hold the found figures too.
    """
    digits = _Digits(folded, found)
    return [*_numbers(folded, blocked, digits), *_fractions(folded, blocked, digits)]


def _numbers(folded: str, blocked: Intervals, digits: _Digits) -> Iterator[Quantity]:
    for match in pattern().finditer(folded):
        start, end = match.span()
        if blocked.overlap(start, end):
            continue
        value = read_words(match.group())
        if value is None or value < _LEAST or digits.said_again(start):
            continue
        per_head = value in _RATE_BASES and _per_head().match(folded, end) is not None
        if per_head and _rate().search(folded, 0, start):
            continue
        unit, last = read_unit(folded, folded, end, scaled=value >= _THOUSAND)
        money = unit in unit_names("currencies")
        yield Quantity(
            start,
            last,
            start,
            end,
            Numeral(match.group()),
            value,
            Decimal(1),
            unit=unit,
            unit_kind="money" if money else "counter" if unit else "",
            comparator=before_figure(folded, start)[0],
            in_words=True,
        )


def _fractions(folded: str, blocked: Intervals, digits: _Digits) -> Iterator[Quantity]:
    for match in fraction_pattern().finditer(folded):
        start, end = match.span()
        if blocked.overlap(start, end) or digits.said_again(start):
            continue
        value, unit = read_fraction(match)
        if not unit and value >= 1:
            continue
        rounded = round(value, _DECIMALS)
        yield Quantity(
            start,
            end,
            start,
            end,
            Numeral(f"{match['a']}/{match['b']}"),
            value if value == rounded else rounded,
            unit=unit,
            unit_kind="percent" if unit else "",
            comparator=before_figure(folded, start)[0],
            flags=() if value == rounded else ("rounded_fraction",),
            in_words=True,
        )
