"""Quantities: numeral, magnitude, unit, comparator, as one written expression.

Grammar (folded text)::

    quantity   = [comparator] [sign] numeral [magnitude] [unit ["/" per]...] [after]
    compound   = numeral magnitude numeral magnitude ... | numeral magnitude "rưỡi"
    range      = quantity ("-" | "đến" | "tới") quantity
    pair       = quantity "/" quantity

A magnitude word, sign or separator that stands there is always consumed, or the
quantity is flagged: never a smaller number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from extract import magnitudes
from extract.comparators import (
    after_figure,
    before_figure,
    is_margin,
    is_place,
    start_of_sign,
)
from extract.exact import ten_to, times
from extract.intervals import Intervals
from extract.lexicon import either
from extract.linked import join_fractions, link, share
from extract.magnitudes import Amount, read_further_parts, read_magnitude
from extract.masks import Mask
from extract.numerals import NUMERAL, Numeral, read_numeral
from extract.quantity import Quantity, kind_of_unit, without_point
from extract.separators import Vote, decide
from extract.unit_nouns import known_counter
from extract.unit_words import divided, measure_follows, read_unit
from extract.worded import quantities_in_words

# A letter read for a digit, a doubled or a spaced separator: no reading is safe.
_DAMAGED = regex.compile(
    r"(?<![\w.,])(?:l[.,]\d{3}(?!\d)|\d++(?:[.,]\d*+)?[SOoB]\d*+(?=\s|[.,;)]|$)(?<!\d[Bo])"
    r"|\d++(?:\.\.|,,)\d++|\d++ [.,]\d++(?=\s*+[^\W\d_]|\s*+%))"
)
# What _DAMAGED cannot be without, found at a digit of it in no time.
_MAY_BE_DAMAGED = re.compile(r"\d(?:[.,]?[SOoB]|(?<=l[.,]\d)|(?<=\.\.\d)|(?<=,,\d)|(?<= [.,]\d))")
# Blanks group thousands, but not sixteen digits and more: that is a row of numbers.
_ROW_OF_NUMBERS = regex.compile(r"(?<![\d.,])\d{1,3}(?:[ ]\d{3}){5,}+(?!\d)")
_DIGITS = regex.compile(r"\d+")
# Digits of Vietnamese reports, also as wide as East Asian signs; those of other scripts (໙, ٣)
# came there by accident, or are quoted: their run is unresolved.
_OURS = regex.compile("[0-9０-９., ]+")
_STRAY_SEPARATOR = regex.compile(r"[.,]\s?%")  # "95,%"
# "1.076, 31 tỷ đồng": grouped in threes, so that behind the comma can only be decimals.
_TORN_DECIMALS = regex.compile(r"(?<=\.\d{3}), (\d{1,2})(?= ?(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))")
_AGAIN_REACH = 80  # characters: a bracket of up to 30 and blanks before it
_WORD = regex.compile(r"\s+[^\W\d_]")


@cache
def _said_again() -> regex.Pattern[str]:
    return regex.compile(rf"\s*\((?:{either('numbers', 'again')})[^()\d]{{0,30}}\)")


def find_quantities(
    text: str, folded: str, taken: Sequence[Mask], vote: Vote
) -> tuple[Quantity, ...]:
    """All quantities of a passage in order, outside the ``taken`` stretches.

    ``text`` and ``folded`` are the same passage; ``vote`` is the document's habit of
    separators. Spans lie in the passage and never overlap. Never raises on any text.
    """
    blocked = Intervals((mask.start, mask.end) for mask in taken)
    found = list(_damaged(text, folded, blocked))
    found.extend(_in_digits(text, folded, blocked, vote))
    found.sort(key=lambda quantity: quantity.start)
    found = join_fractions(folded, share(found))
    for quantity in found:
        blocked.add(quantity.start, quantity.end)
    found.extend(quantities_in_words(folded, blocked, found))
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def unit_follows(folded: str, position: int, *, counters: bool = True) -> bool:
    """True where a magnitude, a measure or (asked for) a known counter stands there."""
    if magnitudes.pattern().match(folded, position) or measure_follows(folded, position):
        return True
    return counters and known_counter(folded, position)


def _damaged(text: str, folded: str, blocked: Intervals) -> Iterator[Quantity]:
    """Figures whose digits are damaged: kept with their unit, without a value, flagged.

    Each is added to the ``blocked`` stretches, so that its digits are not read again.
    """
    if _MAY_BE_DAMAGED.search(text) is None:
        return
    for match in _DAMAGED.finditer(text):
        start, end = match.span()
        if blocked.overlap(start, end):
            continue
        magnitude = magnitudes.pattern().match(folded, end)
        last = magnitude.end() if magnitude is not None else end
        unit, last = read_unit(text, folded, last, scaled=magnitude is not None)
        blocked.add(start, last)
        yield Quantity(
            start,
            last,
            start,
            end,
            Numeral(match.group()),
            unit=unit or ("VND" if magnitude else ""),
            unit_kind="measure" if unit else "",
            flags=("damaged_number",),
        )


def _in_digits(text: str, folded: str, blocked: Intervals, vote: Vote) -> Iterator[Quantity]:
    """The figures in digits, left to right, each linked to the one before it."""
    position = 0
    before: Quantity | None = None
    rows = Intervals(match.span() for match in _ROW_OF_NUMBERS.finditer(folded))
    while (digits := _DIGITS.search(folded, position)) is not None:
        start = digits.start()
        in_row = rows.overlap(start, start + 1) is not None
        match = None if in_row else NUMERAL.match(folded, start)
        end = (match or digits).end()
        if folded[end - 1] in ".,":
            end -= 1
        torn = _TORN_DECIMALS.match(folded, end)
        end = torn.end() if torn is not None else end
        if not _OURS.fullmatch(folded, start, end):
            position = end
            continue
        if (hit := blocked.overlap(start, end)) is not None:
            position = max(hit[1], start + 1)
            continue
        quantity = _read(text, folded, start, end, vote)
        if in_row:
            quantity = replace(quantity, flags=(*quantity.flags, "ambiguous_separator"))
        known = before if before is not None and before.value is not None else None
        before = link(folded, known, quantity)
        yield before
        position = max(before.end, end)


def _read(text: str, folded: str, start: int, end: int, vote: Vote) -> Quantity:
    """One quantity whose digits are ``folded[start:end]``."""
    torn = ", " in folded[start:end]
    numeral = read_numeral(folded[start:end].replace(", ", ","))
    stray = _STRAY_SEPARATOR.match(folded, end, end + len(", %")) is not None
    last = _past_words(folded, end + stray)
    in_account = folded[start - 1 : start] == "(" and folded[last : last + 1] == ")"
    magnitude = read_magnitude(folded, last + in_account)
    scale: int | None = None
    unit = ""
    slips: tuple[str, ...] = ("stray_separator",) if stray or torn else ()
    if magnitude is not None:
        scale, unit, last = magnitude.scale, magnitude.unit, magnitude.end
        slips = magnitude.flags or slips
    if unit:
        unit, last = divided(unit, folded, last)
    else:
        unit, last = read_unit(text, folded, last, scaled=scale is not None)
    if magnitude is not None and not unit:  # "28 triệu/người": money goes without saying
        over, behind = divided("VND", folded, last)
        unit, last = (over, behind) if behind > last else (unit, last)
    decision = decide(numeral, unit, scale, vote)
    reading, other = decision.reading, decision.other
    factor = ten_to(scale or 0)
    value = step = None
    if reading is not None:
        value = without_point(times(reading.value, factor), scale)
        step = times(ten_to(-reading.decimals), factor)
        if scale is not None:
            amount = read_further_parts(text, folded, Amount(value, step, unit, last), scale)
            value, step, unit, last = amount.value, amount.step, amount.unit, amount.end
    comparator, signed = before_figure(folded, start)
    if magnitude is not None and in_account:
        signed = -1  # "(1.234) triệu": the brackets accounts use for a minus
    if comparator == ">" and is_place(folded, start, unit):
        comparator = "="
    if unit == "%" and comparator == ">" and is_margin(folded, start, last):
        comparator = "="
    if comparator in ("=", ">", "<"):
        comparator = after_figure(folded, start, last) or comparator
    return Quantity(
        start=start_of_sign(folded, start) if signed else start,
        end=last,
        digits_start=start,
        digits_end=end,
        numeral=numeral,
        value=value,
        step=step,
        scale=scale,
        unit=unit,
        unit_kind=kind_of_unit(unit),
        comparator=comparator,
        signed=signed,
        flags=(*decision.flags, *slips),
        settled_by=decision.by,
        alternative=None if other is None else times(other.value, factor),
    )


def _past_words(folded: str, end: int) -> int:
    """Behind "(ba)" in "03 (ba) bộ": the words of the figure itself, if a noun follows."""
    match = _said_again().match(folded, end, end + _AGAIN_REACH)
    if match is None or not _WORD.match(folded, match.end()):
        return end
    return match.end()
