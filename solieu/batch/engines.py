"""Who does the work: processes on this computer, or those of a Dask cluster.

Either way a task is the same call of the same function, ``pool.perform``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from solieu.batch.child import guarded
from solieu.batch.document import Gone, Job, Product
from solieu.batch.pool import end_busy, perform
from solieu.batch.settings import Limits, Settings

Task = tuple[Job, ...]
Products = list[Product | Gone]


@dataclass(frozen=True, slots=True)
class Engine:
    """``room`` is how many tasks it is worth to hand over at a time, ``together`` how many
    workers share the files that LibreOffice converts (0: such files are tasks like others)."""

    submit: Callable[[Task], Future[Products]]
    room: Callable[[], int]
    together: int


@contextmanager
def engine(settings: Settings) -> Iterator[Engine]:
    """The engine that ``settings`` ask for. Raises UsageError where it is not to be had."""
    if settings.scheduler:
        from solieu.batch.cluster import dask_engine

        with dask_engine(settings) as found:
            yield found
    else:
        with _own(settings.jobs, settings.limits) as found:
            yield found


@contextmanager
def _own(jobs: int, limits: Limits | None) -> Iterator[Engine]:
    """One thread for each process, which waits for it."""
    threads = ThreadPoolExecutor(jobs if limits else 1, thread_name_prefix="solieu")

    def submit(task: Task) -> Future[Products]:
        if limits is None:
            return threads.submit(_here, task)
        return threads.submit(perform, task, limits)

    try:
        yield Engine(submit, lambda: jobs + 1, jobs)
    except BaseException:
        stop(threads)
        raise
    threads.shutdown()


def stop(executor: Executor) -> None:
    """Let nothing more begin, and end what is going on."""
    executor.shutdown(wait=False, cancel_futures=True)
    end_busy()
    executor.shutdown(wait=True, cancel_futures=True)


def _here(jobs: Sequence[Job]) -> Products:
    return list(guarded(jobs, None))
