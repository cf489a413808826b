"""The steps in order: from paths to findings to an output folder.

One document is one call of ``process``, which depends on nothing but its arguments, so
that any number of workers gives the same bytes.
"""

from __future__ import annotations

import copyreg
import hashlib
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Literal

from outputs.manifest import SideInput
from outputs.results import Results, write_results
from solieu.errors import ClassifiedError, ReadError, UsageError
from solieu.inputs import METADATA_FILE, Input, find_inputs
from solieu.messages import Message, message
from solieu.model import Box, Check, DocumentInfo, DocumentRecord, Recognition
from solieu.overrides import Overrides, overridden
from solieu.version import VERSION

#: Called after each document with the number done, and of all.
Progress = Callable[[int, int], None]


# Files that one call of LibreOffice converts: its start is then a tenth of the time.
_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    ``jobs``: documents read at the same time (no effect on results). ``read_classified``:
    read documents stamped secret too, which are skipped otherwise.
    """

    jobs: int = 1
    read_classified: bool = False


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Job:
    """One document to process."""

    path: Path
    source: str
    sha256: str
    override: DocumentInfo
    read_classified: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record of one input; ``refusal`` says in both languages why it was not read."""

    record: DocumentRecord
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run found and where it was written.

    ``refusals`` are the inputs that were not read (source, reason); ``notices`` are
    oddities that stopped nothing.
    """

    out: Path
    results: Results
    refusals: tuple[tuple[str, Message], ...]
    notices: tuple[Message, ...]

    @property
    def records(self) -> tuple[DocumentRecord, ...]:
        """One record per input, by source."""
        return self.results.records

    @property
    def failed(self) -> int:
        """Number of inputs that could not be read."""
        return sum(record.status == "failed" for record in self.records)


def recognise(
    path: Path,
    source: str,
    override: DocumentInfo,
    *,
    converted: bytes | None = None,
    read_classified: bool = False,
) -> tuple[Recognition, tuple[Check, ...]]:
    """Read one report, find its figures and audit them.

    ``override`` replaces what the head of the report says; ``converted`` and
    ``read_classified`` are as for ``extract.read.read``. Raises ReadError, of which
    ClassifiedError is one kind.
    """
    from audit.audit import audit
    from extract.read import read
    from extract.structure import build
    from normalize.indicators import named
    from normalize.metadata import describe
    from normalize.observe import observe

    reading = read(path, source, converted=converted, read_classified=read_classified)
    document = build(reading)
    recognition = named(observe(document, overridden(describe(document), override)))
    return recognition, audit(recognition)


def process_all(jobs: Sequence[Job]) -> list[Outcome]:
    """Some documents; those that LibreOffice converts are converted in one call of it."""
    converted: Mapping[Path, bytes] = {}
    if len(jobs) > 1:
        from extract.office import convert_all

        converted = convert_all([job.path for job in jobs])
    return [process(job, converted.get(job.path)) for job in jobs]


def process(job: Job, converted: bytes | None = None) -> Outcome:
    """One document, whatever its state: a file that cannot be read is a failed record."""
    try:
        recognition, checks = recognise(
            job.path,
            job.source,
            job.override,
            converted=converted,
            read_classified=job.read_classified,
        )
    except ReadError as error:
        prefix = f"{job.source}: "
        refusal = Message(error.vi.removeprefix(prefix), error.en.removeprefix(prefix))
        status: Literal["failed", "skipped"] = (
            "skipped" if isinstance(error, ClassifiedError) else "failed"
        )
        return _refused(job.source, refusal, status, job.sha256)
    reading = recognition.document.reading
    record = DocumentRecord(
        source=job.source,
        status="partial" if reading.problems else "ok",
        reason="; ".join(reading.problems),
        sha256=reading.sha256,
        format=reading.format,
        recognition=recognition,
        checks=checks,
    )
    return Outcome(record)


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> RunResult:
    """Read everything under ``paths`` and write the output folder ``out``.

    Bad inputs become failed records; the rest is done all the same. Raises UsageError
    where there is nothing to read at all (nothing is written then), a metadata.csv or
    an earlier checks.csv is malformed, or ``out`` cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise _usage(message("error.out_is_file", path=out))
    with TemporaryDirectory(prefix="solieu-", ignore_cleanup_errors=True) as room:
        found = find_inputs(paths, out, Path(room))
        inputs = [one for one in found if not _is_metadata(one)]
        _something_to_read(inputs)
        overrides = Overrides({one.path: one.content for one in found if _is_metadata(one)})
        outcomes = _outcomes(inputs, overrides, settings, progress)
    results = _across(tuple(outcome.record for outcome in outcomes), overrides, settings)
    write_results(out, results, VERSION)
    refusals = tuple((one.record.source, one.refusal) for one in outcomes if one.refusal)
    return RunResult(out, results, refusals, overrides.notices())


