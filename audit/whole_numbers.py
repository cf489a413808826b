"""A percentage of a small known number must be reachable: of 37 files 45.2 % is no count.

The idea is the GRIM test (Brown and Heathers, 2017). It needs no part: only the whole n,
counted and so small that its steps of 100/n are wider than the stated digits.
"""

from __future__ import annotations

from fractions import Fraction

from audit.checks import Judged, settle
from audit.claims import Claim, Relation
from audit.figures import is_level, resolution_of, same_unit, stands_for, value_of
from audit.intervals import point
from audit.register import Register
from audit.verdict import Judgement
from audit.vocabulary import cues, units
from solieu.model import Observation


def reachable_check(register: Register, percent: Observation) -> Judged | None:
    """The check of one share whose whole is known and whose part is not.

    Not reachable is a question, not a contradiction: the whole may be another one.
    """
    whole = _whole_of(register, percent)
    if whole is None:
        return None
    n = value_of(whole)
    nearest = round(value_of(percent) * n / 100)
    share = 100 * nearest / n
    claim = Claim("fraction", "fraction.reachable/1", percent, (whole,), _of_count(nearest))
    stated, reached = stands_for(percent, "rounded"), point(share)
    if stated.meets(reached):
        return settle(claim, Judgement("consistent", reached, share))
    cut = stands_for(percent, "cut")
    upwards = 100 * Fraction(nearest + 1) / n
    if cut.meets(reached) or cut.meets(point(upwards)):
        return None  # cut, and of an unsure whole: nothing worth a line
    gap = stated.gap(reached)
    return settle(claim, Judgement("suspect", reached, share, gap, reason="unreachable"))


def _of_count(count: int) -> Relation:
    return Relation("reachable", lambda i: i[0], lambda t: f"{count} / {t[0]}", percent=True)


def _whole_of(register: Register, percent: Observation) -> Observation | None:
    """The count a share is tied to, or the one right before it in its statement."""
    tied = register.by_id.get(percent.whole)
    if tied is None:
        beside = [
            other
            for other in register.companions(percent)
            if is_level(other) and other.span.end <= percent.span.start
        ]
        said = register.between(beside[-1], percent) if len(beside) == 1 else ""
        tied = beside[0] if "trong đó" in said else None
    if tied is None or not is_level(tied) or resolution_of(tied) != 0:
        return None
    if any(word in register.between(tied, percent) for word in cues().growth):
        return None  # "5 nhóm tăng, trong đó tăng nhiều nhất là giao thông với 1,66%"
    if tied.unit in units().money or percent.comparator != "=" or tied.comparator != "=":
        return None
    counted = any(
        same_unit(other.unit, tied.unit) and other.observation_id != tied.observation_id
        for other in register.companions(percent)
    )
    small = 0 < value_of(tied) * resolution_of(percent) < 100
    return tied if small and not counted else None
