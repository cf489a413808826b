"""Small changes of one figure, as slips are made: named where they reconcile, never applied.

Ideas: deducorrect of Statistics Netherlands (a swap, a sign, one digit) and the slips
seen in reports: a magnitude word dropped, a decimal separator moved, a digit missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Literal

import regex

from audit.figures import resolution_of, value_of
from audit.intervals import Interval, point, rounding
from audit.vocabulary import units
from extract.fold import fold
from solieu.model import Observation

# How the figure was written otherwise than it was meant. "recomputed": the one value
# that the other figures leave; "copied", "base", "index" and "complement" are that value
# too, with the reason why the other one was written.
RepairKind = Literal[
    "magnitude",
    "separator",
    "swap",
    "doubled",
    "changed",
    "missing",
    "sign",
    "copied",
    "base",
    "index",
    "complement",
    "recomputed",
]

_MAGNITUDE_WORD = regex.compile(r"\b(?:nghìn|ngàn|triệu|tr|trđ|tỷ|tỉ|vạn)\b")
_MAGNITUDES = tuple(Fraction(10) ** power for power in (3, 6, 9, -3, -6, -9))
_THOUSANDS = (Fraction(1000), Fraction(1, 1000))
_SHIFTS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3))


@dataclass(frozen=True, slots=True)
class Repair:
    """``observation`` read as ``value`` would make the claim agree.

    ``source`` is the figure that was copied, or the base that was taken, where the
    kind says so.
    """

    kind: RepairKind
    observation: Observation
    value: Fraction
    resolution: Fraction
    source: Observation | None = None

    @property
    def interval(self) -> Interval:
        """All that the figure would stand for."""
        return rounding(self.value, self.resolution) if self.resolution else point(self.value)


#: Whether a claim holds when its n-th figure, the stated one first, stands for an interval.
Holds = Callable[[int, Interval], bool]


def magnitude_repairs(figures: Sequence[Observation], holds: Holds) -> tuple[Repair, ...]:
    """Changes of one figure's magnitude by a thousand, million or milliard.

    Of several that reconcile, those that restore a dropped word are named before those
    that exchange a word, and these before those that take one away.
    """
    found = []
    for n, figure in enumerate(figures):
        for repair in magnitudes(figure):
            if holds(n, repair.interval):
                found.append((implausibility(repair), repair))
    best = min((rank for rank, _ in found), default=0)
    return tuple(repair for rank, repair in found if rank == best)


def magnitudes(figure: Observation) -> Iterator[Repair]:
    """The figure with another magnitude: any for money, thousands for the rest."""
    if figure.unit in units().never_added or value_of(figure) == 0:
        return
    money = figure.unit in units().money
    for factor in _MAGNITUDES if money else _THOUSANDS:
        value = value_of(figure) * factor
        if money or value.denominator == 1:
            yield Repair("magnitude", figure, value, resolution_of(figure) * factor)


def implausibility(repair: Repair) -> int:
    """0 where a dropped word is restored, up to 3 where a thousand is taken away."""
    word = _MAGNITUDE_WORD.search(fold(repair.observation.raw)) is not None
    grows = abs(repair.value) > abs(value_of(repair.observation))
    if not word:
        return 0 if grows else 3
    return 1 if grows else 2


def edits(figure: Observation, *, plain: bool = False) -> Iterator[Repair]:
    """Every single slip of writing undone: separator, swap, digits, sign.

    ``plain`` leaves out digits that were changed or lost, of which there are by far the most,
    and the sign.
    """
    yield from _shifted(figure)
    digits, worth = _digits(figure)
    resolution = resolution_of(figure)
    sign = -1 if value_of(figure) < 0 else 1
    seen = {digits}
    slips = _moved(digits) if plain else chain(_moved(digits), _replaced(digits))
    for kind, written in slips:
        if written and written not in seen and (written[0] != "0" or len(written) == 1):
            seen.add(written)
            yield Repair(kind, figure, sign * int(written) * worth, resolution)
    if not plain and figure.measure == "change" and value_of(figure) != 0:
        yield Repair("sign", figure, -value_of(figure), resolution)


def _shifted(figure: Observation) -> Iterator[Repair]:
    # A count has no decimal separator that could be misplaced.
    if value_of(figure) != 0 and resolution_of(figure) != 0:
        for factor in _SHIFTS:
            value, resolution = value_of(figure) * factor, resolution_of(figure) * factor
            yield Repair("separator", figure, value, resolution)


def _digits(figure: Observation) -> tuple[str, Fraction]:
    """The written digits without separators, and what one unit of the last is worth."""
    worth = resolution_of(figure)
    if worth == 0:
        worth = Fraction(figure.resolution) if figure.resolution else Fraction(1)
    return str(abs(value_of(figure) / worth).__round__()), worth


def _moved(digits: str) -> Iterator[tuple[RepairKind, str]]:
    """The digits with two of them exchanged, or a doubled one taken out."""
    for n in range(len(digits) - 1):
        yield "swap", digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
    for n, digit in enumerate(digits):
        if n and digits[n - 1] == digit:
            yield "doubled", digits[:n] + digits[n + 1 :]


def _replaced(digits: str) -> Iterator[tuple[RepairKind, str]]:
    """The digits with another one in a place, or one more."""
    for n in range(len(digits)):
        for digit in "0123456789":
            yield "changed", digits[:n] + digit + digits[n + 1 :]
    for n in range(len(digits) + 1):
        for digit in "0123456789":
            yield "missing", digits[:n] + digit + digits[n:]
