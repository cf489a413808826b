"""The rules between reports; ``audit.archive`` runs them over a whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from audit.checks import Judged, settle
from audit.claims import DIFFERENCE, GROWTH, SAME, SUM, WITHIN, Claim, Relation
from audit.figures import stands_for, value_of
from audit.verdict import Judgement, judge
from audit.vintages import (
    Archive,
    Subject,
    Vintage,
    cumulative_month,
    is_cumulative,
    may_accumulate,
    month_before,
    year_before,
)
from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Observation

Periods = Mapping[str, Sequence[Vintage]]


def plan_changes(periods: Periods) -> Iterator[Judged]:
    """A plan that differs from the report before and is not said to be adjusted."""
    for vintages in periods.values():
        known = set[Decimal | None]()
        for old, new in pairwise(v.figure for v in vintages):
            known.add(old.value)
            said = fold(new.context)
            openly = any(cue in said for cue in cues().adjusted)
            # Back to an earlier plan: the finding was the report in between.
            if openly or new.value in known:
                continue
            claim = Claim("continuity", "continuity.plan/1", new, (old,), SAME)
            judgement = judge(claim, bounds=old.comparator == new.comparator)
            if judgement.verdict in ("inconsistent", "unit_slip"):
                yield settle(claim, replace(judgement, verdict="suspect"), "plan_changes")


def changed_figures(periods: Periods) -> Iterator[Judged]:
    """The same figure in two reports, such as last year's beside last year's report."""
    for old, new in _pairs(periods):
        claim = Claim("continuity", "continuity.base/1", new, (old,), SAME)
        yield settle(claim, _unless_estimated(judge(claim), old, new), "base")


def _pairs(periods: Periods) -> Iterator[tuple[Observation, Observation]]:
    for vintages in periods.values():
        for old, new in pairwise(vintages):
            yield old.figure, new.figure


def _unless_estimated(judgement: Judgement, *figures: Observation) -> Judgement:
    """A contradiction with an estimate becomes a question."""
    estimated = any(f.measure == "estimate" or f.obs_status in ("E", "P") for f in figures)
    if judgement.verdict == "inconsistent" and estimated:
        return replace(judgement, verdict="suspect")
    return judgement


def falls(periods: Periods) -> Iterator[Judged]:
    """Cumulative figures that become smaller within a year."""
    for old, new in _successive(periods):
        before, now = stands_for(old, "rounded"), stands_for(new, "either")
        if value_of(old) < 0 or before.low <= now.high:
            continue
        claim = Claim("continuity", "continuity.falls/1", new, (old,), WITHIN)
        judgement = Judgement("inconsistent", before, value_of(old), before.gap(now))
        yield settle(claim, _unless_estimated(judgement, old), "falls")


def months(periods: Periods) -> Iterator[Judged]:
    """Cumulative to the month before, plus the month, against cumulative.

    A wrong cumulative figure upsets two sums; the second, off by as much the other way,
    is not reported again.
    """
    before = Fraction(0)
    for old, new in _successive(periods):
        month = cumulative_month(new.period)
        if cumulative_month(old.period) + 1 != month:
            continue
        for vintage in periods.get(f"{new.period[:4]}-{month:02}", ())[-1:]:
            parts = (old, vintage.figure)
            claim = Claim("continuity", "continuity.months/1", new, parts, SUM)
            off = value_of(new) - sum(value_of(part) for part in parts)
            if off == 0 or off != -before:
                yield settle(claim, _unless_estimated(judge(claim), new, *parts), "months")
            before = off


def _grows(vintage: Vintage, periods: Periods) -> bool:
    """Whether a figure is cumulative: by its words, or because the month stands beside it."""
    figure = vintage.figure
    if is_cumulative(figure):
        return True
    month = f"{figure.period[:4]}-{cumulative_month(figure.period):02}"
    beside = any(v.order == vintage.order for v in periods.get(month, ()))
    return beside and month != figure.period and may_accumulate(figure)


def _successive(periods: Periods) -> Iterator[tuple[Observation, Observation]]:
    """Newest cumulative figures, each with the next of the same year.

    Only where the later period also stands in a later report.
    """
    newest = [vintages[-1] for vintages in periods.values() if vintages]
    found = [v for v in newest if cumulative_month(v.figure.period) and _grows(v, periods)]
    found.sort(key=lambda v: (v.figure.period[:4], cumulative_month(v.figure.period)))
    for old, new in pairwise(found):
        same_year = old.figure.period[:4] == new.figure.period[:4]
        longer = cumulative_month(old.figure.period) < cumulative_month(new.figure.period)
        if same_year and longer and old.order < new.order:
            yield old.figure, new.figure


def growth_between(subject: Subject, archive: Archive) -> Iterator[Judged]:
    """Growth and differences that one report states, against the earlier report's figure."""
    levels = archive[subject]
    for compare_to in ("yoy", "prev"):
        changes = replace(subject, measure="change", compare_to=compare_to)
        differences = archive.get(changes, {})
        rates = archive.get(replace(changes, unit="%"), {})
        for period, vintages in levels.items():
            earlier = year_before(period) if compare_to == "yoy" else month_before(period)
            for level in vintages:
                olds = [v for v in levels.get(earlier, ()) if v.order < level.order]
                if olds:
                    old = olds[-1].figure
                    yield from _growth(_beside(differences, period, level), level, old, DIFFERENCE)
                    yield from _growth(_beside(rates, period, level), level, old, GROWTH)


def _growth(
    change: Observation | None, level: Vintage, old: Observation, relation: Relation
) -> Iterator[Judged]:
    if change is None:
        return
    rule = "continuity.growth/1"
    claim = Claim("continuity", rule, change, (level.figure, old), relation)
    judgement = judge(claim)
    if judgement.verdict in ("inconsistent", "unit_slip"):
        yield settle(claim, replace(judgement, verdict="suspect"), "growth_between")
    elif judgement.verdict in ("consistent", "truncated"):
        yield settle(claim, judgement, "growth_between")


def _beside(changes: Periods, period: str, level: Vintage) -> Observation | None:
    """The change given in the same report as ``level`` for the same period."""
    same = [v.figure for v in changes.get(period, ()) if v.order == level.order]
    return same[0] if same else None


def carried_over(
    before: Mapping[str, Observation], now: Mapping[str, Observation]
) -> Iterator[Judged]:
    """What one report leaves pending is what the next one carries over."""
    pending, opening = before.get("pending"), now.get("opening")
    if pending is None or opening is None:
        return
    claim = Claim("continuity", "continuity.opening/1", opening, (pending,), SAME)
    judgement = judge(claim)
    if judgement.verdict in ("consistent", "inconsistent"):
        yield settle(claim, judgement, "opening")
