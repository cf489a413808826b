"""All that one run found, and how it goes into the output folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from outputs.columns import TABLES, table
from outputs.datapackage import descriptor
from outputs.decision_files import WORKBOOKS, PickedUp, pick_up
from outputs.decisions import GONE_FILE
from outputs.manifest import SideInput, manifest
from outputs.tables import Row, check_rows, document_rows, number_rows, observation_rows, plain_rows
from outputs.write import Content, csv_content, json_content, replace_files
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
        """The checks within the documents, then those between them."""
        within = (check for record in self.records for check in record.checks)
        return (*within, *self.archive_checks)


def write_results(
    folder: Path,
    results: Results,
    version: str,
    picked: PickedUp | None = None,
    workpapers: Mapping[str, bytes] | None = None,
) -> None:
    """Write every file of the contract into ``folder``; decisions of people are kept.

    ``picked`` are these decisions, by default those of ``folder``; ``workpapers`` (name
    -> content) are written along with the tables. Raises UsageError where the folder
    cannot be written, or holds decisions that cannot be read.
    """
    picked = picked or pick_up(folder)
    decided = picked.decided
    papers = workpapers or {}
    gone = decided.gone({check.check_id for check in results.checks})
    rows: dict[str, list[Row]] = {
        "documents": list(document_rows(results.records)),
        "observations": list(observation_rows(results.observations)),
        "numbers": list(number_rows(results.numbers)),
        "checks": list(check_rows(results.checks, results.observations, decided.decisions)),
        "series": list(plain_rows("series", results.series)),
        "indicators": list(plain_rows("indicators", results.indicators)),
    }
    contents: dict[str, Content] = {
        table(name).file: csv_content(table(name).header, rows[name]) for name in TABLES
    }
    if gone or (folder / GONE_FILE).exists():
        contents[GONE_FILE] = csv_content(table("checks").header, gone)
    contents["datapackage.json"] = json_content(descriptor())
    contents["manifest.json"] = json_content(
        manifest(
            version,
            results.settings,
            results.records,
            results.side_inputs,
            results.numbers,
            results.checks,
            {name: len(rows[name]) for name in TABLES},
            picked.files,
            (SideInput(name, hashlib.sha256(data).hexdigest()) for name, data in papers.items()),
        )
    )
    replace_files(folder, {**papers, **contents})
