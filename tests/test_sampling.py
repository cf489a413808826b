"""Attribute sampling (outputs.workpapers.sampling) against printed tables and by hand."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.workpapers.sampling import (
    Plan,
    Size,
    binomial_size,
    draw,
    hypergeometric_at_most,
    sample_size,
    seed_of,
    upper_limit,
)


def plan(confidence: int, tolerable: int, expected: int) -> Plan:
    return Plan(Fraction(confidence, 100), Fraction(tolerable, 100), Fraction(expected, 100))


# AICPA Audit Guide: Audit Sampling, table A-1 (95 per cent) and A-2 (90 per cent):
# sample size and, in brackets there, the number of deviations expected.
@pytest.mark.parametrize(
    ("confidence", "tolerable", "expected", "figures", "errors"),
    [
        (95, 2, 0, 149, 0), (95, 3, 0, 99, 0), (95, 4, 0, 74, 0), (95, 5, 0, 59, 0),
        (95, 6, 0, 49, 0), (95, 8, 0, 36, 0), (95, 10, 0, 29, 0), (95, 15, 0, 19, 0),
        (95, 20, 0, 14, 0), (95, 4, 1, 156, 2), (95, 5, 1, 93, 1), (95, 6, 1, 78, 1),
        (95, 7, 1, 66, 1), (95, 8, 1, 58, 1), (95, 9, 1, 51, 1), (95, 10, 1, 46, 1),
        (90, 2, 0, 114, 0), (90, 3, 0, 76, 0), (90, 5, 0, 45, 0), (90, 10, 0, 22, 0),
        (90, 5, 1, 77, 1), (90, 10, 1, 38, 1),
    ],
)  # fmt: skip
def test_sizes_for_an_endless_population_are_those_of_the_printed_tables(
    confidence: int, tolerable: int, expected: int, figures: int, errors: int
) -> None:
    assert binomial_size(plan(confidence, tolerable, expected)) == Size(figures, errors)


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (0, Size(0, 0, True)),
        (1, Size(1, 0, True)),
        (10, Size(10, 0, True)),
        (100, Size(65, 1)),
        (2_439, Size(92, 1)),
        (200_000, Size(93, 1)),
    ],
)
def test_a_small_population_needs_a_smaller_sample(population: int, size: Size) -> None:
    assert sample_size(population, Plan()) == size


@given(
    st.integers(1, 400),
    st.sampled_from([plan(95, 5, 1), plan(90, 10, 2), plan(99, 8, 0), plan(80, 20, 10)]),
)
def test_no_smaller_sample_would_do(population: int, wanted: Plan) -> None:
    size = sample_size(population, wanted)
    wrong = -(-population * wanted.tolerable.numerator // wanted.tolerable.denominator)
    risk = 1 - wanted.confidence

    def sure(n: int, errors: int) -> bool:
        """By counting: all ways to draw n with at most so many of the wrong ones."""
        ways = sum(comb(wrong, i) * comb(population - wrong, n - i) for i in range(errors + 1))
        return Fraction(ways, comb(population, n)) <= risk

    if not size.whole:
        assert sure(size.figures, size.errors)
        assert size.figures * wanted.expected <= size.errors
    for n in range(1, size.figures):
        errors = -(-n * wanted.expected.numerator // wanted.expected.denominator)
        assert not (sure(n, errors) and n * wanted.expected <= errors)


@given(st.integers(1, 60), st.data())
def test_the_upper_limit_is_the_greatest_that_fits_what_was_found(
    population: int, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, population))
    errors = data.draw(st.integers(0, size))
    confidence = Fraction(data.draw(st.sampled_from([80, 90, 95, 99])), 100)

    limit = upper_limit(errors, size, population, confidence)

    possible = range(errors, population - (size - errors) + 1)
    fits = [
        wrong
        for wrong in possible
        if hypergeometric_at_most(errors, population, wrong, size) > 1 - confidence
    ]
    assert limit == max(fits, default=errors)


def test_anybody_can_draw_the_same_sample() -> None:
    names = [f"d{i}-{i * 7}" for i in range(1_000)]

    drawn = draw(reversed(names), 50, "hạt giống")

    by_hand = sorted(names, key=lambda name: hashlib.sha256(f"hạt giống:{name}".encode()).digest())
    assert list(drawn) == by_hand[:50]
    assert drawn != draw(names, 50, "khác")
    assert draw(names, 10, "hạt giống") == drawn[:10]


def test_every_figure_has_the_same_chance() -> None:
    """Over 400 seeds each of 20 names is drawn about 100 times of 400 (5 of 20)."""
    names = [f"n{i}" for i in range(20)]
    times = dict.fromkeys(names, 0)
    for seed in range(400):
        for name in draw(names, 5, str(seed)):
            times[name] += 1

    assert sum(times.values()) == 2_000
    # Standard deviation sqrt(400 * 1/4 * 3/4) = 8.7; five of them.
    assert all(abs(count - 100) < 44 for count in times.values())


def test_the_seed_of_the_inputs_does_not_depend_on_their_order() -> None:
    assert seed_of(["b" * 64, "a" * 64]) == seed_of(["a" * 64, "b" * 64])
    assert seed_of(["a" * 64]) != seed_of(["b" * 64])
