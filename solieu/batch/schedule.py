"""Which documents are read, in which order, and which are copies of others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import chain
from math import ceil

from solieu.batch.document import Job, Outcome, refused
from solieu.batch.settings import Settings
from solieu.batch.workers import workers
from solieu.inputs import Input
from solieu.messages import Message, message
from solieu.model import DocumentInfo
from solieu.overrides import Overrides

#: Called after each document with the number done, and of all.
Progress = Callable[[int, int], None]

# Files that one call of LibreOffice converts: its start is then a tenth of the time.
_TOGETHER = 20


def outcomes_of(
    inputs: Sequence[Input], overrides: Overrides, settings: Settings, progress: Progress | None
) -> tuple[Outcome, ...]:
    """One outcome per input, by source. Of files with the same content the first that
    can be read is processed, the others are skipped."""
    done: dict[str, Outcome] = {}
    copies: dict[str, list[Job]] = {}
    for one in inputs:
        job = one.refusal or _hashed(one, overrides, settings)
        if isinstance(job, Message):
            done[one.source] = refused(one.source, job, one.status)
        else:
            copies.setdefault(job.sha256, []).append(job)
    for jobs in copies.values():  # the copy that a person says more of goes first
        jobs.sort(key=lambda job: (job.override == DocumentInfo(), job.source))
    with workers(settings.jobs) as do:
        while copies:
            heads = [jobs.pop(0) for jobs in copies.values()]
            for outcome in chain.from_iterable(do(_grouped(heads, settings.jobs))):
                record = outcome.record
                done[record.source] = outcome
                if record.status != "failed":
                    same = message("error.copy", first=record.source)
                    for job in copies[record.sha256]:
                        done[job.source] = refused(job.source, same, "skipped", job.sha256)
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
