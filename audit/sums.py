"""Parts against their whole: "37 hồ sơ, trong đó: cấp mới 19; thay đổi 4; chấm dứt 11"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.checks import Judged, settle
from audit.claims import SUM, WITHIN, Claim
from audit.figures import is_additive, resolution_of, stands_for, value_of
from audit.note_ties import note_breakdowns
from audit.register import Register
from audit.runs import runs_of, to_nearest_whole
from audit.ties import Breakdown, breakdowns
from audit.verdict import Judgement, judge
from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Observation


def sum_checks(register: Register) -> Iterator[Judged]:
    """Sums of complete lists, and for the others whether each part fits its whole."""
    found = [
        to_nearest_whole(register, b)
        for b in [*breakdowns(register), *note_breakdowns(register)]
        if is_additive(b.whole)
    ]
    claims = [(b, run) for b in found for run in runs_of(b)]
    sums = [(b, claim, judge(claim)) for b, run in claims if (claim := _sum_of(b, run))]
    agreeing = {
        companion.observation_id
        for b, _, judgement in sums
        if judgement.verdict == "consistent"
        for companion in register.companions(b.whole)
    }
    for breakdown, claim, judgement in sums:
        judged = _tempered(breakdown, claim, judgement, agreeing)
        if judged is not None:
            yield settle(claim, judged, "sum")
        else:
            yield from _part_checks(claim.operands, breakdown.whole)
    for breakdown, run in claims:
        if _sum_of(breakdown, run) is None:
            yield from _part_checks(run, breakdown.whole)


def _part_checks(parts: Sequence[Observation], whole: Observation) -> Iterator[Judged]:
    """Whether each part lies within the whole; not of changes, which offset each other."""
    if whole.measure != "change":
        yield from (part_check(part, whole) for part in parts)


def part_check(part: Observation, whole: Observation, rule: str = "part.tied/1") -> Judged:
    """Whether a part can lie within its whole; ``stated`` is the whole."""
    claim = Claim("part_of_whole", rule, whole, (part,), WITHIN)
    inside, outside = stands_for(part, "rounded"), stands_for(whole, "rounded")
    value = value_of(part)
    if inside.low <= outside.high:
        return settle(claim, Judgement("consistent", inside, value))
    if any(figure.comparator != "=" for figure in claim.figures):
        return settle(claim, Judgement("not_checkable", inside, value, reason="bound"))
    return settle(claim, Judgement("inconsistent", inside, value, inside.gap(outside)))


def _sum_of(breakdown: Breakdown, run: Sequence[Observation]) -> Claim | None:
    if len(run) < 2 or breakdown.mixed:
        return None
    return Claim("sum", "sum.tied/1", breakdown.whole, tuple(run), SUM)


def _tempered(
    breakdown: Breakdown, claim: Claim, judgement: Judgement, agreeing: set[str]
) -> Judgement | None:
    """The judgement with the kind of list taken into account.

    None where parts that fall short of the whole say nothing: the list names only some.
    """
    if breakdown.unsure and judgement.verdict in ("inconsistent", "unit_slip"):
        return replace(judgement, verdict="suspect", reason="note", repairs=())
    if judgement.verdict != "inconsistent" or judgement.recomputed is None:
        return judgement
    if breakdown.whole.measure == "change" and breakdown.listing != "complete":
        return None
    whole = value_of(breakdown.whole)
    computed = sum(value_of(part) for part in claim.operands)
    overlapping = any(_may_overlap(part) for part in claim.operands)
    if computed > whole:
        if overlapping and breakdown.listing != "complete":
            return replace(judgement, verdict="suspect", reason="overlap", repairs=())
        return replace(judgement, reason="excess")
    if breakdown.listing == "complete":
        return judgement
    if breakdown.listing == "closed" and breakdown.whole.observation_id in agreeing:
        return judgement
    if 2 * computed < whole or breakdown.goes_on:
        return None
    counted = all(resolution_of(figure) == 0 for figure in claim.figures)
    if breakdown.listing == "closed" and counted and not overlapping:
        return judgement
    if breakdown.listing == "" and len(claim.operands) < 3:
        return None
    return replace(judgement, verdict="suspect", reason="short_list", repairs=())


def _may_overlap(part: Observation) -> bool:
    label = f" {fold(part.indicator)} "
    return any(f" {word} " in label for word in cues().overlapping)