def _is_metadata(one: Input) -> bool:
    """Whether this is a metadata.csv out of an archive; those in folders are no inputs."""
    return one.held is not None and one.path.name == METADATA_FILE


def _something_to_read(inputs: Sequence[Input]) -> None:
    refused = [(one.source, one.refusal) for one in inputs if one.refusal]
    if len(refused) == len(inputs):
        vi = "; ".join(f"{source}: {why.vi}" for source, why in refused)
        en = "; ".join(f"{source}: {why.en}" for source, why in refused)
        raise _usage(message("error.nothing", details=Message(vi, en)))


def _outcomes(
    inputs: Sequence[Input], overrides: Overrides, settings: Settings, progress: Progress | None
) -> tuple[Outcome, ...]:
    """One outcome per input, by source. Of files with the same content the first that
    can be read is processed, the others are skipped."""
    done: dict[str, Outcome] = {}
    copies: dict[str, list[Job]] = {}
    for one in inputs:
        job = one.refusal or _hashed(one, overrides, settings)
        if isinstance(job, Message):
            done[one.source] = _refused(one.source, job, one.status)
        else:
            copies.setdefault(job.sha256, []).append(job)
    for jobs in copies.values():  # the copy that a person says more of goes first
        jobs.sort(key=lambda job: (job.override == DocumentInfo(), job.source))
    with _workers(settings.jobs) as do:
        while copies:
            heads = [jobs.pop(0) for jobs in copies.values()]
            for outcome in chain.from_iterable(do(_grouped(heads, settings.jobs))):
                record = outcome.record
                done[record.source] = outcome
                if record.status != "failed":
                    same = message("error.copy", first=record.source)
                    for job in copies[record.sha256]:
                        done[job.source] = _refused(job.source, same, "skipped", job.sha256)
                    copies[record.sha256].clear()
                if progress:
                    progress(len(done), len(inputs))
            copies = {sha256: jobs for sha256, jobs in copies.items() if jobs}
    return tuple(done[source] for source in sorted(done))


def _grouped(heads: Sequence[Job], workers: int) -> list[list[Job]]:
    """The jobs one by one, but those that need LibreOffice in groups: it starts slowly."""
    from extract.read import needs_office

    slow = [job for job in heads if needs_office(job.path)]
    size = min(_TOGETHER, ceil(len(slow) / workers) or 1)
    groups = [slow[i : i + size] for i in range(0, len(slow), size)]
    taken = {job.source for job in slow}
    return [*groups, *([job] for job in heads if job.source not in taken)]


def _hashed(one: Input, overrides: Overrides, settings: Settings) -> Job | Message:
    try:
        with one.content.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return message("error.unreadable", why=error.strerror or type(error).__name__)
    override = overrides.of(one.path, one.root)
    return Job(one.content, one.source, sha256, override, settings.read_classified)


def _across(
    records: tuple[DocumentRecord, ...], overrides: Overrides, settings: Settings
) -> Results:
    """What only shows when all documents are seen together."""
    from audit.archive import audit_archive
    from normalize.indicators import match
    from normalize.series import build

    matching = match([record.recognition for record in records if record.recognition])
    matched = tuple(
        replace(record, recognition=matching.apply(record.recognition))
        if record.recognition
        else record
        for record in records
    )
    found = [record.recognition for record in matched if record.recognition]
    return Results(
        records=matched,
        archive_checks=audit_archive(found),
        series=build(found),
        indicators=matching.rows,
        side_inputs=tuple(SideInput(held.source, held.sha256) for held in overrides.files),
        settings={"read_classified": "true" if settings.read_classified else "false"},
    )


@contextmanager
def _workers(jobs: int) -> Iterator[Callable[[Sequence[list[Job]]], Iterable[list[Outcome]]]]:
    """A function that processes groups of jobs and gives the outcomes in their order."""
    if jobs == 1:
        yield lambda groups: map(process_all, groups)
        return
    # Fresh interpreters: pdfium is not safe to fork, and Windows knows nothing else.
    # Ctrl-C is for the parent alone, which then stops them.
    with ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        try:
            yield lambda groups: pool.map(process_all, groups)
        except BrokenProcessPool as error:
            raise _usage(message("error.worker")) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _boxes(held: dict[int, Box]) -> MappingProxyType[int, Box]:
    return MappingProxyType(held)


# Readings cross processes, and pickle does not know the read-only mapping they hold.
copyreg.pickle(MappingProxyType, lambda view: (_boxes, (dict(view),)))


def _refused(
    source: str, refusal: Message, status: Literal["failed", "skipped"], sha256: str = ""
) -> Outcome:
    record = DocumentRecord(source=source, status=status, reason=refusal.both, sha256=sha256)
    return Outcome(record, refusal)


def _usage(said: Message) -> UsageError:
    return UsageError(said.vi, said.en)
