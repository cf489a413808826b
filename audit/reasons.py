"""Why another value may have been written: a neighbour's figure, another base, an index.

Given what a figure ought to be by the other figures of its claims, the surroundings are
asked whether what is written has a plain origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from audit.claims import Claim
from audit.figures import (
    is_level,
    measure_class,
    resolution_of,
    significant_digits,
    stands_for,
    value_of,
)
from audit.intervals import Interval, Unbounded, point
from audit.repair import Repair, RepairKind
from solieu.model import Observation

_TELLING = 2  # digits from which on two equal figures are hardly a coincidence
_NEAR = 40  # figures around in which a copied one is looked for


class Surroundings:
    """All figures in reading order, and those with one value and unit."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        """Index ``observations`` that have a value."""
        self.figures = [one for one in observations if one.value is not None]
        self.rank = {one.observation_id: n for n, one in enumerate(self.figures)}
        self.equal: defaultdict[object, list[Observation]] = defaultdict(list)
        for one in self.figures:
            self.equal[one.unit, abs(value_of(one))].append(one)

    def twin(self, figure: Observation) -> Observation | None:
        """A figure near by of the same unit, measure and value, on something else."""
        if figure.value is None or significant_digits(figure.value) < _TELLING:
            return None
        here = self.rank.get(figure.observation_id, 0)
        twins = [
            other
            for other in self.equal[figure.unit, abs(value_of(figure))]
            if other.observation_id != figure.observation_id
            and measure_class(other) == measure_class(figure)
            and (other.indicator, other.period) != (figure.indicator, figure.period)
            and abs(self.rank[other.observation_id] - here) <= _NEAR
        ]
        return min(
            twins, key=lambda other: abs(self.rank[other.observation_id] - here), default=None
        )


def reason_for(
    repair: Repair, claims: Sequence[Claim], around: Surroundings
) -> tuple[RepairKind, Observation | None]:
    """The kind of slip that turns the repaired value into the one that is written.

    ``claims`` are those the repair is to mend.
    """
    figure, old, new = repair.observation, value_of(repair.observation), repair.value
    step = resolution_of(figure)
    if figure.unit == "%":
        if figure.measure in ("change", "index") and abs(abs(abs(old) - abs(new)) - 100) <= step:
            return "index", None
        if abs(abs(old) + abs(new) - 100) <= step:
            return "complement", None
        for claim in claims:
            of_two = claim.relation.name in ("ratio", "growth")
            if of_two and claim.stated.observation_id == figure.observation_id:
                base = _other_base(claim, around)
                if base is not None:
                    return "base", base
    if all(claim.relation.name == "same" for claim in claims):
        return "recomputed", None  # two figures that differ: neither is the origin of the other
    twin = around.twin(figure)
    return ("copied", twin) if twin is not None else ("recomputed", None)


def _other_base(claim: Claim, around: Surroundings) -> Observation | None:
    """Another figure that, taken for the base, gives the percentage as written."""
    stated, (over, under) = claim.stated, claim.operands
    if value_of(stated) in (0, 100):
        return None
    here = around.rank.get(stated.observation_id, 0)
    readings = stands_for(stated, "rounded")
    fitting = [
        other
        for other in around.figures[max(0, here - _NEAR) : here + _NEAR]
        if other.unit == under.unit
        and (is_level(other) or other.measure in ("plan", "denominator"))
        and other.observation_id not in (over.observation_id, under.observation_id)
        and _gives(claim, over, other, readings)
    ]
    return min(
        fitting, key=lambda other: abs(around.rank[other.observation_id] - here), default=None
    )


def _gives(claim: Claim, over: Observation, base: Observation, stated: Interval) -> bool:
    try:
        computed = claim.relation.compute([point(value_of(over)), point(value_of(base))])
    except Unbounded:
        return False
    return stated.meets(computed)
