"""What one figure of a claim may be, given the others: the claim solved for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from audit.claims import Claim
from audit.figures import stands_for, value_of
from audit.intervals import Interval, Unbounded, point, total

_FAR = Fraction(10) ** 24  # no figure of a report is larger

# Stated figure and operands to what operand ``n`` may be.
Inverse = Callable[[Interval, Sequence[Interval], int], Interval]


def _of_ratio(percent: Interval, operands: Sequence[Interval], n: int) -> Interval:
    over, under = operands
    share = percent.times(Fraction(1, 100))
    return share * under if n == 0 else over / share


def _of_growth(percent: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return _of_ratio(percent + point(100), operands, n)


def _of_multiple(times: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return _of_ratio(times.times(100), operands, n)


def _of_growth_from_change(percent: Interval, operands: Sequence[Interval], n: int) -> Interval:
    # percent = 100 d / (a - d), so d / a = percent / (100 + percent)
    level, change = operands
    part = point(1) - point(100) / (percent + point(100))
    return change / part if n == 0 else level * part


def _of_index_from_change(percent: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return _of_growth_from_change(percent + point(-100), operands, n)


def _of_sum(stated: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return stated - total(other for m, other in enumerate(operands) if m != n)


def _of_difference(stated: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return stated + operands[1] if n == 0 else operands[0] - stated


def _of_balance(pending: Interval, operands: Sequence[Interval], n: int) -> Interval:
    opening, received, resolved = operands
    if n == 2:
        return opening + received - pending
    return pending + resolved - operands[1 - n]


def _of_same(stated: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return stated


def _of_within(whole: Interval, operands: Sequence[Interval], n: int) -> Interval:
    return Interval(-_FAR, whole.high, False, whole.high_open)


_INVERSES: dict[str, Inverse] = {
    "ratio": _of_ratio,
    "multiple": _of_multiple,
    "growth": _of_growth,
    "growth_from_change": _of_growth_from_change,
    "index_from_change": _of_index_from_change,
    "sum": _of_sum,
    "difference": _of_difference,
    "balance": _of_balance,
    "same": _of_same,
    "within": _of_within,
}


_ADDITIVE = frozenset({"sum", "difference", "balance", "same"})


def face_value(claim: Claim, position: int) -> Fraction | None:
    """What the figure at ``position`` would be if all others were exact.

    The result of any formula; an operand only of sums and the like, which go on with one
    another to the last digit: a percentage leaves its operands no single value.
    """
    if position and claim.relation.name not in _ADDITIVE:
        return None
    found = _solved(claim, position, [point(value_of(figure)) for figure in claim.figures])
    return None if found is None else found.low


def allowed(claim: Claim, position: int) -> Interval | None:
    """What the figure at ``position`` (0: the stated one) may be for the claim to hold.

    None where that cannot be told: no inverse is known, or it has no bounds.
    """
    return _solved(claim, position, [stands_for(figure, "rounded") for figure in claim.figures])


def _solved(claim: Claim, position: int, readings: Sequence[Interval]) -> Interval | None:
    stated, operands = readings[0], readings[1:]
    try:
        if position == 0:
            if claim.relation.name == "within":
                return Interval(operands[0].low, _FAR, operands[0].low_open, False)
            return claim.relation.compute(operands)
        inverse = _INVERSES.get(claim.relation.name)
        if inverse is None:
            return _of_product(claim, stated, operands, position - 1)
        return inverse(stated, operands, position - 1)
    except Unbounded:
        return None


def _of_product(
    claim: Claim, stated: Interval, operands: Sequence[Interval], n: int
) -> Interval | None:
    if claim.relation.name != "product":
        return None
    one = claim.relation.compute([point(1) if m == n else o for m, o in enumerate(operands)])
    return stated / one
