"""Which documents are read, in which order, and which are copies of others."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from math import ceil

from solieu.area_files import AreaFiles
from solieu.batch.before import Before, Hashes
from solieu.batch.document import Gone, Job, Product, refused
from solieu.batch.engines import Engine, Products, Task, engine
from solieu.batch.kept import Kept, in_hand, keep, reading_key, recall
from solieu.batch.settings import Settings
from solieu.batch.store import Store
from solieu.errors import StoppedError
from solieu.inputs import Input
from solieu.mappings import Mappings
from solieu.messages import Message, message
from solieu.model import DocumentInfo, DocumentStatus
from solieu.overrides import Overrides

# Files that one call of LibreOffice converts: its start is then a tenth of the time.
_TOGETHER = 20
_TRIES = 3  # of a file that changes while it is read, or that a Dask worker cannot see


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a run is: ``kept`` of the ``done`` documents were known from before."""

    done: int
    total: int
    kept: int
    by_status: Counter[DocumentStatus]


@dataclass(frozen=True, slots=True)
class Event:
    """One input is done: what became of it, how far the run is, where our code failed."""

    kept: Kept
    recalled: bool
    tally: Tally
    trace: str = ""


#: Called after each input.
Progress = Callable[[Event], None]


@dataclass
class Schedule:
    """The documents of one run, until each is done.

    Of files with the same content the first that can be read is processed, the others
    are skipped.
    """

    settings: Settings
    store: Store
    before: Before
    hashes: Hashes
    progress: Progress | None = None
    done: dict[str, Kept] = field(default_factory=dict)
    _total: int = 0
    _recalled: int = 0
    _counts: Counter[DocumentStatus] = field(default_factory=Counter)
    _copies: dict[str, deque[Job]] = field(default_factory=dict)
    _tries: Counter[str] = field(default_factory=Counter)
    _todo: deque[Task] = field(default_factory=deque)

    def work(
        self, inputs: Sequence[Input], overrides: Overrides, mappings: Mappings, areas: AreaFiles
    ) -> list[Kept]:
        """Do all of ``inputs``; what each gave, by source.

        Raises UsageError where the store or the engine fails, StoppedError where a
        document does and that is to be the end (``fail_fast``).
        """
        self._total = len(inputs)
        jobs: dict[str, list[Job]] = {}
        for one in inputs:
            job = one.refusal or self._hashed(one, overrides, mappings, areas)
            if isinstance(job, Message):
                self._finish(in_hand(refused(one.source, job, one.status)))
            else:
                jobs.setdefault(job.sha256, []).append(job)
        heads: list[Job] = []
        for sha256, same in jobs.items():  # the copy that a person says more of goes first
            same.sort(key=lambda job: (job.override == DocumentInfo(), job.source))
            self._copies[sha256] = deque(same)
            heads += self._next(sha256)
        if heads:
            with engine(self.settings) as workers:
                self._todo.extend(_grouped(heads, workers.together))
                self._drain(workers)
        return [self.done[source] for source in sorted(self.done)]

    def _hashed(
        self, one: Input, overrides: Overrides, mappings: Mappings, areas: AreaFiles
    ) -> Job | Message:
        try:
            sha256 = self.hashes.of(one.content)
        except OSError as error:
            return _unreadable(error)
        return Job(
            one.content,
            one.source,
            sha256,
            overrides.of(one.path, one.root),
            self.settings.read_classified,
            mappings.rows_of(one.source),
            ocr=self.settings.ocr,
            areas=areas.of(one.source),
        )

    def _drain(self, workers: Engine) -> None:
        """Hand tasks over as there is room, and take what they gave."""
        open_: dict[Future[Products], Task] = {}
        while self._todo or open_:
            while self._todo and len(open_) < workers.room():
                task = self._todo.popleft()
                open_[workers.submit(task)] = task
            ended, _ = wait(open_, timeout=1, return_when=FIRST_COMPLETED)
            for future in ended:
                self._take(open_.pop(future), future.result())

    def _take(self, task: Task, products: Products) -> None:
        for job, product in zip(task, products, strict=False):
            if isinstance(product, Gone):
                self._again(job)
            else:
                self._settle(job, product)
        # The process died before it came to these; alone, each answers for itself.
        self._todo.extend((job,) for job in task[len(products) :])

    def _again(self, job: Job) -> None:
        """A file that changed is read as it is now, a few times."""
        self._tries[job.source] += 1
        sha256 = _sha256(job)
        if isinstance(sha256, Message):
            self._settle(job, refused(job.source, sha256, "failed", job.sha256))
        elif self._tries[job.source] >= _TRIES:
            changing = message("error.changing", times=_TRIES)
            self._settle(job, refused(job.source, changing, "failed", job.sha256))
        elif sha256 == job.sha256:  # it is we who cannot see it where the work is done
            self._todo.append((replace(job, content=job.path.read_bytes()),))
        else:
            self._todo.append((replace(job, sha256=sha256, reading=None),))

    def _settle(self, job: Job, product: Product) -> None:
        kept = keep(self.store, job, product)
        self._finish(kept, trace=product.trace)
        if kept.told.status == "failed":
            self._todo.extend((head,) for head in self._next(job.sha256))
        else:
            self._skip_copies(job.sha256, kept.told.source)

    def _next(self, sha256: str) -> list[Job]:
        """The next file of this content to read, unless it is known already."""
        waiting = self._copies.get(sha256)
        if not waiting:
            return []
        job = waiting.popleft()
        kept = recall(self.store, job, self.before.told)
        if kept is not None:
            self._finish(kept, recalled=True)
            self._skip_copies(sha256, job.source)
            return []
        key = reading_key(job)
        there = self.store.has("readings", key)
        return [replace(job, reading=self.store.path("readings", key))] if there else [job]

    def _skip_copies(self, sha256: str, first: str) -> None:
        same = message("error.copy", first=first)
        for job in self._copies.pop(sha256, ()):
            self._finish(in_hand(refused(job.source, same, "skipped", sha256)))

    def _finish(self, kept: Kept, *, recalled: bool = False, trace: str = "") -> None:
        told = kept.told
        self.done[told.source] = kept
        self._counts[told.status] += 1
        self._recalled += recalled
        if self.progress:
            tally = Tally(len(self.done), self._total, self._recalled, self._counts)
            self.progress(Event(kept, recalled, tally, trace))
        if told.status == "failed" and self.settings.fail_fast:
            why = told.refusal or Message(told.reason, told.reason)
            said = message("error.fail_fast", source=told.source, why=why)
            raise StoppedError(said.vi, said.en)


def _grouped(heads: Sequence[Job], workers: int) -> list[Task]:
    """The jobs one by one, but those that need LibreOffice in groups: it starts slowly."""
    from extract.read import needs_office

    slow = [job for job in heads if workers and not job.reading and needs_office(job.path)]
    size = min(_TOGETHER, ceil(len(slow) / workers) or 1) if workers else 1
    groups = [tuple(slow[i : i + size]) for i in range(0, len(slow), size)]
    taken = {job.source for job in slow}
    return [*groups, *((job,) for job in heads if job.source not in taken)]


def _sha256(job: Job) -> str | Message:
    try:
        with job.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return _unreadable(error)


def _unreadable(error: OSError) -> Message:
    return message("error.unreadable", why=error.strerror or type(error).__name__)
