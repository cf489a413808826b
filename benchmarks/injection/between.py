"""What reports say about each other, when one of them is spoilt at a time.

All but the spoilt report stay as they are, so only the groups of figures that the slip
changed, and the open files, are judged again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from audit.archive import (
    Fact,
    ReportFacts,
    audit_archive,
    causes,
    drawn_in,
    facts_of,
    figures_of,
    judged_in,
    parts_of,
    tied,
    told_of,
)
from audit.audit import claims_of
from audit.checks import check_of
from audit.reconcile import is_finding
from audit.vintages import Group, group_of, in_order
from solieu.model import Check, Observation, Recognition, Span


class Between:
    """The reports of one place, by name, and what they say to each other unspoilt."""

    def __init__(self, reports: Mapping[str, Recognition]) -> None:
        """Judge all of them once."""
        names = {_id(report): name for name, report in reports.items()}
        self._ordered = [names[_id(report)] for report in in_order(list(reports.values()))]
        self._reports = reports
        self._facts = [facts_of(reports[name]) for name in self._ordered]
        self._held = [_by_group(facts) for facts in self._facts]
        checks = audit_archive(list(reports.values()))
        self.checks = {name: _touching(checks, report) for name, report in reports.items()}
        self._own = [claims_of(reports[name]) for name in self._ordered]

    def checks_with(self, name: str, spoilt: Recognition) -> tuple[Check, ...]:
        """The findings that involve the report of this name, spoilt, and figures it changed."""
        order = self._ordered.index(name)
        facts = facts_of(spoilt)
        assert facts.when[:2] == self._facts[order].when[:2]
        old, new = self._held[order], _by_group(facts)
        changed = {
            group
            for group in old.keys() | new.keys()
            if _told(old.get(group, ())) != _told(new.get(group, ()))
        }
        reports = [
            _only(changed, facts if n == order else one) for n, one in enumerate(self._facts)
        ]
        judged = [
            one
            for part, among in parts_of([report.parts for report in reports])
            for one in judged_in(part, [(n, reports[n]) for n in among])
        ]
        own = {_id(report): report.observations for report in self._reports.values()}
        own[facts.document_id] = spoilt.observations
        involved = figures_of(map(told_of, judged))
        claims = [claims_of(spoilt) if n == order else one for n, one in enumerate(self._own)]
        drawn = [each[n] for each in claims for n in drawn_in(involved, [*map(told_of, each)])]
        orders = {one.document_id: n for n, one in enumerate(reports)}
        together = [*drawn, *judged]
        findings = [
            one
            for cause in causes([told_of(one) for one in together], involved)
            for one in tied([together[n] for n in cause.claims], cause, orders, own.__getitem__)
        ]
        plain = [one for one in judged if not is_finding(one)]
        return _touching([check_of(one) for one in (*plain, *findings)], spoilt)


def _id(report: Recognition) -> str:
    return report.document.reading.document_id


def _by_group(facts: ReportFacts) -> Mapping[Group, Sequence[Fact]]:
    found: defaultdict[Group, list[Fact]] = defaultdict(list)
    for held in facts.figures.values():
        for one in held:
            found[group_of(one.subject)].append(one)
    return found


def _only(groups: set[Group], facts: ReportFacts) -> ReportFacts:
    """The facts of these groups, and all open files."""
    kept = {
        part: tuple(one for one in held if group_of(one.subject) in groups)
        for part, held in facts.figures.items()
    }
    return replace(facts, figures={part: held for part, held in kept.items() if held})


def _told(held: Iterable[Fact]) -> Sequence[object]:
    """What figures say, wherever they stand and whatever they are called by."""
    return [(one.subject, one.period, _bare(one.figure)) for one in held]


def _bare(figure: Observation) -> Observation:
    return replace(
        figure, observation_id="", document_id="", span=Span(0, 0), whole="", fraction_of=""
    )


def _touching(checks: Iterable[Check], report: Recognition) -> tuple[Check, ...]:
    own = {figure.observation_id for figure in report.observations}
    return tuple(check for check in checks if own & {*check.observation_ids})
