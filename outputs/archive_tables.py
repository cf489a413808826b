"""All tables of a run, written document by document: never more than one is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TextIO, get_args

from outputs.columns import TABLES, table
from outputs.datapackage import descriptor
from outputs.decisions import GONE_FILE, Decided
from outputs.manifest import InputTold, SideInput, manifest
from outputs.rendered import CheckLine, DocumentLines, csv_lines
from outputs.staging import Staging
from outputs.tables import plain_rows
from outputs.write import json_content
from solieu.model import DocumentStatus, Verdict

if TYPE_CHECKING:  # their modules load word lists and rapidfuzz
    from normalize.indicators import IndicatorRow


@dataclass(frozen=True, slots=True)
class Across:
    """What shows only across documents.

    ``checks`` are source and line by source; ``series`` (the lines themselves) and
    ``indicators`` are in the order of their tables. All are taken once.
    """

    checks: Iterable[tuple[str, CheckLine]] = ()
    series: Iterable[str] = ()
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
    documents: Iterable[DocumentLines],
    across: Across,
    decided: Decided,
    beside: Beside,
    *,
    gone: bool,
) -> Totals:
    """Write every file of the contract; ``documents`` come by source.

    Decisions of people stand where their check is, those on checks that are not made
    any more in a file of their own, which is also written, empty, where there was one
    before (``gone``). Raises UsageError where the files cannot be written.
    """
    totals = Totals()
    inputs: list[InputTold] = []
    with ExitStack() as files:
        documents_file, observations_file, numbers_file, checks_file = (
            files.enter_context(_table(staging, name))
            for name in ("documents", "observations", "numbers", "checks")
        )
        checks = _Checks(checks_file, decided, across.checks)
        for one in documents:
            inputs.append(InputTold(one.source, one.sha256, one.status))
            documents_file.write(one.document)
            observations_file.write(one.observations)
            numbers_file.write(one.numbers)
            checks.write(one)
            totals.documents[one.status] += 1
            totals.rows["observations"] += one.figures
            totals.numbers.update(one.numbers_by_reason or {})
            totals.coverage.update(one.coverage or {})
        totals.checks.update(checks.verdicts)
    totals.rows["documents"] = len(inputs)
    totals.rows["numbers"] = totals.numbers.total()
    totals.rows["checks"] = totals.checks.total()
    indicators = (csv_lines([row]) for row in plain_rows("indicators", across.indicators))
    totals.rows["series"] = _write_lines(staging, "series", across.series)
    totals.rows["indicators"] = _write_lines(staging, "indicators", indicators)
    left = decided.gone(checks.met)
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
    return totals


@contextmanager
def _table(staging: Staging, name: str) -> Iterator[TextIO]:
    """The file of a table, its head written."""
    with staging.open(table(name).file) as stream:
        stream.write(csv_lines([table(name).header]))
        yield stream


def _write_lines(staging: Staging, name: str, lines: Iterable[str]) -> int:
    """Write a table whose rows are lines already; how many there were."""
    written = 0
    with _table(staging, name) as stream:
        for line in lines:
            stream.write(line)
            written += 1
    return written


class _Checks:
    """checks.csv: those within a document and those between documents, place by place."""

    def __init__(
        self, stream: TextIO, decided: Decided, between: Iterable[tuple[str, CheckLine]]
    ) -> None:
        self._stream = stream
        self._decided = decided.decisions
        self._undecided = csv_lines([("",) * len(table("checks").person_columns)])
        self._by_source = groupby(between, itemgetter(0))
        self._waiting = next(self._by_source, None)
        self.met: set[str] = set()  # ids of the decided checks that were made again
        self.verdicts: Counter[str] = Counter()

    def write(self, document: DocumentLines) -> None:
        """The lines of ``document``, and those between documents that begin in it.

        Of two with one id the latter is written: other documents explain that check.
        """
        lines = {line.check_id: line for line in document.checks}
        while self._waiting and self._waiting[0] <= document.source:
            lines |= {line.check_id: line for _, line in self._waiting[1]}
            self._waiting = next(self._by_source, None)
        for line in sorted(lines.values()):
            people = self._undecided
            if said := self._decided.get(line.check_id):
                self.met.add(line.check_id)
                people = csv_lines([said])
            self._stream.write(f"{line.text},{people}")
            self.verdicts[line.verdict] += 1
