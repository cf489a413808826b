"""The rules between reports; ``audit.archive`` runs them over a whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from audit.checks import Judged, settle
from audit.claims import DIFFERENCE, GROWTH, SAME, SUM, WITHIN, Claim, Relation
from audit.figures import stands_for, value_of
from audit.timing import Months
from audit.verdict import Judgement, judge
from audit.vintages import (
    Archive,
    Subject,
    Vintage,
    is_cumulative,
    may_accumulate,
    month_before,
    month_named,
    opens_year,
    stretch_of,
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
    """Cumulative to the month before, plus the month, against cumulative."""
    for old, new in _successive(periods):
        until, now = stretch_of(old.period), stretch_of(new.period)
        if until is None or now is None or until[1] + 1 != now[1]:
            continue
        for vintage in periods.get(month_named(now[1]), ())[-1:]:
            parts = (old, vintage.figure)
            claim = Claim("continuity", "continuity.months/1", new, parts, SUM)
            yield settle(claim, _unless_estimated(judge(claim), new, *parts), "months")


def _grows(vintage: Vintage, stretch: Months, periods: Periods) -> bool:
    """Whether a figure is cumulative: by its words, or because the month stands beside it."""
    figure = vintage.figure
    if is_cumulative(figure):
        return True
    beside = any(v.order == vintage.order for v in periods.get(month_named(stretch[1]), ()))
    return beside and stretch[0] != stretch[1] and may_accumulate(figure)


def _successive(periods: Periods) -> Iterator[tuple[Observation, Observation]]:
    """Newest cumulative figures, each with the next from the same first month.

    A plan, and so its cumulative figures, may begin in any month; what says "from July to
    September" shows that. Only where the later period also stands in a later report.
    """
    newest = [vintages[-1] for vintages in periods.values() if vintages]
    spans = [(span, v) for v in newest if (span := stretch_of(v.figure.period))]
    said = {span[0] for span, v in spans if ".." in v.figure.period}
    growing = [
        (span, v)
        for span, v in spans
        if (opens_year(span) or span[0] in said) and _grows(v, span, periods)
    ]
    begun = {span[0] for span, _ in growing}
    growing += [  # the first month is cumulative too where others go on from it
        (span, v)
        for span, v in spans
        if span[0] == span[1] and span[0] in begun and (span, v) not in growing
    ]
    growing.sort(key=lambda pair: pair[0])
    for (until, old), (now, new) in pairwise(growing):
        if until[0] == now[0] and until[1] < now[1] and old.order < new.order:
            yield old.figure, new.figure


def growth_between(subject: Subject, archive: Archive) -> Iterator[Judged]:
    """Growth and differences that one report states, against the earlier report's figure.

    The base may have been revised since, so that a difference is a question; where the
    cumulative figures of both reports go on from that very base, it is a contradiction.
    """
    levels = archive[subject]
    unrevised = {
        (old.period, old.document_id)
        for old, new in _successive(levels)
        if _goes_on(levels, old, new)
    }
    for compare_to in ("yoy", "prev"):
        changes = subject._replace(measure="change", compare_to=compare_to)
        differences = archive.get(changes, {})
        rates = archive.get(changes._replace(unit="%"), {})
        for period, vintages in levels.items():
            earlier = year_before(period) if compare_to == "yoy" else month_before(period)
            for level in vintages:
                olds = [v for v in levels.get(earlier, ()) if v.order < level.order]
                if not olds:
                    continue
                old = olds[-1].figure
                sure = any(
                    document == old.document_id and _ends_with(until, earlier)
                    for until, document in unrevised
                )
                for beside, relation in ((differences, DIFFERENCE), (rates, GROWTH)):
                    yield from _growth(_beside(beside, period, level), level, old, relation, sure)


def _ends_with(period: str, month: str) -> bool:
    stretch = stretch_of(period)
    return stretch is not None and month_named(stretch[1]) == month


def _goes_on(periods: Periods, old: Observation, new: Observation) -> bool:
    """Whether the later cumulative figure is the earlier one and the month in between."""
    until, now = stretch_of(old.period), stretch_of(new.period)
    if until is None or now is None or until[1] + 1 != now[1]:
        return False
    for vintage in periods.get(month_named(now[1]), ())[-1:]:
        claim = Claim("continuity", "", new, (old, vintage.figure), SUM)
        return judge(claim).verdict == "consistent"
    return False


def _growth(
    change: Observation | None, level: Vintage, old: Observation, relation: Relation, sure: bool
) -> Iterator[Judged]:
    if change is None:
        return
    claim = Claim("change", "change.archive/1", change, (level.figure, old), relation)
    judgement = judge(claim)
    if judgement.verdict in ("inconsistent", "unit_slip"):
        asked = judgement if sure else replace(judgement, verdict="suspect")
        yield settle(claim, asked, "growth_between")
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
