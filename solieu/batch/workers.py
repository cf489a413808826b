"""Several documents at a time, in processes of their own."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from solieu.batch.document import Job, Outcome, process_all
from solieu.errors import UsageError
from solieu.messages import message


@contextmanager
def workers(jobs: int) -> Iterator[Callable[[Sequence[list[Job]]], Iterable[list[Outcome]]]]:
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
            raise _worker_died() from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _worker_died() -> UsageError:
    said = message("error.worker")
    return UsageError(said.vi, said.en)
