"""One document as lines of the tables: all of a run that can be written without the others."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from audit.coverage import coverage
from outputs.cells import Value, cell_text
from outputs.tables import Row, check_row, document_row, number_rows, observation_rows
from solieu.model import Check, DocumentRecord, DocumentStatus


class CheckLine(NamedTuple):
    """A line of checks.csv without the columns that people fill in, and where it goes."""

    start: int
    check_id: str
    verdict: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """The lines of one document; ``numbers_by_reason`` and ``figures`` count them.

    ``coverage`` counts its percentages and totals, see ``audit.coverage``.
    """

    source: str
    sha256: str
    status: DocumentStatus
    reason: str
    document: str
    observations: str = ""
    numbers: str = ""
    checks: tuple[CheckLine, ...] = ()
    figures: int = 0
    numbers_by_reason: Mapping[str, int] | None = None
    coverage: Mapping[str, int] | None = None


def rendered(record: DocumentRecord) -> DocumentLines:
    """The lines of one record."""
    found = record.recognition
    observations = found.observations if found else ()
    numbers = found.numbers if found else ()
    starts = {one.observation_id: one.span.start for one in observations}
    return DocumentLines(
        source=record.source,
        sha256=record.sha256,
        status=record.status,
        reason=record.reason,
        document=csv_lines([document_row(record)]),
        observations=csv_lines(observation_rows(observations)),
        numbers=csv_lines(number_rows(numbers)),
        checks=tuple(
            check_line(
                min((starts[name] for name in check.observation_ids if name in starts), default=0),
                check,
            )
            for check in record.checks
        ),
        figures=len(observations),
        numbers_by_reason=Counter(entry.reason for entry in numbers),
        coverage=coverage(found, record.checks) if found else None,
    )


def check_line(start: int, check: Check) -> CheckLine:
    """The line of a check whose first figure stands at ``start``."""
    text = csv_lines([check_row(check)]).removesuffix("\n")
    return CheckLine(start, check.check_id, check.verdict, text)


def csv_lines(rows: Iterable[Row]) -> str:
    """Rows as they stand in a CSV file."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(_texts(rows))
    return stream.getvalue()


def _texts(rows: Iterable[tuple[Value, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield [cell_text(value) for value in row]
