"""All that one run found, and how it goes into the output folder."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from outputs.archive_tables import Across, Beside, Totals, write_tables
from outputs.columns import TABLES
from outputs.decision_files import WORKBOOKS, PickedUp, pick_up
from outputs.decisions import GONE_FILE
from outputs.manifest import SideInput
from outputs.rendered import CheckLine, check_line, csv_lines, rendered
from outputs.staging import Staging, finish
from outputs.tables import plain_rows
from outputs.waiting_lines import DocumentToWrite, LinesAt, Stretch
from solieu.model import Check, DocumentRecord, LedgerEntry, Observation

if TYPE_CHECKING:  # their modules load word lists and rapidfuzz
    from normalize.indicators import IndicatorRow
    from normalize.series import SeriesRow

#: Every file a run may leave in its output folder.
OUTPUT_FILES = (
    *(f"{name}.csv" for name in TABLES),
    GONE_FILE,
    "datapackage.json",
    "manifest.json",
)

#: What ``solieu audit`` writes beside them, and the folder of its annotated reports.
REVIEW_FILE = "review.html"
ANNOTATED = "annotated"
WORKPAPERS = (*WORKBOOKS.values(), REVIEW_FILE)


@dataclass(frozen=True)
class Results:
    """The records of all inputs, by source, and what was found across them.

    ``archive_checks`` are the checks between reports; those within a report are in its
    record. ``side_inputs`` are files that were read beside the reports (metadata.csv),
    ``settings`` the options that can change a result.
    """

    records: tuple[DocumentRecord, ...]
    archive_checks: tuple[Check, ...] = ()
    series: tuple[SeriesRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    side_inputs: tuple[SideInput, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """The observations of all documents."""
        found = (record.recognition for record in self.records)
        return tuple(one for each in found if each for one in each.observations)

    @cached_property
    def numbers(self) -> tuple[LedgerEntry, ...]:
        """The ledgers of all documents."""
        found = (record.recognition for record in self.records)
        return tuple(one for each in found if each for one in each.numbers)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks within the documents, then those between them.

        A check within one that others explain is there once, as they explain it.
        """
        within = (check for record in self.records for check in record.checks)
        return tuple({check.check_id: check for check in (*within, *self.archive_checks)}.values())


def write_results(
    folder: Path,
    results: Results,
    version: str,
    picked: PickedUp | None = None,
    workpapers: Iterable[tuple[str, bytes]] = (),
) -> Totals:
    """Write every file of the contract into ``folder``; decisions of people are kept.

    ``picked`` are these decisions, by default those of ``folder``; ``workpapers`` (names
    with content, taken one by one) are written along with the tables. Gives how much was
    written. Raises UsageError where the folder cannot be written, or holds decisions that
    cannot be read.
    """
    finish(folder)
    picked = picked or pick_up(folder)
    places = {one.observation_id: (one.source, one.span.start) for one in results.observations}
    first = min((record.source for record in results.records), default="")
    between: defaultdict[str, list[CheckLine]] = defaultdict(list)
    for check in results.archive_checks:
        known = [places[name] for name in check.observation_ids if name in places]
        source, start = min(known, default=(first, 0))
        between[source].append(check_line(start, check))
    series = (csv_lines([row]) for row in plain_rows("series", results.series))
    with Staging(folder) as staging:
        papers = []
        for name, data in workpapers:
            staging.put(name, data)
            papers.append(SideInput(name, hashlib.sha256(data).hexdigest()))
        beside = Beside(version, results.settings, results.side_inputs, picked.files, tuple(papers))
        totals, _ = write_tables(
            staging,
            map(_to_write, sorted(results.records, key=attrgetter("source"))),
            Across(
                lambda source: LinesAt(lambda: between.get(source, ())),
                [Stretch(lambda: series)],
                results.indicators,
            ),
            picked.decided,
            beside,
            gone=(folder / GONE_FILE).exists(),
        )
        staging.commit()
    return totals


def _to_write(record: DocumentRecord) -> DocumentToWrite:
    return DocumentToWrite(record.source, record.sha256, record.status, lambda: rendered(record))
