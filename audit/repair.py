"""The smallest change that would reconcile a claim: named, never applied.

Ideas: deducorrect of Statistics Netherlands (a swap, a sign, one digit) and the slips
seen in reports: a magnitude word dropped, a decimal separator moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import regex

from audit.figures import resolution_of, stands_for, value_of
from audit.intervals import Interval, point, rounding
from audit.vocabulary import units
from extract.fold import fold
from solieu.model import Observation

RepairKind = Literal["magnitude", "separator", "swap", "digit"]

_MAGNITUDE_WORD = regex.compile(r"\b(?:nghìn|ngàn|triệu|tr|trđ|tỷ|tỉ|vạn)\b")
_MAGNITUDES = tuple(Fraction(10) ** power for power in (3, 6, 9, -3, -6, -9))
_THOUSANDS = (Fraction(1000), Fraction(1, 1000))
_SHIFTS = (Fraction(10), Fraction(1, 10), Fraction(100), Fraction(1, 100))


@dataclass(frozen=True, slots=True)
class Repair:
    """``observation`` read as ``value`` would make the claim agree."""

    kind: RepairKind
    observation: Observation
    value: Fraction
    resolution: Fraction


Agrees = Callable[[Sequence[Interval]], bool]


def magnitude_repairs(figures: Sequence[Observation], agrees: Agrees) -> tuple[Repair, ...]:
    """Changes of one figure's magnitude by a thousand, million or milliard.

    Of several that reconcile, those that restore a dropped word are named before those
    that exchange a word, and these before those that take one away.
    """
    found = []
    for repair, readings in _candidates(figures, _magnitudes, "magnitude"):
        if agrees(readings):
            found.append((_implausibility(repair), repair))
    best = min((rank for rank, _ in found), default=0)
    return tuple(repair for rank, repair in found if rank == best)


def digit_repairs(figures: Sequence[Observation], agrees: Agrees) -> tuple[Repair, ...]:
    """A separator moved, two digits swapped, a digit doubled or dropped: at most two.

    The kinds are tried in this order and the first that reconciles is named. More than
    two repairs of a kind mean that the claim does not single one out: none is named.
    """
    kinds: tuple[tuple[RepairKind, Callable[[Observation], Iterator[Fraction]]], ...] = (
        ("separator", _shifted),
        ("swap", _swapped),
        ("digit", _doubled_or_dropped),
    )
    for kind, values in kinds:
        found = tuple(
            repair for repair, readings in _candidates(figures, values, kind) if agrees(readings)
        )
        if found:
            return found if len(found) <= 2 else ()
    return ()


def _candidates(
    figures: Sequence[Observation],
    values: Callable[[Observation], Iterator[Fraction]],
    kind: RepairKind,
) -> Iterator[tuple[Repair, Sequence[Interval]]]:
    """Every single change of one figure, with the intervals of all figures under it."""
    readings = [stands_for(figure, "rounded") for figure in figures]
    for n, figure in enumerate(figures):
        old, resolution = value_of(figure), resolution_of(figure)
        for value in dict.fromkeys(values(figure)):
            scaled = kind in ("magnitude", "separator") and old != 0
            new_resolution = resolution * abs(value / old) if scaled else resolution
            changed = rounding(value, new_resolution) if new_resolution else point(value)
            repair = Repair(kind, figure, value, new_resolution)
            yield repair, [*readings[:n], changed, *readings[n + 1 :]]


def _magnitudes(figure: Observation) -> Iterator[Fraction]:
    if figure.unit in units().never_added or value_of(figure) == 0:
        return
    if figure.unit in units().money:
        yield from (value_of(figure) * factor for factor in _MAGNITUDES)
        return
    thousands = (value_of(figure) * factor for factor in _THOUSANDS)
    yield from (value for value in thousands if value.denominator == 1)


def _implausibility(repair: Repair) -> int:
    word = _MAGNITUDE_WORD.search(fold(repair.observation.raw)) is not None
    grows = abs(repair.value) > abs(value_of(repair.observation))
    if not word:
        return 0 if grows else 3
    return 1 if grows else 2


def _shifted(figure: Observation) -> Iterator[Fraction]:
    # A count has no decimal separator that could be misplaced.
    if value_of(figure) != 0 and resolution_of(figure) != 0:
        yield from (value_of(figure) * factor for factor in _SHIFTS)


def _digits(figure: Observation) -> tuple[str, Fraction]:
    """The written digits without separators, and what one unit of the last is worth."""
    worth = resolution_of(figure)
    if worth == 0:
        worth = Fraction(figure.resolution) if figure.resolution else Fraction(1)
    return str(abs(value_of(figure) / worth).__round__()), worth


def _swapped(figure: Observation) -> Iterator[Fraction]:
    digits, worth = _digits(figure)
    sign = -1 if value_of(figure) < 0 else 1
    for n in range(len(digits) - 1):
        if digits[n] != digits[n + 1]:
            swapped = digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
            yield sign * int(swapped) * worth


def _doubled_or_dropped(figure: Observation) -> Iterator[Fraction]:
    """One digit of a doubled pair taken away, or one digit doubled."""
    digits, worth = _digits(figure)
    sign = -1 if value_of(figure) < 0 else 1
    for n, digit in enumerate(digits):
        if n and digits[n - 1] == digit and len(digits) > 1:
            yield sign * int(digits[:n] + digits[n + 1 :]) * worth
        yield sign * int(digits[:n] + digit + digits[n:]) * worth
