"""audit.intervals: every mode, sign and end, and the laws of the arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.intervals import (
    Interval,
    Unbounded,
    corners,
    either,
    outward,
    point,
    rounding,
    shifted,
    total,
    truncation,
)


def read(text: str) -> Interval:
    """``"[1, 5/2)"`` as an Interval."""
    low, high = text[1:-1].split(",")
    return Interval(F(low.strip()), F(high.strip()), text[0] == "(", text[-1] == ")")


@pytest.mark.parametrize(
    ("mode", "number", "resolution", "expected"),
    [
        (rounding, "7", "1", "[13/2, 15/2]"),
        (rounding, "-7", "1", "[-15/2, -13/2]"),
        (rounding, "0", "1", "[-1/2, 1/2]"),
        (rounding, "2.50", "0.01", "[2.495, 2.505]"),
        (rounding, "40000", "1000", "[39500, 40500]"),
        (rounding, "7", "0", "[7, 7]"),
        (truncation, "7", "1", "[7, 8)"),
        (truncation, "-7", "1", "(-8, -7]"),
        (truncation, "0", "1", "(-1, 1)"),
        (truncation, "2.50", "0.01", "[2.50, 2.51)"),
        (truncation, "7", "0", "[7, 7]"),
        (truncation, "0", "0", "[0, 0]"),
        (either, "7", "1", "[13/2, 8)"),
        (either, "-7", "1", "(-8, -13/2]"),
        (either, "0", "1", "(-1, 1)"),
        (either, "7", "0", "[7, 7]"),
    ],
)
def test_what_a_printed_figure_stands_for(
    mode: Callable[[F, F], Interval], number: str, resolution: str, expected: str
) -> None:
    assert mode(F(number), F(resolution)) == read(expected)


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        ("[1, 2]", "+", "[3, 4]", "[4, 6]"),
        ("[1, 2)", "+", "[3, 4]", "[4, 6)"),
        ("(1, 2]", "+", "(3, 4]", "(4, 6]"),
        ("[1, 2)", "-", "[3, 4]", "[-3, -1)"),
        ("[1, 2]", "-", "[3, 4)", "(-3, -1]"),  # the open end changes sides
        ("[1, 2]", "-", "(3, 4]", "[-3, -1)"),
        ("[1, 2]", "*", "[3, 4]", "[3, 8]"),
        ("[1, 2)", "*", "[3, 4]", "[3, 8)"),
        ("(-2, -1]", "*", "[3, 4]", "(-8, -3]"),
        ("[-2, 1)", "*", "[3, 4]", "[-8, 4)"),
        ("[-2, -1)", "*", "(-4, -3]", "(3, 8)"),
        ("[-2, 1]", "*", "[-3, 4]", "[-8, 6]"),
        ("[0, 1]", "*", "(3, 4)", "[0, 4)"),  # zero is reached whatever the other is
        ("(0, 1]", "*", "[3, 4]", "(0, 4]"),
        ("[0, 0]", "*", "(3, 4)", "[0, 0]"),
        ("[1, 2]", "/", "[4, 8]", "[1/8, 1/2]"),
        ("[1, 2]", "/", "[4, 8)", "(1/8, 1/2]"),
        ("[1, 2]", "/", "(4, 8]", "[1/8, 1/2)"),
        ("[1, 2)", "/", "[-8, -4]", "(-1/2, -1/8]"),
        ("[-2, -1]", "/", "[-8, -4)", "[1/8, 1/2)"),
        ("[0, 0]", "/", "(4, 8)", "[0, 0]"),
    ],
)
def test_arithmetic_keeps_the_ends(left: str, operator: str, right: str, expected: str) -> None:
    a, b = read(left), read(right)

    result = {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[operator](b)

    assert result == read(expected)


@pytest.mark.parametrize(
    ("interval", "weight", "expected"),
    [
        ("[1, 2)", 3, "[3, 6)"),
        ("[1, 2)", -3, "(-6, -3]"),
        ("(1, 2]", -1, "[-2, -1)"),
        ("(1, 2)", 0, "[0, 0]"),
        ("[1, 2)", F(1, 2), "[1/2, 1)"),
    ],
)
def test_weights(interval: str, weight: F | int, expected: str) -> None:
    assert read(interval).times(weight) == read(expected)


@pytest.mark.parametrize("divisor", ["[0, 1]", "(0, 1]", "[-1, 0]", "[-1, 0)", "[-1, 1]", "[0, 0]"])
def test_no_bounds_over_zero(divisor: str) -> None:
    with pytest.raises(Unbounded):
        point(1) / read(divisor)


@pytest.mark.parametrize(
    ("left", "right", "meets", "gap"),
    [
        ("[1, 2]", "[2, 3]", True, "0"),
        ("[1, 2)", "[2, 3]", False, "0"),
        ("[1, 2]", "(2, 3]", False, "0"),
        ("[1, 2)", "(2, 3]", False, "0"),
        ("(2, 3)", "[1, 2]", False, "0"),  # Arelle's reading lets this pair pass
        ("[1, 2]", "[3, 4]", False, "1"),
        ("[5, 6]", "[1, 7/2]", False, "3/2"),
        ("[1, 9)", "(2, 3)", True, "0"),
        ("[2, 2]", "[1, 3]", True, "0"),
        ("[2, 2]", "(2, 3]", False, "0"),
        ("[-3, -2]", "[-2, -1]", True, "0"),
    ],
)
def test_meeting(left: str, right: str, meets: bool, gap: str) -> None:
    a, b = read(left), read(right)

    assert (a.meets(b), b.meets(a), a.gap(b), b.gap(a)) == (meets, meets, F(gap), F(gap))


@pytest.mark.parametrize(
    ("interval", "decimals", "low", "high"),
    [
        ("[1/3, 2/3]", 2, "0.33", "0.67"),
        ("[-2/3, -1/3]", 2, "-0.67", "-0.33"),
        ("[1, 5/2]", 4, "1", "2.5"),
        ("[0, 1/8]", 1, "0", "0.125"),  # short decimals stay exact
        ("[1000000/3, 2000000/3]", -3, "333000", "667000"),
        ("[12000000000, 13000000000]", 0, "12000000000", "13000000000"),
        ("[1/3000000, 1/3]", 8, "0.00000033", "0.33333334"),
    ],
)
def test_outward(interval: str, decimals: int, low: str, high: str) -> None:
    ends = outward(read(interval), decimals)

    assert tuple(format(end, "f") for end in ends) == (low, high)


def test_no_exponent_in_large_numbers() -> None:
    assert str(shifted(5, 12)) == "5000000000000"
    assert str(shifted(-2500, -2)) == "-25"
    assert shifted(0, -3) == Decimal(0)


def test_total_of_nothing_is_zero() -> None:
    assert total([]) == point(0)


def test_corners_are_tighter_than_naming_a_figure_twice() -> None:
    level, fall = rounding(F(900), F(1)), rounding(F(-100), F(1))

    tight = corners(lambda a, d: 100 * d / (a - d), [level, fall])
    loose = (fall / (level - fall)).times(100)

    assert F(-10) in tight
    assert loose.low < tight.low and tight.high < loose.high


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
intervals = st.builds(
    lambda a, b, left, right: (
        Interval(min(a, b), max(a, b), left, right) if a != b else point(a)
    ),
    numbers, numbers, st.booleans(), st.booleans(),
)  # fmt: skip


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_what_lies_inside_stays_inside(a: Interval, b: Interval, s: F, t: F) -> None:
    x, y = a.low + (a.high - a.low) * s, b.low + (b.high - b.low) * t
    if x not in a or y not in b:
        return

    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    if not b.low <= 0 <= b.high:
        assert x / y in a / b


@given(st.decimals(-1000, 1000, places=4), st.sampled_from(["1", "0.1", "0.01", "10"]))
def test_a_figure_always_holds_the_number_it_was_made_from(number: Decimal, step: str) -> None:
    resolution = Decimal(step)
    true, unit = F(number), F(resolution)
    nearest = F(round(true / unit)) * unit
    cut = F(int(true / unit)) * unit

    assert true in rounding(nearest, unit)
    assert true in truncation(cut, unit)
    assert true in either(nearest, unit) and true in either(cut, unit)
