"""Arithmetic on written numbers that rounds nothing.

Python's own keeps 28 digits, of sums and products as of a mere minus sign. Here a result
that would have to be rounded is an error; there is no division for that reason.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, InvalidOperation])
_NOUGHT = Decimal(0)


@lru_cache(maxsize=64)
def ten_to(power: int) -> Decimal:
    """10 to any whole power.

    >>> ten_to(3), ten_to(-2)
    (Decimal('1000'), Decimal('0.01'))
    """
    return Decimal((0, (1,) + (0,) * power, 0) if power > 0 else (0, (1,), power))


def times(a: Decimal, b: Decimal) -> Decimal:
    """``a * b``, with all its digits.

    >>> times(Decimal("1.0000000000000000000000000000001"), Decimal(1000))
    Decimal('1000.0000000000000000000000000001000')
    """
    return _EXACT.multiply(a, b)


def plus(a: Decimal, b: Decimal) -> Decimal:
    """``a + b``, with all its digits."""
    return _EXACT.add(a, b)


def minus(a: Decimal, b: Decimal) -> Decimal:
    """``a - b``, with all its digits."""
    return _EXACT.subtract(a, b)


def moved(value: Decimal, places: int) -> Decimal:
    """``value`` with its point so many places to the right: the same digits.

    >>> moved(Decimal("8.18"), -2), moved(Decimal("0.5"), 1)
    (Decimal('0.0818'), Decimal('5'))
    """
    return _EXACT.scaleb(value, places)


def in_full(value: Decimal, *, negative: bool = False) -> Decimal:
    """``value``, or what is as far below nought, without an exponent and without -0.

    >>> in_full(Decimal("1E+3")), in_full(Decimal("5.2"), negative=True), in_full(Decimal("-0"))
    (Decimal('1000'), Decimal('-5.2'), Decimal('0'))
    """
    return _EXACT.add(value.copy_negate() if negative else value, _NOUGHT)
