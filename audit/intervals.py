"""Exact intervals with open and closed ends: what a printed figure may stand for.

The rule is that of XBRL Calculations 1.1 (Recommendation, 22 February 2023): the size
of the last printed digit is the tolerance. Ends are ``Fraction``, so nothing is lost
where a division occurs, and every end knows whether it belongs to the interval: a sum
of ``[1, 2)`` and ``[3, 4]`` is ``[4, 6)``, and a negative weight swaps the ends
together with their openness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

from solieu.frozen import frozen


class Unbounded(ArithmeticError):
    """A division by an interval that holds zero: no bounds can be given."""


@frozen
class Interval:
    """All numbers from ``low`` to ``high``; an open end is not itself included."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, number: Fraction) -> bool:
        """Whether ``number`` lies inside, an open end being outside."""
        above = number > self.low or (number == self.low and not self.low_open)
        below = number < self.high or (number == self.high and not self.high_open)
        return above and below

    def __add__(self, other: Interval) -> Interval:
        """The sums of a number of one and a number of the other."""
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        """Mirrored at zero: the ends and their openness change places."""
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        """The differences of a number of one and a number of the other."""
        return self + -other

    def times(self, weight: Fraction | int) -> Interval:
        """Every number multiplied by ``weight``, which may be negative or zero."""
        if weight == 0:
            return point(0)
        if weight < 0:
            return (-self).times(-weight)
        return Interval(self.low * weight, self.high * weight, self.low_open, self.high_open)

    def __mul__(self, other: Interval) -> Interval:
        """The products of a number of one and a number of the other."""
        if self.low > 0 and other.low > 0:  # the common case, without trying all corners
            return Interval(
                self.low * other.low,
                self.high * other.high,
                self.low_open or other.low_open,
                self.high_open or other.high_open,
            )
        ends = []
        for (a, a_open), (b, b_open) in product(_ends(self), _ends(other)):
            # Zero times anything is reached as soon as zero itself is included.
            reached = (a == 0 and not a_open) or (b == 0 and not b_open)
            ends.append((a * b, (a_open or b_open) and not reached))
        return _hull(ends)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; raises ``Unbounded`` where the divisor holds or touches zero."""
        if other.low <= 0 <= other.high:
            raise Unbounded
        return self * Interval(1 / other.high, 1 / other.low, other.high_open, other.low_open)

    def meets(self, other: Interval) -> bool:
        """Whether the two share at least one number."""
        if _less(self.high, other.low) or _less(other.high, self.low):
            return False  # most that are tried lie far apart
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and low in self and low in other)

    def without(self, part: Interval) -> Interval:
        """What is left of a sum when one of its parts is taken out; only for closed ends."""
        assert not (self.low_open or self.high_open or part.low_open or part.high_open)
        return Interval(self.low - part.low, self.high - part.high)

    def gap(self, other: Interval) -> Fraction:
        """The distance between the two, 0 where they meet or touch."""
        return max(self.low - other.high, other.low - self.high, Fraction(0))

    def middle(self) -> Fraction:
        """The number half way between the ends."""
        return (self.low + self.high) / 2


def _less(one: Fraction, other: Fraction) -> bool:
    """``one < other``, without asking first what kind of number each is."""
    return one.numerator * other.denominator < other.numerator * one.denominator


def _ends(interval: Interval) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
    return (interval.low, interval.low_open), (interval.high, interval.high_open)


def _hull(ends: Sequence[tuple[Fraction, bool]]) -> Interval:
    """The smallest interval that has all ``(number, open)`` among its ends."""
    low = min(number for number, _ in ends)
    high = max(number for number, _ in ends)
    low_open = all(is_open for number, is_open in ends if number == low)
    high_open = all(is_open for number, is_open in ends if number == high)
    return Interval(low, high, low_open, high_open)


def point(number: Fraction | Decimal | int) -> Interval:
    """An exact number: it stands for itself."""
    return Interval(value := Fraction(number), value)


def rounding(number: Fraction, resolution: Fraction) -> Interval:
    """What a figure rounded to ``resolution`` stands for: ``[x - r/2, x + r/2]``.

    Both ends belong to it, so that any rule for halves is covered.
    """
    half = resolution / 2
    return Interval(number - half, number + half)


def truncation(number: Fraction, resolution: Fraction) -> Interval:
    """What a figure cut at ``resolution`` stands for, cut towards zero.

    ``[x, x + r)`` above zero, ``(x - r, x]`` below, ``(-r, r)`` at zero; ``resolution``
    0 means an exact figure.
    """
    if resolution == 0:
        return point(number)
    if number > 0:
        return Interval(number, number + resolution, False, True)
    if number < 0:
        return Interval(number - resolution, number, True, False)
    return Interval(-resolution, resolution, True, True)


def either(number: Fraction, resolution: Fraction) -> Interval:
    """What a figure stands for that may have been rounded or cut: the hull of both.

    Towards zero rounding reaches further and has its end; away from zero cutting does,
    without its end.
    """
    if resolution == 0:
        return point(number)
    if number > 0:
        return Interval(number - resolution / 2, number + resolution, False, True)
    if number < 0:
        return Interval(number - resolution, number + resolution / 2, True, False)
    return Interval(-resolution, resolution, True, True)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sums of one number from each; 0 for none."""
    result = point(0)
    for interval in intervals:
        result = result + interval
    return result


def corners(function: Callable[..., Fraction], intervals: Sequence[Interval]) -> Interval:
    """The values of a function that is monotone in each argument over ``intervals``.

    For formulas that name one figure twice, where combining intervals would widen the
    result: its extremes lie at corners, and a corner is reached when all its ends are.
    """
    ends = []
    for corner in product(*(_ends(interval) for interval in intervals)):
        ends.append((function(*(number for number, _ in corner)), any(o for _, o in corner)))
    return _hull(ends)


def outward(interval: Interval, decimals: int) -> tuple[Decimal, Decimal]:
    """The ends as Decimals with at most ``decimals`` places, rounded away from inside.

    ``decimals`` may be negative (-3: to thousands). An end that is an exact decimal of
    at most six places is kept as it is.
    """
    return _outward(interval.low, decimals, -1), _outward(interval.high, decimals, 1)


def _outward(number: Fraction, decimals: int, direction: int) -> Decimal:
    exact = number * 10**6
    if exact.denominator == 1:
        return shifted(exact.numerator, -6)
    scaled = number * Fraction(10) ** decimals
    whole = scaled.numerator // scaled.denominator
    if direction > 0 and scaled.denominator != 1:
        whole += 1
    return shifted(whole, -decimals)


def shifted(number: int, exponent: int) -> Decimal:
    """``number * 10**exponent`` as a Decimal without exponent or needless zeros.

    >>> str(shifted(9339000, -6)), str(shifted(13, 9))
    ('9.339', '13000000000')
    """
    if exponent >= 0:
        return Decimal(number * 10**exponent)
    while exponent < 0 and number % 10 == 0:
        number, exponent = number // 10, exponent + 1
    sign = 1 if number < 0 else 0
    return Decimal((sign, tuple(map(int, str(abs(number)))), exponent))
