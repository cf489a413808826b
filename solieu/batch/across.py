"""What only shows when all documents are seen together, without holding them together.

The facts of each document are read from the store one by one and sorted on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from audit.archive import (
    Held,
    ReportFacts,
    audit_archive,
    by_group,
    grouped,
    of_groups,
    open_files,
)
from normalize.indicators import IndicatorRow, match, merged, row_order
from normalize.series import Stated, build, rows, stated, table_order, whole_areas
from outputs.archive_tables import Across
from outputs.manifest import SideInput
from outputs.rendered import CheckLine, check_line
from outputs.results import Results
from solieu.batch.disk_sort import DiskSort
from solieu.batch.document import Facts
from solieu.batch.kept import Kept
from solieu.batch.store import Store
from solieu.model import DocumentRecord


def across(kept: Sequence[Kept], store: Store, room: Path) -> Across:
    """The tables that need all documents; ``room`` is a folder for temporary files."""
    areas: set[str] = set()
    times: list[tuple[tuple[str, str, str], str]] = []
    for _, facts in _facts(kept, store):
        areas |= facts.figures.areas
        times.append((facts.facts.when, facts.facts.source))
    orders = {source: order for order, (_, source) in enumerate(sorted(times))}
    wholes = whole_areas(sorted(areas))
    series: DiskSort[Stated] = DiskSort(table_order, room)
    labels: DiskSort[IndicatorRow] = DiskSort(row_order, room)
    figures: DiskSort[Held] = DiskSort(by_group, room)
    registers: DiskSort[ReportFacts] = DiskSort(attrgetter("when"), room)
    for _, facts in _facts(kept, store):
        for one in stated(facts.figures, wholes):
            series.add(one)
        for row in facts.labels:
            labels.add(row)
        for held in grouped(facts.facts, orders[facts.facts.source]):
            figures.add(held)
        registers.add(replace(facts.facts, figures=()))
    checks: DiskSort[tuple[str, CheckLine]] = DiskSort(_check_order, room)
    for placed in chain(of_groups(figures), open_files(registers)):
        checks.add((placed.source, check_line(placed.start, placed.check)))
    return Across(_once(checks), rows(series), merged(labels))


def _facts(kept: Sequence[Kept], store: Store) -> Iterator[tuple[Kept, Facts]]:
    for one in kept:
        facts = one.facts(store)
        if facts is not None:
            yield one, facts


def _check_order(item: tuple[str, CheckLine]) -> tuple[str, int, str]:
    source, line = item
    return source, line.start, line.check_id


def _once(checks: Iterable[tuple[str, CheckLine]]) -> Iterator[tuple[str, CheckLine]]:
    """Two rules may make one check; equal ones stand together."""
    before = ""
    for source, line in checks:
        if line.check_id != before:
            yield source, line
        before = line.check_id


def in_memory(
    records: tuple[DocumentRecord, ...],
    side_inputs: tuple[SideInput, ...],
    settings: Mapping[str, str],
) -> Results:
    """The same from all documents at once, for those who want to hold them."""
    found = [record.recognition for record in records if record.recognition]
    return Results(
        records=records,
        archive_checks=audit_archive(found),
        series=build(found),
        indicators=match(found).rows,
        side_inputs=side_inputs,
        settings=settings,
    )
