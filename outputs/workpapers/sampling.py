"""Attribute sampling: how many figures to test by hand, and which.

The size is the smallest that allows the conclusion "with this confidence, fewer than the
tolerable share of figures is wrong" where no more errors are found than expected: the
fixed-size plan of audit guides (AICPA Audit Guide: Audit Sampling, appendix A), computed
from the hypergeometric distribution, since the number of figures is known, in whole
numbers and so without rounding. For an endless population it is the binomial one of the
printed tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import ceil, comb


@dataclass(frozen=True, slots=True)
class Plan:
    """What the test by hand is to show; shares between 0 and 1.

    ``confidence``: how sure; ``tolerable``: the share of wrong figures that would matter;
    ``expected``: the share expected. ``seed`` chooses the figures, "" for the seed that
    the inputs' hashes give.
    """

    confidence: Fraction = Fraction(95, 100)
    tolerable: Fraction = Fraction(5, 100)
    expected: Fraction = Fraction(1, 100)
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """``figures`` to test, and how many ``errors`` still allow the conclusion.

    ``whole`` says that no smaller part of the population would do.
    """

    figures: int
    errors: int
    whole: bool = False


#: The probability of at most so many errors in a sample of a size, at the tolerable rate.
_AtMost = Callable[[int, int], Fraction]


def sample_size(population: int, plan: Plan) -> Size:
    """The size of a sample from ``population`` figures; 0 of none.

    >>> sample_size(10_000, Plan(expected=Fraction(0))).figures
    59
    """
    wrong = ceil(population * plan.tolerable)

    def at_most(errors: int, size: int) -> Fraction:
        return hypergeometric_at_most(errors, population, wrong, size)

    return _smallest(at_most, population, plan)


def binomial_size(plan: Plan) -> Size:
    """The size for an endless population, as in the printed tables.

    >>> binomial_size(Plan())
    Size(figures=93, errors=1, whole=False)
    """

    def at_most(errors: int, size: int) -> Fraction:
        p, q = plan.tolerable, 1 - plan.tolerable
        return sum((comb(size, i) * p**i * q ** (size - i) for i in range(errors + 1)), Fraction(0))

    return _smallest(at_most, None, plan)


def hypergeometric_at_most(errors: int, population: int, wrong: int, size: int) -> Fraction:
    """P(at most ``errors`` wrong ones among ``size`` drawn of ``population``).

    >>> hypergeometric_at_most(0, 10, 2, 5)
    Fraction(2, 9)
    """
    ways = sum(
        comb(wrong, i) * comb(population - wrong, size - i) for i in range(min(errors, size) + 1)
    )
    return Fraction(ways, comb(population, size))


def upper_limit(errors: int, size: int, population: int, confidence: Fraction) -> int:
    """The most wrong figures the population may hold after ``errors`` in a sample.

    With ``confidence`` there are at most so many: the greatest number under which so few
    errors would still be met with a probability over 1 - confidence.

    >>> upper_limit(0, 59, 10_000, Fraction(95, 100)) / 10_000 < 0.05
    True
    """
    low, high = errors, population - (size - errors)
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeometric_at_most(errors, population, middle, size) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def draw(names: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """``size`` of ``names`` by the smallest SHA-256 of ``seed:name``, in the order drawn.

    Every figure has the same chance, and anybody can draw again with any program.

    >>> draw(["a", "b", "c"], 2, "1") == draw(["c", "a", "b"], 2, "1")
    True
    """
    ordered = sorted(set(names), key=lambda name: (_rank(seed, name), name))
    return tuple(ordered[:size])


def seed_of(hashes: Sequence[str]) -> str:
    """A seed that nobody chose: the first 16 hex digits of the hash of all inputs' hashes."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()[:16]


def _rank(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def _smallest(at_most: _AtMost, population: int | None, plan: Plan) -> Size:
    """Over the number of errors allowed, the first size that the expected errors fit in."""
    risk = 1 - plan.confidence
    least = 0
    for errors in count():
        least = _first(lambda n, k=errors: at_most(k, n) <= risk, least, population)  # type: ignore[misc]
        if population is not None and least >= population:
            return Size(population, max(ceil(population * plan.tolerable) - 1, 0), True)
        if least * plan.expected <= errors:
            return Size(least, errors)
    raise AssertionError("count() does not end")


def _first(good: Callable[[int], bool], low: int, limit: int | None) -> int:
    """The smallest n from ``low`` on that is good, at most ``limit``; good stays good."""
    step = 1
    high = low
    while not good(high):
        if limit is not None and high >= limit:
            return limit
        low, high = high + 1, high + step
        high = min(high, limit) if limit is not None else high
        step *= 2
    while low < high:
        middle = (low + high) // 2
        if good(middle):
            high = middle
        else:
            low = middle + 1
    return high
