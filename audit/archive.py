"""Between the reports of one place: what one says must go with what another said.

Figures are set against each other only where place, indicator, unit, measure, price basis
and period are the same by name. Revised figures are normal in official statistics, so
estimates are asked about, not contradicted. A finding between reports and one within a
report may have one cause, so both are weighed together.

An archive is looked at part by part, a part being one place and one year: a figure is set
against figures of its own year and the year before. So a further report changes few parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
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
    Part,
    Subject,
    archive_of,
    ending_year,
    group_of,
    in_order,
    month_before,
    of_one_mind,
    publication,
)
from extract.fold import fold
from solieu.model import Check, Observation, Recognition


class Fact(NamedTuple):
    """A figure that a report is of one mind about, and what it is about."""

    subject: Subject
    period: str
    figure: Observation


class OpenFiles(NamedTuple):
    """The figures of open files of one unit and month, by their role."""

    unit: str
    month: str
    roles: Mapping[str, Observation]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What one report has to say to others, by the part of the archive it belongs to."""

    document_id: str
    when: tuple[str, str, str]
    figures: Mapping[Part, tuple[Fact, ...]]
    registers: Mapping[Part, tuple[OpenFiles, ...]]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that it has something to say to, sorted."""
        return tuple(sorted({*self.figures, *self.registers}))

    def about(self, part: Part) -> ReportFacts:
        """What of it a part is judged from: the year itself and the one before."""
        years = (part.before, part)
        return replace(
            self,
            figures={year: self.figures[year] for year in years if year in self.figures},
            registers={year: self.registers[year] for year in years if year in self.registers},
        )


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
    judged = [
        one
        for part, among in parts_of([report.parts for report in reports])
        for one in judged_in(part, [(order, reports[order]) for order in among])
    ]
    plain = [one for one in judged if not is_finding(one)]
    figures = {report.document.reading.document_id: report.observations for report in ordered}
    orders = {name: order for order, name in enumerate(figures)}
    told = [told_of(one) for one in judged]
    involved = figures_of(told)
    own = [
        claim
        for report in ordered
        if any(one.observation_id in involved for one in report.observations)
        for claim in _drawn_in(involved, own_claims(report))
    ]
    claims = [*own, *judged]
    findings = [
        one
        for cause in causes([told_of(one) for one in claims], involved)
        for one in tied([claims[n] for n in cause.claims], cause, orders, figures.__getitem__)
    ]

    def place(one: Judged) -> tuple[object, ...]:
        stated = one.claim.stated
        order = orders[stated.document_id]
        return order, stated.span, one.claim.observation_ids, one.check_id

    return tuple(check_of(one) for one in sorted((*plain, *findings), key=place))


def facts_of(report: Recognition) -> ReportFacts:
    """All of one report that the rules between reports look at."""
    info, document_id = report.info, report.document.reading.document_id
    figures: defaultdict[Part, list[Fact]] = defaultdict(list)
    for subject, period, figure in of_one_mind(report):
        figures[Part(subject.area, ending_year(period))].append(Fact(subject, period, figure))
    registers: defaultdict[Part, list[OpenFiles]] = defaultdict(list)
    if area := fold(info.area):
        for one in _registers(report):
            registers[Part(area, ending_year(one.month))].append(one)
    return ReportFacts(
        document_id=document_id,
        when=publication(info.period, info.issued, document_id),
        figures={part: tuple(held) for part, held in figures.items()},
        registers={part: tuple(held) for part, held in registers.items()},
    )


# --- part by part --------------------------------------------------------------------


def parts_of(reports: Sequence[Collection[Part]]) -> Iterator[tuple[Part, tuple[int, ...]]]:
    """The parts of an archive, sorted, each with the reports (by rank) it is judged from.

    ``reports`` are the parts of each report, in the order of ``ReportFacts.when``. What a
    part comes to hangs on nothing but these reports. A report alone has nobody to agree with.
    """
    among: defaultdict[Part, set[int]] = defaultdict(set)
    for order, parts in enumerate(reports):
        for part in parts:
            among[part].add(order)
    for part in sorted(among):
        here = among[part] | among.get(part.before, set())
        if len(here) > 1:
            yield part, tuple(sorted(here))


def judged_in(part: Part, reports: Sequence[tuple[int, ReportFacts]]) -> Iterator[Judged]:
    """The claims on the figures of a part; ``reports`` are those of ``parts_of``, with rank."""
    held = [
        Held(group_of(fact.subject), order, place, fact)
        for order, report in reports
        for year in dict.fromkeys((part.before, part))
        for place, fact in enumerate(report.figures.get(year, ()))
    ]
    held.sort(key=attrgetter("group", "order"))
    for _, same in groupby(held, attrgetter("group")):
        yield from _of_group(part, list(same))
    yield from _open_files(part, [report for _, report in reports])


class Held(NamedTuple):
    """A figure among those of all reports; ``order`` is the rank of its report."""

    group: Group
    order: int
    place: int
    fact: Fact


def _of_group(part: Part, held: Sequence[Held]) -> Iterator[Judged]:
    """The claims of one group of figures that state a figure of this part."""
    if held[0].order == held[-1].order:
        return  # one report alone
    archive = archive_of((one.order, *one.fact) for one in held)
    found: dict[str, Judged] = {}
    for judged in _by_subject(part, archive):
        if ending_year(judged.claim.stated.period) == part.year:
            found.setdefault(judged.check_id, judged)
    yield from found.values()


def _by_subject(part: Part, archive: Archive) -> Iterator[Judged]:
    for subject, periods in archive.items():
        own = {name: held for name, held in periods.items() if ending_year(name) == part.year}
        if not own:
            continue
        if subject.measure == "plan":
            yield from plan_changes(own)
        elif subject.measure == "level":
            yield from changed_figures(own)
            yield from falls(periods)
            yield from months(periods)
            yield from growth_between(subject, archive)


def _open_files(part: Part, reports: Iterable[ReportFacts]) -> Iterator[Judged]:
    """Pending at the end of a month against carried over in the next.

    ``reports`` come in their order (``ReportFacts.when``).
    """
    known: dict[tuple[str, str], Mapping[str, Observation]] = {}
    for report in reports:
        for year in dict.fromkeys((part.before, part)):
            for unit, month, roles in report.registers.get(year, ()):
                before = known.get((unit, month_before(month)))
                if before is not None and year == part:
                    yield from carried_over(before, roles)
                known[unit, month] = roles


def _registers(report: Recognition) -> Iterator[OpenFiles]:
    """The open files of a report by unit and month."""
    groups: defaultdict[tuple[str, str], list[Mapping[str, Observation]]] = defaultdict(list)
    for roles in role_groups(Register.of(report)):
        for figure in list(roles.values())[:1]:
            groups[key(figure.unit), month_of(figure.period)].append(roles)
    for (unit, month), found in groups.items():
        # Two such lists in one unit cannot be told apart from report to report.
        if month and len(found) == 1:
            yield OpenFiles(unit, month, found[0])


# --- findings of one cause ------------------------------------------------------------


class ClaimTold(NamedTuple):
    """A judged claim as far as it matters which claims hang together."""

    check_id: str
    finding: bool
    observation_ids: tuple[str, ...]
    document_ids: tuple[str, ...]


class Cause(NamedTuple):
    """Findings that share figures, by ``check_id``.

    ``claims`` are the places of all claims on these figures, ``reports`` the documents of
    the findings.
    """

    findings: frozenset[str]
    claims: tuple[int, ...]
    reports: frozenset[str]


def told_of(one: Judged) -> ClaimTold:
    """What to tell of a judged claim."""
    claim = one.claim
    documents = tuple(figure.document_id for figure in claim.figures)
    return ClaimTold(one.check_id, is_finding(one), claim.observation_ids, documents)


def place_of(judged: Judged) -> tuple[str, int]:
    """Where a claim stands in checks.csv: source and offset of the first of its figures."""
    return min((figure.source, figure.span.start) for figure in judged.claim.figures)


def figures_of(claims: Iterable[ClaimTold]) -> set[str]:
    """The ids of the figures of all findings among ``claims``."""
    return {name for one in claims if one.finding for name in one.observation_ids}


def drawn_in(involved: Set[str], own: Sequence[ClaimTold]) -> list[int]:
    """Which of a report's own claims bear on findings between reports, by their places.

    ``involved`` are the figures of these findings. Own findings that share figures with
    them, directly or by others, may have the same cause; the claims of all their figures,
    also those that agree, tell what that cause can be.
    """
    reached = set(involved)
    for group in _connected([one for one in own if one.finding]):
        names = figures_of(group)
        if not names.isdisjoint(involved):
            reached |= names
    return [n for n, one in enumerate(own) if not reached.isdisjoint(one.observation_ids)]


def _drawn_in(involved: Set[str], own: Sequence[Judged]) -> list[Judged]:
    return [own[n] for n in drawn_in(involved, [told_of(one) for one in own])]


def causes(claims: Sequence[ClaimTold], between: Set[str]) -> Iterator[Cause]:
    """Findings that may have one cause, together.

    ``claims`` may be all claims between reports, or the findings with all claims of their
    figures, behind those within reports that bear on them (``drawn_in``); ``between`` are
    the figures of the findings between reports. Findings that share no figure, directly or
    by others, have nothing to do with each other and are looked at apart; those that share
    none with one between reports are left to the report's own audit.
    """
    by_figure: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(claims):
        for name in one.observation_ids:
            by_figure[name].append(n)
    for group in _connected([one for one in claims if one.finding]):
        if figures_of(group).isdisjoint(between):
            continue
        touched = {n for one in group for name in one.observation_ids for n in by_figure[name]}
        yield Cause(
            frozenset(one.check_id for one in group),
            tuple(sorted(touched)),
            frozenset(name for one in group for name in one.document_ids),
        )


def tied(
    claims: Sequence[Judged],
    cause: Cause,
    orders: Mapping[str, int],
    figures: Callable[[str], Sequence[Observation]],
) -> Iterator[Judged]:
    """The findings of ``cause``, those that one figure explains tied (``audit.reconcile``).

    ``claims`` are its claims. ``orders`` and ``figures`` give the order of a report and its
    figures, by document id.
    """
    reports = sorted(cause.reports, key=orders.__getitem__)
    around = (figure for name in reports for figure in figures(name))
    yield from (one for one in reconcile(claims, around) if one.check_id in cause.findings)


def _connected(findings: Sequence[ClaimTold]) -> Iterator[list[ClaimTold]]:
    """Findings that share figures, together, in their order."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one in findings:
        first, *others = one.observation_ids
        for other in others:
            leader[lead(other)] = lead(first)
    groups: defaultdict[str, list[ClaimTold]] = defaultdict(list)
    for one in findings:
        groups[lead(one.observation_ids[0])].append(one)
    yield from groups.values()
