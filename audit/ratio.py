"""Actual over plan: "11.112 triệu/135.800 triệu đồng, đạt 8,18% kế hoạch", in prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.checks import Judged, settle
from audit.claims import MULTIPLE, NOTHING, RATIO, Claim
from audit.figures import is_level, same_unit, sentence_of, year_of
from audit.labels import key, within
from audit.plans import PlanFinder, same_authority
from audit.register import Register
from audit.verdict import Judgement, judge
from solieu.model import Observation


def ratio_checks(register: Register) -> Iterator[Judged]:
    """One check for each "% of plan" outside tables.

    The plan is looked for in the statement first, then in annex or body. Without one
    the check says so: an auditor wants to know what could not be checked.
    """
    finder = PlanFinder(register)
    for percent in register.prose:
        if percent.measure == "pct_of_plan" and percent.unit in ("%", "times"):
            yield _check(register, finder, percent)


def _check(register: Register, finder: PlanFinder, percent: Observation) -> Judged:
    relation = RATIO if percent.unit == "%" else MULTIPLE
    pool = _same_indicator(register.companions(percent), percent)
    level = _level_of(percent, pool) or _level_before(register, pool)
    if level is None or _of_another_year(level, percent):
        claim = Claim("ratio", "ratio.none/1", percent, (), NOTHING)
        return settle(claim, Judgement("not_checkable", reason="no_plan"))
    plan = _plan_of(percent, level, pool)
    rule = "ratio.clause/1" if plan else "ratio.elsewhere/1"
    plans = [plan] if plan else finder.find(percent, level)
    claims = [Claim("ratio", rule, percent, (level, plan), relation) for plan in plans]
    judged = [(claim, judge(claim)) for claim in claims]
    agreeing = [pair for pair in judged if pair[1].verdict in ("consistent", "truncated")]
    if len(agreeing) == 1:
        return settle(*agreeing[0])
    if len(judged) == 1 and not _of_another_plan(percent, plans[0], pool):
        return settle(*judged[0])
    claim = Claim("ratio", "ratio.none/1", percent, (level,), NOTHING)
    return settle(claim, Judgement("not_checkable", reason="no_plan"))


def _of_another_year(level: Observation, percent: Observation) -> bool:
    """ "8.420/7.900 lượt, đạt 106,6% kế hoạch (năm 2022 đạt 95,1%)": the last is not of them."""
    years = {year_of(level.period), year_of(percent.period)} - {""}
    return len(years) > 1


def _of_another_plan(percent: Observation, plan: Observation, pool: Sequence[Observation]) -> bool:
    """Whether two percentages stand together and the plan does not say which is its own.

    "Đạt 19,2% dự toán thành phố và 18,7% dự toán phường": the annex has but one plan.
    """
    several = any(
        other.measure == "pct_of_plan" and other is not percent and other.unit == percent.unit
        for other in pool
    )
    named = plan.target_authority and percent.target_authority
    return several and not named and plan.fraction_of == ""


def _same_indicator(
    companions: Sequence[Observation], percent: Observation
) -> Sequence[Observation]:
    """The figures of the percentage's own indicator, or all if it has none beside it."""
    label = key(percent.indicator)
    same = [other for other in companions if key(other.indicator) == label]
    return same if any(is_level(other) for other in same) else companions


def _level_of(percent: Observation, pool: Sequence[Observation]) -> Observation | None:
    """The realised figure: the nearest before, or one in a fraction right after."""
    before = [o for o in pool if is_level(o) and o.span.end <= percent.span.start]
    if before:
        return before[-1]
    numerators = {other.fraction_of for other in pool if other.fraction_of}
    after = [o for o in pool if is_level(o) and o.observation_id in numerators]
    return after[0] if after else None


def _level_before(register: Register, pool: Sequence[Observation]) -> Observation | None:
    """The figure right before the plan in its sentence, where the plan has a clause of its own.

    "Thu ngân sách ước 648 tỷ đồng; kế hoạch giao 1.082 tỷ đồng, đạt 59,9%"
    """
    plans = [other for other in pool if other.measure == "plan" and not other.table]
    if len(plans) != 1 or not register.rank[plans[0].observation_id]:
        return None
    (plan,) = plans
    before = register.observations[register.rank[plan.observation_id] - 1]
    fits = (
        is_level(before)
        and not before.table
        and sentence_of(before) == sentence_of(plan)
        and before.footnote == plan.footnote
        and same_unit(before.unit, plan.unit)
        and within(before.indicator, plan.indicator)
    )
    return before if fits else None


def _plan_of(
    percent: Observation, level: Observation, pool: Sequence[Observation]
) -> Observation | None:
    """The plan written under the figure, else the nearest that fits unit and authority."""
    plans = [
        other
        for other in pool
        if (other.measure == "plan" or other.fraction_of == level.observation_id)
        and same_unit(other.unit, level.unit)
        and same_authority(other, percent)
    ]
    for plan in plans:
        if plan.fraction_of == level.observation_id:
            return plan
    return min(plans, key=lambda p: abs(p.span.start - percent.span.start), default=None)
