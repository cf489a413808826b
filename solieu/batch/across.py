"""What only shows when all documents are seen together, without holding them together.

The facts of each document are read from the store one by one and sorted on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path

from audit.archive import (
    Held,
    ReportFacts,
    audit_archive,
    by_group,
    drawn_in,
    figures_of,
    grouped,
    of_groups,
    open_files,
    place_of,
    tied,
)
from audit.audit import claims_of
from audit.checks import Judged, check_of
from audit.reconcile import is_finding
from normalize.indicators import IndicatorRow, merged, own_names, row_order
from normalize.series import ReportFigures, Shared, Stated, joined, rows, stated, table_order
from normalize.territories import Doubt
from outputs.archive_tables import Across
from outputs.manifest import SideInput
from outputs.rendered import CheckLine, check_line
from outputs.results import Results
from solieu.batch.disk_sort import DiskSort
from solieu.batch.document import Facts
from solieu.batch.kept import Kept
from solieu.batch.store import Store
from solieu.model import DocumentRecord, Observation

_AT_HAND = 16  # reports whose figures are kept for the next finding of their area


def across(kept: Sequence[Kept], store: Store, room: Path, titles: Mapping[str, str]) -> Across:
    """The tables that need all documents; ``room`` is a folder for temporary files.

    ``titles`` name the ids that people gave to series the catalogue does not know.
    """
    names = own_names((row for row in labels_of(kept, store)), titles)
    shared = Shared(names)
    times: list[tuple[tuple[str, str, str], str]] = []
    for _, facts in _facts(kept, store):
        shared.learn(facts.figures)
        times.append((facts.facts.when, facts.facts.document_id))
    times.sort()
    orders = {name: order for order, (_, name) in enumerate(times)}
    series: DiskSort[Stated] = DiskSort(table_order, room)
    labels: DiskSort[IndicatorRow] = DiskSort(row_order, room)
    figures: DiskSort[Held] = DiskSort(by_group, room)
    registers: DiskSort[ReportFacts] = DiskSort(attrgetter("when"), room)
    for _, facts in _facts(kept, store):
        for one in stated(facts.figures, shared):
            series.add(one)
        for row in facts.labels:
            labels.add(row)
        for held in grouped(facts.facts, orders[facts.facts.document_id]):
            figures.add(held)
        registers.add(replace(facts.facts, figures=()))
    checks = _Checks(room, kept, store, orders)
    checks.add(figures, registers)
    return Across(checks.lines, rows(series, shared), merged(labels, names))


class _Checks:
    """The checks between reports, as lines sorted on disk."""

    def __init__(
        self, room: Path, kept: Sequence[Kept], store: Store, orders: Mapping[str, int]
    ) -> None:
        self.lines: DiskSort[tuple[str, CheckLine]] = DiskSort(_check_order, room)
        self._kept = {one.told.sha256[:16]: one for one in kept if one.key}
        self._store = store
        self._orders = orders
        self._figures = lru_cache(_AT_HAND)(self._figures_of)

    def add(self, figures: Iterable[Held], registers: Iterable[ReportFacts]) -> None:
        """Judge twice: once for all, then only what touches a finding, to tie findings.

        Claims are not kept in between: findings are few, claims are not. Of a report that
        has a finding with another, those of its own claims are kept that bear on it.
        """
        involved: set[str] = set()
        reports: set[str] = set()
        for one in chain(of_groups(figures), open_files(registers)):
            if is_finding(one):
                involved.update(one.claim.observation_ids)
                reports.update(figure.document_id for figure in one.claim.figures)
            else:
                self._add(one)
        own = [
            claim
            for name in sorted(reports, key=self._orders.__getitem__)
            for claim in drawn_in(involved, self._claims_of(name))
        ]
        involved |= figures_of(own)
        again = chain(of_groups(figures, involved), open_files(registers))
        touching = [one for one in again if not involved.isdisjoint(one.claim.observation_ids)]
        for one in tied(touching, own, self._orders, self._figures):
            self._add(one)

    def _add(self, one: Judged) -> None:
        source, start = place_of(one)
        self.lines.add((source, check_line(start, check_of(one))))

    def _figures_of(self, document_id: str) -> Sequence[Observation]:
        found = self._kept[document_id].record(self._store).recognition
        return found.observations if found else ()

    def _claims_of(self, document_id: str) -> Sequence[Judged]:
        """The claims that a report has rows for."""
        return _with_rows(self._kept[document_id].record(self._store))


def _with_rows(record: DocumentRecord) -> Sequence[Judged]:
    """The claims of a report that checks.csv has rows for.

    Labels that people decided about may let the rules find others: these it has not.
    """
    rows = {check.check_id for check in record.checks}
    found = record.recognition
    return [one for one in claims_of(found) if one.check_id in rows] if found else ()


def labels_of(kept: Sequence[Kept], store: Store) -> Iterator[IndicatorRow]:
    """The rows of indicators.csv that each document has."""
    for _, facts in _facts(kept, store):
        yield from facts.labels


def places_of(kept: Sequence[Kept], store: Store) -> Iterator[tuple[str, Doubt | None]]:
    """The places that lists of areas leave as they are written, and why."""
    for _, facts in _facts(kept, store):
        yield from facts.places


def report_figures_of(kept: Sequence[Kept], store: Store) -> Iterator[ReportFigures]:
    """What each document has for series."""
    for _, facts in _facts(kept, store):
        yield facts.figures


def _facts(kept: Sequence[Kept], store: Store) -> Iterator[tuple[Kept, Facts]]:
    for one in kept:
        facts = one.facts(store)
        if facts is not None:
            yield one, facts


def _check_order(item: tuple[str, CheckLine]) -> tuple[str, int, str]:
    source, line = item
    return source, line.start, line.check_id


def in_memory(
    records: tuple[DocumentRecord, ...],
    figures: Iterable[ReportFigures],
    labels: Iterable[IndicatorRow],
    titles: Mapping[str, str],
    side_inputs: tuple[SideInput, ...],
    settings: Mapping[str, str],
) -> Results:
    """The same from all documents at once, for those who want to hold them."""
    read = {id(record.recognition): record for record in records if record.recognition}
    found = [record.recognition for record in records if record.recognition]
    ordered = sorted(labels, key=row_order)
    names = own_names(ordered, titles)
    return Results(
        records=records,
        archive_checks=audit_archive(found, lambda report: _with_rows(read[id(report)])),
        series=joined(tuple(figures), names),
        indicators=tuple(merged(ordered, names)),
        side_inputs=side_inputs,
        settings=settings,
    )
