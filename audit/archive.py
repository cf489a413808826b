"""Between the reports of one place: what one says must go with what another said.

Figures are set against each other only where place, indicator, unit, measure, price basis
and period are the same by name. Revised figures are normal in official statistics, so
estimates are asked about, not contradicted. A finding between reports and one within a
report may have one cause, so both are weighed together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from audit.audit import claims_of
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
from audit.reconcile import is_finding, reconcile
from audit.register import Register
from audit.vintages import (
    Archive,
    Group,
    Subject,
    archive_of,
    group_of,
    in_order,
    month_before,
    of_one_mind,
    publication,
)
from extract.fold import fold
from solieu.model import Check, Observation, Recognition


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What one report has to say to others.

    ``figures`` are those it is of one mind about, each with what it is about;
    ``registers`` its open files: unit, month and the figures by their role.
    """

    document_id: str
    source: str
    area: str
    issued: str
    period: str
    figures: tuple[tuple[Subject, str, Observation], ...]
    registers: tuple[tuple[str, str, Mapping[str, Observation]], ...]

    @property
    def when(self) -> tuple[str, str, str]:
        """The order of reports, see ``in_order``."""
        return publication(self.period, self.issued, self.document_id)


class Held(NamedTuple):
    """A figure among those of all reports; ``order`` is the rank of its report."""

    group: Group
    order: int
    place: int
    subject: Subject
    period: str
    figure: Observation


def audit_archive(
    recognitions: Sequence[Recognition],
    own_claims: Callable[[Recognition], Sequence[Judged]] = claims_of,
) -> tuple[Check, ...]:
    """Claims between reports: plans, earlier figures, cumulative figures, open files.

    The order of ``recognitions`` does not matter, copies of a document count once. A
    check belongs to the document of its stated figure; the other figure's id names its
    own document. Sorted by report, then by place in it.

    Findings within a report that may have one cause with those between reports are given
    too, explained by all reports: they take the place of what ``audit.audit`` makes of
    the report alone, under the same ``check_id``. ``own_claims`` gives a report's claims.
    """
    ordered = in_order(recognitions)
    reports = [facts_of(report) for report in ordered]
    held = [one for order, report in enumerate(reports) for one in grouped(report, order)]
    judged = [*of_groups(sorted(held, key=by_group)), *open_files(reports)]
    plain = [one for one in judged if not is_finding(one)]
    figures = {report.document.reading.document_id: report.observations for report in ordered}
    orders = {name: order for order, name in enumerate(figures)}
    involved = figures_of(judged)
    own = [
        claim
        for report in ordered
        if any(one.observation_id in involved for one in report.observations)
        for claim in drawn_in(involved, own_claims(report))
    ]
    findings = tied(judged, own, orders, figures.__getitem__)

    def place(one: Judged) -> tuple[object, ...]:
        stated = one.claim.stated
        order = orders[stated.document_id]
        return order, stated.span, one.claim.observation_ids, one.check_id

    return tuple(check_of(one) for one in sorted((*plain, *findings), key=place))


def facts_of(report: Recognition) -> ReportFacts:
    """All of one report that the rules between reports look at."""
    reading = report.document.reading
    return ReportFacts(
        document_id=reading.document_id,
        source=reading.source,
        area=report.info.area,
        issued=report.info.issued,
        period=report.info.period,
        figures=tuple(of_one_mind(report)),
        registers=tuple(_registers(report)),
    )


def grouped(report: ReportFacts, order: int) -> Iterator[Held]:
    """The figures of a report, each with the group of figures it may be set against."""
    for place, (subject, period, figure) in enumerate(report.figures):
        yield Held(group_of(subject), order, place, subject, period, figure)


def by_group(one: Held) -> tuple[Group, int, int]:
    """How ``of_groups`` wants the figures of all reports sorted."""
    return one.group, one.order, one.place


def of_groups(figures: Iterable[Held], touching: Set[str] | None = None) -> Iterator[Judged]:
    """The claims of all figures but those of open files; one group is held at a time.

    ``touching``: only groups with one of these figures (observation ids).
    """
    for _, same in groupby(figures, attrgetter("group")):
        held = list(same)
        if held[0].order == held[-1].order:
            continue  # one report alone
        if touching is not None and not any(one.figure.observation_id in touching for one in held):
            continue
        archive = archive_of((one.order, one.subject, one.period, one.figure) for one in held)
        found: dict[str, Judged] = {}
        for judged in _by_subject(archive):
            found.setdefault(judged.check_id, judged)
        yield from found.values()


