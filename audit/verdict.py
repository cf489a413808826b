"""The verdict on a claim: intervals first, gentle readings next, contradiction last.

A claim is consistent where the interval of the stated figure meets the interval its
parts allow. Only when that fails are figures read as cut instead of rounded; only when
that fails too is one unit or magnitude changed. A figure that is a bound or an
approximation ("> 95", "khoảng 1.000") can agree but never contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from audit.claims import SUM, Claim
from audit.figures import Reading, stands_for, value_of
from audit.intervals import Interval, Unbounded, point, total
from audit.repair import Holds, Repair, magnitude_repairs
from solieu.model import Severity, Verdict

# Why a claim cannot be judged, or what turns a contradiction into a question.
Reason = Literal[
    "",
    "zero_over_zero",
    "zero_base",
    "bound",
    "times",
    "no_plan",
    "short_list",
    "excess",
    "overlap",
    "no_pending",
    "period",
    "revision",
    "same_figure",
    "target",
    "adjusted",
    "unreachable",
    "proportion",
    "note",
    "repeated",
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim and all that explains it.

    ``recomputed`` is what the parts allow when read as rounded, ``exactly`` the result
    of the figures taken at their face value; None where there is no result. ``gap`` is
    the distance between stated and recomputed interval under rounding. ``repairs`` of a
    contradiction are named last, when all claims are known: see ``audit.reconcile``.
    """

    verdict: Verdict
    recomputed: Interval | None = None
    exactly: Fraction | None = None
    gap: Fraction = Fraction(0)
    repairs: tuple[Repair, ...] = ()
    reason: Reason = ""


def judge(claim: Claim, bounds: bool = False) -> Judgement:
    """The verdict on ``claim`` by interval arithmetic; see the module's own text.

    With ``bounds`` figures that are bounds are compared as such: "> 70" is not "> 76".
    """
    try:
        recomputed = _recompute(claim, "rounded")
        exactly = claim.relation.compute([point(value_of(o)) for o in claim.operands]).low
    except Unbounded:
        both = all(value_of(operand) == 0 for operand in claim.operands)
        return Judgement("not_checkable", reason="zero_over_zero" if both else "zero_base")
    stated = stands_for(claim.stated, "rounded")
    gap = stated.gap(recomputed)
    if stated.meets(recomputed):
        return Judgement("consistent", recomputed, exactly)
    if not bounds and any(figure.comparator != "=" for figure in claim.figures):
        return Judgement("not_checkable", recomputed, exactly, gap, reason="bound")
    try:
        if _agrees_when_cut(claim, recomputed):
            return Judgement("truncated", recomputed, exactly, gap)
    except Unbounded:  # figures so coarse that, cut, their base may be nothing
        return Judgement("not_checkable", reason="zero_base")
    if slips := magnitude_repairs(claim.figures, _holds(claim)):
        return Judgement("unit_slip", recomputed, exactly, gap, slips)
    return Judgement("inconsistent", recomputed, exactly, gap)


def _recompute(claim: Claim, reading: Reading) -> Interval:
    return claim.relation.compute([stands_for(operand, reading) for operand in claim.operands])


def _agrees_when_cut(claim: Claim, recomputed: Interval) -> bool:
    """Whether the stated figure was cut, or some figures cut and others rounded.

    Raises Unbounded where cut figures leave no base to divide by.
    """
    if stands_for(claim.stated, "cut").meets(recomputed):
        return True
    return stands_for(claim.stated, "either").meets(_recompute(claim, "either"))


def _holds(claim: Claim) -> Holds:
    """Whether the claim holds with another interval for one of its figures.

    Of a sum only the one part is exchanged: adding up thousands of parts anew for each of
    them would take their square.
    """
    stated, *operands = (stands_for(figure, "rounded") for figure in claim.figures)
    everything = total(operands) if claim.relation is SUM else None

    def holds(n: int, interval: Interval) -> bool:
        readings = [stated, *operands]
        readings[n] = interval
        if everything is None:
            try:
                return readings[0].meets(claim.relation.compute(readings[1:]))
            except Unbounded:
                return False
        added = everything.without(operands[n - 1]) + interval if n else everything
        return readings[0].meets(added)

    return holds


def severity_of(claim: Claim, judgement: Judgement) -> Severity:
    """How much is at stake: the gap as a share of the stated figure, in three steps.

    The steps of 1 % and 10 % are ours: auditing standards leave materiality to the
    auditor, and the list is only ordered by it.
    """
    if judgement.verdict == "consistent":
        return "none"
    if judgement.verdict in ("truncated", "not_checkable"):
        return "info"
    if judgement.verdict == "suspect":
        return "low"
    size = abs(value_of(claim.stated))
    if size == 0 or judgement.gap * 10 >= size:
        return "high"
    return "medium" if judgement.gap * 100 >= size else "low"
