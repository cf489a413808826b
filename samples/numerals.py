"""Numbers in Vietnamese writing: dot between thousands, comma before decimals."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def rounded(value: Decimal, decimals: int, *, cut: bool = False) -> Decimal:
    """Round ``value`` half up to ``decimals`` places, or cut it there."""
    mode = ROUND_DOWN if cut else ROUND_HALF_UP
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=mode)


def grouped(value: Decimal) -> str:
    """Write a number with all the decimals it carries: 1234.50 gives ``1.234,50``."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def trimmed(value: Decimal) -> Decimal:
    """Drop the zeros after the decimal comma: 20.680 becomes 20.68."""
    return value.normalize() if value % 1 else value.to_integral_value()


def percent(value: Decimal, decimals: int) -> Decimal:
    """Round a percentage as the reports do: whole numbers lose their zeros."""
    result = rounded(value, decimals)
    return result if result % 1 else result.to_integral_value()


def parsed(text: str) -> Decimal:
    """Read back a number written by `grouped`."""
    return Decimal(text.replace(".", "").replace(",", "."))