def place_of(judged: Judged) -> tuple[str, int]:
    """Where a claim stands in checks.csv: source and offset of the first of its figures."""
    return min((figure.source, figure.span.start) for figure in judged.claim.figures)


def figures_of(judged: Iterable[Judged]) -> set[str]:
    """The ids of the figures of all findings among ``judged``."""
    return {name for one in judged if is_finding(one) for name in one.claim.observation_ids}


def drawn_in(involved: Set[str], own: Sequence[Judged]) -> list[Judged]:
    """Those of a report's own claims that bear on findings between reports.

    ``involved`` are the figures of these findings. Own findings that share figures with
    them, directly or by others, may have the same cause; the claims of all their figures,
    also those that agree, tell what that cause can be.
    """
    reached = set(involved)
    for group in _connected([one for one in own if is_finding(one)]):
        names = figures_of(group)
        if not names.isdisjoint(involved):
            reached |= names
    return [one for one in own if not reached.isdisjoint(one.claim.observation_ids)]


def tied(
    judged: Sequence[Judged],
    own: Sequence[Judged],
    orders: Mapping[str, int],
    figures: Callable[[str], Sequence[Observation]],
) -> Iterator[Judged]:
    """The findings among ``judged``, those of one cause tied together (``audit.reconcile``).

    ``judged`` may be all claims between reports, or the findings with all claims of their
    figures; ``own`` are claims within reports that bear on them (``drawn_in``), and the
    findings among these come out too. Findings that share no figure, directly or by
    others, have nothing to do with each other and are looked at apart. ``orders`` and
    ``figures`` give the order of a report and its figures, by document id.
    """
    claims = [*own, *judged]
    between = figures_of(judged)
    by_figure: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(claims):
        for name in one.claim.observation_ids:
            by_figure[name].append(n)
    for group in _connected([one for one in claims if is_finding(one)]):
        if figures_of(group).isdisjoint(between):
            continue  # left to the report's own audit
        ids = {one.check_id for one in group}
        touched = {
            n for one in group for name in one.claim.observation_ids for n in by_figure[name]
        }
        members = [claims[n] for n in sorted(touched)]
        reports = {figure.document_id for one in group for figure in one.claim.figures}
        around = (
            figure for name in sorted(reports, key=orders.__getitem__) for figure in figures(name)
        )
        yield from (one for one in reconcile(members, around) if one.check_id in ids)


def _connected(findings: Sequence[Judged]) -> Iterator[list[Judged]]:
    """Findings that share figures, together, in their order."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one in findings:
        first, *others = one.claim.observation_ids
        for other in others:
            leader[lead(other)] = lead(first)
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in findings:
        groups[lead(one.claim.observation_ids[0])].append(one)
    yield from groups.values()


def _by_subject(archive: Archive) -> Iterator[Judged]:
    for subject, periods in archive.items():
        if subject.measure == "plan":
            yield from plan_changes(periods)
        elif subject.measure == "level":
            yield from changed_figures(periods)
            yield from falls(periods)
            yield from months(periods)
            yield from growth_between(subject, archive)


def open_files(reports: Iterable[ReportFacts]) -> Iterator[Judged]:
    """Pending at the end of a month against carried over in the next, place by place.

    ``reports`` come in their order (``ReportFacts.when``).
    """
    known: dict[tuple[str, str, str], Mapping[str, Observation]] = {}
    for report in reports:
        area = fold(report.area)
        if not area:
            continue
        for unit, month, roles in report.registers:
            before = known.get((area, unit, month_before(month)))
            if before is not None:
                yield from carried_over(before, roles)
            known[area, unit, month] = roles


def _registers(report: Recognition) -> Iterator[tuple[str, str, Mapping[str, Observation]]]:
    """The open files of a report by unit and month."""
    groups: defaultdict[tuple[str, str], list[Mapping[str, Observation]]] = defaultdict(list)
    for roles in role_groups(Register.of(report)):
        for figure in list(roles.values())[:1]:
            groups[key(figure.unit), month_of(figure.period)].append(roles)
    for (unit, month), found in groups.items():
        # Two such lists in one unit cannot be told apart from report to report.
        if month and len(found) == 1:
            yield unit, month, found[0]
