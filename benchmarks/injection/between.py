"""What reports say about each other, when one of them is spoilt at a time.

All but the spoilt report stay as they are, so only the groups of figures that the slip
changed, and the open files, are judged again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from audit.archive import (
    Held,
    ReportFacts,
    audit_archive,
    by_group,
    drawn_in,
    facts_of,
    figures_of,
    grouped,
    of_groups,
    open_files,
    tied,
)
from audit.audit import claims_of
from audit.checks import check_of
from audit.reconcile import is_finding
from audit.vintages import Group, in_order
from solieu.model import Check, Observation, Recognition, Span


class Between:
    """The reports of one place, by name, and what they say to each other unspoilt."""

    def __init__(self, reports: Mapping[str, Recognition]) -> None:
        """Judge all of them once."""
        names = {_id(report): name for name, report in reports.items()}
        self._ordered = [names[_id(report)] for report in in_order(list(reports.values()))]
        self._reports = reports
        self._facts = [facts_of(reports[name]) for name in self._ordered]
        self._held = [_by_group(facts, n) for n, facts in enumerate(self._facts)]
        checks = audit_archive(list(reports.values()))
        self.checks = {name: _touching(checks, report) for name, report in reports.items()}
        self._own = [claims_of(reports[name]) for name in self._ordered]

    def checks_with(self, name: str, spoilt: Recognition) -> tuple[Check, ...]:
        """The findings that involve the report of this name, spoilt, and figures it changed."""
        order = self._ordered.index(name)
        facts = facts_of(spoilt)
        old, new = self._facts[order], _by_group(facts, order)
        assert (facts.period, facts.issued) == (old.period, old.issued)
        changed = [
            group
            for group in self._held[order].keys() | new.keys()
            if _told(self._held[order].get(group, ())) != _told(new.get(group, ()))
        ]
        held = [new if n == order else found for n, found in enumerate(self._held)]
        figures = (one for group in changed for found in held for one in found.get(group, ()))
        reports = [facts if n == order else one for n, one in enumerate(self._facts)]
        judged = [*of_groups(sorted(figures, key=by_group)), *open_files(reports)]
        plain = (one for one in judged if not is_finding(one))
        orders = {one.document_id: n for n, one in enumerate(reports)}
        own = {_id(report): report.observations for report in self._reports.values()}
        own[facts.document_id] = spoilt.observations
        involved = figures_of(judged)
        claims = [claims_of(spoilt) if n == order else one for n, one in enumerate(self._own)]
        drawn = [claim for each in claims for claim in drawn_in(involved, each)]
        findings = tied(judged, drawn, orders, own.__getitem__)
        return _touching([check_of(one) for one in chain(plain, findings)], spoilt)


def _id(report: Recognition) -> str:
    return report.document.reading.document_id


def _by_group(facts: ReportFacts, order: int) -> Mapping[Group, Sequence[Held]]:
    found: defaultdict[Group, list[Held]] = defaultdict(list)
    for one in grouped(facts, order):
        found[one.group].append(one)
    return found


def _told(held: Iterable[Held]) -> Sequence[object]:
    """What figures say, wherever they stand and whatever they are called by."""
    return [(one.subject, one.period, _bare(one.figure)) for one in held]


def _bare(figure: Observation) -> Observation:
    return replace(
        figure, observation_id="", document_id="", span=Span(0, 0), whole="", fraction_of=""
    )


def _touching(checks: Iterable[Check], report: Recognition) -> tuple[Check, ...]:
    own = {figure.observation_id for figure in report.observations}
    return tuple(check for check in checks if own & {*check.observation_ids})
