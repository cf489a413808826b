"""audit.verdict: laws that hold for every claim, whatever its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.claims import (
    BALANCE,
    DIFFERENCE,
    GROWTH,
    GROWTH_FROM_CHANGE,
    INDEX_FROM_CHANGE,
    RATIO,
    SUM,
    Claim,
    Relation,
    product_of,
)
from audit.intervals import Unbounded, point
from audit.verdict import judge
from solieu.model import Observation
from tests.audit_builder import FIGURE, figure

Rounding = Callable[[F, F], F]


def nearest(value: F, step: F) -> F:
    return round(value / step) * step


def half_up(value: F, step: F) -> F:
    return (value / step + F(1, 2)).__floor__() * step


def cut(value: F, step: F) -> F:
    return int(value / step) * step


def printed(value: F, decimals: int, rounding: Rounding, unit: str) -> Observation:
    """``value`` as a report would print it, with so many decimals (negative: to tens)."""
    shown = rounding(value, F(10) ** -decimals)
    exact = Decimal(shown.numerator) / Decimal(shown.denominator)
    resolution = Decimal(1).scaleb(-decimals)
    return replace(FIGURE, value=exact, resolution=resolution, exact=False, unit=unit, raw="1")


SHAPES: Sequence[tuple[Relation, int, str, str]] = [
    (RATIO, 2, "VND", "%"),
    (GROWTH, 2, "VND", "%"),
    (GROWTH_FROM_CHANGE, 2, "ha", "%"),
    (INDEX_FROM_CHANGE, 2, "ha", "%"),
    (DIFFERENCE, 2, "ha", "ha"),
    (BALANCE, 3, "hồ sơ", "hồ sơ"),
    (SUM, 2, "VND", "VND"),
    (SUM, 6, "VND", "VND"),
    (product_of(F(1, 10)), 2, "ha", "t"),
]

values = st.fractions(min_value=1, max_value=10**6, max_denominator=10**4)
signed = st.one_of(values, values.map(lambda v: -v))


def claim_of(
    shape: tuple[Relation, int, str, str],
    truths: Sequence[F],
    decimals: Sequence[int],
    roundings: Sequence[Rounding],
) -> Claim:
    relation, arity, unit, stated_unit = shape
    truths = truths[:arity]
    try:
        result = relation.compute([point(truth) for truth in truths]).low
    except Unbounded:
        assume(False)
        raise
    figures = [
        printed(truth, d, rounding, unit)
        for truth, d, rounding in zip(truths, decimals, roundings, strict=False)
    ]
    stated = printed(result, decimals[-1], roundings[-1], stated_unit)
    return Claim("sum", "test/1", stated, tuple(figures), relation)


@settings(max_examples=30)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape[0].name}-{shape[1]}")
@given(
    truths=st.lists(signed, min_size=6, max_size=6),
    decimals=st.lists(st.integers(-2, 4), min_size=7, max_size=7),
    rounding=st.sampled_from([nearest, half_up]),
)
def test_an_honestly_rounded_claim_is_consistent(
    shape: tuple[Relation, int, str, str],
    truths: list[F],
    decimals: list[int],
    rounding: Rounding,
) -> None:
    claim = claim_of(shape, truths, decimals, [rounding] * 7)

    assert judge(claim).verdict in ("consistent", "not_checkable")


@settings(max_examples=30)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape[0].name}-{shape[1]}")
@given(
    truths=st.lists(signed, min_size=6, max_size=6),
    decimals=st.lists(st.integers(-2, 4), min_size=7, max_size=7),
    roundings=st.lists(st.sampled_from([nearest, half_up, cut]), min_size=7, max_size=7),
)
def test_a_claim_rounded_or_cut_is_never_contradicted(
    shape: tuple[Relation, int, str, str],
    truths: list[F],
    decimals: list[int],
    roundings: list[Rounding],
) -> None:
    claim = claim_of(shape, truths, decimals, roundings)

    assert judge(claim).verdict in ("consistent", "truncated", "not_checkable")


def scaled(figure: Observation, power: int) -> Observation:
    assert figure.value is not None and figure.resolution is not None
    factor = Decimal(10) ** power
    return replace(figure, value=figure.value * factor, resolution=figure.resolution * factor)


@settings(max_examples=30)
@pytest.mark.parametrize("relation", [RATIO, GROWTH, GROWTH_FROM_CHANGE])
@given(
    a=st.integers(1, 10**6),
    b=st.integers(1, 10**6),
    percent=st.integers(0, 20_000),
    power=st.integers(1, 12),
)
def test_a_percentage_is_judged_the_same_in_any_magnitude(
    relation: Relation, a: int, b: int, percent: int, power: int
) -> None:
    figures = [printed(F(a), 0, nearest, "VND"), printed(F(b), 0, nearest, "VND")]
    stated = printed(F(percent, 100), 2, nearest, "%")
    larger = [scaled(figure, power) for figure in figures]

    small = judge(Claim("ratio", "test/1", stated, tuple(figures), relation))
    large = judge(Claim("ratio", "test/1", stated, tuple(larger), relation))

    assert (small.verdict, small.gap, len(small.repairs)) == (
        large.verdict,
        large.gap,
        len(large.repairs),
    )


@given(
    parts=st.lists(st.integers(0, 10**6), min_size=2, max_size=6),
    slip=st.integers(-5, 5),
    power=st.integers(1, 9),
)
def test_a_sum_is_judged_the_same_in_any_magnitude(parts: list[int], slip: int, power: int) -> None:
    figures = [printed(F(part), 0, nearest, "VND") for part in parts]
    stated = printed(F(sum(parts) + slip), 0, nearest, "VND")

    small = judge(Claim("sum", "test/1", stated, tuple(figures), SUM))
    larger = tuple(scaled(figure, power) for figure in figures)
    large = judge(Claim("sum", "test/1", scaled(stated, power), larger, SUM))

    assert small.verdict == large.verdict
    assert small.gap * 10**power == large.gap


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=8), st.integers(1, 10**5))
def test_exact_counts_allow_nothing(parts: list[int], slip: int) -> None:
    count = replace(FIGURE, unit="hồ sơ", raw="1")
    operands = tuple(replace(count, value=Decimal(part)) for part in parts)
    right = replace(count, value=Decimal(sum(parts)))
    wrong = replace(count, value=Decimal(sum(parts) + slip))

    assert judge(Claim("sum", "test/1", right, operands, SUM)).verdict == "consistent"
    assert judge(Claim("sum", "test/1", wrong, operands, SUM)).verdict in (
        "inconsistent",
        "unit_slip",
    )


def test_figures_too_coarse_for_a_base_are_not_judged() -> None:
    """Level 2.88 cut to 2 and change 3.0: the base may be anything around nothing."""
    level = printed(F(2), 0, nearest, "ha")
    change = printed(F(3), 1, nearest, "ha")
    stated = figure("-2.435%", "%", value=Decimal("-2435"))

    claim = Claim("change", "test/1", stated, (level, change), GROWTH_FROM_CHANGE)

    assert judge(claim).verdict == "not_checkable"
