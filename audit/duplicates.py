"""One long figure carried by two indicators: worth a question, never a verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from audit.checks import Judged, settle
from audit.claims import SAME, Claim
from audit.figures import (
    compatible_periods,
    is_level,
    measure_class,
    place_of,
    significant_digits,
    stands_for,
    value_of,
)
from audit.labels import key, within
from audit.register import Register
from audit.verdict import Judgement
from audit.vocabulary import units
from solieu.model import Observation

_LONG = 5  # significant digits; shorter figures coincide too easily
_CHANCE = 0.5  # chance meetings expected among n figures of d digits: about n² / 10^d
_CLOSE = 8  # figures between one statement and the next
_CROWD = 6  # a figure on so many labels is a norm or a price, not a slip of copying


def duplicate_checks(register: Register) -> Iterator[Judged]:
    """One question for each long figure that two indicators of one place share.

    Asked only where the two differ in something else that stands beside them, such as
    their plans: a figure restated in other words is the same throughout.
    """
    long = [figure for figure in register.observations if _is_long(figure)]
    lengths = Counter(_digits(figure) for figure in long)
    buckets: defaultdict[object, list[Observation]] = defaultdict(list)
    for figure in long:
        buckets[measure_class(figure), figure.unit, figure.value].append(figure)
    for figures in buckets.values():
        if len(figures) > 1 and len({key(f.indicator) for f in figures}) <= _CROWD:
            digits = _digits(figures[0])
            by_chance = lengths[digits] ** 2 / 10**digits > _CHANCE
            involved = _involved(register, figures, by_chance)
            if involved:
                yield _question(involved)


def _is_long(figure: Observation) -> bool:
    plain = figure.unit not in units().never_added and figure.comparator == "="
    total = is_level(figure) or figure.measure == "plan"
    return plain and total and _digits(figure) >= _LONG


def _digits(figure: Observation) -> int:
    return significant_digits(figure.value) if figure.value is not None else 0


def _involved(
    register: Register, figures: Sequence[Observation], by_chance: bool
) -> Sequence[Observation]:
    """The figures that are in some telling pair, in reading order.

    Where the document has so many long figures that some coincide ``by_chance``, only
    neighbours count: a figure is copied from the line above.
    """
    ids = {
        figure.observation_id
        for pair in combinations(figures, 2)
        if _telling(register, *pair) and (not by_chance or _neighbours(register, *pair))
        for figure in pair
    }
    return [figure for figure in figures if figure.observation_id in ids]


def _neighbours(register: Register, a: Observation, b: Observation) -> bool:
    if a.table:
        return abs(a.row - b.row) <= 1
    return abs(register.rank[a.observation_id] - register.rank[b.observation_id]) <= _CLOSE


def _telling(register: Register, a: Observation, b: Observation) -> bool:
    return (
        place_of(a) == place_of(b)
        and compatible_periods(a, b)
        and not _same_thing(a, b)
        and not _tied(a, b)
        and _differ_beside(register, a, b)
    )


def _same_thing(a: Observation, b: Observation) -> bool:
    if a.indicator_id and a.indicator_id == b.indicator_id:
        return True
    return not a.indicator or not b.indicator or within(a.indicator, b.indicator)


def _tied(a: Observation, b: Observation) -> bool:
    """Whether one is part of the other, or they are the two sides of a fraction."""
    if b.observation_id in (a.whole, a.fraction_of) or a.observation_id in (b.whole, b.fraction_of):
        return True
    return key(a.group) == key(b.indicator) != "" or key(b.group) == key(a.indicator) != ""


def _differ_beside(register: Register, a: Observation, b: Observation) -> bool:
    """Whether the statements or rows of the two give different plans or other figures."""
    if a.table and a.column != b.column:
        return False
    if register.companions(a) is register.companions(b):
        return False
    for one in _own(register, a):
        for other in _own(register, b):
            same_slot = (measure_class(one), one.unit) == (measure_class(other), other.unit)
            if same_slot and (not a.table or one.column == other.column):
                return not stands_for(one, "rounded").meets(stands_for(other, "rounded"))
    return False


def _own(register: Register, figure: Observation) -> Iterator[Observation]:
    """The other figures on the same indicator beside it, most telling first: plans."""
    label = key(figure.indicator)
    beside = [
        other
        for other in register.companions(figure)
        if other is not figure and key(other.indicator) == label
    ]
    return iter(sorted(beside, key=lambda other: other.measure != "plan"))


def _question(figures: Sequence[Observation]) -> Judged:
    first = figures[0]
    # The other label first, so that the sentence names two indicators.
    others = sorted(figures[1:], key=lambda f: key(f.indicator) == key(first.indicator))
    claim = Claim("duplicate_value", "duplicate.long/1", first, tuple(others), SAME)
    value = value_of(first)
    return settle(claim, Judgement("suspect", stands_for(first, "rounded"), value))
