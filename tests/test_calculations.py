"""audit.verdict at least as sound as XBRL Calculations 1.1: every mode, sign and end.

Expected: what the rule of the Recommendation (22 February 2023) says, worked out by hand.
Rounded figures stand for closed intervals, truncated ones are open at the far end, exact
ones are points; a sum is consistent where the two intervals share a point, and an end
counts only where every part includes it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.claims import DIFFERENCE, RATIO, SAME, SUM, Claim, Relation
from audit.intervals import Interval, Unbounded, rounding, total, truncation
from audit.solve import allowed
from audit.verdict import judge
from solieu.model import Observation, Verdict
from tests.audit_builder import FIGURE


def written(text: str, *, exact: bool = False) -> Observation:
    """A figure as printed; its last digit is its fineness, "3e3" is known to thousands."""
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    plain = Decimal(format(value, "f"))
    return replace(
        FIGURE,
        observation_id=text,
        raw=text,
        value=plain,
        unit="ha" if not exact else "hộ",
        resolution=Decimal(1).scaleb(exponent),
        exact=exact,
    )


def verdict_of(stated: str, parts: str, relation: Relation = SUM, *, exact: bool = False) -> str:
    figures = [written(part, exact=exact) for part in parts.split()]
    figures = [replace(f, observation_id=str(n)) for n, f in enumerate(figures)]
    return judge(Claim("sum", "", written(stated, exact=exact), tuple(figures), relation)).verdict


@pytest.mark.parametrize(
    ("stated", "parts", "expected"),
    [
        # rounded to nearest, both ends included
        ("3.0", "1.0 2.0", "consistent"),
        ("3.1", "1.0 2.0", "consistent"),  # [2.9, 3.1] meets [3.05, 3.15]
        ("3.2", "1.0 2.0", "truncated"),  # both parts may have been cut: up to 3.2, open
        ("3.3", "1.0 2.0", "inconsistent"),
        ("2.8", "1.0 2.0", "inconsistent"),  # cutting never makes a total smaller
        ("2.85", "1.0 2.0", "inconsistent"),  # [2.845, 2.855] and [2.9, 3.1]
        ("2.9", "1.0 2.0", "consistent"),
        # the ends touch in a point that both include
        ("4", "1 2", "consistent"),  # [2, 4] and [3.5, 4.5]
        ("5", "1 2", "truncated"),  # [2, 4] and [4.5, 5.5]; cut: up to 5, open
        ("6", "1 2", "inconsistent"),
        ("2", "1 2", "consistent"),
        ("1", "1 2", "inconsistent"),
        # below zero everything is mirrored
        ("-4", "-1 -2", "consistent"),
        ("-5", "-1 -2", "truncated"),
        ("-6", "-1 -2", "inconsistent"),
        ("-1", "-1 -2", "inconsistent"),
        # signs that cancel; zero stands for both sides
        ("0", "5 -5", "consistent"),
        ("1", "5 -5", "consistent"),
        ("2", "5 -5", "inconsistent"),  # [4.5, 6) less [4.5, 6): up to 1.5, open
        ("3", "5 -5", "inconsistent"),
        ("0", "0 0", "consistent"),
        ("1", "0 0", "consistent"),
        ("-1", "0 0", "consistent"),
        ("2", "0 0", "truncated"),
        ("3", "0 0", "inconsistent"),
        # figures of different fineness; a coarse one carries the claim
        ("3e3", "1499.6 1499.6", "consistent"),
        ("3e3", "1200 1200", "inconsistent"),
        ("2e3", "1200 1200", "consistent"),
        ("1234", "1e3 234", "consistent"),
        ("1734", "1e3 234", "consistent"),  # 1e3 may be as much as 1500
        ("1736", "1e3 234", "truncated"),
        ("3234", "1e3 234", "inconsistent"),
    ],
)
def test_sums_of_rounded_and_cut_figures(stated: str, parts: str, expected: Verdict) -> None:
    assert verdict_of(stated, parts) == expected


@pytest.mark.parametrize(
    ("stated", "parts", "expected"),
    [
        ("3", "1 2", "consistent"),
        ("4", "1 2", "inconsistent"),
        ("2", "1 2", "inconsistent"),
        ("0", "0 0", "consistent"),
        ("0", "1 -1", "consistent"),
        ("-3", "-1 -2", "consistent"),
    ],
)
def test_exact_figures_stand_for_themselves(stated: str, parts: str, expected: Verdict) -> None:
    assert verdict_of(stated, parts, exact=True) == expected


@pytest.mark.parametrize(
    ("stated", "parts", "expected"),
    [
        ("1", "3 2", "consistent"),
        ("2", "3 2", "consistent"),
        ("3", "3 2", "inconsistent"),  # [2.5, 4) less [1.5, 3) is below 2.5
        ("4", "3 2", "inconsistent"),
        ("-1", "2 3", "consistent"),
        ("-3", "2 3", "inconsistent"),
        ("-4", "2 3", "inconsistent"),
        ("5", "3 -2", "consistent"),
        ("-5", "-3 2", "consistent"),
    ],
)
def test_a_negative_weight_swaps_the_ends(stated: str, parts: str, expected: Verdict) -> None:
    assert verdict_of(stated, parts, DIFFERENCE) == expected


@pytest.mark.parametrize(
    ("stated", "other", "expected"),
    [
        ("20.7", "20.684", "consistent"),
        ("20.6", "20.684", "truncated"),
        ("20.5", "20.684", "inconsistent"),
        ("2e1", "20.684", "consistent"),
        ("3e1", "24.9", "inconsistent"),
        ("3e1", "25", "consistent"),  # the end, 25, is included
    ],
)
def test_one_fact_given_twice(stated: str, other: str, expected: Verdict) -> None:
    """Calculations 1.1 calls it a duplicate: the intervals must intersect."""
    assert verdict_of(stated, other, SAME) == expected


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        # Cut at 2 and at 1: (…, 3) and [1, 2) touch nowhere, however the flags are joined.
        ((truncation, "2", "1"), (truncation, "1", "1"), False),
        ((rounding, "2", "1"), (truncation, "1", "1"), True),
        ((rounding, "2", "2"), (rounding, "4", "2"), True),  # [1, 3] and [3, 5]
        ((truncation, "1", "2"), (rounding, "4", "2"), False),  # [1, 3) and [3, 5]
        ((truncation, "-1", "2"), (rounding, "-4", "2"), False),  # (-3, -1] and [-5, -3]
    ],
)
def test_an_open_end_is_no_meeting_point(one: tuple, other: tuple, meets: bool) -> None:  # type: ignore[type-arg]
    first, second = (
        mode(Fraction(number), Fraction(resolution)) for mode, number, resolution in (one, other)
    )

    assert first.meets(second) is meets
    assert second.meets(first) is meets


def test_an_end_is_included_only_where_every_part_includes_it() -> None:
    parts = [rounding(Fraction(1), Fraction(1)), truncation(Fraction(2), Fraction(1))]

    assert total(parts) == Interval(Fraction(5, 2), Fraction(9, 2), False, True)


levels = st.integers(1, 10**6)
fineness = st.sampled_from([1, 10, 100])


@given(levels, levels, fineness, fineness)
def test_what_a_claim_allows_holds_what_was_written(a: int, b: int, fine: int, step: int) -> None:
    """audit.solve: honestly rounded figures lie in what the others leave them."""
    truth = {"0": Fraction(a), "1": Fraction(b)}
    over, under = (
        replace(
            written(str(round(value / fine) * fine)), observation_id=name, resolution=Decimal(fine)
        )
        for name, value in truth.items()
    )
    share = 100 * Fraction(a, b)
    percent = replace(
        FIGURE,
        observation_id="p",
        unit="%",
        value=Decimal(round(share * step)) / step,
        resolution=1 / Decimal(step),
        exact=False,
    )
    claim = Claim("ratio", "", percent, (over, under), RATIO)
    try:
        holds = RATIO.compute(
            [rounding(Fraction(f.value or 0), Fraction(fine)) for f in (over, under)]
        )
    except Unbounded:
        return
    assert share in holds
    for position, value in enumerate((share, *truth.values())):
        leaves = allowed(claim, position)
        assert leaves is None or value in leaves


@given(st.lists(levels, min_size=2, max_size=6), st.integers(0, 5))
def test_a_sum_leaves_a_part_what_is_missing(parts: list[int], which: int) -> None:
    figures = [
        replace(written(str(p), exact=True), observation_id=str(n)) for n, p in enumerate(parts)
    ]
    claim = Claim("sum", "", written(str(sum(parts)), exact=True), tuple(figures), SUM)
    position = which % (len(parts) + 1)

    leaves = allowed(claim, position)

    assert leaves is not None
    assert leaves.low == leaves.high == ([sum(parts), *parts][position])
