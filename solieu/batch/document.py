"""One document: from its file to its record, whatever its state.

``process`` depends on nothing but its arguments, so that any number of workers gives the
same bytes.
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from solieu.errors import ClassifiedError, ReadError
from solieu.messages import Message
from solieu.model import Box, Check, DocumentInfo, DocumentRecord, Recognition
from solieu.overrides import overridden


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
        return refused(job.source, refusal, status, job.sha256)
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


def refused(
    source: str, refusal: Message, status: Literal["failed", "skipped"], sha256: str = ""
) -> Outcome:
    """An input that was not read, and why."""
    record = DocumentRecord(source=source, status=status, reason=refusal.both, sha256=sha256)
    return Outcome(record, refusal)


def _boxes(held: dict[int, Box]) -> MappingProxyType[int, Box]:
    return MappingProxyType(held)


# Readings cross processes, and pickle does not know the read-only mapping they hold.
copyreg.pickle(MappingProxyType, lambda view: (_boxes, (dict(view),)))
