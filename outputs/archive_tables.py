"""All tables of a run, written document by document: never more than one is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from outputs.checks_table import ChecksTable
from outputs.columns import TABLES, table
from outputs.datapackage import descriptor
from outputs.decisions import GONE_FILE, Decided
from outputs.manifest import InputTold, SideInput, manifest
from outputs.pieces import DocumentWrote, PiecedTable, SeriesWrote, Wrote, add
from outputs.rendered import DocumentLines, csv_lines
from outputs.staging import Staging
from outputs.tables import plain_rows
from outputs.waiting_lines import DocumentToWrite, LinesAt, Once, Stretch, nothing_at
from outputs.write import json_content
from solieu.model import DocumentStatus, Verdict

if TYPE_CHECKING:  # their modules load word lists and rapidfuzz
    from normalize.indicators import IndicatorRow


@dataclass(frozen=True, slots=True)
class Across:
    """What shows only across documents.

    ``checks`` gives the lines at a document by its source; ``series`` and ``indicators`` are
    in the order of their tables, and are taken once.
    """

    checks: Callable[[str], LinesAt] = nothing_at
    series: Iterable[Stretch] = ()
    indicators: Iterable[IndicatorRow] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What the manifest tells of the run besides its inputs, see ``outputs.manifest``."""

    version: str
    settings: Mapping[str, str]
    side_inputs: tuple[SideInput, ...]
    decisions: tuple[SideInput, ...] = ()
    workpapers: tuple[SideInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was written: documents by status, numbers by reason, checks by verdict.

    ``coverage`` counts percentages and totals, see ``audit.coverage``.
    """

    documents: Counter[DocumentStatus] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    coverage: Counter[str] = field(default_factory=Counter)


def write_tables(
    staging: Staging,
    documents: Iterable[DocumentToWrite],
    across: Across,
    decided: Decided,
    beside: Beside,
    *,
    gone: bool,
    before: Wrote | None = None,
) -> tuple[Totals, Wrote]:
    """Write every file of the contract; ``documents`` come by source.

    Decisions of people stand where their check is, those on checks that are not made
    any more in a file of their own, which is also written, empty, where there was one
    before (``gone``). What stands in the folder already, by ``before``, is copied. Gives how
    much was written, and where. Raises UsageError where the files cannot be written,
    LostError where a file that was copied from was changed meanwhile.
    """
    totals, before, wrote = Totals(), before or Wrote(), Wrote()
    inputs: list[InputTold] = []
    with ExitStack() as files:
        own = _Own(
            *(
                files.enter_context(_table(staging, name, before))
                for name in ("documents", "observations", "numbers")
            )
        )
        checks_file = files.enter_context(_table(staging, "checks", before))
        checks = ChecksTable(checks_file, decided, across.checks, before.checks)
        for one in documents:
            inputs.append(InputTold(one.source, one.sha256, one.status))
            lines = Once(one.lines)
            known = before.documents.get(one.key)
            written = own.copy(known) if known else own.write(lines())
            key, checked = checks.write(one, lines)
            if one.key:
                wrote.documents[one.key] = written
                wrote.checks[key] = checked
            totals.documents[one.status] += 1
            totals.rows["observations"] += written.figures
            add(totals.numbers, written.numbers_by_reason)
            add(totals.coverage, written.coverage)
            add(totals.checks, checked.verdicts)
            wrote.decided.update(checked.decided)
    totals.rows["documents"] = len(inputs)
    totals.rows["numbers"] = totals.numbers.total()
    totals.rows["checks"] = totals.checks.total()
    totals.rows["series"] = _write_series(staging, across.series, before, wrote)
    indicators = (csv_lines([row]) for row in plain_rows("indicators", across.indicators))
    totals.rows["indicators"] = _write_lines(staging, "indicators", indicators)
    left = decided.gone(wrote.decided.keys())
    if left or gone:
        with staging.open(GONE_FILE) as stream:
            stream.write(csv_lines([table("checks").header, *left]))
    with staging.open("datapackage.json") as stream:
        json_content(descriptor())(stream)
    told = manifest(
        beside.version,
        beside.settings,
        inputs,
        beside.side_inputs,
        documents={name: totals.documents[name] for name in get_args(DocumentStatus)},
        rows={name: totals.rows[name] for name in TABLES},
        numbers=totals.numbers,
        checks={name: totals.checks[name] for name in get_args(Verdict)},
        coverage=totals.coverage,
        decisions=beside.decisions,
        workpapers=beside.workpapers,
    )
    with staging.open("manifest.json") as stream:
        json_content(told)(stream)
    return totals, wrote


@contextmanager
def _table(staging: Staging, name: str, before: Wrote) -> Iterator[PiecedTable]:
    """The file of a table, its head written."""
    file = table(name).file
    with staging.table(file, before.tables.get(file)) as pieces:
        pieces.write(csv_lines([table(name).header]))
        yield pieces


def _write_lines(staging: Staging, name: str, lines: Iterable[str]) -> int:
    """Write a table whose rows are lines already; how many there were."""
    written = 0
    with _table(staging, name, Wrote()) as pieces:
        for line in lines:
            pieces.write(line)
            written += 1
    return written


def _write_series(
    staging: Staging, stretches: Iterable[Stretch], before: Wrote, wrote: Wrote
) -> int:
    """Write series.csv; how many rows it has."""
    rows = 0
    with _table(staging, "series", before) as pieces:
        for one in stretches:
            known = before.series.get(one.key)
            if known:
                written = SeriesWrote(pieces.copy(known.piece), known.rows)
            else:
                written = _write_stretch(pieces, one)
            if one.key:
                wrote.series[one.key] = written
            rows += written.rows
    return rows


def _write_stretch(pieces: PiecedTable, stretch: Stretch) -> SeriesWrote:
    start, rows = pieces.at, 0
    for line in stretch.lines():
        pieces.write(line)
        rows += 1
    return SeriesWrote(pieces.since(start), rows)


@dataclass(frozen=True, slots=True)
class _Own:
    """The three tables that a document fills alone."""

    documents: PiecedTable
    observations: PiecedTable
    numbers: PiecedTable

    def write(self, lines: DocumentLines) -> DocumentWrote:
        return DocumentWrote(
            self.documents.write(lines.document),
            self.observations.write(lines.observations),
            self.numbers.write(lines.numbers),
            lines.figures,
            dict(lines.numbers_by_reason or {}),
            dict(lines.coverage or {}),
        )

    def copy(self, known: DocumentWrote) -> DocumentWrote:
        return known._replace(
            document=self.documents.copy(known.document),
            observations=self.observations.copy(known.observations),
            numbers=self.numbers.copy(known.numbers),
        )
