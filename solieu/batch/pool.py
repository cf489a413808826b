"""Processes that read documents, each started anew when one has died."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from solieu.batch.child import receive, send, too_long
from solieu.batch.document import Gone, Job, Product, refused
from solieu.batch.settings import Limits
from solieu.messages import message

# A fresh interpreter: pdfium is not safe to fork. No multiprocessing: it would run the
# caller's script a second time, and is not allowed in the processes of a Dask worker.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from solieu.batch.child import main; main()"
)
_GRACE = 10  # seconds over the limit before a process that does not heed it is ended
_LAST_WORDS = 5  # seconds until a process that has closed its output must be gone
# What Python and C++ do where memory runs out in a place that cannot say so, and the system.
_ABORTED = (-6, -9)  # SIGABRT, SIGKILL
_CONVERTING = 20  # seconds for each file in a common call of LibreOffice, and once 60


class Child:
    """One process, started when it is first needed."""

    def __init__(self, limits: Limits) -> None:
        """``limits`` hold for each document."""
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._room: TemporaryDirectory[str] | None = None  # the only place it may write to
        self._late = False

    def perform(self, jobs: Sequence[Job]) -> list[Product | Gone]:
        """The products of ``jobs`` in their order.

        Where the process dies, the list ends with the document it died of, if that is
        certain: what is missing is to be tried again, one by one.
        """
        process = self._process or self._start()
        found: list[Product | Gone] = []
        first = 60 + _CONVERTING * len(jobs) if len(jobs) > 1 else 0
        assert process.stdin and process.stdout
        try:
            send(process.stdin, tuple(jobs))
            while len(found) < len(jobs):
                with self._watched(process, first):
                    found.append(receive(process.stdout))
                first = 0
        except (EOFError, OSError):
            code = self._reap(process)
            if len(jobs) == 1:
                found.append(self._died(jobs[0], code))
        return found

    def end(self) -> None:
        """Stop at once."""
        process, self._process = self._process, None
        if process:
            with suppress(OSError):
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream:
                        stream.close()
        if self._room:
            self._room.cleanup()
            self._room = None

    def _start(self) -> subprocess.Popen[bytes]:
        self._late = False
        self._room = TemporaryDirectory(prefix="solieu-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            (sys.executable, "-I", "-c", _START, json.dumps(sys.path)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._room.name)},
        )
        assert self._process.stdin
        with suppress(OSError):  # dead already: the first job will tell
            send(self._process.stdin, self._limits)
        return self._process

    @contextmanager
    def _watched(self, process: subprocess.Popen[bytes], more: int) -> Iterator[None]:
        """End the process where it goes on for longer than it may."""

        def end() -> None:
            self._late = True
            process.kill()

        timer = threading.Timer(self._limits.timeout + _GRACE + more, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _reap(self, process: subprocess.Popen[bytes]) -> int:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_WORDS)  # it closes its output a moment before it is gone
        process.kill()
        code = process.wait()
        self.end()
        return code

    def _died(self, job: Job, code: int) -> Product:
        if self._late:
            return too_long(job, self._limits)
        name = "error.aborted" if code in _ABORTED else "error.died"
        why = message(name, code=code, megabytes=self._limits.memory)
        return refused(job.source, why, "failed", job.sha256)


# Processes that have nothing to do: starting one takes as long as ten documents.
_idle: dict[Limits, SimpleQueue[Child]] = {}


def perform(jobs: Sequence[Job], limits: Limits) -> list[Product | Gone]:
    """The products of ``jobs`` from a process of its own, see ``Child.perform``.

    May be called from several threads; each then has its own process.
    """
    idle = _idle.setdefault(limits, SimpleQueue())
    try:
        child = idle.get_nowait()
    except Empty:
        child = Child(limits)
    with _busy_children(child):
        found = child.perform(jobs)
    idle.put(child)
    return found


_busy: set[Child] = set()


@contextmanager
def _busy_children(child: Child) -> Iterator[None]:
    _busy.add(child)
    try:
        yield
    except BaseException:
        child.end()
        raise
    finally:
        _busy.discard(child)


def end_busy() -> None:
    """Stop every process that is at work: what it does is not wanted any more."""
    for child in tuple(_busy):
        child.end()


def end_idle() -> None:
    """Stop the processes that wait for work."""
    for idle in _idle.values():
        with suppress(Empty):
            while True:
                idle.get_nowait().end()
