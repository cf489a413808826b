"""Figures that hang together: pairs "a/b", ranges "a - b", and fractions "1/5".

The unit and the magnitude of a pair or range stand at its right and hold for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extract.exact import ten_to, times
from extract.lexicon import either, units
from extract.quantity import Quantity, without_point

_PAIR = regex.compile(r"\s*/\s*")
_DECIMALS = 4  # places kept of a fraction that has no exact decimal value
_LARGEST_PART = 10  # "3/10 số hộ" is a fraction, "12/45 hộ" counts two things


@cache
def _range() -> regex.Pattern[str]:
    below = either("comparators", "before_upper_end")
    return regex.compile(rf"\s*(?:[-÷~]|{either('comparators', 'range')})\s*(?:(?:{below})\s+)?")


@cache
def _before_fraction() -> regex.Pattern[str]:
    """Read from the end backwards, so that long passages are not searched from their start."""
    return regex.compile(
        rf"(?r)(?<!\w)(?:{either('comparators', 'before_fraction', backwards=True)})\s*"
    )


@cache
def _after_fraction() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:{either('comparators', 'after_fraction')})(?!\w)")


def link(folded: str, before: Quantity | None, quantity: Quantity) -> Quantity:
    """``quantity``, marked where it follows ``before`` after a slash or a range dash."""
    if before is None or before.end > quantity.start:
        return quantity
    gap = before.end, quantity.digits_start
    if _PAIR.fullmatch(folded, *gap):
        return replace(quantity, link="pair", signed=0, start=quantity.digits_start)
    if gap[0] == gap[1] or not _range().fullmatch(folded, *gap):
        return quantity
    if before.value is None or quantity.value is None or before.link == "range":
        return quantity
    scale = quantity.scale if before.scale is None and not before.unit else None
    low = times(before.value, ten_to(scale or 0))
    same = before.unit in ("", quantity.unit, quantity.unit.split("/")[0])
    if same and low < quantity.value:
        return replace(quantity, link="range", signed=0, start=quantity.digits_start)
    return quantity


def share(found: Sequence[Quantity]) -> list[Quantity]:
    """Fill what a pair or range writes once; both ends of a range become bounds."""
    result = list(found)
    for i in range(len(result) - 1, 0, -1):
        right, left = result[i], result[i - 1]
        if right.link == "range":
            bound = "<=" if right.comparator in ("=", "~") else right.comparator
            result[i] = right = replace(right, comparator=bound)
            result[i - 1] = left = replace(left, comparator=">=")
        if right.link:
            result[i - 1] = _filled(left, right)
    return result


def _filled(left: Quantity, right: Quantity) -> Quantity:
    """The left side with the magnitude and unit that stand at the right."""
    if left.unit and not (right.link == "range" and right.unit.startswith(f"{left.unit}/")):
        return left
    if left.scale is None and right.scale is not None and left.value is not None:
        factor = ten_to(right.scale)
        left = replace(
            left,
            value=without_point(times(left.value, factor), right.scale),
            step=None if left.step is None else times(left.step, factor),
            alternative=None if left.alternative is None else times(left.alternative, factor),
            scale=right.scale,
        )
    elif left.scale is not None and right.unit_kind not in ("money", ""):
        return left
    return replace(left, unit=right.unit, unit_kind=right.unit_kind)


def join_fractions(folded: str, found: Sequence[Quantity]) -> list[Quantity]:
    """ "bằng hơn 1/5 diện tích": a number below one, not a pair of counts."""
    result: list[Quantity] = []
    for quantity in found:
        if result and quantity.link == "pair" and _is_fraction(folded, result[-1], quantity):
            result[-1] = _joined(folded, result[-1], quantity)
        else:
            result.append(quantity)
    return result


def _joined(folded: str, left: Quantity, right: Quantity) -> Quantity:
    assert left.value is not None and right.value  # a fraction has both
    value, exact = as_fraction(left.value, right.value)
    return replace(
        left,
        end=right.digits_end,
        digits_end=right.digits_end,
        value=value,
        numeral=replace(left.numeral, text=folded[left.digits_start : right.digits_end]),
        step=None,
        unit="",
        unit_kind="",
        flags=() if exact else ("rounded_fraction",),
    )


def as_fraction(above: Decimal, below: Decimal) -> tuple[Decimal, bool]:
    """``above / below`` and whether that is exact; else it is rounded.

    >>> as_fraction(Decimal(3), Decimal(4)), as_fraction(Decimal(1), Decimal(3))
    ((Decimal('0.75'), True), (Decimal('0.3333'), False))
    """
    value = above / below
    exact = value * below == above
    return (value if exact else round(value, _DECIMALS)), exact


def _is_fraction(folded: str, left: Quantity, right: Quantity) -> bool:
    """Small whole digits, no counted thing behind them, and a word that says so around them."""
    if left.value is None or not right.value:
        return False
    above = folded[left.digits_start : left.digits_end]
    below = folded[right.digits_start : right.digits_end]
    if not all(d.isdigit() and not d.startswith("0") and len(d) <= 2 for d in (above, below)):
        return False
    if not int(above) < int(below) <= _LARGEST_PART:
        return False
    if right.unit in units().counters or right.unit_kind == "measure":
        return False
    if _after_fraction().match(folded, right.digits_end):
        return True
    return _before_fraction().match(folded, 0, left.start) is not None
