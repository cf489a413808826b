"""The work on a Dask cluster: one task for each document.

A task is what a thread does here: it hands the document to a process with limits, on the
computer of the Dask worker. Dask gives tasks of a worker that is lost to another.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.batch.document import Gone
from solieu.batch.engines import Engine, Products, Task
from solieu.batch.pool import perform
from solieu.batch.settings import Limits, Settings
from solieu.batch.store import sections_of
from solieu.batch.versions import rules_version
from solieu.errors import UsageError
from solieu.messages import message

if TYPE_CHECKING:
    from distributed import Client

_AHEAD = 2  # tasks handed over for each thread of the cluster, so that none waits for us
_LOST = 10  # workers that a document may lose: one that kills them all is given up


@contextmanager
def dask_engine(settings: Settings) -> Iterator[Engine]:
    """The engine of the scheduler at an address; "local" starts one on this computer.

    Raises UsageError where Dask is not installed, nobody answers, or a worker has
    another version of this program.
    """
    limits = settings.limits or Limits()
    with _client(settings) as client:
        _same_everywhere(client)
        executor = client.get_executor(pure=False, retries=0)  # type: ignore[no-untyped-call]

        def submit(task: Task) -> Future[Products]:
            future: Future[Products] = executor.submit(perform_there, task, limits)
            return future

        try:
            yield Engine(submit, lambda: _room(client), 0)
        except BaseException:
            executor.shutdown(wait=False)
            raise


def perform_there(task: Task, limits: Limits) -> Products:
    """On a worker: the products of a task, Gone for a file that cannot be seen there.

    A file that came along is put into a temporary folder for the time.
    """
    with ExitStack() as files:
        seen = tuple(_here(job, files) for job in task)
        if not all(job.path.exists() for job in seen):
            return [Gone(job.source) for job in task]
        return perform(seen, limits)


def _here(job: Any, files: ExitStack) -> Any:
    reading = job.reading if job.reading and sections_of(job.reading) else None
    if job.content is None:
        return replace(job, reading=reading)
    folder = files.enter_context(tempfile.TemporaryDirectory(prefix="solieu-"))
    path = Path(folder) / f"report{job.path.suffix}"
    path.write_bytes(job.content)
    assert hashlib.sha256(job.content).hexdigest() == job.sha256
    return replace(job, path=path, reading=reading, content=None)


@contextmanager
def _client(settings: Settings) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise _usage("cluster.missing") from error
    with dask.config.set({"distributed.scheduler.allowed-failures": _LOST}), ExitStack() as held:
        if settings.scheduler == "local":
            address = held.enter_context(
                LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=settings.jobs,
                    threads_per_worker=1,
                    dashboard_address=None,
                    host="127.0.0.1",
                )
            )
        else:
            address = settings.scheduler
        try:
            made = Client(address, timeout=30, set_as_default=False)  # type: ignore[no-untyped-call]
            client = held.enter_context(made)
        except (OSError, TimeoutError, ValueError) as error:
            raise _usage("cluster.silent", address=settings.scheduler) from error
        yield client


def _room(client: Client) -> int:
    """How many tasks keep the cluster busy; it may grow and shrink."""
    with suppress(OSError):
        threads: int = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        return max(threads, 1) * _AHEAD
    return _AHEAD


def _same_everywhere(client: Client) -> None:
    """Other rules on one worker would give other results there."""
    try:
        found = client.run(rules_version)
    except Exception as error:  # whatever a worker without solieu raises
        raise _usage("cluster.without", why=type(error).__name__) from error
    other = sorted(address for address, version in found.items() if version != rules_version())
    if other:
        raise _usage("cluster.other", workers=", ".join(other))


def _usage(key: str, **values: object) -> UsageError:
    said = message(key, **values)
    return UsageError(said.vi, said.en)
