"""Between the reports of one place: what one says must go with what another said.

A first, cautious version: figures are set against each other only where place,
indicator, unit, measure, price basis and period are the same by name. Revised figures
are normal in official statistics, so estimates are asked about, not contradicted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from audit.balance import role_groups
from audit.checks import Judged, check_of
from audit.continuity import (
    carried_over,
    changed_figures,
    falls,
    growth_between,
    months,
    plan_changes,
)
from audit.figures import month_of
from audit.labels import key
from audit.reconcile import reconcile
from audit.register import Register
from audit.vintages import Archive, archive_of, in_order, month_before
from extract.fold import fold
from solieu.model import Check, Observation, Recognition


def audit_archive(recognitions: Sequence[Recognition]) -> tuple[Check, ...]:
    """Claims between reports: plans, earlier figures, cumulative figures, open files.

    The order of ``recognitions`` does not matter, copies of a document count once. A
    check belongs to the document of its stated figure; the other figure's id names its
    own document. Sorted by report, then by place in it.
    """
    reports = in_order(recognitions)
    found: dict[str, Judged] = {}
    for judged in [*_by_subject(archive_of(reports)), *_open_files(reports)]:
        found.setdefault(judged.check_id, judged)
    figures = [figure for report in reports for figure in report.observations]
    reconciled = reconcile(list(found.values()), figures)
    place = {
        figure.observation_id: (order, figure.span)
        for order, report in enumerate(reports)
        for figure in report.observations
    }

    def order(check: Check) -> tuple[object, ...]:
        return *place[check.observation_ids[0]], check.observation_ids, check.check_id

    return tuple(sorted(map(check_of, reconciled), key=order))


def _by_subject(archive: Archive) -> Iterator[Judged]:
    for subject, periods in archive.items():
        if subject.measure == "plan":
            yield from plan_changes(periods)
        elif subject.measure == "level":
            yield from changed_figures(periods)
            yield from falls(periods)
            yield from months(periods)
            yield from growth_between(subject, archive)


def _open_files(reports: Sequence[Recognition]) -> Iterator[Judged]:
    """Pending at the end of a month against carried over in the next, place by place."""
    known: dict[tuple[str, str, str], Mapping[str, Observation]] = {}
    for report in reports:
        area = fold(report.info.area)
        if not area:
            continue
        groups: defaultdict[tuple[str, str], list[Mapping[str, Observation]]] = defaultdict(list)
        for roles in role_groups(Register.of(report)):
            for figure in list(roles.values())[:1]:
                groups[key(figure.unit), month_of(figure.period)].append(roles)
        for (unit, month), found in groups.items():
            # Two such lists in one unit cannot be told apart from report to report.
            if month and len(found) == 1:
                before = known.get((area, unit, month_before(month)))
                if before is not None:
                    yield from carried_over(before, found[0])
                known[area, unit, month] = found[0]
